import { formatCidr } from '../../ipam/cidr.js';
import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';
import { subnetCidrs, writtenCidr } from './clusterCidrs.js';

export const rule: Rule = {
  id: 'cidr-host-bits',
  severity: 'warning',
  advice: message('Write the first address of the range'),
  silentWithout: ['declarations'],
  *check(cluster) {
    const { declaration } = cluster;
    if (declaration === undefined) return;
    const { vpcCidr, serviceIpv4Cidr, extraCidrs } = declaration;
    const own = [vpcCidr, serviceIpv4Cidr, ...extraCidrs].flatMap((fact) => writtenCidr(fact) ?? []);
    for (const { text, at, cidr, hasHostBits } of [...own, ...subnetCidrs(cluster)]) {
      if (!hasHostBits) continue;
      const right = formatCidr(cidr);
      yield {
        at,
        message: message('{cidr} names an address within its range: AWS takes it for {right}', { cidr: text, right }),
        fixes: () => [
          {
            title: message('Write {right}', { right }),
            level: 'safe',
            changes: [{ kind: 'replaceValue', at, value: right, asString: false }],
          },
        ],
      };
    }
  },
};
