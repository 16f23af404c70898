import { isNewMap, type NewValue } from '../syntax.js';
import { escapeQuoted } from './strings.js';

/** A text in quotes. */
export function spellText(text: string): string {
  return `"${escapeQuoted(text)}"`;
}

/** A key of an object; in quotes where it is no name. */
export function spellKey(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) && !/^(?:true|false|null|for)$/.test(key) ? key : spellText(key);
}

/**
 * A value as an expression: on one line, or with an entry a line where `pad` says what stands before the line it begins on. A text that is
 * JSON is what `jsonencode` makes of its value.
 */
export function spellValue(value: NewValue, pad: string | undefined): string {
  if (typeof value === 'string') {
    const content = mapOf(value);
    return content === undefined ? spellText(value) : `jsonencode(${spellValue(content, pad)})`;
  }
  if (Array.isArray(value)) return `[${value.map((item: NewValue) => spellValue(item, undefined)).join(', ')}]`;
  if (!isNewMap(value)) return String(value);
  const members = Object.entries(value);
  if (members.length === 0) return '{}';
  if (pad === undefined)
    return `{ ${members.map(([key, each]) => `${spellKey(key)} = ${spellValue(each, pad)}`).join(', ')} }`;
  const deeper = `${pad}  `;
  const lines = members.map(([key, each]) => `${deeper}${spellKey(key)} = ${spellValue(each, deeper)}\n`);
  return `{\n${lines.join('')}${pad}}`;
}

/** What a text of JSON holds, if that is a map. */
function mapOf(text: string): NewValue | undefined {
  if (!text.startsWith('{"')) return undefined;
  try {
    const value = JSON.parse(text) as NewValue;
    return isNewMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
