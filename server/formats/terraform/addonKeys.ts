import { message } from '../../messages/message.js';
import type { MapNode } from '../../syntax/node.js';
import { entries, get } from '../../syntax/read.js';
import { closest, lettersOf } from '../../text/closest.js';
import { at, type Place } from '../place.js';
import { type Refused, refusedBy } from '../refused.js';

/**
 * The keys that terraform-aws-modules/eks reads of an add-on. Its variable is a map of objects with these attributes (before version 21 of
 * anything), and Terraform passes over others without a word. Source: terraform-aws-eks bef29c4, variables.tf:638-662, main.tf:766-860.
 */
const keys = [
  'name',
  'before_compute',
  'most_recent',
  'addon_version',
  'configuration_values',
  'pod_identity_association',
  'preserve',
  'resolve_conflicts',
  'resolve_conflicts_on_create',
  'resolve_conflicts_on_update',
  'service_account_role_arn',
  'timeouts',
  'tags',
  'create',
] as const;

/** What people mean by a key that is far from any of these. */
const meant: Readonly<Record<string, (typeof keys)[number]>> = {
  version: 'addon_version',
  configuration: 'configuration_values',
  config: 'configuration_values',
  values: 'configuration_values',
  service_account_arn: 'service_account_role_arn',
  role_arn: 'service_account_role_arn',
};

const refused = refusedBy('Terraform');

/** Keys of an add-on that were meant for one the module reads. Others may be for somebody who reads the same map. */
export function ignoredKeys(addon: MapNode, place: Place): readonly Refused[] {
  return entries(addon).flatMap(({ key }) => {
    const known = key.open ? undefined : keyMeant(key.text);
    if (known === undefined || get(addon, known) !== undefined) return [];
    const here = at(place, key);
    const text = message('terraform-aws-modules/eks passes over {key}, a key it does not have: did you mean {known}?', {
      key: key.text,
      known,
    });
    const title = message('Rename {key} to {known}', { key: key.text, known });
    const changes = [{ kind: 'renameKey', at: here, key: known }] as const;
    return [
      refused('terraform-key-ignored', here, text, {
        advice: 'inMessage',
        fixes: [{ title, level: 'suggested', changes }],
      }),
    ];
  });
}

function keyMeant(key: string): (typeof keys)[number] | undefined {
  if (keys.some((known) => known === key)) return undefined;
  const same = keys.find((known) => lettersOf(known) === lettersOf(key));
  const [near] = key.length < 5 ? [] : closest(key, keys, 2);
  return same ?? meant[key] ?? keys.find((known) => known === near);
}
