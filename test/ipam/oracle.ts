import { readFileSync } from 'node:fs';
import type { WarmPoolConfig, WarmPoolDriver } from '../../server/ipam/warmPoolConfig.js';

export type Measured = number | readonly [low: number, high: number];

export interface MeasuredState {
  readonly pods?: number;
  readonly running?: Measured;
  readonly enis?: Measured;
  readonly trunk?: Measured;
  readonly cidrsPerENI?: readonly number[];
  readonly totalIPs?: Measured;
  readonly prefixes?: Measured;
  readonly freePrefixes?: Measured;
  readonly subnetIPs?: Measured;
  readonly initError?: string;
}

export interface Scenario {
  readonly name: string;
  readonly deterministic: boolean;
  readonly config: WarmPoolConfig;
  readonly driver: WarmPoolDriver;
  readonly steps: readonly MeasuredState[];
}

export interface CalculatorRun {
  readonly instanceType: string;
  readonly cniVersion: string;
  readonly customNetworking: boolean;
  readonly prefixDelegation: boolean;
  readonly maxEni: number | null;
  readonly showMaxAllowed: boolean;
  readonly maxPods: number;
}

/** The fields of a measured state that are numbers. */
export const numberFields = ['running', 'enis', 'trunk', 'totalIPs', 'prefixes', 'freePrefixes', 'subnetIPs'] as const;

export const scenarios: readonly Scenario[] = read('warm-pool.json').vectors;
export const calculatorRuns: readonly CalculatorRun[] = read('max-pods.json');

/** The pods of each step; a node that does not start was played with none. */
export function podsOf({ steps }: Scenario): readonly number[] {
  return steps.map(({ pods = 0 }) => pods);
}

export function lowest(measured: Measured): number {
  return typeof measured === 'number' ? measured : measured[0];
}

export function highest(measured: Measured): number {
  return typeof measured === 'number' ? measured : measured[1];
}

function read(file: string) {
  return JSON.parse(readFileSync(new URL(`../oracle/${file}`, import.meta.url), 'utf8'));
}
