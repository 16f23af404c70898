import { lineBefore, lineEnd } from '../../text/lines.js';
import { toEdits } from '../draft.js';
import type { Entry, MapNode } from '../node.js';
import type { Edits } from '../syntax.js';
import { isRestFree, isTemplatedAround, placeOf, placeOfMember, wholeLines } from './draft.js';
import { padOf } from './members.js';

/**
 * Moves an entry out of a block mapping, to stand before the key whose value that mapping is; a mapping that loses its only entry goes
 * with its key. Undefined where there is no safe way to write that: within brackets, at anchors, beside comments that would be lost.
 */
export function hoistEntry(outer: MapNode, inner: MapNode, entry: Entry): Edits {
  const owner = outer.entries.find(({ value, alias }) => value === inner && alias === undefined);
  const { host } = inner;
  const { text } = host;
  const [pad, innerPad] = [padOf(outer), padOf(inner)];
  if (owner === undefined || inner.style === 'flow' || outer.anchored || entry.alias !== undefined || !host.exact)
    return undefined;
  if (pad === undefined || innerPad === undefined || innerPad.length <= pad.length) return undefined;
  if (isTemplatedAround(host, placeOf(outer))) return undefined;
  const place = placeOfMember(host, entry);
  const { start: ownerStart } = placeOfMember(host, owner);
  const end = lineEnd(text, place.end);
  const isOnOwnLine = lineBefore(text, place.start) === innerPad;
  if (!isOnOwnLine || !isRestFree(text, place.end)) return undefined;
  const moved = text.slice(place.start, end).replaceAll(`\n${' '.repeat(innerPad.length - pad.length)}`, '\n');
  if (inner.entries.length === 1) {
    const lost = text.slice(ownerStart, place.start);
    return lost.includes('#') ? undefined : toEdits(host, [{ start: ownerStart, end, newText: moved }]);
  }
  return toEdits(host, [
    { start: ownerStart, end: ownerStart, newText: `${moved}\n${pad}` },
    { ...wholeLines(text, place.start, place.end), newText: '' },
  ]);
}
