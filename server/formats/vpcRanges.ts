import { parseCidr } from '../ipam/cidr.js';
import { isSubnetLength, LARGEST_SUBNET, SMALLEST_SUBNET } from '../ipam/subnet.js';
import { message } from '../messages/message.js';
import type { ClusterDeclaration } from '../model/resource.js';
import type { Node } from '../syntax/node.js';
import { at, type Place } from './place.js';
import { textFact } from './read.js';
import { type Refused, refusedBy } from './refused.js';

/** The nodes in which the ranges of a VPC are written, the first one first; undefined for one that is written elsewhere. */
export interface VpcRanges {
  readonly first: Node | undefined;
  readonly further: readonly (Node | undefined)[];
}

/** What a cluster says of the ranges of its VPC. */
export function rangeFacts(
  { first, further }: VpcRanges,
  place: Place,
): Pick<ClusterDeclaration, 'vpcCidr' | 'extraCidrs'> {
  return {
    vpcCidr: textFact(first, place),
    extraCidrs: further.map((node) => textFact(node, place)).filter(({ kind }) => kind !== 'absent'),
  };
}

/** Ranges of a size that no VPC has. */
export function rangeSizeFaults({ first, further }: VpcRanges, place: Place): readonly Refused[] {
  return [first, ...further].flatMap((node) => {
    const fact = textFact(node, place);
    const reading = fact.kind === 'known' ? parseCidr(fact.value) : undefined;
    if (node === undefined || fact.kind !== 'known' || reading?.kind !== 'cidr') return [];
    if (isSubnetLength(reading.cidr.prefixLength)) return [];
    const text = message('EC2 refuses the range {cidr}: those of a VPC are from /{largest} to /{smallest}', {
      cidr: fact.value,
      largest: LARGEST_SUBNET,
      smallest: SMALLEST_SUBNET,
    });
    const advice = message('Take a range of such a size');
    return [refusedBy('EC2')('vpc-cidr-size', at(place, node), text, { advice })];
  });
}
