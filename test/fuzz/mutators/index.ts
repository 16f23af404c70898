import { characterMutators } from './characters.js';
import { lineMutators } from './lines.js';
import type { Mutator } from './mutator.js';
import { scalarMutators } from './scalars.js';
import { wrapMutators } from './wraps.js';

/** All ways to change a file. */
export const mutators: readonly Mutator[] = [...lineMutators, ...characterMutators, ...scalarMutators, ...wrapMutators];
