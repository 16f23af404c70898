import type { Cluster } from '../model/cluster.js';
import { carrierEnv, clusterEnv } from '../model/env.js';
import type { EnvVarName } from '../model/envVars.js';
import { knownValue } from '../model/fact.js';
import type { Fix } from '../model/fix.js';
import { isShippedAlong } from '../model/shippedValues.js';
import type { Location } from '../text/span.js';
import { setVariable } from './fixes.js';

/** That a switch is off which pods need: where that is written, or that nothing in sight turns it on. */
export type SwitchedOff = { readonly kind: 'written'; readonly at: Location } | { readonly kind: 'unwritten' };

/**
 * That the CNI of a cluster has a switch off which its pods ask for. Undefined where it is on, where that cannot be seen, and where other
 * nodes than the CNI's may run the pods.
 */
export function switchedOff(cluster: Cluster, name: EnvVarName): SwitchedOff | undefined {
  if (cluster.settings.length === 0 || hasOtherNodes(cluster)) return undefined;
  const setting = clusterEnv(cluster).flag(name);
  if (setting.kind === 'set' && !setting.value && !isOnlyShipped(setting.entry, cluster)) {
    return { kind: 'written', at: setting.at };
  }
  return setting.kind === 'default' && setting.value === false && isSeen(cluster, name)
    ? { kind: 'unwritten' }
    : undefined;
}

/** Turns such a switch on, in the first settings that can hold it. */
export function switchOn(cluster: Cluster, name: EnvVarName): readonly Fix[] {
  return cluster.settings.flatMap((settings) => setVariable(settings, name, 'true', 'suggested')).slice(0, 1);
}

/** Auto Mode and Fargate give pods their network without the CNI's settings. */
export function hasOtherNodes({ declaration }: Cluster): boolean {
  return declaration?.fargate === true || (declaration !== undefined && knownValue(declaration.autoMode) === true);
}

/** True where all that could turn it on is seen. */
function isSeen(cluster: Cluster, name: EnvVarName): boolean {
  return (
    cluster.parsed &&
    cluster.possibleSettings.length === 0 &&
    !cluster.possibleSigns.includes('configured') &&
    cluster.settings.every(
      (settings) => !settings.partlyHidden && carrierEnv(settings, cluster).flag(name).kind === 'default',
    )
  );
}

/** A manifest as it is shipped says "false", and another file may well say "true". */
function isOnlyShipped(entry: Parameters<typeof isShippedAlong>[0], { settings, whollyVisible }: Cluster): boolean {
  return !whollyVisible && settings.every((carrier) => isShippedAlong(entry, carrier));
}
