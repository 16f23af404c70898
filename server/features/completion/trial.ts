import type { Cluster } from '../../model/cluster.js';
import { syntaxNamed } from '../../syntax/claims.js';
import { openScalar } from '../../syntax/embedded.js';
import { findBySpan, nodeAt, type Place } from '../../syntax/find.js';
import type { ScalarNode, SyntaxDocument } from '../../syntax/node.js';
import type { Frame } from '../../syntax/syntax.js';
import type { Span } from '../../text/span.js';
import { treeOf } from '../../workspace/tree.js';
import { type Workspace, withFiles } from '../../workspace/workspace.js';
import type { Cursor } from '../convert.js';
import { clusterOf } from '../cursor.js';
import { type Subject, subjectAt } from '../subject.js';

/** A word no file holds; it is neither a template nor a number. */
export const placeholder = 'EniLensCursor';

/** What stands under the cursor once a word is put there. */
export interface Trial {
  readonly frame: Frame;
  readonly subject: Subject;
  readonly cluster: Cluster;
  readonly place: Place;
  readonly scalar: ScalarNode;
}

/** The word around the cursor, in the document: what an accepted proposal replaces. */
export function wordAt({ text, offset }: Cursor): Span {
  const before = /(?<![\w./-])[\w./-]*$/.exec(text.slice(Math.max(0, offset - longestWord), offset))?.[0] ?? '';
  const after = /^[\w./-]*/.exec(text.slice(offset, offset + longestWord))?.[0] ?? '';
  // A dash that starts an item is not part of a word.
  const dash = /^-+(?=[^-])/.exec(before)?.[0].length ?? 0;
  const start = offset - before.length + (isFirstOnLine(text, offset - before.length) ? dash : 0);
  return { start, end: offset + after.length };
}

const longestWord = 300;

/**
 * Puts a word at the cursor, in each frame that may fit the line, reads the document again and looks what the word became. That way
 * every carrier, embedded strings included, and half-typed text work without a second reader. The first frame that means something wins.
 */
export function tryFrames(workspace: Workspace, cursor: Cursor): Trial | undefined {
  const word = wordAt(cursor);
  const { completion } = syntaxNamed(cursor.document.form.syntax) ?? {};
  for (const frame of completion?.frames(cursor.text, word) ?? []) {
    const trial = tryFrame(workspace, cursor, word, frame);
    if (trial) return trial;
  }
  return undefined;
}

function tryFrame(workspace: Workspace, { file, document, text }: Cursor, word: Span, frame: Frame): Trial | undefined {
  if (file.text === undefined) return undefined;
  const { before, after } = frame;
  // A name alone in braces would be a template.
  const gap = text[word.start - 1] === '{' && text[word.end] === '}' ? ' ' : '';
  const changed = `${text.slice(0, word.start)}${gap}${before}${placeholder}${after}${text.slice(word.end)}`;
  const whole = file.text.slice(0, document.start) + changed + file.text.slice(document.start + text.length);
  const trialWorkspace = withFiles(workspace, [{ uri: file.uri, text: whole, syntax: file.syntax }]);
  const trialFile = trialWorkspace.files.get(file.uri);
  const offset = document.start + word.start + gap.length + before.length + 1;
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
  const tree = treeOf(trialDocument);
  const place = findBySpan(tree, subject.span);
  const scalar = place?.nodes.at(-1);
  if (place === undefined || scalar?.kind !== 'scalar' || scalar.text !== placeholder) return undefined;
  // Behind a quote or a key a word reads as something too, and would break what is whole.
  if (problemsAround(tree, cursor.offset) > problemsAround(treeOf(document), word.start)) return undefined;
  return { frame, subject, cluster, place, scalar };
}

/** How much is wrong in a document and in the strings around an offset. */
function problemsAround(tree: SyntaxDocument, offset: number): number {
  const strings = nodeAt(tree, offset).flatMap((node) => (node.kind === 'scalar' ? [openScalar(node)] : []));
  return strings.reduce((count, { problems }) => count + problems.length, tree.problems.length);
}

function isFirstOnLine(text: string, offset: number): boolean {
  return /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, offset - longestWord), offset));
}
