import { type InstanceLimits, type IpamSettings, isPrefixCapable } from '../ipam/settings.js';
import { type Message, message } from '../messages/message.js';

/** What overrules a target for the pool of a node, in words; undefined where it decides, or for another variable. */
export function overruledBy(
  { warmIpTarget, minimumIpTarget, prefixDelegation }: IpamSettings,
  { name, limits }: NamedType,
  variable: string,
): Message | undefined {
  if (variable !== 'WARM_ENI_TARGET' && variable !== 'WARM_PREFIX_TARGET') return undefined;
  const other = warmIpTarget > 0 ? 'WARM_IP_TARGET' : minimumIpTarget > 0 ? 'MINIMUM_IP_TARGET' : undefined;
  if (other) return message('{variable} decides nothing here: {other} is set', { variable, other });
  const canHavePrefixes = isPrefixCapable(limits);
  if (variable === 'WARM_ENI_TARGET') {
    return prefixDelegation && canHavePrefixes
      ? message('{variable} decides nothing here: prefix delegation is on', { variable })
      : undefined;
  }
  if (!prefixDelegation) return message('{variable} decides nothing here: prefix delegation is off', { variable });
  return canHavePrefixes
    ? undefined
    : message('{variable} decides nothing on {type}, which cannot have prefixes', { variable, type: name });
}

/** An instance type with the name it goes by. */
export interface NamedType {
  readonly name: string;
  readonly limits: InstanceLimits;
}

/** That prefix delegation does nothing on a type; undefined where it does. */
export function prefixesWithoutEffect({ name, limits }: NamedType): Message | undefined {
  return isPrefixCapable(limits)
    ? undefined
    : message('{type} cannot have prefixes, because it is no Nitro type: ENABLE_PREFIX_DELEGATION has no effect', {
        type: name,
      });
}

/** That a type carries no trunk ENI; undefined where it does, or where a CNI keeps the slot for one all the same. */
export function trunkWithoutEffect({ name, limits }: NamedType, trunkSlotAlwaysReserved: boolean): Message | undefined {
  return limits.trunking === false && !trunkSlotAlwaysReserved
    ? message('{type} cannot have a trunk ENI: ENABLE_POD_ENI has no effect', { type: name })
    : undefined;
}

/** That MAX_ENI takes no ENI away; undefined where it does. */
export function maxEniWithoutEffect({ name, limits }: NamedType, maxEni: number): Message | undefined {
  return maxEni < limits.enis
    ? undefined
    : message('{type} has no more than {enis} ENIs: MAX_ENI has no effect', { type: name, enis: limits.enis });
}

/** Which of the variables somebody sets do nothing on a type with these settings. */
export function withoutEffect(type: NamedType, ipam: IpamSettings, written: readonly string[]): readonly Message[] {
  return written.flatMap((name) => reasonFor(name, type, ipam) ?? []);
}

function reasonFor(name: string, type: NamedType, ipam: IpamSettings): Message | undefined {
  const { prefixDelegation, podEni, trunkSlotAlwaysReserved, maxEni } = ipam;
  switch (name) {
    case 'ENABLE_PREFIX_DELEGATION':
      return prefixDelegation ? prefixesWithoutEffect(type) : undefined;
    case 'ENABLE_POD_ENI':
      return podEni ? trunkWithoutEffect(type, trunkSlotAlwaysReserved) : undefined;
    case 'MAX_ENI':
      return maxEni !== undefined && maxEni >= 1 ? maxEniWithoutEffect(type, maxEni) : undefined;
    default:
      return overruledBy(ipam, type, name);
  }
}

/** What IPv6 means for a node of a type. */
export function ipv6Note({ name, limits }: NamedType): Message {
  return isPrefixCapable(limits)
    ? message('In IPv6 a node has one /80 prefix for its pods: addresses do not limit them')
    : message('{type} cannot have prefixes: aws-node exits on it in an IPv6 cluster', { type: name });
}
