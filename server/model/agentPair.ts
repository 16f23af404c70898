import { atLeast, type CniVersion } from './cniVersion.js';

/*
 * Which releases of the CNI and of its network policy agent go together. The plugin asks the agent about each new pod, and an agent that
 * enforces policies asks ipamd for the mode when it starts; both changed their address and their temper more than once.
 *
 * Sources, read at the tags on both sides of every bound:
 *   amazon-vpc-cni-k8s: cmd/routed-eni-cni-plugin/cni.go and pkg/ipamd/rpc_handler.go of v1.17.1, v1.19.2 to v1.19.4, v1.20.1, v1.20.2, v1.23.0
 *   aws-network-policy-agent: main.go, pkg/rpc/rpc_handler.go and pkg/ebpf/bpf_client.go of v1.0.8, v1.1.0, v1.2.0 to v1.2.6, v1.4.0, v1.4.1
 */

/** Releases from `from` on and before `before`, each without end where it is not given. */
interface Releases {
  readonly from?: string;
  readonly before?: string;
}

/** What a manifest asks of the two programs. */
export interface AgentUse {
  /** NETWORK_POLICY_ENFORCING_MODE in force, in lower case; `unset` where nobody sets it; undefined where that cannot be seen. */
  readonly mode: string | undefined;
  /** The agent enforces policies; undefined where that cannot be seen. */
  readonly enforces: boolean | undefined;
}

/** Why two releases do not go together. */
export type PairFault =
  /** The plugin asks at the agent's socket file, the agent listens at its port: pods fail. */
  | 'pluginAsksSocket'
  /** The other way round: pods fail. */
  | 'pluginAsksPort'
  /** The agent does not listen at all: pods fail. */
  | 'agentListensNowhere'
  /** The plugin does not tell the mode, which the agent wants to be told: pods fail. */
  | 'pluginTellsNoMode'
  /** ipamd cannot be asked for the mode: the agent panics. */
  | 'ipamdTellsNoMode'
  /** The agent asks at ipamd's socket file, ipamd answers at its port: the agent panics. */
  | 'agentAsksSocket'
  /** The other way round: the agent panics. */
  | 'agentAsksPort'
  /** The same, as soon as the agent enforces policies. */
  | 'agentWouldAskPort';

interface PairRow {
  readonly cni: Releases;
  readonly agent: Releases;
  readonly when: (use: AgentUse) => boolean;
  readonly fault: PairFault;
}

const isModeSet = ({ mode }: AgentUse): boolean => mode !== undefined && mode !== 'unset';
const isStrict = ({ mode }: AgentUse): boolean => mode === 'strict';
const enforces = (use: AgentUse): boolean => use.enforces === true;

/** The first row that applies counts. 1.19.3 asks every agent, and goes on where none answers. */
const pairs: readonly PairRow[] = [
  { cni: { from: '1.20.2' }, agent: { before: '1.2.6' }, when: isModeSet, fault: 'pluginAsksSocket' },
  { cni: { from: '1.19.4', before: '1.20.2' }, agent: { from: '1.2.6' }, when: isModeSet, fault: 'pluginAsksPort' },
  { cni: { from: '1.17.1', before: '1.19.3' }, agent: { from: '1.2.6' }, when: isStrict, fault: 'pluginAsksPort' },
  {
    cni: { from: '1.19.4', before: '1.20.2' },
    agent: { before: '1.1.0' },
    when: isModeSet,
    fault: 'agentListensNowhere',
  },
  {
    cni: { from: '1.17.1', before: '1.19.3' },
    agent: { before: '1.1.0' },
    when: isStrict,
    fault: 'agentListensNowhere',
  },
  {
    cni: { from: '1.17.1', before: '1.19.3' },
    agent: { from: '1.2.1', before: '1.2.3' },
    when: (use) => isStrict(use) && enforces(use),
    fault: 'pluginTellsNoMode',
  },
  { cni: { before: '1.19.3' }, agent: { from: '1.2.3' }, when: enforces, fault: 'ipamdTellsNoMode' },
  { cni: { before: '1.23.0' }, agent: { from: '1.4.1' }, when: enforces, fault: 'agentAsksSocket' },
  { cni: { from: '1.23.0' }, agent: { from: '1.2.3', before: '1.4.1' }, when: enforces, fault: 'agentAsksPort' },
  { cni: { from: '1.23.0' }, agent: { before: '1.4.1' }, when: () => true, fault: 'agentWouldAskPort' },
];

/** The value of the chart without which the container of the agent is left out. It stands among the flags, and is none. */
export const agentSwitch = 'nodeAgent.enabled';

/** True for releases whose chart knows that value: it came with 1.15.3. */
export function hasAgentSwitch(cni: CniVersion | undefined): boolean {
  return atLeast(cni, '1.15.3') !== false;
}

/** Why two releases do not go together as they are used; undefined where they do, or nobody can say. */
export function pairFault(cni: CniVersion, agent: CniVersion, use: AgentUse): PairFault | undefined {
  return pairs.find((row) => isAmong(cni, row.cni) && isAmong(agent, row.agent) && row.when(use))?.fault;
}

/** What an agent that enforces policies does about a mode it cannot work with. */
export type ModeFault = 'agentPanics' | 'podsFail';

interface ModeRow {
  readonly cni: Releases;
  readonly agent: Releases;
  readonly mode: 'none' | 'unset';
  readonly fault: ModeFault;
}

/** Agents before 1.2.1 take any mode; an unset one is `standard` to a CNI before 1.19.4. */
const modes: readonly ModeRow[] = [
  { cni: { from: '1.19.3' }, agent: { from: '1.2.3' }, mode: 'none', fault: 'agentPanics' },
  { cni: { from: '1.19.4' }, agent: { from: '1.2.3' }, mode: 'unset', fault: 'agentPanics' },
  { cni: { from: '1.19.3' }, agent: { from: '1.2.1', before: '1.2.3' }, mode: 'none', fault: 'podsFail' },
];

/** What comes of a mode that an enforcing agent cannot work with; where its release cannot be seen it is taken for the newest. */
export function modeFault(cni: CniVersion, agent: CniVersion | undefined, mode: string): ModeFault | undefined {
  const isOfAgent = ({ agent: releases }: ModeRow): boolean =>
    agent === undefined ? releases.before === undefined : isAmong(agent, releases);
  return modes.find((row) => row.mode === mode && isAmong(cni, row.cni) && isOfAgent(row))?.fault;
}

/**
 * True where the plugin asks the agent about a new pod, and the pod fails when none answers. Where no version can be seen it is the
 * newest, and of `1.19` its newest patch.
 */
export function needsAgent(cni: CniVersion | undefined, mode: string): boolean {
  if (atLeast(cni, '1.19.4') !== false) return true;
  return mode.toLowerCase() === 'strict' && isAmongOrUnseen(cni, { from: '1.17.1', before: '1.19.3' });
}

function isAmongOrUnseen(version: CniVersion | undefined, { from, before }: Required<Releases>): boolean {
  return atLeast(version, from) !== false && atLeast(version, before) === false;
}

/** True for a release that certainly is one of them. */
function isAmong(version: CniVersion, { from, before }: Releases): boolean {
  const isNewEnough = from === undefined || atLeast(version, from) === true;
  return isNewEnough && (before === undefined || atLeast(version, before) === false);
}

/** The agent that the manifest of each release of the CNI brings, from that release on. Source: config/master/aws-k8s-cni.yaml of the tags. */
const companions: readonly (readonly [cni: string, agent: string])[] = [
  ['1.14.0', '1.0.1'],
  ['1.14.1', '1.0.2'],
  ['1.15.1', '1.0.4'],
  ['1.15.3', '1.0.5'],
  ['1.15.4', '1.0.6'],
  ['1.15.5', '1.0.7'],
  ['1.16.3', '1.0.8'],
  ['1.17.1', '1.1.0'],
  ['1.18.1', '1.1.1'],
  ['1.18.2', '1.1.2'],
  ['1.18.4', '1.1.3'],
  ['1.18.6', '1.1.4'],
  ['1.19.0', '1.1.5'],
  ['1.19.2', '1.1.6'],
  ['1.19.3', '1.2.0'],
  ['1.19.4', '1.2.1'],
  ['1.19.6', '1.2.2'],
  ['1.20.0', '1.2.3'],
  ['1.20.1', '1.2.4'],
  ['1.20.2', '1.2.6'],
  ['1.20.4', '1.2.7'],
  ['1.21.0', '1.3.0'],
  ['1.21.1', '1.3.1'],
  ['1.21.2', '1.3.5'],
  ['1.22.0', '1.3.1'],
  ['1.22.1', '1.3.5'],
  ['1.22.3', '1.3.7'],
  ['1.22.4', '1.4.0'],
  ['1.23.0', '1.4.1'],
  ['1.23.1', '1.4.2'],
];

/** The agent a release of the CNI is released with, e.g. `1.3.1`; undefined before 1.14.0, which had none. */
export function companionAgent(cni: CniVersion): string | undefined {
  return companions.findLast(([release]) => atLeast(cni, release) !== false)?.[1];
}
