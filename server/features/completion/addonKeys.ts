import { type Argument, message } from '../../messages/message.js';
import { atLeast } from '../../model/cniVersion.js';
import { versionOf } from '../../model/env.js';
import type { Cursor } from '../convert.js';
import { type Field, fieldNamed, isSwitch, type ValuesKey } from '../valuesKey.js';
import { zonesOf } from './names.js';
import type { Proposal } from './proposal.js';
import type { Trial } from './trial.js';
import { spellEntry, spellValue } from './writing.js';

/** The keys that the schema has there and nobody has written, or the values of one. */
export function valuesProposals(trial: Trial<ValuesKey>, cursor: Cursor): readonly Proposal[] {
  const { subject } = trial;
  if (subject.part === 'value') {
    const field = fieldNamed(subject.map, subject.entry.key.text);
    if (field === undefined || !isSwitch(subject.entry.key.text, field)) return [];
    const values = ['true', 'false'].map((text, rank) => ({ label: text, kind: 'value', text, rank }) as const);
    return values.flatMap((each) => spellValue(each, trial, { asString: field.type === 'text' }));
  }
  return namesIn(trial).flatMap(([name, field], rank): readonly Proposal[] => {
    const text = spellEntry(name, holding[field.type], trial, cursor);
    return text === undefined ? [] : [{ label: name, kind: 'key', detail: about(name, field), text, rank }];
  });
}

const holding = { text: 'text', integer: 'literal', boolean: 'literal', list: 'list', map: 'map' } as const;

function namesIn({ subject: { map, others }, cluster }: Trial<ValuesKey>): readonly (readonly [string, Field])[] {
  const { fields = {}, each } = map;
  const version = versionOf(cluster);
  const named = Object.entries(fields).filter(
    ([, { since }]) => since === undefined || atLeast(version, since) !== false,
  );
  const free = each === undefined ? [] : zonesOf(cluster).map((zone) => [zone, each] as const);
  return [...named, ...free].filter(([name]) => !others.has(name));
}

function about(name: string, field: Field): Argument | undefined {
  if (Object.hasOwn(details, name)) return details[name];
  if (isSwitch(name, field)) return message('true or false');
  return field.type === 'integer' ? message('a whole number') : undefined;
}

const details: Readonly<Record<string, Argument>> = {
  env: message('variables of the VPC CNI'),
  eniConfig: message('one ENIConfig per zone, named like the zone'),
};
