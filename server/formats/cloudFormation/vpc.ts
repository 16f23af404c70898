import type { ClusterDeclaration } from '../../model/resource.js';
import type { Node } from '../../syntax/node.js';
import { get, items } from '../../syntax/read.js';
import type { Place } from '../place.js';
import type { Refused } from '../refused.js';
import { rangeFacts, rangeSizeFaults } from '../vpcRanges.js';
import { property, referredTo, type Template, type TemplateResource } from './template.js';

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
export function vpcFacts(ranges: VpcRanges, place: Place): Pick<ClusterDeclaration, 'vpcCidr' | 'extraCidrs'> {
  const [first, ...further] = writtenRanges(ranges);
  return rangeFacts(first, further, place);
}

/** Ranges of a size that no VPC has. */
export function vpcSizeFaults(ranges: VpcRanges, place: Place): readonly Refused[] {
  return rangeSizeFaults(writtenRanges(ranges), place);
}

function writtenRanges(ranges: VpcRanges): readonly (Node | undefined)[] {
  return ranges.map(({ properties }) => property(properties, 'CidrBlock'));
}
