import type { Location, Sourced } from '../text/span.js';
import type { Fact } from './fact.js';

/** What a workload asks of the network cards of its nodes, with the annotation `k8s.amazonaws.com/nicConfig` of its pods. */
export interface NicRequest {
  readonly kind: 'nicRequest';
  readonly at: Location;
  /** The kind of the manifest, such as `Deployment`, and its name. */
  readonly workload: string;
  readonly name: Fact<string>;
  /** The annotation's value as it is written. */
  readonly value: Sourced<string>;
}

/** The one value that the CNI knows. Source: amazon-vpc-cni-k8s v1.23.0, cmd/routed-eni-cni-plugin/cni.go:53-54, :178-185. */
export const multiNicAttachment = 'multi-nic-attachment';

/** What a finding calls the workload: `Deployment train`, or its kind alone where its name cannot be seen. */
export function workloadOf({ workload, name }: NicRequest): string {
  return name.kind === 'known' ? `${workload} ${name.value}` : workload;
}
