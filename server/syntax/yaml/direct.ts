import { mayHoldTemplate } from '../../text/template.js';
import type { Node, Reading } from '../node.js';
import type { TextPlace } from '../syntax.js';
import { readBlock } from './directBlock.js';
import { type Cursor, dash, finishLine, nextContent, openBrace, openBracket } from './directCursor.js';
import { readFlow } from './directFlow.js';

/*
 * Most files use little of YAML. Texts of that kind are read here straight into our tree, in one pass and some ten times faster than by
 * way of the library's tokens, documents and nodes. Whatever is not simple and certain (anchors, tags, merges, folded and multi-line
 * strings, templates, tabs, and every fault) is left to the library: then nothing is returned, and nothing is lost but a little time.
 */

/** The tree and the comments of a text, the very same as the library's way gives; undefined for a text that is not simple. */
export function readDirectly(text: string, place: TextPlace): Reading | undefined {
  if (isSpecial(text)) return undefined;
  const cursor: Cursor = { text, ...place, comments: [], mayBeTemplate: mayHoldTemplate(text), at: 0, column: 0 };
  nextContent(cursor);
  if (!skipMarker(cursor)) return undefined;
  const root = readRoot(cursor);
  return root && cursor.column === -1 ? { root, comments: cursor.comments, problems: [], templated: false } : undefined;
}

/** True for what may be a template, for characters that YAML forbids, and for line breaks that are neither LF nor CRLF. */
function isSpecial(text: string): boolean {
  return /[^\t\n\r -~\xa0-\u2027\u202a-\ufefe\uff00-\uffff]|\r(?!\n)|\{[{%#]|\[\[|#[{@]|<%|^[ \t]*[%$]/m.test(text);
}

/** Moves behind a `---` line. False for one that holds something else too. */
function skipMarker(cursor: Cursor): boolean {
  const { text, at } = cursor;
  if (cursor.column !== 0 || text.charCodeAt(at) !== dash || !/^---(?=[ \t\r\n]|$)/.test(text.slice(at, at + 4)))
    return true;
  cursor.at += 3;
  return finishLine(cursor);
}

function readRoot(cursor: Cursor): Node | undefined {
  const first = cursor.text.charCodeAt(cursor.at);
  if (first !== openBrace && first !== openBracket) return readBlock(cursor, { indent: cursor.column, level: 0 })?.node;
  const root = readFlow(cursor, { indent: -1, level: 0 });
  return root && finishLine(cursor) ? root : undefined;
}
