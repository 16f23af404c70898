import { message } from '../messages/message.js';
import type { MaxPods } from '../model/resource.js';
import type { ScalarNode } from '../syntax/node.js';
import { lineBefore } from '../text/lines.js';
import type { Location, Span } from '../text/span.js';
import { partAt, scriptIn } from './bootScript.js';
import type { Place } from './place.js';
import { type Refused, refusedBy } from './refused.js';

/** `max-pods` in settings of Bottlerocket: spans in the text. */
export interface WrittenMaxPods {
  readonly name: Span;
  /** What stands behind the equals sign, with its quotes. */
  readonly value: string;
  readonly valueSpan: Span;
}

/** The first `max-pods` of `settings.kubernetes` in a text of TOML; undefined where there is none. */
export function maxPodsOfToml(text: string): WrittenMaxPods | undefined {
  const found = /^([ \t]*(?:settings\.kubernetes\.)?)(max-pods)([ \t]*=[ \t]*)([^#\r\n]*)/m.exec(text);
  if (found === null) return undefined;
  const [, before = '', name = '', equals = '', rest = ''] = found;
  const table = before.trim() === '' ? 'settings.kubernetes' : '';
  if (lastTable(text.slice(0, found.index)) !== table) return undefined;
  const start = found.index + before.length;
  const valueStart = start + name.length + equals.length;
  const value = rest.trimEnd();
  return {
    name: { start, end: start + name.length },
    value,
    valueSpan: { start: valueStart, end: valueStart + value.length },
  };
}

/**
 * Max pods as settings say it in a text that a node is given as it is: undefined where they do not, unknown where it is no number that a node can have.
 * Source: bottlerocket pull request 759 (u32).
 */
export function maxPodsInSettings(
  settings: ScalarNode,
  place: Place,
): { readonly maxPods: MaxPods | undefined; readonly refused: readonly Refused[] } {
  const script = scriptIn(settings);
  const written = maxPodsOfToml(script.text);
  if (written === undefined) return { maxPods: undefined, refused: [] };
  const { value, valueSpan } = written;
  const here = partAt(script, valueSpan.start, valueSpan.end, place);
  if (/^[1-9]\d{0,8}$/.test(value)) {
    const digits = { value, at: here };
    return { maxPods: { kind: 'set', value: Number(value), setting: 'max-pods', digits, at: here }, refused: [] };
  }
  const refused = textForMaxPods(value, here);
  return { maxPods: { kind: 'unknown' }, refused: refused === undefined ? [] : [refused] };
}

/** The table of TOML in which a text ends; '' at its root. */
function lastTable(text: string): string {
  const start = text.lastIndexOf('[');
  const line = start < 0 ? undefined : /^\[([\w.-]+)\]/.exec(text.slice(start));
  return line && lineBefore(text, start).trim() === '' ? (line[1] ?? '') : '';
}

/** Max pods of Bottlerocket is a number: a digits' text in quotes is refused. Source: bottlerocket pull request 759 (u32). */
export function textForMaxPods(value: string, here: Location): Refused | undefined {
  const [, digits] = /^["']([1-9]\d{0,8})["']$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const text = message('Bottlerocket refuses max-pods {value}, and no node joins: it must be an integer', { value });
  const title = message('Remove the quotes around {written}', { written: digits });
  const change = { kind: 'replaceText', at: here, written: value, text: digits } as const;
  return refusedBy('Bottlerocket')('invalid-structure', here, text, {
    fixes: [{ title, level: 'safe', changes: [change] }],
  });
}
