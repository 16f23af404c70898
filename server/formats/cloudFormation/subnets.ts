import { type Fact, known, unknown } from '../../model/fact.js';
import type { Subnet } from '../../model/resource.js';
import type { Node } from '../../syntax/node.js';
import { items } from '../../syntax/read.js';
import { at, type Place } from '../place.js';
import { booleanFact, textFact } from '../read.js';
import { cniTagIn } from '../subnetTags.js';
import { convertedValue, property, referredTo, type Template, type TemplateResource } from './template.js';

/** The subnets that a template makes, each known by its logical id. */
export function subnetsOfTemplate({ resources }: Template, place: Place): readonly Subnet[] {
  return resources.filter(isSubnet).map(({ name, properties }): Subnet => {
    const isPublic = booleanFact(convertedValue(property(properties, 'MapPublicIpOnLaunch')), place);
    return {
      kind: 'subnet',
      at: at(place, properties),
      key: known(name.text, at(place, name)),
      id: unknown(),
      cidr: textFact(property(properties, 'CidrBlock'), place),
      zone: textFact(property(properties, 'AvailabilityZone'), place),
      access: isPublic.kind === 'known' && isPublic.value ? 'public' : 'unknown',
      freeAddresses: unknown(),
      ...cniTagIn(property(properties, 'Tags'), place),
    };
  });
}

function isSubnet({ type }: TemplateResource): boolean {
  return type === 'AWS::EC2::Subnet';
}

/** The subnets that a group names: by their ids, or by the logical ids of those in the template. */
export function subnetsNamed(
  list: Node | undefined,
  { byName }: Template,
  place: Place,
): Fact<readonly Fact<string>[]> {
  if (list?.kind !== 'seq' || list.open || list.items.length === 0) return unknown();
  const refs = items(list).map((item) => {
    const name = referredTo(item) ?? '';
    const subnet = byName.get(name);
    return subnet && isSubnet(subnet) ? known(name, at(place, item)) : textFact(item, place);
  });
  return known(refs, at(place, list));
}
