import { lineBefore, lineEnd } from '../../text/lines.js';
import { memoized, memoizedWithin } from '../../text/memo.js';
import { firstBehind } from '../../text/order.js';
import { toEdits } from '../draft.js';
import { isJson } from '../host.js';
import type { Entry, Item, MapNode, ScalarNode, SeqNode } from '../node.js';
import type { Edits, NewMap, NewValue } from '../syntax.js';
import { isTemplatedAround, placeOf, placeOfMember } from './draft.js';
import type { Drafts } from './members.js';
import {
  emptied,
  flowStyle,
  insertInBrackets,
  insertLines,
  padOf,
  removeFromBrackets,
  removeLines,
  stringQuoting,
} from './members.js';
import type { Quoting } from './spell.js';
import {
  isJsonLiteral,
  isPlainWord,
  spellBlockEntry,
  spellFlow,
  spellFlowEntry,
  spellItem,
  spellString,
} from './spell.js';
import { wrapInBrackets, wrapLines } from './wrap.js';

/** Replaces a scalar. Quotes stay as they are; a plain scalar stays plain where that is safe, unless a string is wanted (`asString`). */
export function replaceScalar(node: ScalarNode, newText: string, { asString }: { readonly asString: boolean }): Edits {
  switch (node.style) {
    case 'single':
    case 'double':
      return rewrite(node, spellString(newText, node.style));
    case 'plain': {
      const isPlain = !asString && (isJson(node.host) ? isJsonLiteral(newText) : isPlainWord(newText));
      return rewrite(node, isPlain ? newText : spellString(newText, 'double'));
    }
    case 'literal':
    case 'folded':
      return rewrite(node, spellString(newText, 'double'));
    default:
      return node.style satisfies never;
  }
}

/** Puts quotes around a plain scalar, so that it is a string. Undefined for a scalar that has quotes. */
export function quoteScalar(node: ScalarNode): Edits {
  if (node.style !== 'plain') return undefined;
  const quoted = spellString(node.text, 'double');
  // A template engine would see the escapes.
  if (node.open && quoted !== `"${node.text}"`) return undefined;
  return rewrite(node, quoted);
}

/** Replaces the key of an entry. */
export function renameKey(entry: Entry, newKey: string): Edits {
  const { key } = entry;
  if (key.style === 'literal' || key.style === 'folded' || key.span.start === key.span.end) return undefined;
  return rewrite(key, spellString(newKey, key.style));
}

/** Gives a key of a mapping a value: behind its last entry if the key is new. Strings are quoted as the strings beside them. */
export function setEntry(map: MapNode, key: string, value: NewValue): Edits {
  const existing = map.entries.findLast((entry) => entry.key.text === key);
  return existing === undefined ? addEntry(map, key, value) : replaceValue(existing, value);
}

/** Gives a mapping a key it has not, before its first entry, which an edit of the last one cannot touch; within brackets behind the last. */
export function prependEntry(map: MapNode, key: string, value: NewValue): Edits {
  if (map.entries.some((entry) => entry.key.text === key)) return undefined;
  if (map.style === 'flow') return addEntry(map, key, value);
  const [first] = map.entries;
  const pad = padOf(map);
  if (first === undefined || pad === undefined) return undefined;
  const { text } = map.host;
  const { start, end } = placeOf(first.key);
  if (lineBefore(text, start) !== pad) return undefined;
  const strings = quotingIn(map);
  const added = spellBlockEntry(key, value, pad, strings);
  // With the key that follows, so that the host gives its line an indentation as well.
  return change(map, () => [{ start, end, newText: `${added}\n${pad}${text.slice(start, end)}` }]);
}

/** Writes other entries in the place of one, in the style of the mapping. Not where a comment or an alias would be lost. */
export function replaceEntry(map: MapNode, entry: Entry, entries: NewMap): Edits {
  const { text } = map.host;
  const place = placeOfMember(map.host, entry);
  const isOther = Object.keys(entries).some((key) =>
    map.entries.some((other) => other !== entry && other.key.text === key),
  );
  if (isOther || entry.alias !== undefined || /(?:^|\s)#/.test(text.slice(place.start, place.end))) return undefined;
  const written = Object.entries(entries);
  if (map.style === 'flow') {
    const style = flowStyle(map);
    return change(map, () => [{ ...place, newText: written.map((each) => spellFlowEntry(...each, style)).join(', ') }]);
  }
  const pad = padOf(map);
  if (pad === undefined) return undefined;
  const strings = quotingIn(map);
  const lines = written.map(([key, value]) => spellBlockEntry(key, value, pad, strings));
  return change(map, () => [{ ...place, newText: lines.join(`\n${pad}`) }]);
}

/** Removes an entry with its line or its comma. A mapping that loses its only entry becomes `{}`. */
export function removeEntry(map: MapNode, entry: Entry): Edits {
  const place = placeOfMember(map.host, entry);
  const whole = placeOf(map);
  if (map.style === 'flow') return change(map, () => removeFromBrackets(map, [place]));
  if (place.start === whole.start && place.end === whole.end) return change(map, () => emptied(map, '{}'));
  const next = map.entries[firstBehind(map.entries, ({ span }) => entry.span.start < span.start)];
  return change(map, () => removeLines(map, place, next && placeOfMember(map.host, next)));
}

/** Adds an item behind the last one of a list: a scalar, or a mapping with its keys in order. */
export function appendItem(seq: SeqNode, item: NewValue): Edits {
  const { text } = seq.host;
  if (seq.style === 'flow')
    return change(seq, () => insertInBrackets(seq, seq.items.at(-1), spellFlow(item, flowStyle(seq))));
  const { start } = placeOf(seq);
  const before = lineBefore(text, start);
  if (!/^ *(?:- +)*$/.test(before)) return undefined;
  const pad = ' '.repeat(before.length);
  const gap = /^-( +)\S/.exec(text.slice(start, start + 20))?.[1] ?? ' ';
  const written = spellItem(item, `${pad} ${gap}`, quotingIn(seq), (key) => itemQuoting(key, seq));
  return change(seq, () => insertLines(seq, pad.length, `${pad}-${gap}${written}`));
}

/** Removes an item with its lines or its comma. A list that loses its only item becomes `[]`. */
export function removeItem(seq: SeqNode, item: Item): Edits {
  const { text } = seq.host;
  const value = placeOfMember(seq.host, item);
  if (seq.style === 'flow') return change(seq, () => removeFromBrackets(seq, [value]));
  if (seq.items.length === 1) return change(seq, () => emptied(seq, '[]'));
  const before = text.slice(0, value.start).trimEnd();
  if (!before.endsWith('-')) return undefined;
  const start = before.length - 1;
  return change(seq, () => removeLines(seq, { start, end: Math.max(value.end, start + 1) }, undefined));
}

/** Moves entries of a mapping under a key of it, which is made where it does not exist. Keys the mapping has not are left out. */
export function wrapEntries(map: MapNode, keys: readonly string[], under: string): Edits {
  const moved = map.entries.filter(({ key }) => keys.includes(key.text) && key.text !== under);
  const target = map.entries.findLast(({ key }) => key.text === under);
  if (target !== undefined && (target.alias !== undefined || target.value.kind !== 'map' || target.value.anchored))
    return undefined;
  const inner = target?.value.kind === 'map' ? target.value : undefined;
  const move = { map, moved, under, inner };
  return change(map, () => (map.style === 'flow' ? wrapInBrackets(move) : wrapLines(move)));
}

/** The edits of a change to a container's members, which templates and aliases forbid. */
function change(container: MapNode | SeqNode, draft: () => Drafts): Edits {
  const { host, anchored } = container;
  if (anchored || !host.exact || isTemplatedAround(host, placeOf(container))) return undefined;
  const drafts = draft();
  return drafts && toEdits(host, drafts);
}

function addEntry(map: MapNode, key: string, value: NewValue): Edits {
  if (map.style === 'flow') {
    return change(map, () => insertInBrackets(map, map.entries.at(-1), spellFlowEntry(key, value, flowStyle(map))));
  }
  const pad = padOf(map);
  if (pad === undefined) return undefined;
  const strings = quotingIn(map);
  return change(map, () => insertLines(map, pad.length, pad + spellBlockEntry(key, value, pad, strings)));
}

/** Puts a text in the place of a scalar as it is written, with its quotes. */
export function rewrite(node: ScalarNode, newText: string): Edits {
  if (node.anchored || (node.tag !== undefined && node.tag !== '!!str')) return undefined;
  const { text } = node.host;
  const { start, end } = placeOf(node);
  const isBlock = node.style === 'literal' || node.style === 'folded';
  // A comment behind the | would be lost, and lines kept by a + would be left without their text.
  if (isBlock && /[#+]/.test(text.slice(start, lineEnd(text, start)))) return undefined;
  // Behind a key without a colon, which brackets allow, a value would be a part of the key.
  if (start === end && node.tag === undefined && !/[:-]\s*$/.test(lineBefore(text, start))) return undefined;
  const before = start === end && /[^\s[{(,]/.test(text.charAt(start - 1)) && start > 0 ? ' ' : '';
  const behind = start === end && /[^\s,\]}]/.test(text.charAt(end)) ? ' ' : '';
  return toEdits(node.host, [{ start, end, newText: `${before}${newText}${behind}` }]);
}

function replaceValue(entry: Entry, value: NewValue): Edits {
  const { value: node, alias } = entry;
  if (alias !== undefined || node.kind !== 'scalar' || (value !== null && typeof value === 'object')) return undefined;
  return typeof value === 'string' ? replaceScalar(node, value, { asString: true }) : rewrite(node, String(value));
}

/** How the strings of a mapping or a list are quoted. */
const quotingIn = memoized((node: MapNode | SeqNode) =>
  stringQuoting(node.kind === 'map' ? node.entries.map(({ value }) => value) : node.items.map(({ value }) => value)),
);

/** How the strings behind a key are quoted in the list's other items; a name needs no quotes where there are none. */
const itemQuoting = memoizedWithin((key: string, seq: SeqNode): Quoting => {
  const beside = seq.items.flatMap(({ value }) =>
    value.kind === 'map' ? value.entries.filter((entry) => entry.key.text === key) : [],
  );
  const strings = beside
    .map(({ value }) => value)
    .filter((value) => value.kind === 'scalar' && typeof value.value === 'string');
  return strings.length === 0 && key === 'name' ? 'plain' : stringQuoting(strings);
});
