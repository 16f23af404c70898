import { parseCidr } from '../../ipam/cidr.js';
import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'vpc-cidr-size',
  severity: 'error',
  *check({ declaration }) {
    if (declaration?.vpcSizes === undefined) return;
    const { vpcCidr } = declaration;
    const { largest, smallest } = declaration.vpcSizes;
    const reading = vpcCidr.kind === 'known' ? parseCidr(vpcCidr.value) : undefined;
    if (vpcCidr.kind !== 'known' || reading?.kind !== 'cidr') return;
    const { prefixLength } = reading.cidr;
    if (largest <= prefixLength && prefixLength <= smallest) return;
    yield {
      at: vpcCidr.at,
      message: message('eksctl makes VPCs from /{largest} to /{smallest}, and refuses {cidr}', {
        largest,
        smallest,
        cidr: vpcCidr.value,
      }),
    };
  },
};
