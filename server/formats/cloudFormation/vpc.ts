import type { Node } from '../../syntax/node.js';
import { get, items } from '../../syntax/read.js';
import type { VpcRanges } from '../vpcRanges.js';
import { property, referredTo, type Template, type TemplateResource } from './template.js';

/** Where the subnets of a cluster lead to one VPC of the same template: its ranges. `subnets` is the list that the cluster has. */
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
  const further = resources.filter((each) => each.type === 'AWS::EC2::VPCCidrBlock' && vpcOf(each, byName) === vpc);
  return { first: rangeOf(vpc), further: further.map(rangeOf) };
}

function rangeOf({ properties }: TemplateResource): Node | undefined {
  return property(properties, 'CidrBlock');
}

function vpcOf({ properties }: TemplateResource, byName: Template['byName']): TemplateResource | undefined {
  const named = byName.get(referredTo(get(properties, 'VpcId')) ?? '');
  return named?.type === 'AWS::EC2::VPC' ? named : undefined;
}
