import type { EnvBlock } from '../../model/change.js';
import type { Cluster } from '../../model/cluster.js';
import type { CniSettings } from '../../model/resource.js';
import { syntaxNamed } from '../../syntax/claims.js';
import { syntaxWithin } from '../../syntax/contained.js';
import { readDocument } from '../../syntax/document.js';
import { openScalar } from '../../syntax/embedded.js';
import { findBySpan, nodeAt, type Place, placeAt } from '../../syntax/find.js';
import type { ScalarNode, SyntaxDocument } from '../../syntax/node.js';
import type { Commas, Frame } from '../../syntax/syntax.js';
import type { SyntaxId } from '../../syntax/syntaxId.js';
import { lineBefore, restOfLine } from '../../text/lines.js';
import { once } from '../../text/memo.js';
import type { Span } from '../../text/span.js';
import { treeOf } from '../../workspace/tree.js';
import { type Workspace, withFiles } from '../../workspace/workspace.js';
import type { Cursor } from '../convert.js';
import { clusterOf } from '../cursor.js';
import { assumedAt, type Subject, subjectAt } from '../subject.js';

/** A word no file holds; it is neither a template nor a number. */
export const placeholder = 'EniLensCursor';

/** What stands under the cursor once a word is put there: what it declares, or what else somebody looks for. */
export interface Trial<Found extends Spanned = Subject> {
  /** How much is wrong there then. */
  readonly problems: number;
  /** What an accepted proposal replaces, in the document. */
  readonly word: Span;
  readonly frame: Frame;
  /** The commas without which the word would not stand apart. */
  readonly commas: Commas;
  readonly subject: Found;
  readonly cluster: Cluster;
  readonly place: Place;
  readonly scalar: ScalarNode;
}

interface Spanned {
  readonly span: Span;
}

/** What is looked for in a document that was read with a word at its cursor. */
type Look<Found extends Spanned> = (cursor: Cursor, workspace: Workspace) => Found | undefined;

/** The word around the cursor, in the document: what an accepted proposal replaces. */
export function wordAt({ text, offset }: Cursor): Span {
  const before = /(?<![\w./-])[\w./-]*$/.exec(text.slice(Math.max(0, offset - longestWord), offset))?.[0] ?? '';
  const after = /^[\w./-]*/.exec(text.slice(offset, offset + longestWord))?.[0] ?? '';
  // A dash that starts an item is not part of a word.
  const dash = /^-+(?=[^-])/.exec(before)?.[0].length ?? 0;
  const path = pathToVariable.exec(before)?.[0].length ?? 0;
  const start = offset - before.length + path + (isFirstOnLine(text, offset - before.length) ? dash : 0);
  return { start, end: offset + after.length };
}

const longestWord = 300;

/** What stands before the name of a variable that is given as a single value of the chart. */
const pathToVariable = /^(?:aws-vpc-cni\.)?(?:init\.)?env\.(?=[A-Z_]*$)/;

/**
 * Puts a word at the cursor, in each frame that may fit the line, reads the document again and looks what the word became. That way
 * every carrier, embedded strings included, and half-typed text work without a second reader. The first frame that means something wins, with
 * the commas that leave least wrong.
 */
export function tryFrames(
  workspace: Workspace,
  cursor: Cursor,
  word: Span = wordAt(cursor),
  mark = placeholder,
): Trial | undefined {
  return tryAll(workspace, cursor, { word, mark, look: declaredAt });
}

/** The same for what `look` finds; where Enter left the cursor below a key, what goes into that first. */
export function tryLook<Found extends Spanned>(
  workspace: Workspace,
  cursor: Cursor,
  look: Look<Found>,
  word: Span = wordAt(cursor),
): Trial<Found> | undefined {
  return tryAll(workspace, cursor, { word, mark: placeholder, look, deepestFirst: true });
}

function tryAll<Found extends Spanned>(
  workspace: Workspace,
  cursor: Cursor,
  { word, mark, look, deepestFirst }: Pick<Spot<Found>, 'word' | 'mark' | 'look'> & { readonly deepestFirst?: true },
): Trial<Found> | undefined {
  const { text, document } = cursor;
  const { completion } = syntaxNamed(syntaxAt(cursor)) ?? {};
  if (completion === undefined) return undefined;
  const likeliest = completion.frames(text, word, document.form.margin?.newLine);
  const frames = deepestFirst ? likeliest.toSorted((a, b) => depthOf(b) - depthOf(a)) : likeliest;
  const spot: Spot<Found> = {
    workspace,
    cursor,
    word,
    mark,
    look,
    problems: once(() => problemsWithout(cursor, word)),
  };
  let best: Trial<Found> | undefined;
  for (const commas of [noCommas, ...(completion.commas?.(text, word) ?? [])]) {
    const trial = firstOf(frames, (frame) => tryFrame(spot, frame, commas));
    if (trial && (best === undefined || trial.problems < best.problems)) best = trial;
    if (best?.problems === 0) break;
  }
  return best;
}

function depthOf({ indent = '' }: Frame): number {
  return indent.length;
}

/** What the words under a cursor declare, in the shape that is taken there. */
function declaredAt(cursor: Cursor, workspace: Workspace): Subject | undefined {
  const subject = subjectAt(workspace, cursor) ?? assumedAt(workspace, cursor);
  return subject && isOfItsShape(subject) ? subject : undefined;
}

/** A value that is being written, whatever it declares: known by the keys around it. */
export interface Written {
  readonly word: Span;
  readonly place: Place;
  readonly scalar: ScalarNode;
}

/** Puts a word at the cursor and looks which value it became. Undefined where it became none. */
export function writtenAt(workspace: Workspace, cursor: Cursor, word: Span): Written | undefined {
  const { text } = cursor;
  const changed = text.slice(0, word.start) + placeholder + text.slice(word.end);
  const tried = readAgain(workspace, cursor, changed, word.start + 1);
  if (tried === undefined) return undefined;
  const place = placeAt(treeOf(tried.cursor.document), tried.cursor.offset);
  const scalar = place.nodes.at(-1);
  return scalar?.kind === 'scalar' && scalar.text === placeholder ? { word, place, scalar } : undefined;
}

/** The workspace with another text of the document under a cursor, and a cursor at an offset of that text. */
function readAgain(
  workspace: Workspace,
  { file, document, text }: Cursor,
  changed: string,
  offset: number,
): { readonly workspace: Workspace; readonly cursor: Cursor } | undefined {
  if (file.text === undefined) return undefined;
  const whole = file.text.slice(0, document.start) + changed + file.text.slice(document.start + text.length);
  const read = withFiles(workspace, [{ uri: file.uri, text: whole, syntax: file.syntax }]);
  const readFile = read.files.get(file.uri);
  const at = document.start + offset;
  const found = readFile?.documents.findLast(({ start }) => start <= at);
  if (readFile === undefined || found?.text === undefined) return undefined;
  const cursor = { file: readFile, document: found, text: found.text, offset: at - found.start };
  return { workspace: read, cursor };
}

/** How what stands at the cursor is written: as a document is, or as a script, a manifest or JSON in it. */
function syntaxAt({ document, offset }: Cursor): SyntaxId {
  const nodes = nodeAt(treeOf(document), offset);
  if (nodes.some((node) => node.kind === 'scalar' && node.hereDocument !== undefined)) return 'yaml';
  const innermost = nodes.at(-1);
  // At the end of a string that holds a mapping the mapping has ended before.
  if (innermost?.kind === 'scalar' && innermost.style !== 'plain' && holdsNodes(innermost)) return 'yaml';
  const isScript = innermost?.kind === 'scalar' && syntaxWithin(innermost) === 'shell';
  return isScript ? 'shell' : (innermost?.host.syntax ?? document.form.syntax);
}

function holdsNodes(node: ScalarNode): boolean {
  const { root } = syntaxWithin(node) === 'yaml' ? openScalar(node) : {};
  return root?.kind === 'map' || root?.kind === 'seq';
}

function firstOf<A, B>(all: readonly A[], find: (each: A) => B | undefined): B | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

const noCommas: Commas = {};

/** The same where a number must stand: max pods, behind a colon or an equals sign. */
export function tryNumber(workspace: Workspace, cursor: Cursor): Trial | undefined {
  const word = wordAt(cursor);
  if (!isForPods(lineBefore(cursor.text, word.start))) return undefined;
  const trial = tryFrames(workspace, cursor, word, '110');
  return trial?.subject.kind === 'maxPods' || trial?.subject.kind === 'maxPodsOfNode' ? trial : undefined;
}

/** True where a name that has to do with pods stands before the colon or the equals sign at the end. */
function isForPods(before: string): boolean {
  const line = before.trimEnd();
  if (!/[:=]$/.test(line)) return false;
  const name = line.slice(0, -1).trimEnd().replace(/["']$/, '');
  return /pods/i.test(name.split(/\W/).at(-1) ?? '');
}

/**
 * The same with the quotes around a name whose value is not written yet, as an editor closes them by itself: only without them is there a
 * place for the value. Undefined elsewhere.
 */
export function tryWithQuotes(workspace: Workspace, cursor: Cursor, { subject, word }: Trial): Trial | undefined {
  if (subject.kind !== 'variable' || subject.part !== 'name' || subject.entry.value.kind !== 'none') return undefined;
  const quoted = quotedName(cursor, word);
  return quoted && tryFrames(workspace, cursor, quoted);
}

/** A word with the quotes around it, where no colon stands behind them. */
export function quotedName({ text }: Cursor, word: Span): Span | undefined {
  const [start, end] = [word.start - 1, word.end + 1];
  const isQuoted = isQuote(text[start]) && text[start] === text[end - 1] && text[start - 1] !== '\\';
  return isQuoted && !/^[ \t]*:/.test(restOfLine(text, end)) ? { start, end } : undefined;
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'";
}

/** Where something is tried. */
interface Spot<Found extends Spanned> {
  readonly workspace: Workspace;
  readonly cursor: Cursor;
  readonly word: Span;
  /** What is put there. */
  readonly mark: string;
  readonly look: Look<Found>;
  /** How much is wrong there without the word. */
  readonly problems: () => number;
}

function tryFrame<Found extends Spanned>(spot: Spot<Found>, frame: Frame, commas: Commas): Trial<Found> | undefined {
  const { word, mark, look, problems } = spot;
  const { text } = spot.cursor;
  // A name alone in braces would be a template.
  const gap = text[word.start - 1] === '{' && text[word.end] === '}' ? ' ' : '';
  const { before = word.start, after } = commas;
  const lead = `${text.slice(0, before)}${commas.before === undefined ? '' : ','}${text.slice(before, word.start)}${gap}${frame.before}`;
  const changed = `${lead}${mark}${frame.after}${after ? ',' : ''}${text.slice(word.end)}`;
  const tried = readAgain(spot.workspace, spot.cursor, changed, lead.length + 1);
  if (tried === undefined) return undefined;
  const { workspace, cursor } = tried;
  const cluster = clusterOf(workspace, cursor);
  const subject = cluster && look(cursor, workspace);
  if (cluster === undefined || subject === undefined) return undefined;
  const tree = treeOf(cursor.document);
  const place = findBySpan(tree, subject.span);
  const scalar = place?.nodes.at(-1);
  if (place === undefined || scalar?.kind !== 'scalar' || !isMarked(scalar, mark)) return undefined;
  // Behind a quote or a key a word reads as something too, and would break what is whole.
  const wrong = problemsAround(tree, cursor.offset);
  if (wrong > problems()) return undefined;
  return { problems: wrong, word, frame, commas, subject, cluster, place, scalar };
}

/** True for a scalar that is the mark, with or without the path to a variable before it. */
function isMarked({ text }: ScalarNode, mark: string): boolean {
  return text === mark || (text.endsWith(`env.${mark}`) && pathToVariable.test(text.slice(0, -mark.length)));
}

/** False for variables as a map where a list must stand, and the other way round. */
function isOfItsShape(subject: Subject): boolean {
  if (subject.kind !== 'variable') return true;
  const { settings, container } = subject;
  const wanted = shapes[settings.takenBy];
  return wanted === undefined || container.block === undefined || container.block.shape === wanted;
}

/** In which shape variables are taken; those of a chart and of a command are in either. */
const shapes: Readonly<Partial<Record<CniSettings['takenBy'], EnvBlock['shape']>>> = {
  addon: 'map',
  apiServer: 'list',
  tool: 'list',
};

/** How much is wrong around a word as it stands, or without it, whichever is less: half a word breaks what is whole around it. */
function problemsWithout({ document, text }: Cursor, { start, end }: Span): number {
  const now = problemsAround(treeOf(document), start);
  if (now === 0 || start === end) return now;
  return Math.min(now, problemsAround(readDocument(text.slice(0, start) + text.slice(end), document.form), start));
}

/** How much is wrong in a document and in the strings around an offset. */
function problemsAround(tree: SyntaxDocument, offset: number): number {
  const strings = nodeAt(tree, offset).flatMap((node) => (node.kind === 'scalar' ? [openScalar(node)] : []));
  return strings.reduce((count, { problems }) => count + problems.length, tree.problems.length);
}

function isFirstOnLine(text: string, offset: number): boolean {
  return /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, offset - longestWord), offset));
}
