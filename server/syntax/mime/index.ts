import type { Syntax } from '../syntax.js';
import { splitDocuments } from '../yaml/split.js';
import { strings } from '../yaml/strings.js';

/**
 * User data in MIME form: a file of several documents, like one with `---` lines. The NodeConfigs in it are cut out, also in a string;
 * what stands between them is of this syntax, and read as nothing.
 */
export const syntax: Syntax = {
  id: 'mime',
  claims: { endings: [], languages: [], firstLine: /^(?:MIME-Version|Content-Type):/i },
  split: splitDocuments,
  read: () => ({ root: undefined, comments: [], problems: [], templated: false }),
  strings,
  writer: {},
  comments: undefined,
  completion: undefined,
};
