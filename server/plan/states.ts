import type { PerSize, PerState, PerUse } from './clusterPlan.js';

/** A value for each number of pods on a node. */
export function perState<T>(of: (state: keyof PerState<T>) => T): PerState<T> {
  return { idle: of('idle'), onePod: of('onePod'), running: of('running'), full: of('full') };
}

/** A value for each number of pods on a node, and with an update. */
export function perUse<T>(of: (use: keyof PerUse<T>) => T): PerUse<T> {
  return { ...perState(of), duringUpdate: of('duringUpdate'), fullDuringUpdate: of('fullDuringUpdate') };
}

/** A value for each number of nodes. */
export function perSize<T>(of: (size: keyof PerSize<T>) => T): PerSize<T> {
  return { least: of('least'), desired: of('desired'), most: of('most') };
}
