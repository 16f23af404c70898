import { containsCidr } from '../../ipam/cidr.js';
import { message } from '../../messages/message.js';
import { selectionKeys } from '../../model/eniConfigChoice.js';
import type { Rule } from '../rule.js';
import { fixedCidr, writtenCidr } from './clusterCidrs.js';

/** The ranges people add to a VPC for pods. Source: EKS best practices guide, networking/custom-networking.adoc:31. */
const podRanges = ['100.64.0.0/10', '198.19.0.0/16'].map(fixedCidr);

export const rule: Rule = {
  id: 'extra-cidrs-misused',
  severity: 'warning',
  advice: message('Make the VPC with its second range first, and name it with vpc.id'),
  silentWithout: ['declarations'],
  *check(cluster) {
    const { declaration } = cluster;
    // In a VPC that is there already, somebody may have added the range to it.
    if (declaration?.madeVpc === undefined) return;
    if (selectionKeys(cluster).customNetworking !== true) return;
    for (const fact of declaration.extraCidrs) {
      const written = writtenCidr(fact);
      if (written === undefined || !podRanges.some((range) => containsCidr(range, written.cidr))) continue;
      yield {
        at: written.at,
        message: message(
          'extraCIDRs adds no range to the VPC: it only lets {cidr} reach port 443 of the control plane, and no subnet for pods can be made in it',
          { cidr: written.text },
        ),
      };
    }
  },
};
