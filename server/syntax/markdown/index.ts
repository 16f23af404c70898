import type { Syntax } from '../syntax.js';
import { comments } from './comments.js';
import { splitMarkdown } from './split.js';

/** Documentation in Markdown: its fences are documents of other syntaxes, and what stands between them is read as nothing. */
export const syntax: Syntax = {
  id: 'markdown',
  title: 'Markdown',
  claims: { endings: ['md', 'markdown', 'mdx'], languages: ['markdown', 'mdx'] },
  split: splitMarkdown,
  read: () => ({ root: undefined, comments: [], problems: [], templated: false }),
  strings: { decode: () => undefined, encode: () => undefined },
  writer: {},
  comments,
  completion: undefined,
};
