import { message } from '../messages/message.js';
import type { Fix } from '../model/fix.js';
import type { ScalarNode } from '../syntax/node.js';
import { at, type Place } from './place.js';

/** A scalar as it stands there, with its quotes, unless it has escapes. */
export function inQuotes({ style, text }: ScalarNode): string {
  return style === 'double' ? `"${text}"` : style === 'single' ? `'${text}'` : text;
}

/** For a text within quotes that would be right without them; none where it would not, by the pattern, or stands in no quotes. */
export function unquoting(node: ScalarNode, isRight: RegExp, place: Place): readonly Fix[] {
  if (!isRight.test(node.text) || (node.style !== 'double' && node.style !== 'single')) return [];
  const change = { kind: 'replaceText', at: at(place, node), written: inQuotes(node), text: node.text } as const;
  return [
    { title: message('Remove the quotes around {written}', { written: node.text }), level: 'safe', changes: [change] },
  ];
}

/** A whole number as programs and people write it alike. */
export const plainInteger = /^(?:0|[1-9]\d{0,8})$/;
