import { lineBefore, restOfLine } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { isJson, localSpan } from '../host.js';
import type { ScalarNode } from '../node.js';
import type { Completion, Frame, Spot, VariableSpelling } from '../syntax.js';
import { isPlainWord } from './spell.js';

/** How something new is spelled in YAML and JSON. */
export const completion: Completion = { frames, variables, key, value };

const word: Frame = { kind: 'word', before: '', after: '' };
/** In empty braces a word alone would be a placeholder that somebody fills in. */
const apart: Frame = { ...word, after: ' ' };
const entry: Frame = { kind: 'entry', before: '', after: ': ""' };
const item: Frame = { kind: 'item', before: '- name: ', after: '' };
const named: Frame = { kind: 'named', before: 'name: ', after: '' };

function frames(text: string, { start, end }: Span): readonly Frame[] {
  const before = lineBefore(text, start);
  const after = restOfLine(text, end);
  if (before.endsWith('{') && after.startsWith('}')) return [apart];
  if (after.trim() !== '') return [word];
  if (/^\s*$/.test(before)) return [entry, item, word];
  if (/^\s*(- +)+$/.test(before)) return [named, entry, word];
  return [word];
}

const onlyName: VariableSpelling = { nameOnly: true, entries: () => undefined };

/** Items of a list or entries of a map, quoted as the text around needs it. */
function variables({ frame, scalar, nodes, column, isList, hasValue }: Spot): VariableSpelling {
  const inQuotes = scalar.style !== 'plain';
  const isInFlow = nodes.some((node) => node.kind !== 'scalar' && node.style === 'flow');
  const isItem = isList && frame !== 'entry';
  // Where quotes stand around the name, the value would follow the closing one, which the editor's word does not reach.
  const isWritten = hasValue || /^[ \t]*:/.test(restBehind(scalar));
  if ((isWritten && frame !== 'entry') || inQuotes || (isItem && isInFlow)) return onlyName;
  if (isItem) return asItems(frame, column);
  const separator = isInFlow ? ', ' : `\n${' '.repeat(column)}`;
  const key = isInFlow && isJson(scalar.host) ? (name: string) => `"${name}"` : (name: string) => name;
  return {
    nameOnly: false,
    entries: (variables) => {
      const entries = variables.map(([name, value]) => scalar.host.encode(`${key(name)}: "${value}"`));
      return entries.some((each) => each === undefined) ? undefined : entries.join(separator);
    },
  };
}

/** What follows a scalar on its line. */
function restBehind({ host, span }: ScalarNode): string {
  return restOfLine(host.text, localSpan(host, span).end);
}

function asItems(frame: Spot['frame'], column: number): VariableSpelling {
  // The dash, where it is written, stands two columns before the name; a line that begins here is that of an item.
  const [head, dash] =
    frame === 'item' ? ['- name: ', column] : frame === 'named' ? ['name: ', column - 2] : ['', column - 8];
  const pad = ' '.repeat(Math.max(0, dash));
  return {
    nameOnly: false,
    entries: (variables) =>
      variables
        .map(([name, value], index) => {
          const first = index === 0 ? head : `\n${pad}- name: `;
          return `${first}${name}\n${pad}  value: "${value}"`;
        })
        .join(''),
  };
}

/** A key on a line of its own gets its colon. */
function key(frame: Spot['frame'], name: string): string {
  return frame === 'entry' ? `${name}: $1` : name;
}

/** With quotes where the program needs a string and none stand there. */
function value(scalar: ScalarNode, text: string, { asString }: { readonly asString: boolean }): string | undefined {
  if (scalar.style !== 'plain') return text;
  const needsQuotes = (asString && !isString(text)) || !isPlainWord(text) || isJson(scalar.host);
  return needsQuotes ? scalar.host.encode(`"${text}"`) : text;
}

/** True where YAML reads the plain text as a string, so that Kubernetes takes it for one. */
function isString(text: string): boolean {
  return /^[A-Za-z/][\w./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|y|n|null)$/i.test(text);
}
