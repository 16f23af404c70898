import { forEachChild, type SyntaxNode } from 'unbash';
import { once } from '../../text/memo.js';
import type { Span } from '../../text/span.js';
import { localSpan, spanInDocument } from '../host.js';
import type { Comment, HereDocument, Node, ScalarNode } from '../node.js';
import type { DecodedText } from '../syntax.js';
import { alternativesIn } from './alternatives.js';
import { type Script, wordNode } from './nodes.js';
import { endsLine, ownWords, printedText } from './printed.js';
import { rememberHereDocument, withMore } from './strings.js';

type HereDocNode = Extract<SyntaxNode, { readonly type: 'HereDoc' }>;

/** What stands around a here-document: the commands of one pipe, and whether a shell may pass over them. */
interface Around {
  readonly pipe: SyntaxNode;
  /** The words of the pipe, made when something is given to it: most pipes are given nothing. */
  readonly words: () => readonly string[];
  /** Of a command in a group: the words that stand around the group. */
  readonly others?: () => readonly string[];
  /** As of a here-document. */
  readonly appends: () => boolean;
  readonly isCertain: boolean;
}

function aroundOf(pipe: SyntaxNode): Omit<Around, 'isCertain'> {
  return { pipe, words: once(() => wordsIn(pipe, noNodes)), appends: once(() => redirects(pipe, '>>')) };
}

const noNodes: ReadonlySet<SyntaxNode> = new Set();

/**
 * The texts of the here-documents of a script as scalars, in the order of the text, with those of here-strings (`<<< '…'`) and those that `echo` or
 * `printf` prints into a file or for another command. What stands within `$(…)` is left out.
 */
export function hereDocumentsIn(tree: SyntaxNode, script: Script): readonly ScalarNode[] {
  const found: ScalarNode[] = [];
  const add = (node: Node | undefined, around: Around, how: Pick<HereDocument, 'isPrinted' | 'endsLine'>): void => {
    if (node?.kind !== 'scalar' || around.words().length === 0) return;
    found.push(withMore(node, { hereDocument: readerOf(around, script, how) }));
  };
  const visit = (node: SyntaxNode, around: Around | undefined, isCertain: boolean): void => {
    if (node.type === 'HereDoc') {
      if (around !== undefined && node.body.end > node.body.pos) found.push(scalarOf(node, around, script));
      return;
    }
    if (node.type === 'HereString') {
      if (around !== undefined) forEachChild(node, (word) => add(wordNode(word, script), around, ofHereString));
      return;
    }
    if (node.type === 'Word') return;
    const printers = around && printersIn(node);
    if (around && printers) {
      const others = once(() => wordsIn(around.pipe, new Set([node])));
      printers.forEach((command, index) => {
        const words = once(() => [...wordsIn(command, noNodes), ...others()]);
        const appends = (): boolean => index > 0 || around.appends();
        visit(command, { pipe: command, words, others, appends, isCertain }, isCertain);
      });
      return;
    }
    const isPipe = node.type === 'Pipeline' || node.type === 'Command' || node.type === 'Redirected';
    const inside = isPipe ? { ...(around ?? aroundOf(node)), isCertain } : undefined;
    // What a command within a pipe prints is for those behind it alone, and the first does without what is given to it.
    if (node.type === 'Command' && inside?.pipe.pos === node.pos) {
      const { pipe } = inside;
      const own = new Set<SyntaxNode>(ownWords(node));
      const { others = noWords } = inside;
      const words = once(() => [...wordsIn(pipe, own), ...others()]);
      add(printedText(node, script), { ...inside, words }, { isPrinted: true, endsLine: endsLine(node) });
    }
    const alternatives = alternativesIn(node);
    // What a loop writes may be written several times.
    const isOnce = isCertain && node.type !== 'For' && node.type !== 'ArithmeticFor';
    forEachChild(node, (child) => visit(child, inside, isOnce && !alternatives.has(child)));
  };
  visit(tree, undefined, true);
  return found;
}

const noWords = (): readonly string[] => [];
const ofHereString = { isPrinted: false, endsLine: true } as const;
const ofHereDocument = { isPrinted: false, endsLine: false } as const;

/** The commands of a group (`{ …; }`) all of which only print a text each; undefined for anything else. */
function printersIn(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  if (node.type !== 'BraceGroup' && node.type !== 'Subshell') return undefined;
  const commands = node.body.commands.map(({ command }) => command);
  const isPrinting = (each: SyntaxNode): boolean =>
    each.type === 'Command' &&
    /^(?:echo|printf|cat)$/.test(each.name?.value ?? '') &&
    !redirects(each, '>') &&
    !redirects(each, '>>');
  return commands.length > 1 && commands.every(isPrinting) ? commands : undefined;
}

function readerOf(
  { pipe, words, appends, isCertain }: Around,
  { place }: Script,
  how: Pick<HereDocument, 'isPrinted' | 'endsLine'>,
): HereDocument {
  const start = place.host.toDocument(place.base + pipe.pos);
  return { start, words: words(), mayBeSkipped: !isCertain, appends: appends(), ...how };
}

function scalarOf({ body, delimiter, operator }: HereDocNode, around: Around, script: Script): ScalarNode {
  const { host, base, shared } = script.place;
  const isQuoted = delimiter?.quoted === true;
  const stripsTabs = operator === '<<-';
  const { text, offsets } = decode(script.text, { start: body.pos, end: body.end }, isQuoted, stripsTabs);
  const node: ScalarNode = {
    kind: 'scalar',
    value: text,
    readAs: { type: 'string' },
    text,
    style: 'literal',
    span: spanInDocument(host, base + body.pos, base + body.end),
    host,
    anchored: shared,
    open: false,
    hereDocument: readerOf(around, script, ofHereDocument),
  };
  const margin = stripsTabs ? (/^\t*/.exec(script.text.slice(body.pos, body.pos + longestIndent))?.[0] ?? '') : '';
  const decoded = { text, offsets: base === 0 ? offsets : offsets.map((at) => base + at) };
  rememberHereDocument(node, decoded, { isQuoted, margin });
  return node;
}

const longestIndent = 100;

/** The words of the commands of a pipe as they are read but for some nodes, those that a shell fills left out. */
function wordsIn(pipe: SyntaxNode, left: ReadonlySet<SyntaxNode>): readonly string[] {
  const words: string[] = [];
  const visit = (node: SyntaxNode): void => {
    if (left.has(node)) return;
    if (node.type === 'Word') words.push(node.value);
    else if (node.type !== 'HereDoc' && node.type !== 'HereString') forEachChild(node, visit);
  };
  visit(pipe);
  return words;
}

/** True where a command of a pipe redirects in this way. */
function redirects(pipe: SyntaxNode, operator: string): boolean {
  let isFound = false;
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Redirect' && node.operator === operator) isFound = true;
    else forEachChild(node, visit);
  };
  visit(pipe);
  return isFound;
}

/**
 * The text of a here-document as its reader gets it, and where each character of it stands. Where the delimiter is not quoted, backslashes
 * are taken away as the shell does; what it fills in stays, so that it is seen to be open: commands as `${___}` of the same length.
 */
function decode(
  script: string,
  { start, end }: Span,
  isQuoted: boolean,
  stripsTabs: boolean,
): DecodedText & { readonly offsets: readonly number[] } {
  let text = '';
  const offsets: number[] = [];
  const put = (written: string, at: number): void => {
    text += written;
    for (let index = 0; index < written.length; index++) offsets.push(at + index);
  };
  for (let at = start; at < end; ) {
    const isLineStart = at === start || script[at - 1] === '\n';
    if (stripsTabs && isLineStart && script[at] === '\t') {
      while (at < end && script[at] === '\t') at++;
    } else if (isQuoted) put(script.charAt(at), at++);
    else if (script[at] === '\\' && /[$`\\\n]/.test(script.charAt(at + 1))) {
      if (script[at + 1] !== '\n') put(script.charAt(at + 1), at);
      at += 2;
    } else {
      const behind = Math.min(end, expansionEnd(script, at, end));
      const written = script.slice(at, behind);
      const isPlain = written.length < 4 || /^\$\{?\w+\}?$/.test(written);
      put(isPlain ? written : `\${${'_'.repeat(written.length - 3)}}`, at);
      at = behind;
    }
  }
  offsets.push(end);
  return { text, offsets };
}

/** The end of what a shell fills in at an offset; the next offset where there is nothing of the kind. */
function expansionEnd(script: string, at: number, end: number): number {
  if (script[at] === '`') {
    const closing = script.indexOf('`', at + 1);
    return closing < 0 ? end : closing + 1;
  }
  const opening = script[at] === '$' ? script[at + 1] : undefined;
  if (opening !== '(' && opening !== '{') return at + 1;
  const closing = opening === '(' ? ')' : '}';
  let depth = 0;
  for (let next = at + 1; next < end; next++) {
    if (script[next] === opening) depth++;
    else if (script[next] === closing && --depth === 0) return next + 1;
  }
  return end;
}

/** The comments of ours in here-documents: each is for the line below it, as it would be in the file that is made. */
export function directivesIn(
  documents: readonly ScalarNode[],
  { text, place: { host, base } }: Script,
): readonly Comment[] {
  return documents.flatMap((document) => {
    const { start, end } = localSpan(host, document.span);
    const body = text.slice(start - base, end - base);
    if (!body.includes('eni-lens-')) return [];
    return [...body.matchAll(/^([ \t]*)(#[ \t]*)(eni-lens-[^\n]*)/gm)].map((match): Comment => {
      const [, blanks = '', mark = '', words = ''] = match;
      const from = start + match.index + blanks.length;
      const span = spanInDocument(host, from, from + mark.length + words.length);
      return { span, text: words.trimEnd(), textStart: host.toDocument(from + mark.length), ownLine: true };
    });
  });
}
