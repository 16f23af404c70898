import type { Argument, Message } from '../../messages/message.js';
import { effective, type Setting } from '../../model/env.js';
import type { Fact } from '../../model/fact.js';
import type { TypeLimits } from '../../model/groupTypes.js';
import { type Source, sourceOfSetting, written } from '../../plan/source.js';

/** What a hover says, in the order it is read: the answer, how it comes about, what it means, from what, and what to mind. */
export interface Content {
  /** One line, shown in bold. */
  readonly answer: Message;
  readonly about?: readonly Message[];
  readonly formula?: Formula | undefined;
  readonly picture?: Picture | undefined;
  readonly tables?: readonly Table[];
  readonly inputs?: readonly Input[];
  readonly caveats?: readonly Message[];
  readonly links?: readonly Link[];
}

/** A calculation. Both are our own text: numbers, signs and our names, never a file's. */
export interface Formula {
  readonly names: Argument;
  readonly numbers: Argument;
}

export interface Picture {
  /** An SVG file. */
  readonly svg: string;
  readonly alt: Message;
}

export interface Table {
  readonly head: readonly Message[];
  readonly rows: readonly (readonly Argument[])[];
}

/** A number or word the answer depends on, and where it comes from. */
export interface Input {
  readonly name: Argument;
  readonly value: Argument;
  /** Undefined for what is no value of anybody, such as since when there is a variable. */
  readonly source: Source | undefined;
}

export interface Link {
  readonly title: Message;
  readonly href: string | Message;
}

export const codeDefault: Source = { kind: 'codeDefault' };
export const shippedDefault: Source = { kind: 'shippedDefault' };
const instanceTable: Source = { kind: 'instanceTable' };

/** Where the limits of a type come from: the bundled table, or who gives others. */
export function sourceOfLimits(type: string, { facts }: TypeLimits): Source {
  const given = Object.hasOwn(facts.instanceTypes, type) ? facts.instanceTypes[type] : undefined;
  return given ? written(given.at) : instanceTable;
}

/** A fact of a file as an input; none where it is absent or cannot be seen. */
export function inputOfFact(name: Argument, fact: Fact<string | number>): readonly Input[] {
  return fact.kind === 'known' ? [{ name, value: fact.value, source: written(fact.at) }] : [];
}

/** What a setting comes to as an input; none where that cannot be known. */
export function settingInput(name: string, setting: Setting<boolean | string>): readonly Input[] {
  const value = effective(setting);
  if (value === undefined) return [];
  return [{ name, value: String(value), source: sourceOfSetting(setting) }];
}
