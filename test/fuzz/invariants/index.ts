import { editingInvariants } from './editing.js';
import { featureInvariants } from './features.js';
import { findingInvariants } from './findings.js';
import { fixInvariants } from './fixes.js';
import type { Invariant } from './invariant.js';
import { outcomeInvariants } from './outcomes.js';
import { samenessInvariants } from './same.js';

/** All that holds for any files. */
export const invariants: readonly Invariant[] = [
  ...findingInvariants,
  ...fixInvariants,
  ...samenessInvariants,
  ...outcomeInvariants,
  ...featureInvariants,
  ...editingInvariants,
];
