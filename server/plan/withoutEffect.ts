import { type InstanceLimits, isPrefixCapable } from '../ipam/settings.js';
import { type Message, message } from '../messages/message.js';
import type { SettingsInForce } from './settings.js';

/** The pool targets, and the modes that some types do not have. */
const targets = ['WARM_ENI_TARGET', 'WARM_PREFIX_TARGET'] as const;

/** What overrules a target, in words; undefined where it decides, or for another variable. */
export function overruledBy({ variables, ipam }: SettingsInForce, variable: string): Message | undefined {
  const { prefixDelegation } = ipam;
  if (!targets.some((name) => name === variable)) return undefined;
  const other = (['WARM_IP_TARGET', 'MINIMUM_IP_TARGET'] as const).find(
    (name) => Number(variables.get(name)?.value) > 0,
  );
  if (other) return message('{variable} decides nothing here: {other} is set', { variable, other });
  if (variable === 'WARM_ENI_TARGET' && prefixDelegation) {
    return message('{variable} decides nothing here: prefix delegation is on', { variable });
  }
  if (variable === 'WARM_PREFIX_TARGET' && !prefixDelegation) {
    return message('{variable} decides nothing here: prefix delegation is off', { variable });
  }
  return undefined;
}

/** An instance type with the name it goes by. */
export interface NamedType {
  readonly name: string;
  readonly limits: InstanceLimits;
}

/** That prefix delegation does nothing on a type; undefined where it does. `option` is what turned it on. */
export function prefixesWithoutEffect({ name, limits }: NamedType, option: string): Message | undefined {
  return isPrefixCapable(limits)
    ? undefined
    : message('{type} cannot have prefixes, because it is no Nitro type: {option} has no effect', {
        type: name,
        option,
      });
}

/** That a type carries no trunk ENI; undefined where it does, or where a CNI keeps the slot for one all the same. */
export function trunkWithoutEffect(
  { name, limits }: NamedType,
  option: string,
  trunkSlotAlwaysReserved: boolean,
): Message | undefined {
  return limits.trunking === false && !trunkSlotAlwaysReserved
    ? message('{type} cannot have a trunk ENI: {option} has no effect', { type: name, option })
    : undefined;
}

/** That MAX_ENI takes no ENI away; undefined where it does. */
export function maxEniWithoutEffect({ name, limits }: NamedType, option: string, maxEni: number): Message | undefined {
  return maxEni < limits.enis
    ? undefined
    : message('{type} has no more than {enis} ENIs: {option} has no effect', { type: name, enis: limits.enis, option });
}

/** Which of the variables somebody sets do nothing on a type with these settings. */
export function withoutEffect(
  type: NamedType,
  settings: SettingsInForce,
  written: readonly string[],
): readonly Message[] {
  const { prefixDelegation, podEni, trunkSlotAlwaysReserved, maxEni } = settings.ipam;
  const prefixes = prefixDelegation ? prefixesWithoutEffect(type, 'ENABLE_PREFIX_DELEGATION') : undefined;
  return written.flatMap((name): readonly Message[] => {
    const text =
      name === 'ENABLE_PREFIX_DELEGATION'
        ? prefixes
        : name === 'ENABLE_POD_ENI' && podEni
          ? trunkWithoutEffect(type, name, trunkSlotAlwaysReserved)
          : name === 'MAX_ENI' && maxEni !== undefined && maxEni >= 1
            ? maxEniWithoutEffect(type, name, maxEni)
            : overruledBy(
                prefixes ? { ...settings, ipam: { ...settings.ipam, prefixDelegation: false } } : settings,
                name,
              );
    return text ? [text] : [];
  });
}
