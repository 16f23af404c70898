import { newestCniVersion } from '../model/cniVersion.js';
import { envVar } from '../model/envVars.js';

const readme = `https://github.com/aws/amazon-vpc-cni-k8s/blob/v${newestCniVersion}/README.md`;

/** What follows a variable's name in its heading in the README, where something does: it is part of the anchor. */
const headingSuffixes: Readonly<Record<string, string>> = {
  AWS_VPC_ENI_MTU: '-v160',
  AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '-v160',
  MINIMUM_IP_TARGET: '-v160',
  ADDITIONAL_ENI_TAGS: '-v160',
  AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER: '-deprecated-v1121',
  CLUSTER_ENDPOINT: '-v1121',
  ENABLE_POD_ENI: '-v170',
  POD_SECURITY_GROUP_ENFORCING_MODE: '-v1110',
  DISABLE_TCP_EARLY_DEMUX: '-v173',
  ENABLE_PREFIX_DELEGATION: '-v190',
  WARM_PREFIX_TARGET: '-v190',
  DISABLE_NETWORK_RESOURCE_PROVISIONING: '-v191',
  ENABLE_BANDWIDTH_PLUGIN: '-v1100',
  ANNOTATE_POD_IP: '-v193',
  ENABLE_IPv4: '-v1100',
  ENABLE_IPv6: '-v1100',
  ENABLE_NFTABLES: '-introduced-in-v1121-deprecated-in-v1132',
  AWS_EXTERNAL_SERVICE_CIDRS: '-v1126',
  AWS_EC2_ENDPOINT: '-v1130',
  DISABLE_LEAKED_ENI_CLEANUP: '-v1130',
  ENABLE_V6_EGRESS: '-v1130',
  ENABLE_V4_EGRESS: '-v1151',
  IP_COOLDOWN_PERIOD: '-v1150',
  DISABLE_POD_V6: '-v1150',
  AWS_MANAGE_ENIS_NON_SCHEDULABLE: '-v1126',
  POD_MTU: '-v1164',
  NETWORK_POLICY_ENFORCING_MODE: '-v1171',
  ENABLE_SUBNET_DISCOVERY: '-v1180',
  ENABLE_IMDS_ONLY_MODE: '-v1196',
  ENABLE_MULTI_NIC: '-v1200',
};

/** Headings that are the name alone. */
const plainHeadings: ReadonlySet<string> = new Set([
  'AWS_VPC_CNI_NODE_PORT_SUPPORT',
  'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG',
  'ENI_CONFIG_ANNOTATION_DEF',
  'ENI_CONFIG_LABEL_DEF',
  'HOST_CNI_BIN_PATH',
  'HOST_CNI_CONFDIR_PATH',
  'AWS_VPC_K8S_CNI_EXTERNALSNAT',
  'AWS_VPC_K8S_CNI_RANDOMIZESNAT',
  'WARM_ENI_TARGET',
  'WARM_IP_TARGET',
  'MAX_ENI',
  'AWS_VPC_K8S_CNI_LOGLEVEL',
  'AWS_VPC_K8S_CNI_LOG_FILE',
  'AWS_VPC_K8S_PLUGIN_LOG_FILE',
  'AWS_VPC_K8S_PLUGIN_LOG_LEVEL',
  'INTROSPECTION_BIND_ADDRESS',
  'DISABLE_INTROSPECTION',
  'DISABLE_METRICS',
  'AWS_VPC_K8S_CNI_VETHPREFIX',
  'CLUSTER_NAME',
]);

/** The section of the CNI's README about a variable; the list of variables where its heading is not known; undefined for what the README does not explain. */
export function variableLink(name: string): string | undefined {
  if (envVar(name)?.documented !== true) return undefined;
  const isPlain = plainHeadings.has(name);
  const suffix = Object.hasOwn(headingSuffixes, name) ? headingSuffixes[name] : undefined;
  return isPlain || suffix !== undefined
    ? `${readme}#${name.toLowerCase()}${suffix ?? ''}`
    : `${readme}#cni-configuration-variables`;
}

/** Pages of AWS that say where a number comes from. */
export const pages = {
  targets: `https://github.com/aws/amazon-vpc-cni-k8s/blob/v${newestCniVersion}/docs/eni-and-ip-target.md`,
  prefixes: `https://github.com/aws/amazon-vpc-cni-k8s/blob/v${newestCniVersion}/docs/prefix-and-ip-target.md`,
  customNetworking: 'https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html',
  maxPods: 'https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html',
  subnetSizing: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html',
  nodeUpdate: 'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html',
} as const;
