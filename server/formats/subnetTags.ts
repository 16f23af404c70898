import type { Subnet } from '../model/resource.js';
import type { Node } from '../syntax/node.js';
import { get, items, textOf } from '../syntax/read.js';
import type { Place } from './place.js';
import { isMissing, textFact } from './read.js';

const key = 'kubernetes.io/role/cni';

/** The tag by which the CNI finds subnets, among tags as a map or as a list of keys and values. */
export function cniTagIn(tags: Node | undefined, place: Place): Pick<Subnet, 'cniTag'> {
  const listed = items(tags).find((tag) => textOf(get(tag, 'Key')) === key);
  const value = tags?.kind === 'map' ? get(tags, key) : get(listed, 'Value');
  return isMissing(value) ? {} : { cniTag: textFact(value, place) };
}
