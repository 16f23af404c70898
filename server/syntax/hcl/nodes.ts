import type { Span } from '../../text/span.js';
import { isTemplate } from '../../text/template.js';
import type { Node, ScalarNode } from '../node.js';
import { type NodeParts, nodeParts, saidText, saidWord } from '../nodeParts.js';
import type { TextPlace } from '../syntax.js';
import { rememberDocument, rememberText } from './strings.js';
import type { ReadText } from './text.js';

/** Makes the nodes of a text, whose spans here are those of the text. */
export interface NodeMaker extends Pick<NodeParts, 'map' | 'seq' | 'entry'> {
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
}

/** The nodes of a text at a place. */
export function nodeMaker(text: string, place: TextPlace): NodeMaker {
  const { scalar, map, seq, entry } = nodeParts(place);
  const { base } = place;
  const at = (span: Span): string => text.slice(span.start, span.end);
  return {
    string(read, span, style) {
      const node = scalar(saidText(read.text, style, read.open || !read.isClosed || isTemplate(read.text)), span);
      const offsets = base === 0 ? read.offsets : read.offsets.map((offset) => base + offset);
      rememberText(node, { text: read.text, offsets });
      return node;
    },
    word(span) {
      const written = at(span);
      if (written === 'null') {
        return scalar({ value: null, readAs: { type: 'null' }, text: written, style: 'plain', open: false }, span);
      }
      return scalar(saidWord(written, literals[written] ?? Number(written)), span);
    },
    name: (span) => scalar(saidText(at(span), 'plain', false), span),
    expression(span) {
      const node = scalar(saidText(at(span), 'plain', true), span);
      rememberDocument(node, undefined);
      return node;
    },
    encoded(span, root) {
      const node = scalar(saidText(at(span), 'double', true), span);
      rememberDocument(node, root);
      return node;
    },
    map,
    seq,
    entry,
  };
}

const literals: Readonly<Record<string, boolean>> = { true: true, false: false };
