import type { Span } from '../../text/span.js';
import { isTemplate } from '../../text/template.js';
import type { ScalarNode } from '../node.js';
import { type NodeParts, nodeParts, saidText, saidWord } from '../nodeParts.js';
import type { TextPlace } from '../syntax.js';

/** Makes the nodes of a text of TOML, whose spans here are those of the text. */
export interface TomlNodes extends Pick<NodeParts, 'map' | 'seq' | 'entry'> {
  /** A string; one whose end is not written is not known. */
  string(value: string, span: Span, style: 'single' | 'double' | 'literal', isClosed: boolean): ScalarNode;
  /** A number, `true`, `false`; anything else is not known. */
  word(span: Span): ScalarNode;
  /** A key, of one part or of several. */
  key(name: string, span: Span): ScalarNode;
}

/** The nodes of a text at a place. */
export function tomlNodes(text: string, place: TextPlace): TomlNodes {
  const { scalar, map, seq, entry } = nodeParts(place);
  return {
    string: (value, span, style, isClosed) => scalar(saidText(value, style, !isClosed || isTemplate(value)), span),
    word(span) {
      const written = text.slice(span.start, span.end);
      if (written === 'true' || written === 'false') return scalar(saidWord(written, written === 'true'), span);
      if (!/^[+-]?\d[\d_]*(?:\.\d+)?$/.test(written)) return scalar(saidText(written, 'plain', true), span);
      return scalar(saidWord(written, Number(written.replaceAll('_', ''))), span);
    },
    key: (name, span) => scalar(saidText(name, 'plain', isTemplate(name)), span),
    map,
    seq,
    entry,
  };
}
