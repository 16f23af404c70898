import { type Message, message } from '../messages/message.js';
import type { AgentUse, ModeFault } from '../model/agentPair.js';
import type { Cluster } from '../model/cluster.js';
import { carrierEnv } from '../model/env.js';
import { knownValue } from '../model/fact.js';
import type { Fix } from '../model/fix.js';
import { parseBool } from '../model/goValues.js';
import type { CniSettings, ContainerSettings, Flag } from '../model/resource.js';

/** A flag of the network policy agent; the last of its name counts. */
export function agentFlag({ containers }: CniSettings, name: string): Flag | undefined {
  const isOfAgent = ({ name: container }: ContainerSettings): boolean => container === 'aws-eks-nodeagent';
  const holder = containers.findLast((each) => isOfAgent(each) && each.flags.some((flag) => flag.name === name));
  return holder?.flags.findLast((flag) => flag.name === name);
}

/** What a switch says; a flag alone is on. Undefined where it cannot be seen or says neither. Source: pflag v1.0.5, bool.go. */
export function switchOf(flag: Flag | undefined): boolean | undefined {
  if (flag === undefined) return undefined;
  return flag.value.kind === 'absent' ? true : parseBool(knownValue(flag.value) ?? '');
}

/** What the settings ask of the CNI and its agent. */
export function agentUse(settings: CniSettings, cluster: Cluster): AgentUse {
  const flag = agentFlag(settings, 'enable-network-policy');
  const isOff = settings.whole && !settings.partlyHidden && flag === undefined;
  return { mode: modeInForce(settings, cluster), enforces: isOff ? false : switchOf(flag) };
}

function modeInForce(settings: CniSettings, cluster: Cluster): string | undefined {
  const mode = carrierEnv(settings, cluster).text('NETWORK_POLICY_ENFORCING_MODE');
  if (mode.kind === 'set') return mode.value.toLowerCase();
  return mode.kind === 'default' ? (mode.value ?? 'unset') : undefined;
}

/** What comes of a mode that an agent which is to enforce policies cannot work with. */
export function modeFaultText(fault: ModeFault): Message {
  return fault === 'agentPanics'
    ? message('the agent panics again and again')
    : message('the agent refuses the mode, and every pod fails');
}

/** A fix that gives a flag another value, however the flag is written. */
export function setFlag({ name, lead, at }: Flag, value: string, level: Fix['level']): Fix {
  return {
    title: message('Set {name} to {value}', { name, value }),
    level,
    changes: [{ kind: 'replaceValue', at, value: `${lead}${value}`, asString: false }],
  };
}
