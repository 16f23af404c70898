import { groupBy } from '../../text/groupBy.js';
import { lineBefore, lineEnd, lineStart } from '../../text/lines.js';
import { memoized } from '../../text/memo.js';
import type { Span } from '../../text/span.js';
import { toEdits } from '../draft.js';
import { localSpan } from '../host.js';
import type { Draft, Entry, Item, MapNode, Node, ScalarNode, SeqNode } from '../node.js';
import { entries } from '../read.js';
import type { Edits, NewMap, NewValue, Writer } from '../syntax.js';
import { isCommentAt } from './cursor.js';
import { spellKey, spellText, spellValue } from './spell.js';
import { isMade } from './strings.js';

/** How Terraform is changed. New lines are indented as their neighbors, and their equals signs stand below each other. */
export const writer: Writer = {
  replaceScalar,
  quoteScalar,
  renameKey,
  setEntry,
  prependEntry: setEntry,
  replaceEntry,
  repeatEntry,
  removeEntry,
  appendItem,
  removeItem,
};

function placeOf({ host, span }: Node): Span {
  return localSpan(host, span);
}

function change({ host, anchored }: Node, drafts: readonly Draft[] | undefined): Edits {
  return anchored || drafts === undefined ? undefined : toEdits(host, drafts);
}

function replaceScalar(node: ScalarNode, newText: string, { asString }: { readonly asString: boolean }): Edits {
  // An expression, and a value that a text is made of, are somebody's intention.
  if (isMade(node)) return undefined;
  const isWord = node.style === 'plain' && !asString && /^(?:-?\d+(?:\.\d+)?|true|false)$/.test(newText);
  const written = isWord ? newText : spellText(newText);
  return change(node, [{ ...placeOf(node), newText: written }]);
}

function quoteScalar(node: ScalarNode): Edits {
  if (node.style !== 'plain' || isMade(node) || node.value === null) return undefined;
  return change(node, [{ ...placeOf(node), newText: spellText(node.text) }]);
}

function renameKey({ key }: Entry, newKey: string): Edits {
  const place = placeOf(key);
  if (isMade(key) || place.start === place.end) return undefined;
  const written = key.style === 'double' ? spellText(newKey) : spellKey(newKey);
  return change(key, [{ ...place, newText: written }]);
}

function setEntry(map: MapNode, key: string, value: NewValue): Edits {
  const existing = map.entries.findLast((entry) => entry.key.text === key);
  if (existing === undefined) return change(map, addEntry(map, key, value));
  const { value: node } = existing;
  if (node.kind !== 'scalar' || (value !== null && typeof value === 'object')) return undefined;
  if (typeof value === 'string') return replaceScalar(node, value, { asString: true });
  return isMade(node) ? undefined : change(node, [{ ...placeOf(node), newText: String(value) }]);
}

/** A new entry behind the last one of its kind, on a line of its own where that one is. */
function addEntry(map: MapNode, key: string, value: NewValue): readonly Draft[] | undefined {
  const { text } = map.host;
  const { start, end } = placeOf(map);
  if (text[start] !== '{' || text[end - 1] !== '}') return undefined;
  const isBody = map.style === 'block';
  // Attributes stand before the blocks of a body.
  const before = isBody ? map.entries.findLast(isAttribute) : map.entries.at(-1);
  if (before === undefined) return addFirst(map, spellKey(key), value);
  const place = localSpan(map.host, before.span);
  const line = lineBefore(text, place.start);
  const isAlone = /^[ \t]*$/.test(line) && isLineFree(text, place.end);
  if (!isAlone) {
    if (isBody || /^[ \t]*$/.test(line)) return undefined;
    const written = `, ${keyLike(before, key)}${separatorOf(before)}${spellValue(value, undefined)}`;
    return [{ start: place.end, end: place.end, newText: written }];
  }
  const comma = /^[ \t]*,/.test(text.slice(place.end, place.end + 50)) ? ',' : '';
  const needsComma = comma === '' && !isBody && isSeparatedByCommas(map);
  const at = lineEnd(text, place.end);
  const name = keyLike(before, key);
  const written = `\n${line}${name}${alignedSeparator(before, name)}${spellValue(value, line)}${comma}`;
  const separator: readonly Draft[] = needsComma ? [{ start: place.end, end: place.end, newText: ',' }] : [];
  return [...separator, { start: at, end: at, newText: written }];
}

/** The first entry of a body or an object without any. */
function addFirst(map: MapNode, name: string, value: NewValue): readonly Draft[] | undefined {
  const { text } = map.host;
  const { start, end } = placeOf(map);
  const inside = { start: start + 1, end: end - 1 };
  const pad = /^[ \t]*/.exec(lineBefore(text, start))?.[0] ?? '';
  if (map.style === 'block' || text.slice(inside.start, inside.end).includes('\n')) {
    if (!isLineFree(text, inside.start)) return undefined;
    const at = lineEnd(text, inside.start);
    return [{ start: at, end: at, newText: `\n${pad}  ${name} = ${spellValue(value, `${pad}  `)}` }];
  }
  if (text.slice(inside.start, inside.end).trim() !== '') return undefined;
  return [{ ...inside, newText: ` ${name} = ${spellValue(value, undefined)} ` }];
}

function isAttribute({ key, value }: Entry): boolean {
  const { text } = key.host;
  return value.kind === 'scalar' || value.style === 'flow' || text[placeOf(value).start] !== '{';
}

/** A comma or nothing, then a comment or nothing, up to the end of the line. */
function isLineFree(text: string, at: number): boolean {
  const [blanks = ''] = /^[ \t]*,?[ \t]*/.exec(text.slice(at, at + 200)) ?? [];
  const next = at + blanks.length;
  if (next >= text.length || text[next] === '\n') return true;
  return isCommentAt(text, next) && !text.startsWith('/*', next);
}

function isSeparatedByCommas({ entries, host }: MapNode): boolean {
  const [first, second] = entries;
  if (first === undefined || second === undefined) return false;
  const between = host.text.slice(localSpan(host, first.span).end, localSpan(host, second.span).start);
  return /^[ \t]*,/.test(between);
}

/** A key in quotes where that of its neighbor is. */
function keyLike({ key }: Entry, name: string): string {
  return key.style === 'double' ? spellText(name) : spellKey(name);
}

/** What stands between a key and its value: ` = `, `: `. */
function separatorOf({ key, value }: Entry): string {
  const written = key.host.text.slice(placeOf(key).end, placeOf(value).start);
  const sign = written.trim();
  if (sign !== '=' && sign !== ':') return ' = ';
  return `${written.startsWith(sign) ? '' : ' '}${sign}${written.endsWith(sign) ? '' : ' '}`;
}

/** The same with as many blanks as put a shorter name's equals sign below that of its neighbor. */
function alignedSeparator(before: Entry, name: string): string {
  const separator = separatorOf(before);
  const { text } = before.key.host;
  const [key, value] = [placeOf(before.key), placeOf(before.value)];
  const isOneLine = lineStart(text, value.start) === lineStart(text, value.end);
  const sign = text.slice(key.start, value.start).search(/[=:]/);
  if (!isOneLine || !separator.includes('=') || sign <= name.length) return separator;
  return `${' '.repeat(sign - name.length)}${separator.trimStart()}`;
}

function replaceEntry(map: MapNode, entry: Entry, entries: Readonly<Record<string, NewValue>>): Edits {
  const { text } = map.host;
  const place = localSpan(map.host, entry.span);
  const isOther = Object.keys(entries).some((key) =>
    map.entries.some((other) => other !== entry && other.key.text === key),
  );
  const written = text.slice(place.start, place.end);
  if (isOther || /#|\/\/|\/\*/.test(written)) return undefined;
  const line = lineBefore(text, place.start);
  const isAlone = /^[ \t]*$/.test(line);
  const spelled = Object.entries(entries).map(
    ([key, value]) => `${keyLike(entry, key)}${separatorOf(entry)}${spellValue(value, isAlone ? line : undefined)}`,
  );
  return change(map, [{ ...place, newText: spelled.join(isAlone ? `\n${line}` : ', ') }]);
}

/** Another block, of attributes whose equals signs stand below each other. */
function repeatEntry(map: MapNode, key: string, value: NewMap): Edits {
  const { text } = map.host;
  const before = map.entries.findLast((entry) => entry.key.text === key);
  const place = before && localSpan(map.host, before.span);
  const line = place && lineBefore(text, place.start);
  if (place === undefined || line === undefined || !/^[ \t]*$/.test(line) || !isLineFree(text, place.end))
    return undefined;
  const names = Object.keys(value).map(spellKey);
  const width = Math.max(...names.map(({ length }) => length));
  const attributes = Object.values(value).map(
    (each, index) => `${line}  ${(names[index] ?? '').padEnd(width)} = ${spellValue(each, undefined)}\n`,
  );
  const at = lineEnd(text, place.end);
  return change(map, [{ start: at, end: at, newText: `\n${line}${spellKey(key)} {\n${attributes.join('')}${line}}` }]);
}

function removeEntry(map: MapNode, entry: Entry): Edits {
  const { text } = map.host;
  const { start, end } = localSpan(map.host, entry.span);
  const mayGo = map.tag === undefined || (map.tag === 'merge' && !hidesAnother(map, entry));
  return change(map, mayGo ? removed(text, { start, end }, map.style === 'block') : undefined);
}

/** True where something else that is merged has the same key, which would come to light. */
function hidesAnother(map: MapNode, { key }: Entry): boolean {
  return (entriesByKey(map).get(key.text)?.length ?? 0) > 1;
}

/** A memo: all entries that are merged in a mapping, by their keys. There may be thousands, and a fix for each. */
const entriesByKey = memoized(({ entries: own, merges }: MapNode) =>
  groupBy([...own, ...merges.flatMap((shared) => entries(shared))], ({ key }) => key.text),
);

function removeItem(seq: SeqNode, { value }: Item): Edits {
  return change(seq, removed(seq.host.text, placeOf(value), false));
}

/** Takes a member away: with its lines, or with its comma. */
function removed(text: string, { start, end }: Span, isBody: boolean): readonly Draft[] | undefined {
  const line = lineBefore(text, start);
  const rest = text.slice(end, lineEnd(text, end));
  if (/^[ \t]*$/.test(line) && ['', ','].includes(rest.trim())) {
    const from = lineStart(text, start);
    return [{ start: from, end: Math.min(text.length, lineEnd(text, end) + 1), newText: '' }];
  }
  if (isBody) return undefined;
  const behind = /^[ \t]*,[ \t]*/.exec(rest)?.[0].length;
  if (behind !== undefined) return [{ start, end: end + behind, newText: '' }];
  const before = /,[ \t]*$/.exec(line)?.[0].length;
  if (before !== undefined) return [{ start: start - before, end, newText: '' }];
  if (!/[{[][ \t]*$/.test(line) || !/^[ \t]*[}\]]/.test(rest)) return undefined;
  const blanks = [line.length - line.trimEnd().length, /^[ \t]*/.exec(rest)?.[0].length ?? 0] as const;
  return [{ start: start - blanks[0], end: end + blanks[1], newText: '' }];
}

function appendItem(seq: SeqNode, item: NewValue): Edits {
  const { text } = seq.host;
  const { start, end } = placeOf(seq);
  if (text[start] !== '[' || text[end - 1] !== ']') return undefined;
  const last = seq.items.at(-1);
  if (last === undefined) {
    const isEmpty = text.slice(start + 1, end - 1).trim() === '';
    return isEmpty
      ? change(seq, [{ start: start + 1, end: end - 1, newText: spellValue(item, undefined) }])
      : undefined;
  }
  const place = placeOf(last.value);
  const line = lineBefore(text, place.start);
  const separator = /^[ \t]+$/.test(line) ? `,\n${line}` : ', ';
  const written = spellValue(item, undefined);
  return change(seq, [{ start: place.end, end: place.end, newText: `${separator}${written}` }]);
}
