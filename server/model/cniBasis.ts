import { memoized } from '../text/memo.js';
import { isAddonOfCni } from './addonNames.js';
import type { Cluster } from './cluster.js';
import type { CniSign } from './cniSign.js';
import { knownValue } from './fact.js';
import type { ClusterDeclaration } from './resource.js';

/**
 * What is known of the CNI of a cluster.
 *   seen: settings of the VPC CNI stand in its files.
 *   shipped: its tool installs the VPC CNI without any configuration, and no file says otherwise. What is said of it names that condition.
 *   unseen: the VPC CNI may run, configured out of sight.
 *   another: another CNI gives pods their addresses, or EKS Auto Mode does, or there is none.
 */
export type CniBasis = 'seen' | 'shipped' | 'unseen' | 'another';

/** How much of the CNI of a cluster is known. What only may belong to the cluster makes it unseen, and nothing else. */
export const cniBasis = memoized((cluster: Cluster): CniBasis => {
  const { declaration, settings, cniSigns } = cluster;
  if (says(cniSigns, 'replaced')) return 'another';
  if (settings.length > 0) return 'seen';
  if (says(cniSigns, 'another') || (declaration && bringsAnother(declaration))) return 'another';
  return declaration && isInstalledAsShipped(declaration, cluster) ? 'shipped' : 'unseen';
});

/** True where EKS Auto Mode makes all nodes of a cluster, as far as its declaration shows: no aws-node runs there, whatever its settings are. */
export function isAutoModeAlone({ declaration, nodeGroups }: Cluster): boolean {
  if (declaration === undefined || nodeGroups.length > 0) return false;
  return knownValue(declaration.autoMode) === true && !declaration.partlyHidden && !declaration.karpenter;
}

/** True where nobody can say that the VPC CNI gives the addresses: a file that may belong to the cluster speaks of another CNI. */
export const mayRunAnotherCni = memoized((cluster: Cluster): boolean => {
  const basis = cniBasis(cluster);
  if (basis === 'another') return true;
  return basis !== 'seen' && cluster.possibleSigns.some((what) => what !== 'configured');
});

function says(signs: readonly CniSign[], what: CniSign['says']): boolean {
  return signs.some((sign) => sign.says === what);
}

function bringsAnother({ disableDefaultAddons, autoMode, addons }: ClusterDeclaration): boolean {
  const switchedOff = knownValue(disableDefaultAddons) === true || knownValue(autoMode) === true;
  return switchedOff || addons.some(({ name }) => isOtherCni(knownValue(name)));
}

/** True for the name of an add-on, or the key of a taint, that is of another CNI. */
export function isOtherCni(name: string | undefined): boolean {
  return name !== undefined && /cilium|calico|tigera|antrea|flannel|kube-?router/i.test(name);
}

/** True where all that could configure the CNI is seen, and nothing does. ENIConfigs are for a CNI that somebody has configured. */
function isInstalledAsShipped(declaration: ClusterDeclaration, cluster: Cluster): boolean {
  const { installsCni, partlyHidden, disableDefaultAddons, autoMode, addons } = declaration;
  const isOpen = partlyHidden || disableDefaultAddons.kind === 'unknown' || autoMode.kind === 'unknown';
  const elsewhere = [cluster.cniSigns, cluster.possibleSigns, cluster.possibleSettings, cluster.eniConfigs];
  return (
    installsCni &&
    !isOpen &&
    !cluster.isExample &&
    [...elsewhere, cluster.possibleEniConfigs].every(({ length }) => length === 0) &&
    addons.every(({ name }) => name.kind === 'known' && !isAddonOfCni(name.value))
  );
}
