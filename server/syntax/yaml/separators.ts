import { type Message, message } from '../../messages/message.js';
import { firstBehind } from '../../text/order.js';
import type { Span } from '../../text/span.js';
import type { Comment, Entry, Node, SyntaxProblem } from '../node.js';

/**
 * The problems of a tree, where two manifests that nothing separates are one fault and not one for each of their keys. A comment that was
 * a separator once (`# ---`) is where it is told.
 */
export function withoutSeparator(
  problems: readonly SyntaxProblem[],
  root: Node | undefined,
  comments: readonly Comment[],
): readonly SyntaxProblem[] {
  if (root?.kind !== 'map' || !problems.some(({ rule }) => rule === 'duplicate-key')) return problems;
  const own = new Map(root.entries.map(({ key }) => [key.span.start, key.text]));
  const isRepeated = (name: string): boolean =>
    problems.some(({ rule, span }) => rule === 'duplicate-key' && own.get(span.start) === name);
  if (!isRepeated('apiVersion') || !isRepeated('kind')) return problems;
  const others = problems.filter(({ rule, span }) => rule !== 'duplicate-key' || !own.has(span.start));
  return [...others, ...manifestStarts(root.entries).map((start) => missing(start, comments))];
}

interface ManifestStart {
  readonly key: Span;
  /** The first key of the manifest before. */
  readonly related: Span;
  readonly behind: number;
}

/** Where a key comes again that the manifest before has already, a manifest begins. */
function manifestStarts(entries: readonly Entry[]): readonly ManifestStart[] {
  const found: ManifestStart[] = [];
  let [seen, first, behind] = [new Set<string>(), entries[0]?.key.span, 0];
  for (const { key, span } of entries) {
    if (seen.has(key.text) && first !== undefined) {
      found.push({ key: key.span, related: first, behind });
      [seen, first] = [new Set(), key.span];
    }
    seen.add(key.text);
    behind = span.end;
  }
  return found;
}

/** The comments are in order. */
function missing({ key, related, behind }: ManifestStart, comments: readonly Comment[]): SyntaxProblem {
  const from = firstBehind(comments, ({ span }) => behind <= span.start);
  const to = firstBehind(comments, ({ span }) => key.start < span.end);
  const comment = comments.slice(from, to).find(({ text, ownLine }) => ownLine && /^[ \t]*-{3}(?!\S)/.test(text));
  if (comment !== undefined) {
    const text: Message = message('This separator is a comment, so the manifests around it are read as one');
    const advice = message('Take the # away');
    return { rule: 'duplicate-key', span: comment.span, related, message: text, advice };
  }
  const text = message('A --- line is missing before this, where another manifest begins');
  const advice = message('Put a line of --- between the two');
  return { rule: 'duplicate-key', span: key, related, message: text, advice };
}
