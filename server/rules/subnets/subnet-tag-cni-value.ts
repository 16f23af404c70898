import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { atLeast, versionText } from '../../model/cniVersion.js';
import { clusterEnv, effective, versionOf } from '../../model/env.js';
import { nodeSubnets } from '../../model/subnets.js';
import type { Location } from '../../text/span.js';
import type { Finding, Rule } from '../rule.js';

/** The first release of the CNI that looks at the value of the tag. */
const readsValue = '1.22.0';

/**
 * Which subnets the CNI makes ENIs in. Up to v1.21 the key of the tag is enough, whatever its value; since v1.22 the value "0" leaves a subnet out, and
 * without a value a subnet counts as one without the tag. A node's own subnet needs none.
 * Source: amazon-vpc-cni-k8s v1.23.1, pkg/awsutils/awsutils.go:1260-1320 (isSubnetValidForENICreation, getTagValue); v1.21.1, pkg/awsutils/awsutils.go:1072-1079 (validTag).
 */
export const rule: Rule = {
  id: 'subnet-tag-cni-value',
  severity: 'warning',
  followsSettings: true,
  advice: message('Write "1" as the value of the tag'),
  silentWithout: ['subnets'],
  *check(cluster) {
    const tagged = cluster.subnets.flatMap((subnet) => {
      const { cniTag } = subnet;
      return cniTag?.kind === 'known' && ['', '0'].includes(cniTag.value) ? [{ subnet, cniTag }] : [];
    });
    if (tagged.length === 0 || !looksForSubnets(cluster)) return;
    const version = versionOf(cluster);
    const isOlder = atLeast(version, readsValue) === false;
    // A node needs no tag for its own subnet.
    const ofNodes = new Set(cluster.nodeGroups.flatMap((group) => nodeSubnets(group, cluster) ?? []));
    for (const { subnet, cniTag } of tagged) {
      if (cniTag.value === '0' && isOlder && version) yield notLeftOut(cniTag.at, versionText(version));
      if (cniTag.value === '' && !isOlder && !ofNodes.has(subnet)) yield empty(cniTag.at);
    }
  },
};

/** With custom networking ENIConfigs name the subnets, and without discovery it is that of the node. */
function looksForSubnets(cluster: Cluster): boolean {
  const env = clusterEnv(cluster);
  const [discovery, custom] = [env.flag('ENABLE_SUBNET_DISCOVERY'), env.flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG')];
  // Where no settings are seen at all, they are taken as they are shipped.
  const isHidden = cluster.settings.length > 0 && [discovery, custom].some(({ kind }) => kind === 'unknown');
  return !isHidden && effective(discovery) !== false && effective(custom) !== true;
}

function empty(at: Location): Finding {
  return {
    at,
    message: message(
      'The tag kubernetes.io/role/cni has no value, which is enough up to CNI 1.21 only: later ones make no ENI in this subnet',
    ),
    fixes: () => [
      {
        title: message('Give the tag the value "1"'),
        level: 'suggested',
        changes: [{ kind: 'replaceValue', at, value: '1', asString: true }],
      },
    ],
  };
}

function notLeftOut(at: Location, version: string): Finding {
  return {
    at,
    message: message(
      'The value "0" of the tag kubernetes.io/role/cni leaves no subnet out before CNI 1.22: {version} looks at the key alone, and makes ENIs here',
      { version },
    ),
    advice: message('Take the tag away, or update the CNI to 1.22 or later'),
  };
}
