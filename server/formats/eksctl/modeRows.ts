import { message } from '../../messages/message.js';
import { needed, onlyOne } from './rowKinds.js';
import type { Row } from './rows.js';

const remoteRows: readonly Row[] = [
  ...(['remoteNodeNetworks', 'remotePodNetworks'] as const).map(
    (field): Row => ({
      when: [[`remoteNetworkConfig.${field}`, { longerThan: 1 }]],
      why: message('it takes one network; that may have several cidrs'),
      cannotGo: true,
    }),
  ),
  {
    when: [
      ['remoteNetworkConfig', 'set'],
      ['remoteNetworkConfig.remoteNodeNetworks', 'empty'],
      ['remoteNetworkConfig.remotePodNetworks', 'unset'],
    ],
    of: ['offOutpost'],
    why: message('{field} is missing', { field: 'remoteNodeNetworks' }),
    cannotGo: true,
  },
  {
    when: [
      ['remoteNetworkConfig.remotePodNetworks', 'filled'],
      ['remoteNetworkConfig.remoteNodeNetworks', 'empty'],
    ],
    of: ['offOutpost'],
    why: message('{field} is missing', { field: 'remoteNodeNetworks' }),
    cannotGo: true,
  },
  {
    when: [
      ['accessConfig.authenticationMode', { oneOf: ['CONFIG_MAP'] }],
      ['remoteNetworkConfig', 'set'],
    ],
    names: 'value',
    why: message('with remoteNetworkConfig it has to be API or API_AND_CONFIG_MAP'),
  },
  {
    when: [
      ['remoteNetworkConfig.vpcGatewayID', 'set'],
      ['remoteNetworkConfig.remoteNodeNetworks', 'filled'],
      ['vpc.id', 'filled'],
    ],
    why: message('it is for a VPC that eksctl makes'),
  },
  {
    when: [
      ['remoteNetworkConfig.vpcGatewayID', { unlike: /^(?:tgw|vgw)-/ }],
      ['remoteNetworkConfig.remoteNodeNetworks', 'filled'],
    ],
    names: 'value',
    why: message('it takes the id of a transit gateway, tgw-…, or of a virtual private gateway, vgw-…'),
  },
  {
    when: [
      ['remoteNetworkConfig.iam.provider', { unlike: /^(?:ssm|ira)$/i }],
      ['remoteNetworkConfig.remoteNodeNetworks', 'filled'],
    ],
    names: 'value',
    why: message('it takes ssm, or ira for IAM Roles Anywhere'),
  },
  {
    when: [
      ['remoteNetworkConfig.iam.caBundleCert', 'set'],
      ['remoteNetworkConfig.remoteNodeNetworks', 'filled'],
      ['remoteNetworkConfig.iam.provider', { like: /^ssm$/i }],
    ],
    why: message('it is for provider ira'),
  },
  {
    when: [
      ['remoteNetworkConfig.iam.caBundleCert', 'set'],
      ['remoteNetworkConfig.remoteNodeNetworks', 'filled'],
      ['remoteNetworkConfig.iam.provider', 'unset'],
    ],
    why: message('it is for provider ira'),
  },
  {
    when: [
      ['remoteNetworkConfig.iam.provider', { like: /^ira$/i }],
      ['remoteNetworkConfig.remoteNodeNetworks', 'filled'],
      ['remoteNetworkConfig.iam.caBundleCert', 'unset'],
    ],
    names: 'value',
    why: message('{field} is missing', { field: 'caBundleCert' }),
  },
];

const autoModeRows: readonly Row[] = [
  ...(['nodeRoleARN', 'permissionsBoundaryARN', 'nodePools'] as const).map(
    (field): Row => ({
      when: [
        [`autoModeConfig.${field}`, 'filled'],
        ['autoModeConfig.enabled', 'notOn'],
      ],
      why: message('it is for autoModeConfig.enabled: true only'),
    }),
  ),
  ...(['nodeRoleARN', 'permissionsBoundaryARN'] as const).map(
    (field): Row => ({
      when: [
        [`autoModeConfig.${field}`, 'filled'],
        ['autoModeConfig.nodePools', 'set'],
        ['autoModeConfig.nodePools', 'empty'],
        ['autoModeConfig.enabled', 'on'],
      ],
      why: message('nodePools is empty, so no node has the role'),
    }),
  ),
  {
    when: [
      ['autoModeConfig.permissionsBoundaryARN', 'filled'],
      ['autoModeConfig.nodeRoleARN', 'filled'],
      ['autoModeConfig.nodePools', 'filled'],
      ['autoModeConfig.enabled', 'on'],
    ],
    why: onlyOne('autoModeConfig.permissionsBoundaryARN', 'autoModeConfig.nodeRoleARN'),
  },
  {
    when: [['autoModeConfig.enabled', 'on']],
    of: ['onOutpost'],
    why: message('a cluster on Outposts does not take it'),
  },
];

const outpostRows: readonly Row[] = [
  needed('outpost.controlPlaneOutpostARN', 'outpost'),
  ...(
    [
      ['addons', 'filled'],
      ['identityProviders', 'filled'],
      ['fargateProfiles', 'filled'],
      ['karpenter', 'set'],
      ['secretsEncryption.keyARN', 'filled'],
      ['availabilityZones', 'filled'],
      ['localZones', 'filled'],
      ['gitops', 'set'],
      ['iam.withOIDC', 'on'],
      ['vpc.autoAllocateIPv6', 'on'],
      ['vpc.publicAccessCIDRs', 'filled'],
      ['managedNodeGroups', 'filled'],
    ] as const
  ).map((when): Row => ({ when: [when], of: ['onOutpost'], why: message('a cluster on Outposts does not take it') })),
  ...(
    [
      ['vpc.clusterEndpoints.publicAccess', 'on'],
      ['vpc.clusterEndpoints.privateAccess', 'off'],
    ] as const
  ).map(
    (when): Row => ({
      when: [when],
      of: ['onOutpost'],
      why: message('a cluster on Outposts is reached from inside its VPC only'),
    }),
  ),
];

/** The rows about hybrid nodes, EKS Auto Mode and Outposts. See `eksctl/clusterRows.ts`. */
export const modeRows: readonly Row[] = [...remoteRows, ...autoModeRows, ...outpostRows];
