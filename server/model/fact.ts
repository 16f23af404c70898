import type { Location, Sourced } from '../text/span.js';

/**
 * What a file says about one field. Unknown is not absent: a template, a wrong type or a half-typed value is there,
 * but what it will be cannot be seen, and rules stay silent about it.
 */
export type Fact<T> = Known<T> | Absent | Unknown;

export interface Known<T> extends Sourced<T> {
  readonly kind: 'known';
}

export interface Absent {
  readonly kind: 'absent';
}

export interface Unknown {
  readonly kind: 'unknown';
  /** Where the value that cannot be read stands; undefined where a whole block is out of sight. */
  readonly at?: Location;
}

export const absent: Absent = { kind: 'absent' };

/** A fact whose value is seen. */
export function known<T>(value: T, at: Location): Known<T> {
  return { kind: 'known', value, at };
}

/** A fact whose value stands at `at` but cannot be read; without a place, one that may be written where we cannot see. */
export function unknown(at?: Location): Unknown {
  return at ? { kind: 'unknown', at } : { kind: 'unknown' };
}

/** The value when it is known, else undefined: absent and unknown alike. */
export function knownValue<T>(fact: Fact<T>): T | undefined {
  return fact.kind === 'known' ? fact.value : undefined;
}
