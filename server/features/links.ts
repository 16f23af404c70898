import { type Message, message } from '../messages/message.js';
import { newestCniVersion } from '../model/cniVersion.js';
import { envVar } from '../model/envVars.js';

const readme = `https://github.com/aws/amazon-vpc-cni-k8s/blob/v${newestCniVersion}/README.md`;

/** What follows a variable's name in its heading in the README, and so in the anchor, where it is not just the release that brought it. */
const headingSuffixes: Readonly<Record<string, string>> = {
  AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER: '-deprecated-v1121',
  DISABLE_NETWORK_RESOURCE_PROVISIONING: '-v191',
  ENABLE_NFTABLES: '-introduced-in-v1121-deprecated-in-v1132',
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

/** The section of the CNI's README about a variable; undefined for what the README does not explain. */
export function variableLink(name: string): string | undefined {
  const row = envVar(name);
  if (row?.documented !== true) return undefined;
  const ofRelease = row.since === undefined ? '' : `-v${row.since.replaceAll('.', '')}`;
  const suffix = plainHeadings.has(name) ? '' : (headingSuffixes[name] ?? ofRelease);
  return `${readme}#${name.toLowerCase()}${suffix}`;
}

/** A page of AWS's documents in the language of the reader: they have the same pages in every language. */
function awsPage(page: string): Message {
  return message('https://docs.aws.amazon.com/{page}', { page });
}

/** Pages that say where a number comes from. */
export const pages = {
  targets: `https://github.com/aws/amazon-vpc-cni-k8s/blob/v${newestCniVersion}/docs/eni-and-ip-target.md`,
  prefixes: `https://github.com/aws/amazon-vpc-cni-k8s/blob/v${newestCniVersion}/docs/prefix-and-ip-target.md`,
  customNetworking: awsPage('eks/latest/userguide/cni-custom-network.html'),
  podEni: awsPage('eks/latest/userguide/security-groups-for-pods.html'),
  maxPods: awsPage('eks/latest/userguide/choosing-instance-type.html'),
  subnetSizing: awsPage('vpc/latest/userguide/subnet-sizing.html'),
  nodeUpdate: awsPage('eks/latest/userguide/managed-node-update-behavior.html'),
} as const;
