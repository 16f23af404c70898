import { formatCidr, parseCidr } from '../../ipam/cidr.js';
import { isSubnetLength } from '../../ipam/subnet.js';
import { message } from '../../messages/message.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'subnet-cidr-size',
  severity: 'error',
  advice: message('Write the range that the subnet has'),
  *check({ subnets }): Iterable<Finding> {
    for (const { cidr } of subnets) {
      const reading = cidr.kind === 'known' ? parseCidr(cidr.value) : undefined;
      if (cidr.kind !== 'known' || reading?.kind !== 'cidr' || isSubnetLength(reading.cidr.prefixLength)) continue;
      yield {
        at: cidr.at,
        message: message('There is no subnet {range}: AWS takes ranges from /16 to /28', {
          range: formatCidr(reading.cidr),
        }),
      };
    }
  },
};
