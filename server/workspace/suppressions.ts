import { type Place, spanAt } from '../formats/place.js';
import { syntaxNamed } from '../syntax/claims.js';
import type { Comment, Node, SyntaxDocument } from '../syntax/node.js';
import { lineAt, nextLine } from '../text/lines.js';
import { memoized } from '../text/memo.js';
import type { Location, Sourced, Span } from '../text/span.js';

/** A comment that silences rules: `eni-lens-disable-next-line <ids> -- reason`. */
export interface Suppression {
  readonly at: Location;
  /** The word that makes it one. */
  readonly directive: Sourced<string>;
  /** `unknown`: the word is none of those there are, so it silences nothing. */
  readonly scope: SuppressionScope | 'unknown';
  /** The rules it names; none: every rule. */
  readonly rules: readonly Sourced<string>[];
  /** The names with what stands between them; undefined where there are none. */
  readonly list: Sourced<string> | undefined;
  /** What goes when the comment goes: its whole line where nothing else stands on it, else the blanks before it too. */
  readonly removal: Sourced<string>;
  readonly reason: string | undefined;
  /**
   * Where findings must start to be silenced, in the document of the comment; undefined for a whole document or file. `all`: the document
   * below the comment and those that go on with it.
   */
  readonly covers: Span | 'all' | undefined;
  /** True beside a template: what is filled in may be what the comment silences. */
  readonly mayBeUsed: boolean;
}

export type SuppressionScope = 'line' | 'next-line' | 'document' | 'file';

/** The words that silence, each with what it is for. */
export const directives: ReadonlyMap<string, SuppressionScope> = new Map(
  (['line', 'next-line', 'document', 'file'] as const).map((scope) => [`eni-lens-disable-${scope}`, scope]),
);

/** Also what other linters have people used to. */
const directive = /^\s*(eni-lens-(?:disable|enable|ignore)[\w-]*):?(?=\s|$)/i;

/** The suppression comments of a document. A comment inside an embedded string is text: there it stands above the key. */
export function suppressions(document: SyntaxDocument, place: Place): readonly Suppression[] {
  return document.comments.flatMap((comment) => {
    const [matched = '', word] = directive.exec(comment.text) ?? [];
    if (word === undefined) return [];
    const scope = directives.get(word) ?? 'unknown';
    const start = comment.textStart + matched.indexOf(word);
    return [
      {
        ...readList(comment, matched.length, place),
        directive: { value: word, at: spanAt(place, { start, end: start + word.length }) },
        removal: removalOf(document.text, comment, place),
        scope,
        covers: covered(document, comment, scope),
        mayBeUsed: document.templated || (document.root !== undefined && holdsTemplate(document.root)),
      },
    ];
  });
}

const holdsTemplate = memoized(
  (node: Node): boolean =>
    node.open ||
    (node.kind === 'seq' && node.items.some(({ value }) => holdsTemplate(value))) ||
    (node.kind === 'map' && node.entries.some(({ key, value }) => key.open || holdsTemplate(value))),
);

function readList(
  comment: Comment,
  offset: number,
  place: Place,
): Pick<Suppression, 'at' | 'rules' | 'list' | 'reason'> {
  const rest = comment.text.slice(offset);
  const [ids = '', ...reason] = rest.split(/\s--\s/);
  const rules = [...ids.matchAll(/[^\s,]+/g)].map((match) => {
    const start = comment.textStart + offset + match.index;
    return { value: match[0], at: spanAt(place, { start, end: start + match[0].length }) };
  });
  const [first, last] = [rules[0], rules.at(-1)];
  const span = first && last && { start: first.at.span.start, end: last.at.span.end };
  return {
    at: spanAt(place, comment.span),
    rules,
    list: span && { value: textIn(comment, span), at: spanAt(place, span) },
    reason: reasonIn(reason.join(' -- ').trim()),
  };
}

/** What is to be typed over, in every language we speak, is none. */
function reasonIn(text: string): string | undefined {
  return text === '' || reasonPlaceholders.includes(text.toLowerCase()) ? undefined : text;
}

/** The word that a comment made by an editor has for a reason. */
export const reasonPlaceholders: readonly string[] = ['reason', '理由'];

function textIn({ text, textStart }: Comment, span: Span): string {
  return text.slice(span.start - textStart, span.end - textStart);
}

function removalOf(text: string, { span, ownLine }: Comment, place: Place): Sourced<string> {
  const { start, end } = lineAt(text, span.start);
  const before = text.slice(start, span.start);
  const removed = ownLine ? { start, end } : { start: start + before.trimEnd().length, end: span.end };
  return { value: text.slice(removed.start, removed.end), at: spanAt(place, removed) };
}

const commentsIn = memoized((comments: readonly Comment[]): ReadonlySet<Comment> => new Set(comments));

/** The lines a comment silences: its own, or the next one with all of the value that starts on it. */
function covered(document: SyntaxDocument, comment: Comment, scope: Suppression['scope']): Suppression['covers'] {
  const { text, form } = document;
  // A comment of the syntax around it is for all that follows it there, such as a fence.
  if (scope === 'next-line' && form.isFragment && form.comments && commentsIn(form.comments).has(comment)) return 'all';
  if (scope === 'line') return wholeLine(text, comment.span.start);
  if (scope !== 'next-line') return undefined;
  const next = lineAt(text, nextLine(text, comment.span.end) ?? text.length);
  const end = syntaxNamed(form.syntax)?.comments?.reach(document, next) ?? next.end;
  return { start: next.start, end: Math.max(next.end, end) };
}

/** The line of an offset, with a byte order mark before it: what is said of a document as a whole stands before that. */
function wholeLine(text: string, offset: number): Span {
  const { start, end } = lineAt(text, offset);
  return { start: text.slice(0, start) === '\uFEFF' ? 0 : start, end };
}
