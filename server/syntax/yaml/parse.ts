import { message } from '../../messages/message.js';
import { documentHost, spanInDocument } from '../host.js';
import type { Host, SyntaxDocument } from '../node.js';
import { readDirectly } from './direct.js';
import { readWithLibrary } from './libraryReading.js';
import { isMimeProse } from './mime.js';
import type { Reading, TextPlace } from './reading.js';

/**
 * Reads one document as `splitDocuments` cuts it: YAML 1.2 (core schema), of which JSON is a part. Never throws; what cannot be
 * read is missing from the tree and named in `problems`. Aliases are shared, not copied, and the tree has bounded size and depth
 * however they are nested.
 */
export function parseDocument(text: string): SyntaxDocument {
  return { text, ...readText(text, documentHost(text), 0, false) };
}

/**
 * Reads a part of a host's text that starts at `base`. `shared` says that the host itself is used at several places.
 * Between the parts of user data in MIME form there is nothing to read.
 * A template that breaks the structure is overwritten, the rest is read, and errors are not reported: they may be the template's.
 */
export function readText(text: string, host: Host, base: number, shared: boolean): Reading {
  if (isMimeProse(text)) return { root: undefined, comments: [], problems: [], templated: false };
  const place: TextPlace = { host, base, shared };
  try {
    return readDirectly(text, place) ?? readWithLibrary(text, place);
  } catch {
    // The parser is not known to throw; if it does, one problem is a better answer than none for the whole file.
    const problem = {
      rule: 'syntax-error',
      span: spanInDocument(host, base, base + Math.min(1, text.length)),
      message: message('This is not valid YAML'),
    } as const;
    return { root: undefined, comments: [], problems: [problem], templated: false };
  }
}
