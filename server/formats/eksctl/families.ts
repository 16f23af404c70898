import { type Message, message } from '../../messages/message.js';
import { type Fact, knownValue } from '../../model/fact.js';
import { instanceLimits } from '../../model/instanceTypes.js';
import type { NodeGroup } from '../../model/resource.js';
import { get, path } from '../../syntax/read.js';
import { closest } from '../../text/closest.js';
import { filledTextFact, isMissing, textFact, textListFact } from '../read.js';
import type { Refused } from '../refused.js';
import { reaches } from './kubernetes.js';
import { amiFamilies, defaultKubernetes, firstWithoutAl2 } from './release.js';
import { oneOf } from './rowKinds.js';
import { type AroundGroups, refusal, type Subject } from './rows.js';

/** AMI families that there are not, not any more, or not for the types of a group. */
export function familyRefusals(subject: Subject, group: NodeGroup, around: AroundGroups): readonly Refused[] {
  const family = filledTextFact(get(subject.map, 'amiFamily'), subject.place);
  if (family.kind !== 'known') return [];
  if (!isFamily(family.value)) return [unknownFamily(family, subject)];
  return [...al2Refusal(family, subject, group, around), ...typeRefusal(family, subject, group)];
}

/** True for an AMI family that eksctl knows; it takes any case. */
export function isFamily(name: string): boolean {
  return amiFamilies.some((each) => each.toLowerCase() === name.toLowerCase());
}

type Family = Extract<Fact<string>, { readonly kind: 'known' }>;

function refused({ value, at }: Family, why: Message, subject: Subject, fixes: Refused['fixes'] = []): Refused {
  return refusal(subject, { at, field: 'amiFamily', why, value, fixes });
}

/** Source: validation.go:888-900. */
function unknownFamily(family: Family, subject: Subject): Refused {
  if (/^WindowsServer(?:20H2|2004)CoreContainer$/.test(family.value)) {
    return refused(
      family,
      message('EKS has no AMIs of that Windows any more, only of 2019 and later LTS versions'),
      subject,
    );
  }
  const near = meant(family.value);
  if (near === undefined) return refused(family, oneOf(amiFamilies), subject);
  const why = message('there is no such family; did you mean {near}?', { near });
  const title = message('Change {from} to {to}', { from: family.value, to: near });
  const change = { kind: 'replaceValue', at: family.at, value: near, asString: false } as const;
  return refused(family, why, subject, [{ title, level: 'suggested', changes: [change] }]);
}

/** Names that people have for the families, above all those of the EKS API. */
const otherNames: readonly (readonly [pattern: RegExp, family: string])[] = [
  [/^(?:al|amazon[-_ ]?linux[-_ ]?)2023/i, 'AmazonLinux2023'],
  [/^(?:al|amazon[-_ ]?linux[-_ ]?)2(?!\d)/i, 'AmazonLinux2'],
  [/^bottlerocket.*fips/i, 'BottlerocketFips'],
  [/^bottlerocket/i, 'Bottlerocket'],
];

function meant(written: string): string | undefined {
  return otherNames.find(([pattern]) => pattern.test(written))?.[1] ?? closest(written, amiFamilies)[0];
}

/** Source: defaults.go:128-136, 158-170. */
function al2Refusal(
  family: Family,
  subject: Subject,
  { amiFamily, management, customAmi }: NodeGroup,
  { version }: AroundGroups,
): readonly Refused[] {
  const isLeftToAmi = management === 'managed' && customAmi.kind !== 'absent' && knownValue(customAmi) !== '';
  if (amiFamily !== 'al2' || isLeftToAmi || !reaches(version, firstWithoutAl2)) return [];
  const first = firstWithoutAl2;
  const why =
    version.kind === 'known'
      ? message('Kubernetes {first} and later have none, and this cluster is to have {version}: use AmazonLinux2023', {
          first,
          version: version.value,
        })
      : message(
          'Kubernetes {first} and later have none, and eksctl create cluster makes one of {version} where metadata.version is missing: use AmazonLinux2023, or name the version',
          { first, version: defaultKubernetes },
        );
  const title = message('Change {from} to {to}', { from: family.value, to: 'AmazonLinux2023' });
  const change = { kind: 'replaceValue', at: family.at, value: 'AmazonLinux2023', asString: false } as const;
  return [refused(family, why, subject, [{ title, level: 'unsafe', changes: [change] }])];
}

/**
 * Neuron types run on Amazon Linux and Bottlerocket only. For self-managed groups without an AMI of their own eksctl knows no ARM AMI of
 * Windows, and none of AmazonLinux2 with NVIDIA drivers. Source: validation.go:945-960, 1262-1272; instance.go, amitype.go.
 */
function typeRefusal(family: Family, subject: Subject, group: NodeGroup): readonly Refused[] {
  const type = selectedType(subject);
  if (type === undefined) return [];
  const { amiFamily, management, customAmi } = group;
  const takesNeuron = amiFamily === 'al2' || amiFamily === 'al2023' || amiFamily === 'bottlerocket';
  if (neuron.test(type) && !takesNeuron) {
    const why = message('{type} needs the Neuron drivers of AmazonLinux2023, AmazonLinux2 or Bottlerocket', { type });
    return [refused(family, why, subject)];
  }
  const isOwnAmi = customAmi.kind === 'unknown' || (knownValue(customAmi) ?? '').startsWith('ami-');
  if (management === 'managed' || isOwnAmi || instanceLimits(type)?.arch !== 'arm64') return [];
  if (amiFamily !== 'windows' && !(amiFamily === 'al2' && nvidia.test(type))) return [];
  return [refused(family, message('there is no AMI of this family for {type}', { type }), subject)];
}

const neuron = /^(?:inf|trn)\d/;
const nvidia = /^(?:g\d(?!ad)|gr\d|p\d)/;

/** The type eksctl chooses the AMI by: the first one with an accelerator, else the first. Source: instance.go:10-32. */
function selectedType({ map, place, traits }: Subject): string | undefined {
  const list = traits.has('managed') ? get(map, 'instanceTypes') : path(map, 'instancesDistribution', 'instanceTypes');
  const single = knownValue(textFact(get(map, 'instanceType'), place));
  if (isMissing(list)) return single;
  const types = textListFact(list, place);
  if (types.kind !== 'known' || types.value.length === 0) return types.kind === 'known' ? single : undefined;
  const names = types.value.map((type) => knownValue(type) ?? '');
  if (names.includes('')) return undefined;
  return names.find((name) => neuron.test(name) || nvidia.test(name)) ?? names[0];
}
