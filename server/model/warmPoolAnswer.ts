import { nodeadmMaxPods } from '../ipam/maxPods.js';
import { type PoolRanges, poolRanges } from '../ipam/poolRanges.js';
import type { InstanceLimits, IpamSettings } from '../ipam/settings.js';
import { type PoolState, simulateWarmPool } from '../ipam/warmPool.js';
import { defaultDriver, type WarmPoolConfig, type WarmPoolDriver, warmPoolConfig } from '../ipam/warmPoolConfig.js';
import { type Message, message } from '../messages/message.js';
import { type EnvVarName, envVar, interpret, isEnvVarName } from './envVars.js';
import { compareGoStrings } from './goValues.js';

export interface WarmPoolQuestion {
  readonly limits: InstanceLimits;
  /** Variables of aws-node that are set; the others have their shipped default. */
  readonly env: Readonly<Record<string, string>>;
  /** Max pods of the node; undefined: nodeadm's default for the type. */
  readonly maxPods: number | undefined;
  /** Pods wanted, one number per step, on a fresh node. */
  readonly pods: readonly number[];
  readonly driver: WarmPoolDriver;
}

/** What a node's pool does, or why there is none. */
export type WarmPoolAnswer =
  | {
      readonly kind: 'pool';
      readonly config: WarmPoolConfig;
      readonly driver: WarmPoolDriver;
      readonly states: readonly PoolState[];
      /** For each state, what the CNI's random order leaves open. */
      readonly ranges: readonly PoolRanges[];
      /** What the CNI makes of values it does not take as written. */
      readonly notes: readonly Message[];
    }
  | { readonly kind: 'refused'; readonly reason: Message };

/** Plays the warm pool of a node with these variables. Names that are no variable are left to the caller. */
export function warmPoolAnswer({ limits, env, maxPods, pods, driver }: WarmPoolQuestion): WarmPoolAnswer {
  const refused = Object.entries(env).find(
    ([name, text]) => isEnvVarName(name) && interpret(name, text, {}).kind === 'refused',
  );
  if (refused) {
    const [name, value] = refused;
    return {
      kind: 'refused',
      reason: message('aws-node does not start with {name}="{value}": there is no pool', { name, value }),
    };
  }
  if (flag(env, 'ENABLE_IPv6')) {
    return {
      kind: 'refused',
      reason: message('In IPv6 a node has one /80 prefix and no warm pool: no target has any effect'),
    };
  }
  if (flag(env, 'ENABLE_PREFIX_DELEGATION') && !hasWarmTarget(env)) {
    const reason = message(
      'aws-node does not start: ENABLE_PREFIX_DELEGATION needs WARM_PREFIX_TARGET, WARM_IP_TARGET or MINIMUM_IP_TARGET above 0',
    );
    return { kind: 'refused', reason };
  }
  const config = warmPoolConfig(limits, settings(env), maxPods ?? nodeadmMaxPods(limits).pods);
  return {
    kind: 'pool',
    config,
    driver,
    states: simulateWarmPool(config, pods, driver),
    ranges: poolRanges(config, pods, driver),
    notes: notes(env),
  };
}

/** One pod per step, as a person scales up by hand: 12 ticks after the start, 80 ticks of 5 s per step. */
export const oneByOneDriver: WarmPoolDriver = { ...defaultDriver, burst: false };

function settings(env: WarmPoolQuestion['env']): IpamSettings {
  const maxEni = number(env, 'MAX_ENI');
  return {
    prefixDelegation: flag(env, 'ENABLE_PREFIX_DELEGATION'),
    customNetworking: flag(env, 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'),
    podEni: flag(env, 'ENABLE_POD_ENI'),
    trunkSlotAlwaysReserved: false,
    maxEni,
    warmEniTarget: number(env, 'WARM_ENI_TARGET') ?? 1,
    warmIpTarget: number(env, 'WARM_IP_TARGET') ?? 0,
    minimumIpTarget: number(env, 'MINIMUM_IP_TARGET') ?? 0,
    warmPrefixTarget: number(env, 'WARM_PREFIX_TARGET') ?? 0,
    cooldownSeconds: number(env, 'IP_COOLDOWN_PERIOD') ?? 30,
  };
}

/** The value the CNI works with; undefined where it has none. */
function value(env: WarmPoolQuestion['env'], name: EnvVarName): string | number | boolean | undefined {
  const text = Object.hasOwn(env, name) ? env[name] : envVar(name).shippedDefault;
  if (text === undefined) return envVar(name).codeDefault;
  const read = interpret(name, text, {});
  return read.kind === 'accepted' ? read.value : read.kind === 'replaced' ? read.effective : undefined;
}

function flag(env: WarmPoolQuestion['env'], name: EnvVarName): boolean {
  return value(env, name) === true;
}

function number(env: WarmPoolQuestion['env'], name: EnvVarName): number | undefined {
  const read = value(env, name);
  return typeof read === 'number' ? read : undefined;
}

/** aws-node compares the three texts, not numbers, with "0" (cmd/aws-vpc-cni/main.go:378-387 of amazon-vpc-cni-k8s v1.23.1). */
function hasWarmTarget(env: WarmPoolQuestion['env']): boolean {
  return (['WARM_IP_TARGET', 'WARM_PREFIX_TARGET', 'MINIMUM_IP_TARGET'] as const).some((name) => {
    const text = Object.hasOwn(env, name) ? env[name] : envVar(name).shippedDefault;
    return compareGoStrings(text ?? '0', '0') > 0;
  });
}

function notes(env: WarmPoolQuestion['env']): readonly Message[] {
  return Object.entries(env).flatMap(([name, written]) => {
    if (!isEnvVarName(name)) return [];
    const read = interpret(name, written, {});
    if (read.kind !== 'replaced') return [];
    const used = read.effective === undefined ? message('nothing') : String(read.effective);
    return [message('{name}="{written}" is not taken as written: the CNI uses {used}', { name, written, used })];
  });
}
