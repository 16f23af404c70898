import { knownValue } from './fact.js';
import type { NodeObject } from './resource.js';
import { zoneLabels } from './zones.js';

/** The label by which eksctl's nodes name their cluster. Source: eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/types.go. */
const clusterLabel = 'alpha.eksctl.io/cluster-name';

/** The labels that hold the instance type of a node, the current one first. */
const typeLabels = ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type'] as const;

/** The value of the first of some labels that a node has; undefined where it has none of them. */
function labelOf({ labels }: NodeObject, names: readonly string[]): string | undefined {
  const found = names.flatMap((name) => labels.find(({ key }) => key.value === name) ?? [])[0];
  return found && knownValue(found.value);
}

/** The cluster that a node says it is of, as eksctl's do. */
export function clusterOfNode(node: NodeObject): string | undefined {
  return labelOf(node, [clusterLabel]);
}

/** The instance type of a node. */
export function typeOfNode(node: NodeObject): string | undefined {
  return labelOf(node, typeLabels);
}

/** The zone of a node. */
export function zoneOfNode(node: NodeObject): string | undefined {
  return labelOf(node, zoneLabels);
}

/**
 * True for a node of a running cluster whose pods have their addresses from aws-node: not one of Windows, of Fargate, of EKS Auto Mode, or one
 * outside of AWS. Source: the affinity of the DaemonSet in amazon-vpc-cni-k8s v1.23.1, charts/aws-vpc-cni/values.yaml.
 */
export function isServedByCni(node: NodeObject): boolean {
  const system = labelOf(node, ['kubernetes.io/os', 'beta.kubernetes.io/os']);
  const compute = labelOf(node, ['eks.amazonaws.com/compute-type']);
  return (
    node.observed !== undefined &&
    (system ?? 'linux') === 'linux' &&
    !['fargate', 'auto', 'hybrid'].includes(compute ?? '')
  );
}

/** True where the CNI found no room for a trunk ENI on a node, and uses all its ENIs for pods. */
export function isWithoutTrunk(node: NodeObject): boolean {
  return labelOf(node, ['vpc.amazonaws.com/has-trunk-attached']) === 'false';
}
