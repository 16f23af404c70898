import type { Span } from '../../text/span.js';
import { isTemplate } from '../../text/template.js';
import { spanInDocument } from '../host.js';
import type { Entry, MapNode, Node, ScalarNode, SeqNode } from '../node.js';
import type { TextPlace } from '../syntax.js';
import { rememberDocument, rememberText } from './strings.js';
import type { ReadText } from './text.js';

/** Makes the nodes of a text, whose spans here are those of the text. */
export interface NodeMaker {
  /** A text in quotes or a here-document; without its end it is not finished, and so not known. */
  string(read: ReadText, span: Span, style: 'double' | 'literal'): ScalarNode;
  /** A number, `true`, `false`, `null`. */
  word(span: Span): ScalarNode;
  /** A name that is a text: of a block, a label, a key of an object. */
  name(span: Span): ScalarNode;
  /** An expression nobody sees into; an empty one for a value that is not written yet. */
  expression(span: Span): ScalarNode;
  /** A text that Terraform makes of a value. */
  encoded(span: Span, root: Node): ScalarNode;
  map(style: MapNode['style'], entries: readonly Entry[], span: Span): MapNode;
  seq(values: readonly Node[], span: Span): SeqNode;
  /** From a key to the end of its value. */
  entry(key: ScalarNode, value: Node): Entry;
}

/** The nodes of a text at a place. */
export function nodeMaker(text: string, { host, base, shared }: TextPlace): NodeMaker {
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
  const at = (span: Span): string => text.slice(span.start, span.end);
  return {
    string(read, span, style) {
      const node = scalar(asText(read.text, style, read.open || !read.isClosed || isTemplate(read.text)), span);
      const offsets = base === 0 ? read.offsets : read.offsets.map((offset) => base + offset);
      rememberText(node, { text: read.text, offsets });
      return node;
    },
    word(span) {
      const written = at(span);
      const value = literals[written];
      const style = 'plain';
      if (value !== undefined)
        return scalar({ value, readAs: { type: 'boolean', value }, text: written, style, open: false }, span);
      if (written === 'null')
        return scalar({ value: null, readAs: { type: 'null' }, text: written, style, open: false }, span);
      const number = Number(written);
      const readAs = { type: 'number', value: number } as const;
      return scalar({ value: number, readAs, text: written, style, open: false }, span);
    },
    name: (span) => scalar(asText(at(span), 'plain', false), span),
    expression(span) {
      const node = scalar(asText(at(span), 'plain', true), span);
      rememberDocument(node, undefined);
      return node;
    },
    encoded(span, root) {
      const node = scalar(asText(at(span), 'double', true), span);
      rememberDocument(node, root);
      return node;
    },
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

const literals: Readonly<Record<string, boolean>> = { true: true, false: false };
