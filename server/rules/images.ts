import { type CniVersion, type ImageReference, parseImage, parseVersion } from '../model/cniVersion.js';
import type { CniSettings, ContainerName } from '../model/resource.js';
import type { Location } from '../text/span.js';

/** An image of AWS whose tag is a version: what a fork or another build needs is not known. */
export interface Image extends ImageReference {
  readonly tag: string;
  readonly version: CniVersion;
  readonly at: Location;
}

const imageNames = {
  'aws-node': 'amazon-k8s-cni',
  'aws-vpc-cni-init': 'amazon-k8s-cni-init',
  'aws-eks-nodeagent': 'aws-network-policy-agent',
} as const satisfies Readonly<Record<ContainerName, string>>;

/** The image of a container, where it is one of AWS with a version for a tag. */
export function imageOf({ containers }: CniSettings, container: ContainerName): Image | undefined {
  const image = containers.find((each) => each.name === container)?.image;
  if (image?.kind !== 'known') return undefined;
  const reference = parseImage(image.value);
  const { tag } = reference;
  const version = tag === undefined ? undefined : parseVersion(tag);
  if (reference.name !== imageNames[container] || tag === undefined || version === undefined) return undefined;
  return { ...reference, tag, version, at: image.at };
}
