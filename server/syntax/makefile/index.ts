import { message } from '../../messages/message.js';
import { spanInDocument } from '../host.js';
import type { Comment } from '../node.js';
import type { Syntax, TextPlace } from '../syntax.js';
import { splitMakefile } from './split.js';

/** Makefiles: the recipes are scripts, and what stands between them is read as nothing. */
export const syntax: Syntax = {
  id: 'makefile',
  title: message('Makefiles'),
  claims: {
    endings: ['mk', 'mak'],
    fileNames: ['Makefile', 'makefile', 'GNUmakefile'],
    languages: ['makefile'],
    names: /^(?:gnu)?makefile(?:[.-].+)?$/,
  },
  split: splitMakefile,
  read: (text, place) => ({ root: undefined, comments: directivesIn(text, place), problems: [], templated: false }),
  strings: { decode: () => undefined, encode: () => undefined },
  writer: {},
  comments: {
    write: (words) => `# ${words}`,
    lineAbove: () => undefined,
    reach: (_, line) => line.end,
    top: ({ host }) => host.toDocument(0),
  },
  completion: undefined,
};

/** Comments of ours outside of recipes. */
function directivesIn(text: string, { host, base }: TextPlace): readonly Comment[] {
  if (!text.includes('eni-lens-')) return [];
  return [...text.matchAll(/^(#[ \t]*)(eni-lens-[^\n]*)/gm)].map(({ index, 1: mark = '', 2: words = '' }): Comment => {
    const span = spanInDocument(host, base + index, base + index + mark.length + words.length);
    const textStart = host.toDocument(base + index + mark.length);
    return { span, text: words.trimEnd(), textStart, ownLine: true };
  });
}
