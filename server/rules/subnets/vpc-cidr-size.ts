import { isSubnetLength, LARGEST_SUBNET, SMALLEST_SUBNET } from '../../ipam/subnet.js';
import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { refusals } from '../each.js';
import type { Finding, Rule } from '../rule.js';
import { writtenCidr } from './clusterCidrs.js';

const id = 'vpc-cidr-size';
const refused = refusals(id);

export const rule: Rule = {
  id,
  severity: 'error',
  advice: 'inMessage',
  silentWithout: ['declarations', 'shapeProblems'],
  *check(cluster) {
    yield* refused(cluster);
    yield* besideSubnets(cluster);
  },
};

/**
 * Beside subnets that are there already eksctl looks for the range among those of their VPC; only AWS's answer shows that it is none.
 * Source: eksctl 99984adb, pkg/vpc/vpc.go:431-456, pkg/ctl/create/cluster.go:648-680.
 */
function* besideSubnets({ declaration, subnets }: Cluster): Iterable<Finding> {
  const vpc = writtenCidr(declaration?.vpcCidr);
  const hasSubnets = subnets.some(
    ({ at }) => at.uri === declaration?.at.uri && at.document === declaration.at.document,
  );
  if (vpc === undefined || declaration?.installsCni !== true || !hasSubnets) return;
  if (isSubnetLength(vpc.cidr.prefixLength)) return;
  yield {
    at: vpc.at,
    severity: 'warning',
    message: message(
      'No VPC has the range {cidr}, which is not from /{largest} to /{smallest}: eksctl looks for it in the VPC of the subnets, and stops when it is not there',
      { cidr: vpc.text, largest: LARGEST_SUBNET, smallest: SMALLEST_SUBNET },
    ),
    advice: message('Write a range that the VPC has, or leave vpc.cidr out: eksctl then takes the one that AWS names'),
  };
}
