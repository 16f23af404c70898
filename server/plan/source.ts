import { isWritten, type Setting } from '../model/env.js';
import type { Location } from '../text/span.js';
import type { Origin } from './clusterPlan.js';

/** Where a value of the plan comes from, and the place where it is written. */
export type Source =
  | { readonly kind: 'written'; readonly at: Location }
  | { readonly kind: Exclude<Origin, 'written'> };

export const assumed: Source = { kind: 'assumed' };
export const calculated: Source = { kind: 'calculated' };
export const eksctlDefault: Source = { kind: 'eksctlDefault' };

/** The place of what stands in no file. */
export const nowhere: Location = { uri: '', document: 0, span: { start: 0, end: 0 } };

/** Where a person wrote something. */
export function written(at: Location): Source {
  return { kind: 'written', at };
}

/** Where a setting's value comes from; what cannot be seen is assumed. */
export function sourceOfSetting<T>(setting: Setting<T>): Source {
  if (isWritten(setting)) return written(setting.at);
  return setting.kind === 'default' ? { kind: setting.from } : assumed;
}
