import { enumeration, message } from '../../messages/message.js';
import { firstWithoutDockerd, kubeletFieldsOfEksctl, nodePolicies, volumeIops, volumeThroughput } from './release.js';
import { choice, exclusive, range } from './rowKinds.js';
import type { Condition, Row } from './rows.js';

const managed = ['managed'];
const selfManaged = ['selfManaged'];

const kubeletRows: readonly Row[] = [
  ...kubeletFieldsOfEksctl.map(
    (key): Row => ({
      when: [[`kubeletExtraConfig.${key}`, 'set']],
      of: ['selfManaged', ['al2', 'al2023', 'ubuntu', 'noFamily']],
      why: message('eksctl sets it itself'),
    }),
  ),
  {
    when: [
      ['disablePodIMDS', 'on'],
      ['iam.withAddonPolicies', { anyOn: nodePolicies }],
    ],
    why: message('pods then get nothing of iam.withAddonPolicies, so only one of the two can be set'),
  },
  {
    when: [['containerRuntime', { noneOf: ['containerd'] }]],
    of: ['selfManaged', 'withoutDockerd'],
    names: 'value',
    why: message('it takes containerd only, from Kubernetes {version} on', { version: firstWithoutDockerd }),
  },
  {
    when: [
      ['overrideBootstrapCommand', 'set'],
      ['containerRuntime', 'set'],
    ],
    of: selfManaged,
    why: message('it takes the place of what containerRuntime would do, so only one of the two can be set'),
    cannotGo: true,
  },
  choice('capacityReservation.capacityReservationPreference', ['open', 'none']),
  exclusive(
    'capacityReservation.capacityReservationPreference',
    'capacityReservation.capacityReservationTarget',
    undefined,
    'set',
  ),
  exclusive(
    'capacityReservation.capacityReservationTarget.capacityReservationID',
    'capacityReservation.capacityReservationTarget.capacityReservationResourceGroupARN',
    undefined,
    'set',
  ),
  {
    when: [
      ['instanceMarketOptions.marketType', { noneOf: ['capacity-block'] }],
      ['capacityReservation', 'set'],
    ],
    names: 'value',
    why: message('it takes {values}', { values: 'capacity-block' }),
  },
  {
    when: [
      ['instanceMarketOptions', 'set'],
      ['capacityReservation', 'unset'],
    ],
    why: message('it needs capacityReservation beside it'),
  },
  ...['withLocal', 'withShared'].map(
    (key): Row => ({
      when: [[`securityGroups.${key}`, 'on']],
      of: managed,
      why: message('managed groups have no such security group'),
    }),
  ),
  {
    when: [['ssh.enableSsm', 'off']],
    why: message('the SSM agent is part of the AMIs and cannot be turned off'),
  },
  exclusive('ssh.publicKey', 'ssh.publicKeyName', selfManaged),
  exclusive('ssh.publicKey', 'ssh.publicKeyPath', selfManaged),
  exclusive('ssh.publicKeyName', 'ssh.publicKeyPath', selfManaged),
  exclusive('updateConfig.maxUnavailable', 'updateConfig.maxUnavailablePercentage', managed, 'set'),
  {
    when: [
      ['updateConfig', 'set'],
      ['updateConfig.maxUnavailable', 'unset'],
      ['updateConfig.maxUnavailablePercentage', 'unset'],
    ],
    of: managed,
    why: message('it needs maxUnavailable or maxUnavailablePercentage'),
  },
];

const roleRows: readonly Row[] = [
  ...(['instanceRoleARN', 'instanceProfileARN'] as const).flatMap((role) => {
    const of = role === 'instanceProfileARN' ? { of: selfManaged } : {};
    const why = message('with {role} the role is there already, and cannot be changed here', { role });
    const beside = (field: string, state: Condition[1]): Row => ({
      when: [
        [`iam.${field}`, state],
        [`iam.${role}`, 'filled'],
      ],
      why,
      ...of,
    });
    return [
      beside('instanceRoleName', 'filled'),
      beside('attachPolicy', 'set'),
      beside('attachPolicyARNs', 'filled'),
      beside('instanceRolePermissionsBoundary', 'filled'),
      beside('withAddonPolicies', { anyOn: nodePolicies }),
    ];
  }),
  {
    when: [['iam.instanceProfileARN', 'filled']],
    of: managed,
    why: message('managed groups take no instance profile'),
  },
  exclusive('iam.withAddonPolicies.albIngress', 'iam.withAddonPolicies.awsLoadBalancerController', selfManaged, 'on'),
];

const volumeRows: readonly Row[] = [
  ...(['volumeName', 'volumeEncrypted', 'volumeKmsKeyID'] as const).flatMap((field): readonly Row[] => {
    const state = field === 'volumeEncrypted' ? 'on' : 'filled';
    const why = message('it needs {other} beside it', { other: 'volumeSize' });
    return [
      {
        when: [
          [field, state],
          ['volumeSize', 'unset'],
        ],
        of: selfManaged,
        why,
      },
      {
        when: [
          [field, state],
          ['volumeSize', 'unset'],
          ['launchTemplate', 'set'],
        ],
        of: managed,
        why,
      },
    ];
  }),
  ...[
    // Without volumeSize the row above says what is missing, but a managed group without a launch template has a size by default.
    { of: selfManaged, also: ['volumeSize', 'set'] as const },
    { of: managed, also: ['launchTemplate', 'unset'] as const },
  ].map(
    ({ of, also }): Row => ({
      when: [['volumeKmsKeyID', 'filled'], ['volumeEncrypted', 'notOn'], also],
      of,
      why: message('it needs {other} beside it', { other: 'volumeEncrypted: true' }),
      cannotGo: true,
    }),
  ),
  ...Object.entries(volumeIops).flatMap(([type, limits]) =>
    range('volumeIOPS', limits, undefined, ['volumeType', { oneOf: [type] }]),
  ),
  ...range('volumeIOPS', volumeIops.gp3, undefined, ['volumeType', 'unset']),
  {
    when: [
      ['volumeIOPS', 'set'],
      ['volumeType', { noneOf: Object.keys(volumeIops) }],
    ],
    why: message('it is for a volumeType of {values} only', { values: enumeration(Object.keys(volumeIops)) }),
  },
  {
    when: [
      ['volumeThroughput', 'set'],
      ['volumeType', { noneOf: ['gp3'] }],
    ],
    why: message('it is for a volumeType of {values} only', { values: 'gp3' }),
  },
  ...range('volumeThroughput', volumeThroughput, undefined, ['volumeType', 'unset']),
  ...range('volumeThroughput', volumeThroughput, undefined, ['volumeType', { oneOf: ['gp3'] }]),
];

/** The rows about how the nodes of a group are made: kubelet, roles and volumes. See `eksctl/groupRows.ts`. */
export const nodeRows: readonly Row[] = [...kubeletRows, ...roleRows, ...volumeRows];
