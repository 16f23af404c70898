import { message } from '../messages/message.js';
import { choiceOrNothing, exclusive, needed, onlyOne, range } from './eksctlRowKinds.js';
import { type Condition, indexRows, type Row } from './eksctlRows.js';

/*
 * What eksctl refuses of a ClusterConfig but for its groups and add-ons, as far as it is a matter of which fields stand in it and of their
 * values. Traits: `ipv6` or `ipv4` where the IP family is known, `onOutpost` or `offOutpost`.
 * Source: validation.go:204-400, 402-560, 727-825 and auto_mode.go:36-72, pkg/ctl/cmdutils/configfile.go:243-360 of the release in
 * `eksctlRelease.ts`.
 */

const ipv6Rule = 'ipv6-rejected-by-eksctl';
const anySubnets: Condition = ['vpc.subnets', { anyFilled: ['private', 'public'] }];

const vpcRows: readonly Row[] = [
  {
    when: [['availabilityZones', 'filled'], anySubnets],
    why: message('vpc.subnets decides about the zones'),
  },
  exclusive('vpc.securityGroup', 'vpc.controlPlaneSecurityGroupIDs'),
  {
    when: [
      ['vpc.controlPlaneOnPrivateSubnets', 'on'],
      ['vpc.controlPlaneSubnetIDs', 'filled'],
    ],
    why: onlyOne('vpc.controlPlaneOnPrivateSubnets', 'vpc.controlPlaneSubnetIDs'),
  },
  {
    when: [
      ['vpc.manageSharedNodeSecurityGroupRules', 'off'],
      ['vpc.sharedNodeSecurityGroup', 'empty'],
    ],
    why: message('without a sharedNodeSecurityGroup of your own it has to be true'),
  },
  { when: [['vpc.hostnameType', 'filled'], anySubnets], why: message('it is for a VPC that eksctl makes') },
  choiceOrNothing('vpc.hostnameType', ['ip-name', 'resource-name']),
  {
    when: [
      ['localZones', 'filled'],
      ['vpc.id', 'filled'],
    ],
    why: message('it is for a VPC that eksctl makes'),
  },
  {
    when: [
      ['vpc.nat.gateway', { oneOf: ['HighlyAvailable'] }],
      ['localZones', 'filled'],
    ],
    names: 'value',
    why: message('with localZones it takes Single or Disable'),
  },
  {
    when: [
      ['vpc.clusterEndpoints.publicAccess', 'off'],
      ['vpc.clusterEndpoints.privateAccess', 'notOn'],
    ],
    of: ['offOutpost'],
    why: message('privateAccess is off too, so nobody could reach the Kubernetes API'),
    cannotGo: true,
  },
];

const privateRows: readonly Row[] = [
  ...(['publicAccess', 'privateAccess'] as const).map(
    (field): Row => ({
      when: [
        [`vpc.clusterEndpoints.${field}`, 'set'],
        ['privateCluster.enabled', 'on'],
      ],
      why: message('a fully private cluster is reached from inside its VPC only, which cannot be changed here'),
    }),
  ),
  {
    when: [
      ['privateCluster.enabled', 'on'],
      ['vpc.id', 'filled'],
      ['vpc.subnets.private', 'empty'],
    ],
    why: message('in a VPC of your own it needs vpc.subnets.private'),
    cannotGo: true,
  },
  {
    when: [
      ['localZones', 'filled'],
      ['privateCluster.enabled', 'on'],
    ],
    why: message('a fully private cluster takes none'),
  },
  {
    when: [
      ['privateCluster.additionalEndpointServices', 'filled'],
      ['privateCluster.skipEndpointCreation', 'on'],
      ['privateCluster.enabled', 'on'],
    ],
    why: onlyOne('additionalEndpointServices', 'skipEndpointCreation'),
  },
];

const ipFamilyRows: readonly Row[] = [
  ...(['ipv6Cidr', 'ipv6Pool', 'extraIPv6CIDRs'] as const).map(
    (field): Row => ({
      when: [[`vpc.${field}`, 'filled']],
      of: ['ipv4'],
      why: message('it is for clusters with kubernetesNetworkConfig.ipFamily: IPv6'),
    }),
  ),
  ...(
    [
      ['ipv6Cidr', 'ipv6Pool'],
      ['ipv6Pool', 'ipv6Cidr'],
    ] as const
  ).map(
    ([field, other]): Row => ({
      when: [
        [`vpc.${field}`, 'filled'],
        [`vpc.${other}`, 'empty'],
      ],
      of: ['ipv6'],
      rule: ipv6Rule,
      why: message('it needs {other} beside it', { other: `vpc.${other}` }),
    }),
  ),
  {
    when: [
      ['vpc.ipv6Cidr', 'filled'],
      ['vpc.ipv6Pool', 'filled'],
      ['vpc.id', 'filled'],
    ],
    of: ['ipv6'],
    rule: ipv6Rule,
    why: message('it is for a VPC that eksctl makes'),
  },
  {
    when: [['remoteNetworkConfig', 'set']],
    of: ['ipv6'],
    rule: ipv6Rule,
    why: message('hybrid nodes need an IPv4 cluster'),
  },
  {
    when: [
      ['kubernetesNetworkConfig.ipFamily', 'filled'],
      ['kubernetesNetworkConfig.ipFamily', { unlike: /^ipv[46]$/i }],
    ],
    names: 'value',
    why: message('it takes IPv4 or IPv6, and a cluster has one of them'),
    cannotGo: true,
  },
];

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

const otherRows: readonly Row[] = [
  choiceOrNothing('upgradePolicy.supportType', ['STANDARD', 'EXTENDED']),
  ...range('metadata.rollbackConfig.timeoutMinutes', [120, 10_080]),
  {
    when: [
      ['iam.serviceAccounts', 'filled'],
      ['iam.withOIDC', 'notOn'],
    ],
    why: message('it needs {other} beside it', { other: 'iam.withOIDC: true' }),
    cannotGo: true,
  },
  { ...needed('karpenter.version', 'karpenter') },
  {
    when: [
      ['karpenter', 'set'],
      ['iam.withOIDC', 'notOn'],
    ],
    why: message('it needs {other} beside it', { other: 'iam.withOIDC: true' }),
    cannotGo: true,
  },
  {
    when: [['karpenter.version', { like: /^v?0\.1?\d(?:\.|$)/ }]],
    names: 'value',
    why: message('it takes 0.20.0 and later'),
  },
  { when: [['karpenter.version', { unlike: /^v?\d|^$/ }]], names: 'value', why: message('it is no version') },
  { ...needed('secretsEncryption.keyARN', 'secretsEncryption') },
];

/** All rows of clusters. */
export const clusterRows = indexRows([
  ...vpcRows,
  ...privateRows,
  ...ipFamilyRows,
  ...remoteRows,
  ...autoModeRows,
  ...outpostRows,
  ...otherRows,
]);
