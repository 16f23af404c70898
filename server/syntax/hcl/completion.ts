import { lineBefore, restOfLine } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { localSpan } from '../host.js';
import type { ScalarNode } from '../node.js';
import type { Completion, Frame, Spot, VariableSpelling } from '../syntax.js';
import { spellText } from './spell.js';

/** How something new is spelled in an object of Terraform. */
export const completion: Completion = { frames, variables, key, value };

const word: Frame = { kind: 'word', before: '', after: '' };
const entry: Frame = { kind: 'entry', before: '', after: ' = ""' };

function frames(text: string, { start, end }: Span, margin = ''): readonly Frame[] {
  const line = lineBefore(text, start);
  const before = line.startsWith(margin) ? line.slice(margin.length) : line;
  const isEntry = /(?:^|[{,])[ \t]*$/.test(before) && /^[ \t]*(?:[},]|$)/.test(restOfLine(text, end));
  return isEntry ? [entry, word] : [word];
}

function variables({ frame, scalar, column, hasValue }: Spot): VariableSpelling {
  const { text } = scalar.host;
  const rest = restOfLine(text, localSpan(scalar.host, scalar.span).end);
  const isWritten = hasValue || /^[ \t]*[=:]/.test(rest);
  if ((isWritten && frame !== 'entry') || scalar.style !== 'plain') return { nameOnly: true, entries: () => undefined };
  const before = lineBefore(text, localSpan(scalar.host, scalar.span).start);
  const separator = /\S/.test(before) ? ', ' : `\n${' '.repeat(column)}`;
  return {
    nameOnly: false,
    entries: (pairs) => pairs.map(([name, text]) => `${name} = ${quoted(text)}`).join(separator),
  };
}

/** The place where a person types the value is no text: `$1`. */
function quoted(text: string): string {
  return /^\$\d$/.test(text) ? `"${text}"` : spellText(text);
}

function key(frame: Spot['frame'], name: string): string {
  return frame === 'entry' ? `${name} = $1` : name;
}

function value(scalar: ScalarNode, text: string, { asString }: { readonly asString: boolean }): string | undefined {
  if (scalar.style !== 'plain') return scalar.host.encode(text);
  return asString || !/^(?:-?\d+|true|false)$/.test(text) ? scalar.host.encode(spellText(text)) : text;
}
