import { behindBreak, lineStart } from '../../text/lines.js';
import { firstBehind } from '../../text/order.js';
import type { Span } from '../../text/span.js';
import type { Comment, DocumentText, Margin } from '../node.js';
import type { SyntaxId } from '../syntaxId.js';
import { splitDocuments } from '../yaml/split.js';
import { cutFences, type Fence } from './fences.js';
import { syntaxOfFence } from './languages.js';
import { outputIn } from './transcript.js';

/**
 * Cuts a Markdown text into its fences and the prose between them; joined again they are the text. A fence in a syntax that is read is a
 * document of that syntax, or several where `---` lines are in it. Comments of ours above it belong to it. What is prose, and a fence
 * in any other language, is of this syntax, and read as nothing.
 */
export function splitMarkdown(text: string): readonly DocumentText[] {
  return splitFences(text, { syntax: 'markdown', cut: cutFences, directive });
}

/** How documentation is written. */
export interface Documentation {
  readonly syntax: SyntaxId;
  readonly cut: (text: string) => readonly Fence[];
  /** Finds comments of ours: what stands before one on its line, its mark, and its words. */
  readonly directive: RegExp;
}

/** The same for other documentation. */
export function splitFences(text: string, how: Documentation): readonly DocumentText[] {
  const fences = how.cut(text);
  const comments = directivesIn(text, fences, how.directive);
  const documents: DocumentText[] = [];
  let position = 0;
  const prose = (end: number): void => {
    if (end > position || (documents.length === 0 && end === text.length)) {
      const own = within(comments, { start: position, end });
      documents.push({ start: position, text: text.slice(position, end), syntax: how.syntax, ...own });
    }
    position = Math.max(position, end);
  };
  for (const fence of fences) {
    const syntax = syntaxOfFence(fence.info, firstLineOf(text, fence));
    if (syntax === undefined) continue;
    const start = startWithDirectives(text, fence.start, comments, position);
    prose(start);
    const above = within(comments, { start, end: fence.start });
    for (const document of documentsOf(text, { ...fence, start }, syntax, { around: how.syntax, comments: above }))
      documents.push(document);
    position = fence.end;
  }
  prose(text.length);
  return documents;
}

/** The first line of code that says something: neither blank, nor a comment, nor what stands between documents. */
function firstLineOf(text: string, { lines }: Fence): string {
  const first = lines.find(
    ({ code, end }) => !/^\s*(?:#|---\s*$|$)/.test(text.slice(code, Math.min(end, code + longestStart))),
  );
  return first === undefined ? '' : text.slice(first.code, Math.min(first.end, first.code + longestStart)).trimStart();
}

const longestStart = 200;

type Comments = { readonly comments?: readonly Comment[] };

/** What a fence stands in. */
interface Around {
  readonly around: SyntaxId;
  readonly comments: Comments;
}

function documentsOf(
  text: string,
  fence: Fence,
  syntax: SyntaxId,
  { around, comments }: Around,
): readonly DocumentText[] {
  const cuts = cutsOf(text, fence, syntax);
  const parts = partsOf(text, fence, syntax);
  const newLine = marginOf(text, fence);
  // Above a fence that begins on the line of its list item there is no place for a comment.
  const isOnOwnLine = /^[ \t>]*(?:```|~~~|----|\.{4})/.test(
    text.slice(lineStart(text, fence.openingEnd), fence.openingEnd),
  );
  const first = { ...comments, ...(isOnOwnLine && { around }) };
  let next = 0;
  return parts.map((part, index) => {
    const { start } = part;
    const end = parts[index + 1]?.start ?? fence.end;
    const own: Span[] = [];
    for (let cut = cuts[next]; cut !== undefined && cut.start < end; cut = cuts[++next]) own.push(shifted(cut, -start));
    const margin: Margin = { cuts: own, newLine };
    const place = index > 0 ? { continues: true as const } : first;
    return { start, text: text.slice(start, end), syntax: part.syntax, isFragment: true, margin, ...place };
  });
}

/** All of a fence that is not its code: the lines that open and close it, what stands before each line, and what commands print. */
function cutsOf(text: string, { start, openingEnd, lines, end }: Fence, syntax: SyntaxId): readonly Span[] {
  const first = lines[0]?.start ?? end;
  const last = lines.at(-1);
  const behind = last === undefined ? end : behindBreak(text, last.end);
  const ofLines = lines
    .filter(({ start: from, code }) => code > from)
    .map(({ start: from, code }) => ({ start: from, end: code }));
  const output =
    syntax === 'shell'
      ? outputIn(
          lines.map((line) => ({ ...line, next: behindBreak(text, line.end), text: text.slice(line.code, line.end) })),
        )
      : [];
  const all = [{ start, end: Math.max(first, openingEnd) }, ...merged(ofLines, output), { start: behind, end }];
  return all.filter((cut) => cut.end > cut.start);
}

/** Both in order; of what lies within a longer cut only that is left. */
function merged(a: readonly Span[], b: readonly Span[]): readonly Span[] {
  const sorted = [...a, ...b].toSorted((x, y) => x.start - y.start || y.end - x.end);
  return sorted.filter((cut, index) => index === 0 || cut.start >= (sorted[index - 1]?.end ?? 0));
}

/** The documents of a fence: where they start, and how they are written. */
function partsOf(
  text: string,
  { start, lines }: Fence,
  syntax: SyntaxId,
): readonly Pick<DocumentText, 'start' | 'syntax'>[] {
  const mayHaveSeveral = lines.some(({ code, end }) =>
    /^(?:---|MIME-Version:|Content-Type:)/.test(text.slice(code, end)),
  );
  if (syntax === 'shell' || !mayHaveSeveral) return [{ start, syntax }];
  const { code, starts } = codeOf(text, lines);
  let line = 0;
  return splitDocuments(code).map((part, index) => {
    while (line < lines.length && (starts[line] ?? 0) < part.start) line++;
    return {
      start: index === 0 ? start : (lines[line]?.start ?? start),
      syntax: part.syntax === 'yaml' ? syntax : part.syntax,
    };
  });
}

/** The code of a fence, and where in it each of its lines starts. */
function codeOf(text: string, lines: Fence['lines']): { readonly code: string; readonly starts: readonly number[] } {
  const starts: number[] = [];
  let code = '';
  for (const { code: from, end } of lines) {
    starts.push(code.length);
    code += text.slice(from, behindBreak(text, end));
  }
  return { code, starts };
}

/**
 * What a new line of code must begin with: what stands before the mark that opens the fence, without the marks of list items. A line of
 * code may have less of it, but the blanks of a new one would be taken for it.
 */
function marginOf(text: string, { lines, openingEnd, start }: Fence): string {
  const opening = text.slice(Math.max(start, lineStart(text, openingEnd)), openingEnd);
  const before = /^(?:[ \t>]|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.exec(opening)?.[0] ?? '';
  const [line] = lines;
  const ofLine = line === undefined ? '' : text.slice(line.start, line.code);
  return ofLine.length < before.length ? before.replace(/[^ \t>]/g, ' ') : ofLine;
}

/** The comments of ours that stand on lines of their own outside of fences. */
function directivesIn(text: string, fences: readonly Fence[], pattern: RegExp): readonly Comment[] {
  if (!text.includes('eni-lens-')) return [];
  let next = 0;
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [whole, before = '', mark = '', words = ''] = match;
    const at = match.index + before.length;
    while ((fences[next]?.end ?? text.length) <= at && next < fences.length) next++;
    if ((fences[next]?.start ?? text.length) <= at) return [];
    const ownLine = /^[ \t]*(?:[\r\n]|$)/.test(
      text.slice(match.index + whole.length, match.index + whole.length + 100),
    );
    return [
      {
        span: { start: at, end: match.index + whole.length },
        text: words.trimEnd(),
        textStart: at + mark.length,
        ownLine,
      },
    ];
  });
}

/** `<!-- eni-lens-disable-file -->` */
const directive = /(?<=^\uFEFF?|[\r\n])((?:[ \t>]|(?:[-+*]|\d{1,9}[.)])[ \t])*)(<!--[ \t]*)(eni-lens-[^\r\n]*?)-->/g;

/** Where a fence starts with the comments of ours right above it; blank lines may stand between. */
function startWithDirectives(text: string, start: number, comments: readonly Comment[], earliest: number): number {
  let from = start;
  for (let index = indexFrom(comments, start) - 1; index >= 0; index--) {
    const { span, ownLine } = comments[index] as Comment;
    const line = lineStart(text, span.start);
    if (!ownLine || line < earliest || !/^[\s>]*$/.test(text.slice(span.end, from))) break;
    from = line;
  }
  return from;
}

function within(comments: readonly Comment[], { start, end }: Span): Comments {
  const own = comments.slice(indexFrom(comments, start), indexFrom(comments, end));
  if (own.length === 0) return {};
  return {
    comments: own.map((each) => ({ ...each, span: shifted(each.span, -start), textStart: each.textStart - start })),
  };
}

/** The index of the first comment that starts at an offset or behind it. */
function indexFrom(comments: readonly Comment[], offset: number): number {
  return firstBehind(comments, ({ span }) => offset <= span.start);
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
