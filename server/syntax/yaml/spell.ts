import { isNewMap, type NewValue } from '../syntax.js';
import { escapeDouble, isPrintable } from './strings.js';
import { readAsYaml11 } from './yaml11.js';

export type Quoting = 'plain' | 'single' | 'double';

/** A string that reads back as this string, in the wanted quoting where that can hold it, else in double quotes. */
export function spellString(text: string, quoting: Quoting): string {
  if (quoting === 'plain' && isPlainWord(text) && readAsYaml11({ text, style: 'plain' }).type === 'string') return text;
  return quoting === 'single' && isPrintable(text) && !text.includes('\n')
    ? `'${text.replaceAll("'", "''")}'`
    : `"${escapeDouble(text)}"`;
}

/** True when a text can stand without quotes anywhere, within brackets too. It may read as a number or the like. */
export function isPlainWord(text: string): boolean {
  return /^(?:-?[0-9][\w./@+-]*|(?:--?)?[A-Za-z_/][\w./@+=-]*(?::[\w./@+=-]+)*)$/.test(text);
}

/** True when JSON takes the text as a number, a boolean or null. */
export function isJsonLiteral(text: string): boolean {
  return /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/.test(text);
}

/** How new text within brackets is written. */
export interface FlowStyle {
  readonly keys: Quoting;
  readonly strings: Quoting;
  /** Between key and value: `: `, or `:` as in compact JSON. */
  readonly colon: string;
}

/** A value within brackets, on one line. */
export function spellFlow(value: NewValue, style: FlowStyle): string {
  if (typeof value === 'string')
    return spellString(value, isJsonStyle(style) ? 'double' : sparing(value, style.strings));
  if (isNewList(value)) return `[${value.map((item) => spellFlow(item, style)).join(', ')}]`;
  if (!isNewMap(value)) return String(value);
  const members = Object.entries(value).map(([key, member]) => spellFlowEntry(key, member, style));
  return `{${members.join(', ')}}`;
}

/** A key and its value within brackets. */
export function spellFlowEntry(key: string, value: NewValue, style: FlowStyle): string {
  return `${spellString(key, style.keys)}${style.colon}${spellFlow(value, style)}`;
}

/** A key and its value as lines of a block; `pad` is what stands before the key's lines. The first line has none. */
export function spellBlockEntry(key: string, value: NewValue, pad: string, strings: Quoting): string {
  const name = spellString(key, 'plain');
  const deeper = `${pad}  `;
  if (isNewList(value)) {
    if (value.length === 0) return `${name}: []`;
    return `${name}:${value.map((item) => `\n${deeper}- ${spellItem(item, `${deeper}  `, strings)}`).join('')}`;
  }
  if (!isNewMap(value)) {
    return `${name}: ${typeof value === 'string' ? spellString(value, sparing(value, strings)) : String(value)}`;
  }
  const members = Object.entries(value);
  if (members.length === 0) return `${name}: {}`;
  return `${name}:${members.map(([key, member]) => `\n${deeper}${spellBlockEntry(key, member, deeper, strings)}`).join('')}`;
}

/** An item of a list in lines of a block; `pad` stands before all of them but the first. Its strings are quoted by their keys: a name needs no quotes. */
export function spellItem(
  item: NewValue,
  pad: string,
  strings: Quoting,
  quotingOf: (key: string) => Quoting = (key) => (key === 'name' ? 'plain' : strings),
): string {
  if (!isNewMap(item)) return spellFlow(item, { keys: 'plain', strings, colon: ': ' });
  const members = Object.entries(item);
  if (members.length === 0) return '{}';
  return members.map(([key, value]) => spellBlockEntry(key, value, pad, quotingOf(key))).join(`\n${pad}`);
}

function isNewList(value: NewValue): value is readonly NewValue[] {
  return Array.isArray(value);
}

function isJsonStyle({ keys }: FlowStyle): boolean {
  return keys === 'double';
}

/** Single quotes around a text with double ones, so that none has to be escaped. */
function sparing(text: string, strings: Quoting): Quoting {
  return text.includes('"') ? 'single' : strings;
}
