import { cidrSize, formatCidr, parseCidr } from '../../ipam/cidr.js';
import { isSubnetLength, prefixCapacity, usableAddresses } from '../../ipam/subnet.js';
import { list, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { knownValue } from '../../model/fact.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { Subnet } from '../../model/resource.js';
import { subnetOf } from '../../plan/groupUse.js';
import { planOf } from '../../plan/plan.js';
import { asCluster, sizeOf } from '../../plan/subnets.js';
import { grouped, percent } from '../../text/numbers.js';
import { pages } from '../links.js';
import { type Content, inputOfFact } from './content.js';
import { planInShort } from './group.js';

const links = [{ title: message('Sizes of subnets'), href: pages.subnetSizing }] as const;

/** The addresses and prefixes of a subnet, and what is drawn on it; undefined where its range is not known. */
export function subnetContent(written: Subnet, cluster: Cluster | undefined): Content | undefined {
  const subnet = cluster ? asCluster(written, cluster) : written;
  const { cidr, freeAddresses } = subnet;
  const reading = cidr.kind === 'known' ? parseCidr(cidr.value) : undefined;
  if (cidr.kind !== 'known' || reading?.kind !== 'cidr') return undefined;
  const { prefixLength } = reading.cidr;
  if (!isSubnetLength(prefixLength)) {
    return {
      answer: message('There is no subnet {range}: AWS takes ranges from /16 to /28', {
        range: formatCidr(reading.cidr),
      }),
      links,
    };
  }
  const usable = usableAddresses(prefixLength);
  const free = knownValue(freeAddresses);
  const range = formatCidr(reading.cidr);
  const prefixes = grouped(prefixCapacity(prefixLength));
  return {
    answer:
      free === undefined
        ? message('{range}: {usable} usable addresses, {prefixes} prefixes', {
            range,
            usable: grouped(usable),
            prefixes,
          })
        : message('{range}: {free} of {usable} usable addresses are free', {
            range,
            free: grouped(free),
            usable: grouped(usable),
          }),
    about: cluster ? drawnOn(subnet, cluster) : [],
    formula: {
      names: message('2^(32 − prefix length) − 5 reserved; 2^(28 − prefix length) − 2 prefixes'),
      numbers: `2^(32 − ${prefixLength}) − 5 = ${usable}; ${prefixLength < 28 ? `2^(28 − ${prefixLength}) − 2 = ${prefixCapacity(prefixLength)}` : '0'}`,
    },
    inputs: [
      ...inputOfFact(message('range'), cidr),
      ...inputOfFact(message('zone'), subnet.zone),
      ...inputOfFact(message('subnet'), subnet.id),
      ...inputOfFact(message('free addresses'), freeAddresses),
    ],
    caveats: [
      ...(reading.hasHostBits ? [message('AWS stores the range as {range}', { range })] : []),
      message('A prefix needs 16 addresses in one aligned block: single addresses that lie scattered leave fewer'),
    ],
    links,
  };
}

/** What all groups together take of it. */
function drawnOn(subnet: Subnet, cluster: Cluster): readonly Message[] {
  const room = sizeOf(subnet, cluster);
  const plan = room && subnetOf(planOf(cluster), room.key);
  if (room === undefined || plan === undefined) return [];
  const groups = list([...new Set(plan.draws.map(({ group }) => nameOfGroup(group)))]);
  const { addresses } = plan.total.full;
  const text = { groups, addresses: grouped(addresses), share: percent(addresses, room.addresses) };
  return [message('Full nodes of {groups} take {addresses} of them ({share} %)', text)];
}

/** The size of a VPC's or the services' range. */
export function cidrContent(text: string, of: 'vpc' | 'service', cluster: Cluster | undefined): Content | undefined {
  const reading = parseCidr(text);
  if (reading.kind !== 'cidr') return undefined;
  const { cidr } = reading;
  const range = formatCidr(cidr);
  const size = grouped(cidrSize(cidr));
  if (of === 'service') {
    return {
      answer: message('{range}: {size} service addresses', { range, size }),
      about: [message('Services take them; nodes and pods do not')],
    };
  }
  const subnets = cidr.prefixLength <= 24 ? grouped(2 ** (24 - cidr.prefixLength)) : undefined;
  return {
    answer: message('{range}: {size} addresses', { range, size }),
    about: [
      ...(cluster ? planInShort(cluster) : []),
      ...(subnets === undefined
        ? []
        : [message('{subnets} subnets of /24 with 251 usable addresses and 14 prefixes each', { subnets })]),
    ],
    formula: { names: message('2^(32 − prefix length)'), numbers: `2^(32 − ${cidr.prefixLength}) = ${cidrSize(cidr)}` },
    links,
  };
}
