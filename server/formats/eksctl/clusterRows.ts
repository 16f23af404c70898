import { message } from '../../messages/message.js';
import { modeRows } from './modeRows.js';
import { leastKarpenter } from './release.js';
import { choiceOrNothing, exclusive, needed, onlyOne, range } from './rowKinds.js';
import { type Condition, indexRows, type Row } from './rows.js';

/*
 * What eksctl refuses of a ClusterConfig but for its groups and add-ons, as far as it is a matter of which fields stand in it and of their
 * values. Traits: `ipv6` or `ipv4` where the IP family is known, `onOutpost` or `offOutpost`.
 * Source: validation.go:204-400, 402-560, 727-825 and auto_mode.go:36-72, pkg/ctl/cmdutils/configfile.go:243-360 of the release in
 * `eksctl/release.ts`.
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
  natGateway(),
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
    advice: message('Turn one of the two on'),
    cannotGo: true,
  },
];

/**
 * Read only where eksctl makes the VPC, and when it has asked AWS already: all its checks of the file pass. Source:
 * pkg/cfn/builder/vpc_ipv4.go:441-455.
 */
function natGateway(): Row {
  const { when, ...row } = choiceOrNothing('vpc.nat.gateway', ['HighlyAvailable', 'Single', 'Disable']);
  return { ...row, when: [...when, ['vpc.id', 'empty'], ['vpc.subnets', 'empty']], of: ['ipv4'], severity: 'warning' };
}

const inItsVpcOnly = message(
  'a fully private cluster is reached from inside its VPC only, which cannot be changed here',
);

const privateRows: readonly Row[] = [
  {
    when: [
      ['vpc.clusterEndpoints.publicAccess', 'set'],
      ['privateCluster.enabled', 'on'],
    ],
    why: inItsVpcOnly,
  },
  {
    when: [
      ['vpc.clusterEndpoints.privateAccess', 'set'],
      ['privateCluster.enabled', 'on'],
      ['vpc.clusterEndpoints.publicAccess', 'unset'],
    ],
    why: inItsVpcOnly,
  },
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
    why: message('it takes {version} and later', { version: leastKarpenter }),
  },
  { when: [['karpenter.version', { unlike: /^v?\d|^$/ }]], names: 'value', why: message('it is no version') },
  { ...needed('secretsEncryption.keyARN', 'secretsEncryption') },
];

/** All rows of clusters. */
export const clusterRows = indexRows([...vpcRows, ...privateRows, ...ipFamilyRows, ...modeRows, ...otherRows]);
