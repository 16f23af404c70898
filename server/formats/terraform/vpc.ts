import type { MapNode, Node } from '../../syntax/node.js';
import { get, items } from '../../syntax/read.js';
import type { Place } from '../place.js';
import type { VpcRanges } from '../vpcRanges.js';
import { blockElsewhere, innerBlocks, isRepeated, lastEntry, moduleBlocks, resourceBlocks } from './blocks.js';
import { isVpcModule } from './subnets.js';

/**
 * The VPC that a cluster of `aws_eks_cluster` or terraform-aws-modules/eks leads to, by its id or by its subnets: an `aws_vpc` of the same file, or a call
 * of terraform-aws-modules/vpc in the folder. Undefined where it leads to none of these, or to several.
 */
export function vpcOfCluster(body: MapNode, root: MapNode, place: Place): VpcRanges | undefined {
  const lists = [body, ...innerBlocks(body, 'vpc_config')].flatMap((holder) =>
    ['subnet_ids', 'control_plane_subnet_ids'].map((key) => get(holder, key)),
  );
  const named = [get(body, 'vpc_id'), ...lists.flatMap((list) => (list?.kind === 'seq' ? items(list) : (list ?? [])))];
  const subnets = new Map(resourceBlocks(root, 'aws_subnet').map(({ name, body: subnet }) => [name.text, subnet]));
  const addresses = new Set(named.flatMap((node) => addressOfVpc(node, subnets) ?? []));
  const [address, ...others] = addresses;
  if (address === undefined || others.length > 0) return undefined;
  const [, resource, module] = /^(?:aws_vpc\.(.+)|module\.(.+))$/.exec(address) ?? [];
  return module === undefined ? ofResource(resource ?? '', root) : ofModule(module, root, place);
}

/** `aws_vpc.NAME` or `module.NAME`, by an expression for the VPC itself or for a subnet of it. `subnets`: those that the file makes, by their names. */
function addressOfVpc(node: Node | undefined, subnets: ReadonlyMap<string, MapNode>): string | undefined {
  if (node?.kind !== 'scalar' || !node.open) return undefined;
  const [, own, module, subnet] = expression.exec(node.text) ?? [];
  if (own !== undefined) return `aws_vpc.${own}`;
  if (module !== undefined) return `module.${module}`;
  const id = get(subnets.get(subnet ?? ''), 'vpc_id');
  const [, vpc] = (id?.kind === 'scalar' && id.open && expression.exec(id.text)) || [];
  return vpc === undefined ? undefined : `aws_vpc.${vpc}`;
}

const expression =
  /^(?:aws_vpc\.([\w-]+)\.id|module\.([\w-]+)\.(?:vpc_id|(?:private|public|intra)_subnets)|aws_subnet\.([\w-]+)(?:\[[^\]]*\])?\.id)$/;

function ofResource(name: string, root: MapNode): VpcRanges | undefined {
  const vpc = resourceBlocks(root, 'aws_vpc').find((block) => block.name.text === name);
  if (vpc === undefined || isRepeated(vpc.body)) return undefined;
  const further = resourceBlocks(root, 'aws_vpc_ipv4_cidr_block_association').filter(({ body }) => {
    const id = get(body, 'vpc_id');
    return id?.kind === 'scalar' && id.open && id.text === `aws_vpc.${name}.id` && !isRepeated(body);
  });
  return { first: get(vpc.body, 'cidr_block'), further: further.map(({ body }) => get(body, 'cidr_block')) };
}

/** Source: terraform-aws-vpc 00ba9a3, main.tf: aws_vpc.this and aws_vpc_ipv4_cidr_block_association.this. */
function ofModule(name: string, root: MapNode, place: Place): VpcRanges | undefined {
  const own = moduleBlocks(root).find((block) => block.name.text === name)?.body;
  const body = own ?? blockElsewhere(`module.${name}`, place);
  if (body === undefined || !isVpcModule(body) || isRepeated(body)) return undefined;
  return { first: get(body, 'cidr'), further: items(lastEntry(body, 'secondary_cidr_blocks')?.value) };
}
