import { message } from '../../messages/message.js';
import { nodeRows } from './nodeRows.js';
import { bottlerocketOfEks, leftToLaunchTemplate, spotStrategies } from './release.js';
import { atLeast, choice, exclusive, needed, onlyOne, range } from './rowKinds.js';
import { type Condition, indexRows, type Row } from './rows.js';

/*
 * What eksctl refuses of an entry of nodeGroups or managedNodeGroups, as far as it is a matter of which fields stand in it, and of their
 * ranges and values. Traits: `managed` or `selfManaged`, the AMI family (`al2023`, also where none is written), and `noFamily` where a
 * self-managed group names none, which eksctl checks before it takes its default.
 * Source: validation.go:828-1010 (both kinds), 1071-1252 (nodeGroups), 1394-1579 (managedNodeGroups) of the release in `eksctl/release.ts`.
 */

const managed = ['managed'];
const selfManaged = ['selfManaged'];

const placeRows: readonly Row[] = [
  exclusive('availabilityZones', 'subnets'),
  exclusive('localZones', 'availabilityZones', selfManaged),
  needed('placement.groupName', 'placement'),
  ...(['availabilityZones', 'subnets'] as const).map(
    (field): Row => ({
      when: [
        [field, { longerThan: 1 }],
        ['efaEnabled', 'on'],
      ],
      why: message('with efaEnabled a group lies in one subnet or one zone'),
      cannotGo: true,
    }),
  ),
  {
    when: [['outpostARN', 'filled']],
    of: managed,
    why: message('managed groups cannot be on Outposts'),
  },
];

const typeRows: readonly Row[] = [
  exclusive('instanceType', 'instanceTypes', managed),
  exclusive('instanceType', 'instanceSelector', managed),
  ...['instancesDistribution', 'instanceSelector'].map(
    (other): Row => ({
      when: [
        ['instanceType', 'filled'],
        ['instanceType', { noneOf: ['mixed'] }],
        [other, other === 'instanceSelector' ? 'filled' : 'set'],
      ],
      of: selfManaged,
      why: message('beside {other} it has to be left out, or be "mixed"', { other }),
    }),
  ),
  {
    when: [
      ['instancesDistribution', 'set'],
      ['instancesDistribution.instanceTypes', 'empty'],
      ['instanceSelector', 'empty'],
    ],
    of: selfManaged,
    why: message('it needs instanceTypes, or an instanceSelector beside it'),
    cannotGo: true,
  },
  atLeast('instancesDistribution.onDemandBaseCapacity', 0, selfManaged),
  ...range('instancesDistribution.onDemandPercentageAboveBaseCapacity', [0, 100], selfManaged),
  ...range('instancesDistribution.spotInstancePools', [1, 20], selfManaged),
  {
    when: [
      ['instancesDistribution.spotInstancePools', 'set'],
      [
        'instancesDistribution.spotAllocationStrategy',
        { oneOf: ['capacity-optimized', 'capacity-optimized-prioritized'] },
      ],
    ],
    of: selfManaged,
    why: message('a spotAllocationStrategy of capacity-optimized uses all pools'),
  },
  choice('instancesDistribution.spotAllocationStrategy', spotStrategies, selfManaged),
  atLeast('maxInstanceLifetime', 86_400, selfManaged),
];

const templateRows: readonly Row[] = [
  ...Object.entries(leftToLaunchTemplate).flatMap(([state, fields]) =>
    fields.map(
      (field): Row => ({
        when: [
          [field, state as keyof typeof leftToLaunchTemplate],
          ['launchTemplate', 'set'],
        ],
        of: managed,
        why: message('with launchTemplate it is set in the launch template, and not here'),
      }),
    ),
  ),
  ...['publicKey', 'publicKeyName', 'publicKeyPath'].map(
    (key): Row => ({
      when: [
        [`ssh.${key}`, 'filled'],
        ['launchTemplate', 'set'],
        ['ssh.allow', 'unset'],
      ],
      of: managed,
      why: message('with launchTemplate it is set in the launch template, and not here'),
    }),
  ),
  { ...needed('launchTemplate.id', 'launchTemplate'), of: managed },
  {
    when: [['launchTemplate.version', { spelled: ['$Latest', '$Default'] }]],
    of: managed,
    names: 'value',
    why: message('it takes the number of a version, and neither $Latest nor $Default'),
  },
  {
    when: [['launchTemplate.version', { unlike: /^[-+]?\d+$/ }]],
    of: managed,
    names: 'value',
    why: message('it takes the number of a version, and neither $Latest nor $Default'),
  },
  {
    when: [['launchTemplate.version', { like: /^(?:-\d+|\+?0+)$/ }]],
    of: managed,
    names: 'value',
    why: message('it has to be at least {least}', { least: 1 }),
  },
  {
    when: [
      ['launchTemplate', 'set'],
      ['volumeSize', 'unset'],
      ['volumeName', 'empty'],
    ],
    of: ['managed', 'bottlerocket'],
    why: message(
      'for Bottlerocket eksctl names a volume, and then refuses that without volumeSize, which a launch template does not allow',
    ),
    cannotGo: true,
  },
];

const amiRows: readonly Row[] = [
  ...managedWithAmi([
    ['ssh.enableSsm', 'on'],
    ['releaseVersion', 'filled'],
  ]),
  {
    when: [
      ['ami', 'filled'],
      ['launchTemplate', 'unset'],
      ['ami', { unlike: /^ami-/ }],
    ],
    of: managed,
    names: 'value',
    why: message('a managed group takes the id of an AMI, ami-…'),
  },
  {
    when: [
      ['ami', 'filled'],
      ['amiFamily', 'empty'],
    ],
    of: selfManaged,
    why: message('amiFamily has to say what the AMI was made from'),
    cannotGo: true,
  },
  {
    when: [
      ['ami', { like: /^ami-/ }],
      ['launchTemplate', 'unset'],
      ['amiFamily', 'empty'],
    ],
    of: managed,
    why: message('amiFamily has to say what the AMI was made from'),
    cannotGo: true,
  },
  {
    when: [
      ['ami', 'filled'],
      ['launchTemplate', 'unset'],
      ['overrideBootstrapCommand', 'unset'],
    ],
    of: [['al2', 'ubuntu']],
    why: message('with this amiFamily it needs overrideBootstrapCommand beside it'),
    cannotGo: true,
  },
  {
    when: [
      ['overrideBootstrapCommand', 'set'],
      ['launchTemplate', 'unset'],
      ['ami', 'empty'],
    ],
    of: ['managed', ['al2', 'ubuntu']],
    why: message('a managed group takes it with an ami of its own only, unless it is AmazonLinux2023'),
    cannotGo: true,
  },
  {
    when: [
      ['amiFamily', 'filled'],
      ['ami', { like: /^ami-/ }],
      ['launchTemplate', 'unset'],
    ],
    of: ['managed', 'windows'],
    names: 'value',
    why: message('a managed group does not take an ami of its own with Windows'),
  },
];

function managedWithAmi(fields: readonly Condition[]): readonly Row[] {
  return fields.map(([field, state]) => ({
    when: [
      [field, state],
      ['ami', 'filled'],
      ['launchTemplate', 'unset'],
    ],
    of: managed,
    why: message('a managed group with an ami of its own does not take it'),
  }));
}

const familyRows: readonly Row[] = [
  ...notFor('preBootstrapCommands', 'Bottlerocket', ['bottlerocket']),
  ...notFor('overrideBootstrapCommand', 'Bottlerocket', ['bottlerocket']),
  ...notFor('overrideBootstrapCommand', 'Windows', ['managed', 'windows']),
  ...notFor('kubeletExtraConfig', 'Bottlerocket', ['selfManaged', 'bottlerocket'], 'kubeletExtraConfig.maxPods'),
  ...notFor('kubeletExtraConfig', 'Windows', ['selfManaged', 'windows'], 'kubeletExtraConfig.maxPods'),
  {
    when: [['bottlerocket', 'set']],
    of: ['selfManaged', ['al2023', 'al2', 'ubuntu', 'windows', 'noFamily']],
    why: message('it is for amiFamily Bottlerocket and BottlerocketFips only'),
  },
  ...['labels', 'taints'].map(
    (field): Row => ({
      when: [[`bottlerocket.settings.kubernetes.node-${field}`, 'set']],
      of: ['selfManaged', 'bottlerocket'],
      why: message('use {field} of the group instead', { field }),
    }),
  ),
  ...bottlerocketOfEks.map(
    (key): Row => ({
      when: [[`bottlerocket.settings.kubernetes.${key}`, 'set']],
      of: ['managed', 'bottlerocket'],
      isLate: true,
      why: message('EKS writes it into the user data itself'),
    }),
  ),
  ...['labels', 'taints'].map(
    (field): Row => ({
      when: [[`bottlerocket.settings.kubernetes.node-${field}`, 'set']],
      of: ['managed', 'bottlerocket'],
      isLate: true,
      why: message('use {field} of the group instead', { field }),
    }),
  ),
  {
    when: [['bottlerocket.settings.kubernetes.max-pods', { unlike: /^[1-9]\d*$/ }]],
    of: ['selfManaged', 'bottlerocket'],
    rule: 'max-pods-rejected',
    why: message('use {field} of the group instead', { field: 'maxPodsPerNode' }),
  },
  {
    when: [['bottlerocket.settings.kubernetes', 'noMap']],
    of: ['selfManaged', 'bottlerocket'],
    why: message('it has to be a map'),
  },
  {
    when: [['bottlerocket.settings.kubernetes', 'noMap']],
    of: ['managed', 'bottlerocket'],
    isLate: true,
    why: message('it has to be a map'),
  },
  {
    when: [
      ['bottlerocket.settings.kubernetes.cluster-dns-ip', 'set'],
      ['clusterDNS', 'filled'],
    ],
    of: ['selfManaged', 'bottlerocket'],
    why: onlyOne('cluster-dns-ip', 'clusterDNS'),
  },
  {
    when: [
      ['bottlerocket.enableAdminContainer', 'set'],
      ['bottlerocket.settings.host-containers.admin.enabled', 'set'],
    ],
    of: ['bottlerocket'],
    isLate: true,
    why: onlyOne('enableAdminContainer', 'settings.host-containers.admin.enabled'),
  },
];

function notFor(field: string, family: string, of: readonly string[], without?: string): readonly Row[] {
  const why = message('{family} nodes do not take it', { family });
  return [{ when: [[field, 'set'], ...(without ? [[without, 'empty'] as const] : [])], of, why }];
}

/** All rows of groups but those of lists. */
export const groupRows = indexRows([
  ...placeRows,
  ...typeRows,
  ...templateRows,
  ...amiRows,
  ...familyRows,
  ...nodeRows,
]);
