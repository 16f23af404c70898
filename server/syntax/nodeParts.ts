import type { Span } from '../text/span.js';
import { spanInDocument } from './host.js';
import type { Entry, Item, MapNode, Node, ScalarNode, SeqNode } from './node.js';
import type { TextPlace } from './syntax.js';

/** What a scalar of a language says, apart from where it stands. */
type Said = Pick<ScalarNode, 'value' | 'readAs' | 'text' | 'style' | 'open'>;

/** The nodes that languages of values in braces and brackets have alike (HCL, TOML). Spans given here are those of the text at its place. */
export interface NodeParts {
  scalar(said: Said, span: Span): ScalarNode;
  map(style: MapNode['style'], entries: readonly Entry[], span: Span): MapNode;
  seq(items: readonly Item[], span: Span): SeqNode;
  /** From a key to the end of its value. */
  entry(key: ScalarNode, value: Node): Entry;
}

/** The nodes of a text at a place. */
export function nodeParts({ host, base, shared }: TextPlace): NodeParts {
  const common = (span: Span) => ({
    span: spanInDocument(host, base + span.start, base + span.end),
    host,
    anchored: shared,
  });
  return {
    scalar: (said, span) => ({ kind: 'scalar', ...said, ...common(span) }),
    map: (style, entries, span) => ({ kind: 'map', style, entries, merges: [], open: false, ...common(span) }),
    seq: (items, span) => ({ kind: 'seq', style: 'flow', items, open: false, ...common(span) }),
    entry: (key, value) => ({
      key,
      value,
      span: { start: key.span.start, end: Math.max(key.span.end, value.span.end) },
    }),
  };
}

/** A text as it is written; an open one is not known. */
export function saidText(text: string, style: ScalarNode['style'], open: boolean): Said {
  return { value: text, readAs: { type: 'string' }, text, style, open };
}

/** A word that is a number, `true` or `false`. */
export function saidWord(written: string, value: number | boolean): Said {
  const readAs =
    typeof value === 'number' ? ({ type: 'number', value } as const) : ({ type: 'boolean', value } as const);
  return { value, readAs, text: written, style: 'plain', open: false };
}
