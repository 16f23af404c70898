import { message } from '../../messages/message.js';
import { configMapKeys } from '../../model/configMapKeys.js';
import type { Subject } from '../subject.js';
import type { Proposal } from './proposal.js';

type ConfigMapSubject = Extract<Subject, { readonly kind: 'configMapEntry' }>;

/** The keys that somebody reads, as far as they are not there yet. */
export function configMapKeyProposals({ configMap }: ConfigMapSubject): readonly Proposal[] {
  const written = new Set(configMap.entries.map(({ key }) => key.value));
  return [...configMapKeys]
    .filter(([key, { kind }]) => kind !== 'secondName' && !written.has(key))
    .map(([key, { kind }], rank) => ({
      label: key,
      kind: 'key',
      detail: kind === 'number' ? message('a whole number') : message('true or false'),
      text: key,
      rank,
    }));
}

/** The values of a switch; a number is nobody's to guess. */
export function configMapValueProposals({ entry }: ConfigMapSubject): readonly Proposal[] {
  const kind = configMapKeys.get(entry.key.value)?.kind;
  if (kind !== 'switch' && kind !== 'unseenSwitch') return [];
  return ['true', 'false'].map((value, rank) => ({ label: value, kind: 'value', text: value, rank }));
}
