import { readFileSync } from 'node:fs';

/** Where eksctl refuses a file, in the order in which it looks. */
export const stages = ['load', 'create checks', 'validation', 'user data'] as const;

/** A ClusterConfig and what eksctl says to it; see README.md. */
export interface Judged {
  readonly id: string;
  readonly topic: string;
  readonly what: string;
  readonly text: string;
  readonly inScope: boolean;
  readonly verdict: 'accepted' | 'refused';
  readonly stage?: (typeof stages)[number];
  readonly message?: string;
  readonly maxPods?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly nodeError?: string;
  readonly noError?: true;
}

export const judged: readonly Judged[] = JSON.parse(readFileSync(new URL('eksctl.json', import.meta.url), 'utf8'));
