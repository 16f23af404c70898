import type { Span } from '../../text/span.js';
import { isTemplate } from '../../text/template.js';
import { spanInDocument } from '../host.js';
import type { Entry, MapNode, Node, ScalarNode, SeqNode } from '../node.js';
import type { TextPlace } from '../syntax.js';

/** Makes the nodes of a text of TOML, whose spans here are those of the text. */
export interface TomlNodes {
  /** A string; one whose end is not written is not known. */
  string(value: string, span: Span, style: 'single' | 'double' | 'literal', isClosed: boolean): ScalarNode;
  /** A number, `true`, `false`; anything else is not known. */
  word(span: Span): ScalarNode;
  /** A key, of one part or of several. */
  key(name: string, span: Span): ScalarNode;
  map(style: MapNode['style'], entries: readonly Entry[], span: Span): MapNode;
  seq(values: readonly Node[], span: Span): SeqNode;
  entry(key: ScalarNode, value: Node): Entry;
}

/** The nodes of a text at a place. */
export function tomlNodes(text: string, { host, base, shared }: TextPlace): TomlNodes {
  const common = (span: Span) => ({
    span: spanInDocument(host, base + span.start, base + span.end),
    host,
    anchored: shared,
  });
  const scalar = (own: Pick<ScalarNode, 'value' | 'readAs' | 'text' | 'style' | 'open'>, span: Span): ScalarNode => ({
    kind: 'scalar',
    ...own,
    ...common(span),
  });
  const asText = (written: string, style: ScalarNode['style'], open: boolean) =>
    ({ value: written, readAs: { type: 'string' }, text: written, style, open }) as const;
  return {
    string: (value, span, style, isClosed) => scalar(asText(value, style, !isClosed || isTemplate(value)), span),
    word(span) {
      const written = text.slice(span.start, span.end);
      const style = 'plain';
      if (written === 'true' || written === 'false') {
        const value = written === 'true';
        return scalar({ value, readAs: { type: 'boolean', value }, text: written, style, open: false }, span);
      }
      if (!/^[+-]?\d[\d_]*(?:\.\d+)?$/.test(written)) return scalar(asText(written, style, true), span);
      const value = Number(written.replaceAll('_', ''));
      return scalar({ value, readAs: { type: 'number', value }, text: written, style, open: false }, span);
    },
    key: (name, span) => scalar(asText(name, 'plain', isTemplate(name)), span),
    map: (style, entries, span) => ({ kind: 'map', style, entries, merges: [], open: false, ...common(span) }),
    seq: (values, span) => ({
      kind: 'seq',
      style: 'flow',
      items: values.map((value) => ({ value })),
      open: false,
      ...common(span),
    }),
    entry: (key, value) => ({
      key,
      value,
      span: { start: key.span.start, end: Math.max(key.span.end, value.span.end) },
    }),
  };
}
