import type { Span } from '../../text/span.js';

/** What is needed of the parser's concrete tokens: the part of their shape all kinds share. */
export interface Token {
  readonly type: string;
  readonly offset: number;
  readonly source?: string;
  readonly start?: Token | readonly Token[];
  readonly sep?: readonly Token[];
  readonly end?: readonly Token[];
  readonly props?: readonly Token[];
  readonly key?: Token | null;
  readonly value?: Token;
  readonly items?: readonly TokenItem[];
}

interface TokenItem {
  readonly start: readonly Token[];
  readonly key?: Token | null;
  readonly sep?: readonly Token[];
  readonly value?: Token;
}

/** What stands in a document besides its values. */
export interface Surroundings {
  readonly comments: readonly Span[];
  /** Comments, quoted and block scalars: text where a template does not touch the structure. In written order. */
  readonly opaque: readonly Span[];
  /** Names used by aliases. */
  readonly aliases: ReadonlySet<string>;
  /** Openers (bracket or quote) by the offset where the text they open ends, where no closer stands. */
  readonly unclosed: readonly UnclosedOpener[];
}

export interface UnclosedOpener {
  readonly start: number;
  readonly end: number;
  readonly opener: string;
}

/** Collects the surroundings from a document's tokens in one walk; its depth is that of the document. */
export function readSurroundings(tokens: readonly Token[]): Surroundings {
  const comments: Span[] = [];
  const opaque: Span[] = [];
  const aliases = new Set<string>();
  const unclosed: UnclosedOpener[] = [];
  const walkAll = (list: readonly Token[] | undefined): void => list?.forEach(walk);
  const walk = (token: Token): void => {
    const source = token.source ?? '';
    const span = { start: token.offset, end: token.offset + source.length };
    switch (token.type) {
      case 'comment':
        comments.push(span);
        opaque.push(span);
        return;
      case 'alias':
        aliases.add(source.slice(1));
        break;
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        opaque.push(span);
        if (!isClosedQuote(source)) unclosed.push({ ...span, opener: source.charAt(0) });
        break;
      case 'block-scalar': {
        const header = (token.props ?? []).reduce((length, prop) => length + (prop.source?.length ?? 0), 0);
        opaque.push({ start: span.start, end: span.end + header });
        break;
      }
      case 'flow-collection': {
        const opener = Array.isArray(token.start) ? undefined : bracketOf(token.start);
        const closer = token.end?.[0]?.source;
        if (opener !== undefined && closer !== (opener === '{' ? '}' : ']')) {
          unclosed.push({ start: span.start, end: token.end?.[0]?.offset ?? Number.POSITIVE_INFINITY, opener });
        }
        break;
      }
    }
    walkAll(token.props);
    if (Array.isArray(token.start)) walkAll(token.start);
    for (const item of token.items ?? []) {
      walkAll(item.start);
      if (item.key) walk(item.key);
      walkAll(item.sep);
      if (item.value) walk(item.value);
    }
    if (token.value) walk(token.value);
    walkAll(token.end);
  };
  walkAll(tokens);
  return { comments: byStart(comments), opaque: byStart(opaque), aliases, unclosed };
}

/**
 * True when a quoted scalar ends with the quote that closes it. The last character may be a quote that is a part of the text: `"x\\"`,
 * `'it''`. Up to there it is as the lexer cuts it, so nothing before its end closes it.
 */
export function isClosedQuote(written: string): boolean {
  const [quote] = written;
  if (written.length < 2 || written.at(-1) !== quote) return false;
  const isDouble = quote === '"';
  const mark = isDouble ? '\\' : quote;
  const last = isDouble ? written.length - 2 : written.length - 1;
  let before = last;
  while (before > 0 && written[before] === mark) before--;
  // Backslashes are pairs before the quote that closes; that quote is one more than the pairs of single ones.
  return (last - before) % 2 === (isDouble ? 0 : 1);
}

function bracketOf(start: Token | readonly Token[] | undefined): string | undefined {
  return start !== undefined && 'source' in start ? start.source : undefined;
}

function byStart(spans: Span[]): readonly Span[] {
  return spans.sort((a, b) => a.start - b.start);
}
