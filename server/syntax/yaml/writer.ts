import type { Writer } from '../syntax.js';
import {
  appendItem,
  prependEntry,
  quoteScalar,
  removeEntry,
  removeItem,
  renameKey,
  replaceEntry,
  replaceScalar,
  setEntry,
  wrapEntries,
} from './edits.js';
import { hoistEntry } from './hoist.js';
import { respellString } from './respell.js';

/** The changes that can be written in YAML, and in JSON as a part of it. */
export const writer: Writer = {
  replaceScalar,
  quoteScalar,
  renameKey,
  setEntry,
  prependEntry,
  removeEntry,
  replaceEntry,
  appendItem,
  removeItem,
  wrapEntries,
  hoistEntry,
  respellString,
};
