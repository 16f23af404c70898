import { nodeadmMaxPods } from '../ipam/maxPods.js';
import { type PoolRanges, poolRanges } from '../ipam/poolRanges.js';
import type { InstanceLimits } from '../ipam/settings.js';
import { type PoolState, simulateWarmPool } from '../ipam/warmPool.js';
import { defaultDriver, type WarmPoolConfig, type WarmPoolDriver, warmPoolConfig } from '../ipam/warmPoolConfig.js';
import { type Message, message } from '../messages/message.js';
import { type EnvVarName, interpret, isEnvVarName } from '../model/envVars.js';
import { settingsOfTexts } from './settings.js';

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
  const context = { ipv6: isOn('ENABLE_IPv6', env), podEni: isOn('ENABLE_POD_ENI', env) };
  const refused = Object.entries(env).find(
    ([name, text]) => isEnvVarName(name) && interpret(name, text, context).kind === 'refused',
  );
  if (refused) {
    const [name, value] = refused;
    return {
      kind: 'refused',
      reason: message('aws-node does not start with {name}="{value}": there is no pool', { name, value }),
    };
  }
  // The manifest turns IPv4 on, so only who turns it off is without a family.
  if (!context.ipv6 && Object.hasOwn(env, 'ENABLE_IPv4') && !isOn('ENABLE_IPv4', env)) {
    return { kind: 'refused', reason: message('Without an IP family ipamd exits: there is no pool') };
  }
  const settings = settingsOfTexts(env, undefined);
  if (settings.refused) return { kind: 'refused', reason: settings.refused };
  const config = warmPoolConfig(limits, settings.ipam, maxPods ?? nodeadmMaxPods(limits).pods);
  return {
    kind: 'pool',
    config,
    driver,
    states: simulateWarmPool(config, pods, driver),
    ranges: poolRanges(config, pods, driver),
    notes: notes(env),
  };
}

function isOn(name: EnvVarName, env: WarmPoolQuestion['env']): boolean {
  const text = Object.hasOwn(env, name) ? env[name] : undefined;
  const read = text === undefined ? undefined : interpret(name, text, {});
  return read?.kind === 'accepted' && read.value === true;
}

/** One pod per step, as a person scales up by hand: 12 ticks after the start, 80 ticks of 5 s per step. */
export const oneByOneDriver: WarmPoolDriver = { ...defaultDriver, burst: false };

function notes(env: WarmPoolQuestion['env']): readonly Message[] {
  return Object.entries(env).flatMap(([name, written]) => {
    if (!isEnvVarName(name)) return [];
    const read = interpret(name, written, {});
    if (read.kind !== 'replaced') return [];
    const used = read.effective === undefined ? message('nothing') : String(read.effective);
    return [message('{name}="{written}" is not taken as written: the CNI uses {used}', { name, written, used })];
  });
}
