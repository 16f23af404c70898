import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { parseVersion, versionText } from '../../model/cniVersion.js';
import { carrierEnv, effective } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import type { Finding, Related, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'cni-release-faulty',
  severity: 'info',
  advice: message('Take a later release'),
  needsAll: true,
  silentWithout: ['settings'],
  check: eachCarrier(checkCarrier),
};

/** What of a cluster meets the fault of a release; undefined where nothing does, or nobody can see it. */
type Exposure = { readonly related: readonly Related[] } | undefined;

interface FaultyRelease {
  readonly version: string;
  /** The first release without the fault. */
  readonly mended: string;
  readonly fault: Message;
  readonly exposure: (settings: CniSettings, cluster: Cluster) => Exposure;
}

/** Releases that were published and mended by the next one. Each was read at the tags on both sides. */
const faultyReleases: readonly FaultyRelease[] = [
  {
    version: '1.13.0',
    mended: '1.13.2',
    fault: message('creates the first ENIs of a node before it knows the security groups of the node'),
    exposure: withoutSecurityGroups,
  },
  {
    version: '1.22.0',
    mended: '1.22.1',
    fault: message(
      'leaves out every subnet that has a tag kubernetes.io/cluster/…, the one of the node too, while CLUSTER_NAME is not set',
    ),
    exposure: withoutClusterName,
  },
];

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const { version } = settings;
  const parsed = version.kind === 'known' ? parseVersion(version.value) : undefined;
  if (version.kind !== 'known' || parsed === undefined) return;
  const release = faultyReleases.find((each) => each.version === versionText(parsed));
  const exposure = release?.exposure(settings, cluster);
  if (release === undefined || exposure === undefined) return;
  const { fault, mended } = release;
  yield {
    at: version.at,
    message: message('Version {version} of the CNI {fault}: {mended} mends that', {
      version: release.version,
      fault,
      mended,
    }),
    ...exposure,
  };
}

/** An ENIConfig without security groups gets those of the node, which this release may not know yet. */
function withoutSecurityGroups(settings: CniSettings, cluster: Cluster): Exposure {
  const customNetworking = carrierEnv(settings, cluster).flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG');
  if (customNetworking.kind !== 'set' || !customNetworking.value) return undefined;
  const bare = cluster.eniConfigs.find(
    ({ hasSecurityGroups, spec, partlyHidden }) => !hasSecurityGroups && spec.kind === 'known' && !partlyHidden,
  );
  return bare && { related: [{ at: bare.at, message: message('This ENIConfig names no security groups') }] };
}

/** EKS names the cluster in the DaemonSet that its add-on makes. */
function withoutClusterName(settings: CniSettings, cluster: Cluster): Exposure {
  if (settings.takenBy === 'addon') return undefined;
  const name = carrierEnv(settings, cluster).text('CLUSTER_NAME');
  return name.kind !== 'unknown' && effective(name) === '' ? { related: [] } : undefined;
}
