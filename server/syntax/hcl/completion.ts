import { lineBefore, restOfLine } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { spelledInPlace } from '../draft.js';
import { localSpan } from '../host.js';
import type { ScalarNode } from '../node.js';
import type { Completion, Frame, Holding, Spot, VariableSpelling } from '../syntax.js';
import { spellText } from './spell.js';

/** How something new is spelled in an object of Terraform. */
export const completion: Completion = { frames, variables, entry: newEntry, key, value };

const word: Frame = { kind: 'word', before: '', after: '' };
const entry: Frame = { kind: 'entry', before: '', after: ' = ""' };

function frames(text: string, { start, end }: Span, margin = ''): readonly Frame[] {
  const line = lineBefore(text, start);
  const before = line.startsWith(margin) ? line.slice(margin.length) : line;
  const isEntry = /(?:^|[{,])[ \t]*$/.test(before) && /^[ \t]*(?:[},]|$)/.test(restOfLine(text, end));
  return isEntry ? [entry, word] : [word];
}

function variables({ frame, scalar, column, hasValue }: Spot): VariableSpelling {
  const isWritten = hasValue || isAssigned(scalar);
  if ((isWritten && frame !== 'entry') || scalar.style !== 'plain') return { nameOnly: true, entries: () => undefined };
  const separator = isOnOwnLine(scalar) ? `\n${' '.repeat(column)}` : ', ';
  return {
    nameOnly: false,
    entries: (pairs) => pairs.map(([name, text]) => `${name} = ${quoted(text)}`).join(separator),
  };
}

/** True where an equals sign or a colon stands behind a name already. */
function isAssigned({ host, span }: ScalarNode): boolean {
  return /^[ \t]*[=:]/.test(restOfLine(host.text, localSpan(host, span).end));
}

function isOnOwnLine({ host, span }: ScalarNode): boolean {
  return !/\S/.test(lineBefore(host.text, localSpan(host, span).start));
}

function newEntry({ frame, scalar, column }: Spot, name: string, holds: Holding): string {
  if ((isAssigned(scalar) && frame !== 'entry') || scalar.style !== 'plain') return name;
  const pad = ' '.repeat(column);
  const object = isOnOwnLine(scalar) ? `{\n${pad}  $1\n${pad}}` : '{ $1 }';
  return `${name} = ${{ text: '"$1"', literal: '$1', map: object, list: '[$1]' }[holds]}`;
}

/** The place where a person types the value is no text: `$1`. */
function quoted(text: string): string {
  return /^\$\d$/.test(text) ? `"${text}"` : spellText(text);
}

function key(frame: Spot['frame'], name: string): string {
  return frame === 'entry' ? `${name} = $1` : name;
}

function value(scalar: ScalarNode, text: string, { asString }: { readonly asString: boolean }): string | undefined {
  if (scalar.style !== 'plain') return spelledInPlace(scalar, text);
  return asString || !/^(?:-?\d+|true|false)$/.test(text) ? spelledInPlace(scalar, spellText(text)) : text;
}
