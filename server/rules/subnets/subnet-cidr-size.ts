import { formatCidr } from '../../ipam/cidr.js';
import { isSubnetLength } from '../../ipam/subnet.js';
import { message } from '../../messages/message.js';
import type { Finding, Rule } from '../rule.js';
import { writtenCidr } from './clusterCidrs.js';

export const rule: Rule = {
  id: 'subnet-cidr-size',
  severity: 'error',
  advice: message('Write the range that the subnet has'),
  silentWithout: ['subnets'],
  *check({ subnets }): Iterable<Finding> {
    for (const { cidr } of subnets) {
      const written = writtenCidr(cidr);
      if (written === undefined || isSubnetLength(written.cidr.prefixLength)) continue;
      yield {
        at: written.at,
        message: message('There is no subnet {range}: AWS takes ranges from /16 to /28', {
          range: formatCidr(written.cidr),
        }),
      };
    }
  },
};
