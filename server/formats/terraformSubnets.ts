import { type Fact, known, unknown } from '../model/fact.js';
import type { Subnet } from '../model/resource.js';
import type { MapNode, Node } from '../syntax/node.js';
import { get, items } from '../syntax/read.js';
import { at, type Place } from './place.js';
import { booleanFact, isMissing, textFact } from './read.js';
import { resourceBlocks } from './terraformBlocks.js';

/** The subnets that a file makes, each known by its address in Terraform. Of those made by number or for each of a map nobody sees how many there are. */
export function subnetsOfTerraform(root: MapNode, place: Place): readonly Subnet[] {
  return resourceBlocks(root, 'aws_subnet').flatMap(({ name, body }): readonly Subnet[] => {
    if (['count', 'for_each'].some((key) => !isMissing(get(body, key)))) return [];
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
      },
    ];
  });
}

/** The subnets that a group names: by their ids, or by their addresses in the file. Undefined where one of them is neither. */
export function subnetAddresses(list: Node | undefined, place: Place): Fact<readonly Fact<string>[]> | undefined {
  const refs = items(list).map((item) => {
    const [, name] = (item.kind === 'scalar' && item.open && /^aws_subnet\.([\w-]+)\.id$/.exec(item.text)) || [];
    return name === undefined ? textFact(item, place) : known(addressOf(name), at(place, item));
  });
  return list?.kind === 'seq' && refs.length > 0 ? known(refs, at(place, list)) : undefined;
}

function addressOf(name: string): string {
  return `aws_subnet.${name}`;
}
