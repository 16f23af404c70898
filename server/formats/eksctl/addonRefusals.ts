import { list, type Message, message } from '../../messages/message.js';
import { knownValue } from '../../model/fact.js';
import type { ClusterDeclaration } from '../../model/resource.js';
import type { MapNode, Node } from '../../syntax/node.js';
import { entries, entryOf, get, items, path, textOf } from '../../syntax/read.js';
import { at, type Place } from '../place.js';
import { hasHiddenEntries, isMissing } from '../read.js';
import type { Refused } from '../refused.js';
import { networkingAddons, wellKnownPolicies } from './release.js';
import { onlyOne } from './rowKinds.js';
import {
  booleanOf,
  type Condition,
  indexRows,
  isFilled,
  misspelt,
  type Row,
  refusal,
  refusedByEksctl,
  renaming,
  rowRefusals,
} from './rows.js';

const rule = 'addon-rejected-by-eksctl';
const agent = 'eks-pod-identity-agent';

/** What gives an add-on a role by IRSA. Source: addon.go:243-272. */
const roles: readonly Condition[] = [
  ['serviceAccountRoleARN', 'filled'],
  ['attachPolicyARNs', 'filled'],
  ['attachPolicy', 'set'],
  ['wellKnownPolicies', { anyOn: wellKnownPolicies }],
];

/** Source: addon.go:136-206 and validation.go:1985-2022 of the release in `eksctl/release.ts`; traits are none. */
const addonRows = indexRows([
  ...roles.flatMap((role, index): readonly Row[] => [
    {
      when: [role, ['podIdentityAssociations', 'filled']],
      why: message('podIdentityAssociations give it a role already'),
    },
    {
      when: [role, ['useDefaultPodIdentityAssociations', 'on']],
      why: message('useDefaultPodIdentityAssociations gives it a role already'),
    },
    ...roles.slice(0, index).map((other): Row => ({ when: [role, other], why: onlyOne(role[0], other[0]) })),
  ]),
  {
    when: [
      ['podIdentityAssociations', 'filled'],
      ['useDefaultPodIdentityAssociations', 'on'],
    ],
    why: onlyOne('podIdentityAssociations', 'useDefaultPodIdentityAssociations'),
  },
  {
    when: [
      ['podIdentityAssociations', 'filled'],
      ['name', { like: /^eks-pod-identity-agent$/i }],
    ],
    why: message('the agent itself takes none'),
  },
  {
    when: [['namespaceConfig.namespace', { unlike: /^(?:[a-z](?:[a-z\d-]{0,61}[a-z\d])?)?$/ }]],
    names: 'value',
    why: message('a namespace is up to {most} small letters, digits and hyphens, and begins with a letter', {
      most: 63,
    }),
  },
]);

const associationRows = indexRows([
  ...(
    [
      ['permissionPolicy', 'filled'],
      ['permissionPolicyARNs', 'filled'],
      ['wellKnownPolicies', { anyOn: wellKnownPolicies }],
    ] as const
  ).map((policy): Row => ({ when: [policy, ['roleARN', 'filled']], why: onlyOne(policy[0], 'roleARN') })),
  {
    when: [
      ['permissionPolicyName', 'filled'],
      ['permissionPolicy', 'empty'],
    ],
    why: message('it needs {other} beside it', { other: 'permissionPolicy' }),
  },
]);

const addonAssociationRows = indexRows([
  {
    when: [
      ['wellKnownPolicies', { anyOn: wellKnownPolicies }],
      ['roleARN', 'empty'],
    ],
    why: message('use useDefaultPodIdentityAssociations instead'),
  },
  { when: [['tags', 'set']], why: message('pod identity associations of add-ons take no tags') },
]);

/** What eksctl refuses of add-ons and pod identities. */
export function addonRefusals(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly Refused[] {
  return [
    ...items(get(config, 'addons')).flatMap((addon) => (addon.kind === 'map' ? addonRefusal(addon, place) : [])),
    ...autoModeRefusal(config, declaration, place),
    ...agentRefusal(config, declaration, place),
    ...items(path(config, 'iam', 'podIdentityAssociations')).flatMap((each) =>
      associationRefusals(each, 'iam.podIdentityAssociations', undefined, place),
    ),
  ];
}

/** What has no name, or has it in another case than eksctl reads. */
export function nameless(rule: string, map: MapNode, name: Node | undefined, text: Message, place: Place): Refused {
  const stray = misspelt(['name'], map);
  const fixes = stray ? renaming(stray, place) : [];
  return refusedByEksctl(rule, at(place, stray?.key ?? name ?? map), text, { fixes });
}

function addonRefusal(addon: MapNode, place: Place): readonly Refused[] {
  const node = get(addon, 'name');
  const name = textOf(node) ?? '';
  if (name === '') {
    // `- name:` and nothing else is half typed.
    if (node?.open || hasHiddenEntries(addon) || (node !== undefined && addon.entries.length === 1)) return [];
    return [nameless(rule, addon, node, message('eksctl refuses an add-on without a name'), place)];
  }
  const subject = { map: addon, place, rule, name, traits: new Set<string>() };
  return [
    ...rowRefusals(addonRows, subject),
    ...items(get(addon, 'podIdentityAssociations')).flatMap((each) => [
      ...(each.kind === 'map' ? rowRefusals(addonAssociationRows, { ...subject, map: each }) : []),
      ...associationRefusals(each, 'podIdentityAssociations', name, place),
    ]),
  ];
}

/** Source: addon.go:168-204; pkg/ctl/cmdutils/pod_identity_association.go:121-158. */
function associationRefusals(
  association: Node,
  field: string,
  name: string | undefined,
  place: Place,
): readonly Refused[] {
  if (association.kind !== 'map' || hasHiddenEntries(association)) return [];
  const refused = (why: Message) => [refusal({ rule, name }, { at: at(place, association), field, why })];
  for (const key of ['namespace', 'serviceAccountName']) {
    const node = get(association, key);
    if (isMissing(node) || textOf(node) === '') return refused(message('{field} is missing', { field: key }));
  }
  const policies = ['roleARN', 'permissionPolicy', 'permissionPolicyARNs', 'wellKnownPolicies'];
  if (policies.every((key) => isNoRole(get(association, key)))) {
    return refused(message('it needs one of {fields}', { fields: list(policies) }));
  }
  return rowRefusals(associationRows, { map: association, place, rule, name, traits: new Set() });
}

/** True for a role or policies that are not there; `wellKnownPolicies` are not where all of them are off. */
export function isNoRole(node: Node | undefined): boolean {
  return !isFilled(node) || (node?.kind === 'map' && entries(node).every(({ value }) => booleanOf(value) === false));
}

/** Source: pkg/ctl/cmdutils/configfile.go:321-326, known_addons.go:52-60. */
function autoModeRefusal(config: MapNode, { autoMode }: ClusterDeclaration, place: Place): readonly Refused[] {
  const isAuto = autoMode.kind === 'known' && autoMode.value;
  const others = ['nodeGroups', 'managedNodeGroups', 'fargateProfiles'];
  if (!isAuto || others.some((field) => items(get(config, field)).length > 0)) return [];
  if (!isMissing(get(config, 'remoteNetworkConfig')) || hasHiddenEntries(config)) return [];
  const found = items(get(config, 'addons')).filter((addon) => networkingAddons.has(textOf(get(addon, 'name')) ?? ''));
  const [first] = found;
  if (first === undefined) return [];
  const names = list(found.map((addon) => textOf(get(addon, 'name')) ?? ''));
  const text = message(
    'eksctl create cluster refuses {names} beside EKS Auto Mode, whose nodes need none of them: add them when the cluster is there, with eksctl create addon',
    { names },
  );
  const changes = found.map((addon) => ({ kind: 'removeItem', at: at(place, addon) }) as const);
  return [
    refusedByEksctl(rule, at(place, get(first, 'name') ?? first), text, {
      related: [{ at: autoMode.at, message: message('Auto Mode is turned on here') }],
      fixes: [{ title: message('Remove {names}', { names }), level: 'suggested', changes }],
    }),
  ];
}

/** Pod identities without the agent that hands them out. Source: pkg/ctl/cmdutils/configfile.go:333-354. */
function agentRefusal(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly Refused[] {
  const { autoMode, addons, partlyHidden } = declaration;
  if (partlyHidden || autoMode.kind === 'unknown' || knownValue(autoMode) === true) return [];
  if (addons.some(({ name }) => name.kind === 'unknown' || knownValue(name) === agent)) return [];
  const listed = items(get(config, 'addons'));
  const ofAddons = listed.flatMap((addon) => [
    ...(booleanOf(get(addon, 'useDefaultPodIdentityAssociations')) === true
      ? [entryOf(addon, 'useDefaultPodIdentityAssociations')]
      : []),
    ...(items(get(addon, 'podIdentityAssociations')).length > 0 ? [entryOf(addon, 'podIdentityAssociations')] : []),
  ]);
  const addonsConfig = get(config, 'addonsConfig');
  const isApplied = booleanOf(get(addonsConfig, 'autoApplyPodIdentityAssociations')) === true && listed.length > 0;
  const iam = get(config, 'iam');
  const [first] = [
    ...ofAddons,
    ...(isApplied ? [entryOf(addonsConfig, 'autoApplyPodIdentityAssociations')] : []),
    ...(items(get(iam, 'podIdentityAssociations')).length > 0 ? [entryOf(iam, 'podIdentityAssociations')] : []),
  ];
  if (first === undefined) return [];
  const why = message('it needs the add-on {name}', { name: agent });
  return [refusal({ rule, name: undefined }, { at: at(place, first.key), field: first.key.text, why })];
}
