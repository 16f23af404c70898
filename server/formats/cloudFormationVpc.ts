import { parseCidr } from '../ipam/cidr.js';
import { isSubnetLength, LARGEST_SUBNET, SMALLEST_SUBNET } from '../ipam/subnet.js';
import { message } from '../messages/message.js';
import type { ClusterDeclaration } from '../model/resource.js';
import type { Node } from '../syntax/node.js';
import { get, items } from '../syntax/read.js';
import { property, referredTo, type Template, type TemplateResource } from './cloudFormationTemplate.js';
import { at, type Place } from './place.js';
import { textFact } from './read.js';
import { type Refused, refusedBy } from './refused.js';

/** The resources of a template that give a VPC its ranges, the first one first. */
export type VpcRanges = readonly [vpc: TemplateResource, ...others: TemplateResource[]];

/** Where the subnets of a cluster lead to one VPC of the same template: what has its ranges. `subnets` is the list that the cluster has. */
export function vpcOfSubnets(subnets: Node | undefined, { resources, byName }: Template): VpcRanges | undefined {
  const vpcs = new Set(
    items(subnets).map((subnet) => {
      const made = byName.get(referredTo(subnet) ?? '');
      return made?.type === 'AWS::EC2::Subnet' ? vpcOf(made, byName) : undefined;
    }),
  );
  vpcs.delete(undefined);
  const [vpc, ...others] = vpcs;
  if (vpc === undefined || others.length > 0) return undefined;
  return [vpc, ...resources.filter((each) => each.type === 'AWS::EC2::VPCCidrBlock' && vpcOf(each, byName) === vpc)];
}

function vpcOf({ properties }: TemplateResource, byName: Template['byName']): TemplateResource | undefined {
  const named = byName.get(referredTo(get(properties, 'VpcId')) ?? '');
  return named?.type === 'AWS::EC2::VPC' ? named : undefined;
}

/** What a cluster says of its VPC. */
export function vpcFacts(
  [vpc, ...others]: VpcRanges,
  place: Place,
): Pick<ClusterDeclaration, 'vpcCidr' | 'extraCidrs'> {
  return {
    vpcCidr: textFact(property(vpc.properties, 'CidrBlock'), place),
    extraCidrs: others.map(({ properties }) => textFact(property(properties, 'CidrBlock'), place)),
  };
}

/** Ranges of a size that no VPC has. */
export function vpcSizeFaults(ranges: VpcRanges, place: Place): readonly Refused[] {
  return ranges.flatMap(({ properties }) => {
    const node = property(properties, 'CidrBlock');
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
