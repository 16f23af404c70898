import { type Message, message } from '../../messages/message.js';
import { type ConfigMapKey, configMapKeys } from '../../model/configMapKeys.js';
import { knownValue } from '../../model/fact.js';
import { written } from '../../plan/source.js';
import type { Subject } from '../subject.js';
import type { Content } from './content.js';

type KeySubject = Extract<Subject, { readonly kind: 'configMapEntry' }>;

/** What the keys of the ConfigMap `amazon-vpc-cni` are for. Sources as in `model/configMapKeys.ts`. */
export const configMapPurposes = {
  'enable-windows-ipam': message('Windows pods get addresses of the VPC'),
  'enable-network-policy-controller': message(
    'the controller in the control plane hands network policies to the nodes; their agent has a switch of its own',
  ),
  'enable-windows-prefix-delegation': message('Windows nodes get /28 prefixes instead of single addresses'),
  'warm-prefix-target': message('free prefixes to keep on each Windows node'),
  'warm-ip-target': message('free addresses to keep on each Windows node'),
  'minimum-ip-target': message('addresses to have on each Windows node at least'),
  'branch-eni-cooldown': message('seconds before the branch ENI of a deleted pod is deleted'),
} as const satisfies Readonly<Record<string, Message>>;

const purposes: Readonly<Record<string, Message>> = configMapPurposes;

/** What a key of the ConfigMap does, and what its reader makes of the value; undefined for a key that nothing reads. */
export function configMapKeyContent({ configMap, entry }: KeySubject): Content | undefined {
  // The ConfigMap that is named like the DaemonSet has no reader.
  if (configMap.name !== 'amazon-vpc-cni') return undefined;
  const key = entry.key.value;
  const known = configMapKeys.get(key);
  const purpose = purposeOf(key, known);
  if (known === undefined || purpose === undefined) return undefined;
  const value = knownValue(entry.value);
  const number = known.kind === 'secondName' ? configMapKeys.get(known.instead) : known;
  return {
    answer: message('{key}: {purpose}', { key, purpose }),
    about: [
      ...(known.kind === 'secondName'
        ? [message('It is read only where {first} is not there', { first: known.instead })]
        : []),
      ...(number?.kind === 'number' && number.least !== undefined
        ? [
            message('{least} at least; {used} where it is no whole number', {
              least: number.least,
              used: number.otherwise,
            }),
          ]
        : []),
      ...(isOfWindows(key) ? [message('No part of the CNI on a Linux node reads it')] : []),
    ],
    inputs:
      value === undefined ? [] : [{ name: key, value: value === '' ? '""' : value, source: written(entry.key.at) }],
  };
}

function purposeOf(key: string, known: ConfigMapKey | undefined): Message | undefined {
  return known?.kind === 'secondName'
    ? purposes[known.instead]
    : Object.hasOwn(purposes, key)
      ? purposes[key]
      : undefined;
}

function isOfWindows(key: string): boolean {
  return key !== 'branch-eni-cooldown' && key !== 'enable-network-policy-controller';
}
