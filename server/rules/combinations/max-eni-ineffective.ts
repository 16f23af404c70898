import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv } from '../../model/env.js';
import { type ReadEntry, readEntries } from '../../model/envEntries.js';
import { knownValue } from '../../model/fact.js';
import { groupTypes } from '../../model/groupTypes.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { removeVariable } from '../fixes.js';
import { usesIpv6 } from '../ipFamily.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'max-eni-ineffective',
  severity: 'warning',
  advice: message('Remove it, or write a number below the ENIs of the type'),
  silentWithout: ['MAX_ENI'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const read = readEntries(settings, cluster).findLast(({ row }) => row.name === 'MAX_ENI');
  const text = read && reasonFor(read, settings, cluster);
  if (read === undefined || text === undefined) return;
  yield {
    at: read.at,
    message: text,
    fixes: () => removeVariable(settings, read.entry, 'safe'),
    tags: ['unnecessary'],
  };
}

/** Why it limits nothing; undefined where it does, and for a text that is no number, which `invalid-integer` reports. */
function reasonFor({ reading, text }: ReadEntry, settings: CniSettings, cluster: Cluster): Message | undefined {
  if (reading.kind === 'replaced') {
    const isNumber = reading.reason.code === 'negative' || reading.reason.code === 'outOfRange';
    return isNumber
      ? message('MAX_ENI is {text}, below 1: it limits nothing, and nodes take as many ENIs as their type', { text })
      : undefined;
  }
  if (reading.kind !== 'accepted' || typeof reading.value !== 'number') return undefined;
  if (usesIpv6(carrierEnv(settings, cluster)) === true) {
    return message('MAX_ENI is {text} but has no effect with IPv6: pods have their addresses from one /80 prefix', {
      text,
    });
  }
  const most = mostEnis(cluster);
  return most !== undefined && reading.value >= most.enis
    ? message('MAX_ENI is {text}, but no node can have more than {enis} ENIs anyway ({type}): it limits nothing', {
        text,
        ...most,
      })
    : undefined;
}

/** The type with the most ENIs; undefined unless every node of the cluster is in sight. */
function mostEnis(cluster: Cluster): { readonly enis: number; readonly type: string } | undefined {
  const { declaration, nodeGroups } = cluster;
  const isOpen = declaration?.karpenter === true || declaration?.partlyHidden === true;
  if (isOpen || knownValue(declaration?.autoMode ?? { kind: 'absent' }) === true) return undefined;
  const types = nodeGroups.map((group) => groupTypes(group, cluster));
  if (types.length === 0 || types.includes(undefined)) return undefined;
  const all = types.flatMap((group) => group ?? []).map(({ name, limits }) => ({ enis: limits.enis, type: name }));
  return all.reduce((most, each) => (each.enis > most.enis ? each : most));
}
