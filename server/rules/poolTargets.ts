import { type Argument, list, message } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { carrierEnv, effective, entryOf, type Setting } from '../model/env.js';
import type { CniSettings } from '../model/resource.js';
import { comparedTargets, isAboveZero } from '../plan/comparedTargets.js';
import { addressesAskedFor } from '../plan/pool.js';
import { withoutPool } from '../plan/settings.js';
import type { Related } from './rule.js';

/** The settings that size the pool of a node, as one carrier gives them. */
export interface PoolTargets {
  readonly warmEni: Setting<number>;
  readonly warmIp: Setting<number>;
  readonly minimumIp: Setting<number>;
  readonly warmPrefix: Setting<number>;
  readonly prefixes: Setting<boolean>;
}

/** A target that somebody wrote and the CNI takes. */
export type WrittenTarget = Extract<Setting<number>, { readonly kind: 'set' }>;

/** Undefined where no target sizes the pool: with IPv6, and where the CNI is told to attach nothing. */
export function poolTargets(settings: CniSettings, cluster: Cluster): PoolTargets | undefined {
  const env = carrierEnv(settings, cluster);
  if (withoutPool.some((name) => effective(env.flag(name)) === true)) return undefined;
  return {
    warmEni: env.integer('WARM_ENI_TARGET'),
    warmIp: env.integer('WARM_IP_TARGET'),
    minimumIp: env.integer('MINIMUM_IP_TARGET'),
    warmPrefix: env.integer('WARM_PREFIX_TARGET'),
    prefixes: env.flag('ENABLE_PREFIX_DELEGATION'),
  };
}

/** True for a written target above 0; 0 is the same as not set for all but WARM_ENI_TARGET. */
export function isTarget(setting: Setting<number>): setting is WrittenTarget {
  return setting.kind === 'set' && setting.value > 0;
}

/** True where a target is known to be 0 or not set. An invalid text that comes to 0 is a fault of its own. */
export function isOff(setting: Setting<number>): boolean {
  return (setting.kind === 'set' || setting.kind === 'default') && (setting.value ?? 0) === 0;
}

/** WARM_IP_TARGET and MINIMUM_IP_TARGET as far as they are set: with either, nothing else sizes the pool. */
export function addressTargets({ warmIp, minimumIp }: PoolTargets): readonly WrittenTarget[] {
  return [warmIp, minimumIp].filter(isTarget);
}

/** `WARM_IP_TARGET 5 and MINIMUM_IP_TARGET 10`. */
export function named(targets: readonly WrittenTarget[]): Argument {
  return list(targets.map(({ entry, value }) => message('{name} {value}', { name: entry.name.value, value })));
}

/** Where the targets stand that decide instead of another one. */
export function decidingPlaces(targets: readonly { readonly at: Related['at'] }[]): readonly Related[] {
  return targets.map(({ at }) => ({ at, message: message('This decides instead') }));
}

/** The addresses for pods that a node without pods asks for. Undefined where a target, or prefix delegation, cannot be seen. */
export function idleAddresses({ warmIp, minimumIp, prefixes }: PoolTargets): number | undefined {
  const warm = effective(warmIp);
  const minimum = effective(minimumIp);
  const usesPrefixes = effective(prefixes);
  if (warm === undefined || minimum === undefined || usesPrefixes === undefined) return undefined;
  return addressesAskedFor(warm, minimum, usesPrefixes);
}

/** What aws-node compares before it starts with prefix delegation. */
export interface ComparedTarget {
  readonly name: (typeof comparedTargets)[number];
  /** As aws-node sees it; "0" where the variable is not set. */
  readonly text: string;
}

/** The three targets as texts; undefined where one cannot be seen. */
export function comparedTexts(settings: CniSettings, cluster: Cluster): readonly ComparedTarget[] | undefined {
  const env = carrierEnv(settings, cluster);
  const compared = comparedTargets.flatMap((name): readonly ComparedTarget[] => {
    const value = entryOf(settings, name)?.value;
    if (value?.kind === 'literal') return [{ name, text: value.text }];
    if (value?.kind === 'none' && settings.whole) return [{ name, text: '' }];
    const setting = env.integer(name);
    const isUnset = value === undefined || value.kind === 'removed';
    return isUnset && setting.kind === 'default' ? [{ name, text: String(setting.value ?? 0) }] : [];
  });
  return compared.length === comparedTargets.length ? compared : undefined;
}

/** True when aws-node would refuse to start with prefix delegation; undefined where that cannot be seen. */
export function lacksWarmTarget(settings: CniSettings, cluster: Cluster): boolean | undefined {
  return comparedTexts(settings, cluster)?.every(({ text }) => !isAboveZero(text));
}

/** The targets for whose texts aws-node exits when it starts with prefix delegation, as far as somebody wrote a text other than "0". */
export function refusedTargets(settings: CniSettings, cluster: Cluster): readonly ComparedTarget[] {
  const prefixes = effective(carrierEnv(settings, cluster).flag('ENABLE_PREFIX_DELEGATION'));
  if (prefixes !== true || lacksWarmTarget(settings, cluster) !== true) return [];
  return (comparedTexts(settings, cluster) ?? []).filter(({ text }) => text !== '' && text !== '0');
}
