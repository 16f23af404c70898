import { list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { clusterEnv } from '../../model/env.js';
import { onlyOneCard } from '../networkCards.js';
import { hasOtherNodes } from '../podSwitch.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'multi-nic-one-card',
  severity: 'info',
  followsSettings: true,
  reportsAbsence: true,
  advice: message('Take a type with several network cards, such as p5.48xlarge, or leave the variable out'),
  silentWithout: ['ENABLE_MULTI_NIC'],
  *check(cluster: Cluster) {
    const multiNic = clusterEnv(cluster).flag('ENABLE_MULTI_NIC');
    // A pod that asks for several interfaces is refused without it, and gets one with it.
    if (multiNic.kind !== 'set' || !multiNic.value || cluster.nicRequests.length > 0 || hasOtherNodes(cluster)) return;
    const types = onlyOneCard(cluster);
    if (types === undefined) return;
    const names = [...new Set(types.map(({ name }) => name))];
    const text = { types: list(names) };
    yield {
      at: multiNic.at,
      message:
        names.length === 1
          ? message('ENABLE_MULTI_NIC changes nothing: {types} has one network card', text)
          : message('ENABLE_MULTI_NIC changes nothing: {types} have one network card', text),
    };
  },
};
