import { alternatives, type Message, message } from '../../messages/message.js';
import type { Condition, Row } from './rows.js';

/* The kinds of rows that come again and again. */

/** Why two fields exclude each other. */
export function onlyOne(one: string, other: string): Message {
  return message('only one of {one} and {other} can be set', { one, other });
}

/** What a field takes, all of it named: somebody has to choose. */
export function oneOf(values: readonly string[]): Message {
  return message('it takes {values}', { values: alternatives(values, values.length) });
}

/** Two fields of which one can be set. */
export function exclusive(one: string, other: string, of?: readonly string[], state: Condition[1] = 'filled'): Row {
  const why = onlyOne(one, other);
  return {
    when: [
      [one, state],
      [other, state],
    ],
    why,
    ...(of ? { of } : {}),
  };
}

/** A number and its limits, where the other conditions hold. */
export function range(
  field: string,
  [least, most]: readonly [number, number],
  of?: readonly string[],
  ...also: readonly Condition[]
): readonly Row[] {
  const why = message('it has to be from {least} to {most}', { least, most });
  const states = [{ below: least }, { above: most }];
  return states.map((state) => ({ when: [[field, state], ...also], why, names: 'value', ...(of ? { of } : {}) }));
}

/** A number that has a least value. */
export function atLeast(field: string, least: number, of: readonly string[]): Row {
  const why = message('it has to be at least {least}', { least });
  return { when: [[field, { below: least }]], why, names: 'value', of };
}

/** A text that has to be one of a few, or empty. */
export function choiceOrNothing(field: string, values: readonly string[]): Row {
  const { when, ...row } = choice(field, values);
  return { ...row, when: [...when, [field, 'filled']] };
}

/** A text that has to be one of a few. */
export function choice(field: string, values: readonly string[], of?: readonly string[]): Row {
  const why = oneOf(values);
  return { when: [[field, { noneOf: values }]], why, names: 'value', ...(of ? { of } : {}) };
}

/** A field that a map has to have. */
export function needed(field: string, within: string): Row {
  const why = message('{field} is missing', { field });
  return {
    when: [
      [within, 'set'],
      [field, 'empty'],
    ],
    why,
    cannotGo: true,
  };
}
