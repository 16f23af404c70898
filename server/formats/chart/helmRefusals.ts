import { type Message, message } from '../../messages/message.js';
import type { Fix } from '../../model/fix.js';
import { assignmentsIn } from '../../syntax/assignments.js';
import type { Node, ScalarNode } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';
import type { ClusterLine } from '../commands/kubectl.js';
import { at, type Place } from '../place.js';
import { isOpen } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';

const refused = refusedBy('Helm');

/** What Helm cannot take apart in the values of `--set` and its like: then the command does nothing. Source: helm e9b85e4, pkg/strvals/parser.go. */
export function helmRefusals({ command }: ClusterLine, place: Place): readonly Refused[] {
  return items(command).flatMap((word) => {
    const [flag, value] = [textOf(get(word, 'name')) ?? '', get(word, 'value')];
    if (!/^--set(?:-string|-file)?$/.test(flag) || value?.kind === 'map') return [];
    const parts = value?.kind === 'seq' && !value.open ? items(value) : value === undefined ? [] : [value];
    const rest = parts.at(-1);
    if (rest?.kind !== 'scalar' || isOpen(rest, place)) return [];
    const text = textFor(flag, rest, parts.at(-2));
    return text === undefined
      ? []
      : [refused('helm-set-rejected', at(place, rest), text, fixOf(rest, parts.at(-2), place))];
  });
}

function textFor(flag: string, { text }: ScalarNode, before: Node | undefined): Message | undefined {
  switch (assignmentsIn(text).unread?.why) {
    case 'noValue':
      return before === undefined
        ? message('Helm refuses {flag}: {text} gives no key a value', { flag, text })
        : message('Helm refuses {flag}: a comma begins the next key, and {text} gives none a value', { flag, text });
    case 'openList':
      return message('Helm refuses {flag}: the list in {text} does not end', { flag, text });
    case 'index':
      return message('Helm refuses {flag}: {text} has an index that is no number', { flag, text });
    default:
      return undefined;
  }
}

/** What stands behind the comma is taken for a part of the value before it. */
function fixOf(rest: ScalarNode, before: Node | undefined, place: Place): { readonly fixes: readonly Fix[] } {
  const value = get(before, 'value');
  if (value?.kind !== 'scalar' || value.open || rest.text.includes('=')) return { fixes: [] };
  const all = `${value.text},${rest.text}`;
  const fix: Fix = {
    title: message('Put a backslash before each comma of the value'),
    level: 'suggested',
    changes: [
      { kind: 'replaceValue', at: at(place, value), value: all, asString: true },
      { kind: 'removeItem', at: at(place, rest) },
    ],
  };
  return { fixes: [fix] };
}
