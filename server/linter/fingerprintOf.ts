import { fingerprint } from '../text/fingerprint.js';
import type { FindingIdentity } from './findingIdentity.js';

/** A short text that stands for a finding in a file, whose path is told as the person sees it. */
export function fingerprintOf({ rule, path, number }: FindingIdentity, file: string): string {
  return fingerprint(JSON.stringify([rule, file, path, number]))
    .toString(16)
    .padStart(14, '0');
}
