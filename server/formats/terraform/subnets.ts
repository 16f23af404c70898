import { type Fact, known, unknown } from '../../model/fact.js';
import type { Resource, Subnet } from '../../model/resource.js';
import type { MapNode, Node } from '../../syntax/node.js';
import { get, items } from '../../syntax/read.js';
import { isSameDocument } from '../../text/span.js';
import { at, type Place } from '../place.js';
import { booleanFact, textFact } from '../read.js';
import { cniTagIn } from '../subnetTags.js';
import { type Block, blockElsewhere, isRepeated, moduleBlocks, moduleSource, resourceBlocks } from './blocks.js';

/** The subnets that a file makes, each known by its address in Terraform. Of those made by number or for each of a map nobody sees how many there are. */
export function subnetsOfTerraform(root: MapNode, place: Place): readonly Subnet[] {
  return [...ofResources(root, place), ...moduleBlocks(root).flatMap((module) => ofModule(module, place))];
}

function ofResources(root: MapNode, place: Place): readonly Subnet[] {
  return resourceBlocks(root, 'aws_subnet').flatMap(({ name, body }): readonly Subnet[] => {
    if (isRepeated(body)) return [];
    const isPublic = booleanFact(get(body, 'map_public_ip_on_launch'), place);
    return [
      {
        kind: 'subnet',
        at: at(place, body),
        key: known(addressOf(name.text), at(place, name)),
        id: unknown(),
        cidr: textFact(get(body, 'cidr_block'), place),
        zone: textFact(get(body, 'availability_zone'), place),
        access: isPublic.kind === 'known' && isPublic.value ? 'public' : 'unknown',
        freeAddresses: unknown(),
        ...cniTagIn(get(body, 'tags'), place),
      },
    ];
  });
}

/** The lists of ranges that terraform-aws-modules/vpc makes subnets of, each in the zone of its number, from the first again behind the last. */
const listsOfModule = ['private_subnets', 'public_subnets', 'intra_subnets'] as const;

/** Source: terraform-aws-vpc 82d1929 (6.6.0), main.tf:140-160, 290-305 and alike; outputs.tf:177. */
function ofModule({ name, body }: Block, place: Place): readonly Subnet[] {
  if (!isVpcModule(body) || isRepeated(body)) return [];
  const zones = items(get(body, 'azs'));
  return listsOfModule.flatMap((list) =>
    items(get(body, list)).map((range, index): Subnet => {
      const zone = zones.length === 0 ? undefined : textFact(zones[index % zones.length], place);
      return {
        kind: 'subnet',
        at: at(place, range),
        key: known(outputOf(name.text, list, index), at(place, range)),
        id: unknown(),
        cidr: textFact(range, place),
        // The ids of zones are another name, which nobody compares.
        zone: zone?.kind === 'known' && /^[a-z]{2}-/.test(zone.value) ? zone : unknown(),
        access: list === 'public_subnets' ? 'public' : 'private',
        freeAddresses: unknown(),
      };
    }),
  );
}

/** True for a call of terraform-aws-modules/vpc. */
export function isVpcModule(body: MapNode): boolean {
  const source = moduleSource(body);
  return source?.name === 'terraform-aws-modules/vpc/aws' && source.inner === undefined;
}

function outputOf(module: string, list: string, index: number): string {
  return `module.${module}.${list}[${index}]`;
}

/**
 * The subnets that a group names: by their ids, or by their addresses in the file. A list that the module of the VPC makes stands for all that
 * the file writes there. Undefined where one of them is none of these.
 */
export function subnetAddresses(
  list: Node | undefined,
  place: Place,
  root: MapNode,
): Fact<readonly Fact<string>[]> | undefined {
  const whole = list?.kind === 'scalar' && list.open ? listOfModule(list.text, root, place) : undefined;
  if (list !== undefined && whole !== undefined) {
    return known(
      whole.map((each) => known(each, at(place, list))),
      at(place, list),
    );
  }
  const refs = items(list).map((item) => {
    const [, name] = (item.kind === 'scalar' && item.open && idOfSubnet.exec(item.text)) || [];
    return name === undefined ? textFact(item, place) : known(addressOf(name), at(place, item));
  });
  return list?.kind === 'seq' && refs.length > 0 ? known(refs, at(place, list)) : undefined;
}

/** What `module.vpc.private_subnets` stands for; undefined where no file of the folder writes it as a list. */
function listOfModule(expression: string, root: MapNode, place: Place): readonly string[] | undefined {
  const [, module = '', list = ''] = /^module\.([\w-]+)\.(\w+)$/.exec(expression) ?? [];
  if (!listsOfModule.some((each) => each === list)) return undefined;
  const own = moduleBlocks(root).find(({ name, body }) => name.text === module && isVpcModule(body));
  const body = own?.body ?? blockElsewhere(`module.${module}`, place);
  const written = body && isVpcModule(body) && !isRepeated(body) ? get(body, list) : undefined;
  if (written?.kind !== 'seq' || written.items.length === 0) return undefined;
  return written.items.map((_, index) => outputOf(module, list, index));
}

const idOfSubnet = /^aws_subnet\.([\w-]+)\.id$/;

/**
 * ENIConfigs with the addresses of the subnets whose ids Terraform fills in, wherever they are written: as an expression, or as one within a text.
 * `text` is that of the document; what another one writes is not seen there.
 */
export function withSubnetAddresses(resources: readonly Resource[], text: string, place: Place): readonly Resource[] {
  return resources.map((resource) => {
    const at = resource.kind === 'eniConfig' && resource.subnetId.kind === 'unknown' ? resource.subnetId.at : undefined;
    const [, plain, filledIn] =
      (at && isSameDocument(at, place) && writtenId.exec(text.slice(at.span.start, at.span.end))) || [];
    const name = plain ?? filledIn;
    return at && name !== undefined ? { ...resource, subnetKey: { value: addressOf(name), at } } : resource;
  });
}

const writtenId = /^(?:aws_subnet\.([\w-]+)\.id|"?\$\{aws_subnet\.([\w-]+)\.id\}"?)$/;

function addressOf(name: string): string {
  return `aws_subnet.${name}`;
}
