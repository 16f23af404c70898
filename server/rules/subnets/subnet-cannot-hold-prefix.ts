import { ADDRESSES_PER_PREFIX } from '../../ipam/settings.js';
import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { selectionKeys } from '../../model/eniConfigChoice.js';
import { clusterEnv, ipFamilyOf, isWritten } from '../../model/env.js';
import { canUsePrefixes, groupTypes, isServedByAnotherCni } from '../../model/groupTypes.js';
import { placeOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import { type Room, roomsOf } from '../../plan/subnets.js';
import { type Location, placeKey } from '../../text/span.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'subnet-cannot-hold-prefix',
  severity: 'warning',
  followsSettings: true,
  advice: message('Take larger subnets, with a CIDR reservation of type prefix where other things use them too'),
  silentWithout: ['ENABLE_PREFIX_DELEGATION'],
  *check(cluster) {
    const prefixes = clusterEnv(cluster).flag('ENABLE_PREFIX_DELEGATION');
    if (prefixes.kind !== 'set' || !prefixes.value || ipFamilyOf(cluster) === 'IPv6') return;
    const groups = cluster.nodeGroups.filter((group) => takesPrefixes(group, cluster));
    const related = isWritten(prefixes) ? [{ at: prefixes.at, message: message('Prefix delegation is on') }] : [];
    const small = new Map<string, SmallSubnet>();
    for (const group of groups) {
      for (const subnet of smallSubnets(group, cluster)) small.set(placeKey(subnet.at), subnet);
    }
    for (const { at, severity, text } of small.values()) yield { at, severity, message: text, related };
  },
};

function takesPrefixes(group: NodeGroup, cluster: Cluster): boolean {
  const types = groupTypes(group, cluster);
  const isOther = group.amiFamily === 'windows' || isServedByAnotherCni(group, cluster);
  return types !== undefined && canUsePrefixes(types) && !isOther;
}

interface SmallSubnet {
  readonly at: Location;
  readonly severity: NonNullable<Finding['severity']>;
  readonly text: Message;
}

/** The subnets that a group's pods take addresses from, and in which no prefix fits. */
function smallSubnets(group: NodeGroup, cluster: Cluster): readonly SmallSubnet[] {
  const { customNetworking } = selectionKeys(cluster);
  if (customNetworking === undefined) return [];
  const rooms = roomsOf(group, cluster, customNetworking);
  return rooms.flatMap(({ pods }) => (pods && judge(pods, pods.at ?? placeOfGroup(group))) ?? []);
}

function judge({ name, origin, addresses, prefixes, blocks }: Room, at: Location): SmallSubnet | undefined {
  if (prefixes === undefined) {
    const text = message('{free} free addresses hold no /28 prefix: pods get no addresses', { free: addresses });
    return addresses < ADDRESSES_PER_PREFIX ? { at, severity: 'warning', text } : undefined;
  }
  if (prefixes > 0) return undefined;
  if (origin === 'carved') {
    const text = message('No /28 prefix fits into a {name}, which eksctl makes of this VPC: pods get no addresses', {
      name,
    });
    return { at, severity: 'warning', text };
  }
  return blocks < 2
    ? {
        at,
        severity: 'error',
        text: message(
          '{cidr} is as large as one /28 prefix, and five of its addresses are reserved: no prefix fits, and pods get no addresses',
          { cidr: name },
        ),
      }
    : {
        at,
        severity: 'warning',
        text: message(
          '{cidr} has two /28 blocks, and both hold reserved addresses: no prefix fits, and pods get no addresses',
          { cidr: name },
        ),
      };
}
