import { containsCidr, type Ipv4Cidr, overlaps } from '../../ipam/cidr.js';
import { message } from '../../messages/message.js';
import type { Severity } from '../../model/lensConfig.js';
import type { Rule } from '../rule.js';
import { fixedCidr, subnetCidrs, writtenCidr } from './clusterCidrs.js';

export const rule: Rule = {
  id: 'cidr-not-associable',
  severity: 'error',
  advice: message('Take a range from 100.64.0.0/10, or from the one the VPC is in'),
  silentWithout: ['declarations'],
  *check(cluster) {
    const vpc = writtenCidr(cluster.declaration?.vpcCidr);
    if (vpc === undefined || cluster.declaration?.vpcId.kind !== 'known') return;
    for (const { text, at, cidr } of subnetCidrs(cluster)) {
      if (overlaps(vpc.cidr, cidr)) continue;
      const restricted = restriction(vpc.cidr, cidr);
      if (restricted === undefined) continue;
      const { severity, range } = restricted;
      yield {
        at,
        severity,
        message:
          range === undefined
            ? message('{cidr} cannot belong to a VPC of {vpc}: AWS does not associate the two ranges with one VPC', {
                cidr: text,
                vpc: vpc.text,
              })
            : message('AWS restricts {range} in a VPC of {vpc}: {cidr} can probably not be associated with it', {
                range,
                cidr: text,
                vpc: vpc.text,
              }),
        related: [{ at: vpc.at, message: message('The range of the VPC') }],
      };
    }
  },
};

const privateBlocks = [fixedCidr('10.0.0.0/8'), fixedCidr('172.16.0.0/12'), fixedCidr('192.168.0.0/16')] as const;
const benchmark = fixedCidr('198.19.0.0/16');
const linkLocal = fixedCidr('169.254.0.0/16');
const ofDefaultVpcs = fixedCidr('172.31.0.0/16');
const startOfTen = { first: fixedCidr('10.0.0.0/15'), closed: fixedCidr('10.0.0.0/16') } as const;

/** `range` is named where it is not certain whether the restriction still holds. */
interface Restriction {
  readonly severity: Severity;
  readonly range?: string;
}

const refused: Restriction = { severity: 'error' };

/**
 * How AWS restricts a second range by the VPC's first one; undefined where it may be associated. Of 198.19.0.0/16 it is not certain
 * whether the restriction still holds, and of 172.31.0.0/16 and of 10.0.0.0/16 beside a range in 10.0.0.0/15 neither: AWS's table says so,
 * and what its API answers ("use a CIDR from the same private address range") does not. Source: VPC user guide, vpc-cidr-blocks, "IPv4 CIDR
 * block association restrictions".
 */
function restriction(primary: Ipv4Cidr, other: Ipv4Cidr): Restriction | undefined {
  if (overlaps(linkLocal, other)) return refused;
  const own = privateBlocks.find((range) => containsCidr(range, primary));
  if (privateBlocks.some((range) => range !== own && overlaps(range, other))) return refused;
  if (own === privateBlocks[1] && overlaps(ofDefaultVpcs, other))
    return { severity: 'warning', range: '172.31.0.0/16' };
  if (containsCidr(startOfTen.first, primary) && overlaps(startOfTen.closed, other)) {
    return { severity: 'warning', range: '10.0.0.0/16' };
  }
  return overlaps(benchmark, other) && !containsCidr(benchmark, primary)
    ? { severity: 'warning', range: '198.19.0.0/16' }
    : undefined;
}
