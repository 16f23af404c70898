import type { Cluster } from '../../model/cluster.js';
import { findBySpan, type Place } from '../../syntax/find.js';
import type { ScalarNode } from '../../syntax/node.js';
import { parseDocument } from '../../syntax/yaml/parse.js';
import { lineBefore, restOfLine } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { type Workspace, withFiles } from '../../workspace/workspace.js';
import type { Cursor } from '../convert.js';
import { clusterOf } from '../cursor.js';
import { type Subject, subjectAt } from '../subject.js';

/** A word no file holds; it is neither a template nor a number. */
export const placeholder = 'EniLensCursor';

/** How the text at the cursor must be continued so that it means something. */
export type Shape =
  /** As it stands: a value, or a name whose rest is there. */
  | 'word'
  /** An entry of a map on a line of its own. */
  | 'entry'
  /** An item of a list on a line of its own, with `- name:`. */
  | 'item'
  /** The rest of an item whose dash is there. */
  | 'named';

/** What stands under the cursor once a word is put there. */
export interface Trial {
  readonly shape: Shape;
  readonly subject: Subject;
  readonly cluster: Cluster;
  readonly place: Place;
  readonly scalar: ScalarNode;
}

/** The word around the cursor, in the document: what an accepted proposal replaces. */
export function wordAt({ text, offset }: Cursor): Span {
  const before = /[\w./-]*$/.exec(text.slice(Math.max(0, offset - longestWord), offset))?.[0] ?? '';
  const after = /^[\w./-]*/.exec(text.slice(offset, offset + longestWord))?.[0] ?? '';
  // A dash that starts an item is not part of a word.
  const dash = /^-+(?=[^-])/.exec(before)?.[0].length ?? 0;
  const start = offset - before.length + (isFirstOnLine(text, offset - before.length) ? dash : 0);
  return { start, end: offset + after.length };
}

const longestWord = 300;

/**
 * Puts a word at the cursor, in each shape that may fit the line, reads the document again and looks what the word became. That way
 * every carrier, embedded strings included, and half-typed text work without a second reader. The first shape that means something wins.
 */
export function tryShapes(workspace: Workspace, cursor: Cursor): Trial | undefined {
  const word = wordAt(cursor);
  for (const shape of shapesFor(cursor.text, word)) {
    const trial = tryShape(workspace, cursor, word, shape);
    if (trial) return trial;
  }
  return undefined;
}

function tryShape(workspace: Workspace, { file, document, text }: Cursor, word: Span, shape: Shape): Trial | undefined {
  if (file.text === undefined) return undefined;
  const { before, after } = frames[shape];
  const changed = `${text.slice(0, word.start)}${before}${placeholder}${after}${text.slice(word.end)}`;
  const whole = file.text.slice(0, document.start) + changed + file.text.slice(document.start + text.length);
  const trialWorkspace = withFiles(workspace, [{ uri: file.uri, text: whole }]);
  const trialFile = trialWorkspace.files.get(file.uri);
  const offset = document.start + word.start + before.length + 1;
  const trialDocument = trialFile?.documents.findLast(({ start }) => start <= offset);
  if (trialFile === undefined || trialDocument?.text === undefined) return undefined;
  const cursor = {
    file: trialFile,
    document: trialDocument,
    text: trialDocument.text,
    offset: offset - trialDocument.start,
  };
  const cluster = clusterOf(trialWorkspace, cursor);
  const subject = cluster && subjectAt(cursor);
  if (cluster === undefined || subject === undefined) return undefined;
  const place = findBySpan(parseDocument(trialDocument.text), subject.span);
  const scalar = place?.nodes.at(-1);
  if (place === undefined || scalar?.kind !== 'scalar' || scalar.text !== placeholder) return undefined;
  return { shape, subject, cluster, place, scalar };
}

const frames: Readonly<Record<Shape, { readonly before: string; readonly after: string }>> = {
  word: { before: '', after: '' },
  entry: { before: '', after: ': ""' },
  item: { before: '- name: ', after: '' },
  named: { before: 'name: ', after: '' },
};

/** The shapes that may fit the line of the word, the likeliest first. */
function shapesFor(text: string, word: Span): readonly Shape[] {
  const before = lineBefore(text, word.start);
  const after = restOfLine(text, word.end);
  if (after.trim() !== '') return ['word'];
  if (/^\s*$/.test(before)) return ['entry', 'item', 'word'];
  if (/^\s*(- +)+$/.test(before)) return ['named', 'entry', 'word'];
  return ['word'];
}

function isFirstOnLine(text: string, offset: number): boolean {
  return /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, offset - longestWord), offset));
}
