import { containsCidr, formatCidr, type Ipv4Cidr, overlaps } from '../../ipam/cidr.js';
import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { ipFamilyOf } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { Finding, Rule } from '../rule.js';
import { fixedCidr, subnetCidrs, type WrittenCidr, writtenCidr } from './clusterCidrs.js';

export const rule: Rule = {
  id: 'service-cidr-conflict',
  severity: 'error',
  advice: message('Take a range that is not in the VPC, such as 10.100.0.0/16 or 172.20.0.0/16'),
  silentWithout: ['declarations'],
  *check(cluster) {
    const service = writtenCidr(cluster.declaration?.serviceIpv4Cidr);
    if (service === undefined || ipFamilyOf(cluster) !== 'IPv4') return;
    const taken = takenRanges(cluster);
    const fault = rangeFault(service) ?? overlapFault(service, taken);
    if (fault) yield { ...fault, at: service.at, fixes: () => useDefault(service, taken) };
  },
};

/** Where EKS takes services from. Source: EKS API, KubernetesNetworkConfigRequest.serviceIpv4Cidr. */
const allowed = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(fixedCidr);
const largest = 12;
const smallest = 24;

/** What EKS chooses from itself. */
const defaults = ['10.100.0.0/16', '172.20.0.0/16'].map(fixedCidr);

interface Taken {
  readonly name: string;
  readonly cidr: Ipv4Cidr;
  readonly at: WrittenCidr['at'] | undefined;
  readonly isDefault: boolean;
}

/** The ranges that are the VPC's: what is written, its subnets, and what eksctl makes where nothing is. */
function takenRanges(cluster: Cluster): readonly Taken[] {
  const vpc = writtenCidr(cluster.declaration?.vpcCidr);
  const written = [...(vpc ? [vpc] : []), ...subnetCidrs(cluster)];
  const taken = written.map(({ text, cidr, at }) => ({ name: text, cidr, at, isDefault: false }));
  const made = vpc ? undefined : cluster.declaration?.madeVpc?.cidr;
  return made ? [...taken, { name: formatCidr(made), cidr: made, at: undefined, isDefault: true }] : taken;
}

type Fault = Pick<Finding, 'message' | 'related'>;

function rangeFault({ text, cidr }: WrittenCidr): Fault | undefined {
  const isPrivate = allowed.some((each) => containsCidr(each, cidr));
  if (isPrivate && largest <= cidr.prefixLength && cidr.prefixLength <= smallest) return undefined;
  return {
    message: isPrivate
      ? message('EKS refuses the service range {cidr}: it takes /{largest} to /{smallest}', {
          cidr: text,
          largest,
          smallest,
        })
      : message('EKS refuses the service range {cidr}: it has to lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16', {
          cidr: text,
        }),
  };
}

function overlapFault({ text, cidr }: WrittenCidr, taken: readonly Taken[]): Fault | undefined {
  const other = taken.find((each) => overlaps(each.cidr, cidr));
  if (other === undefined) return undefined;
  return {
    message: overlapText(text, other),
    related: other.at ? [{ at: other.at, message: message('The range of the VPC or of a subnet') }] : [],
  };
}

function overlapText(cidr: string, { name, isDefault }: Taken): Message {
  return isDefault
    ? message('EKS refuses the service range {cidr}: it overlaps with {vpc}, the VPC that eksctl makes', {
        cidr,
        vpc: name,
      })
    : message('EKS refuses the service range {cidr}: it overlaps with {vpc}', { cidr, vpc: name });
}

/** The first of EKS's own ranges that is free. */
function useDefault({ at }: WrittenCidr, taken: readonly Taken[]): readonly Fix[] {
  const free = defaults.find((each) => !taken.some(({ cidr }) => overlaps(cidr, each)));
  if (free === undefined) return [];
  const right = formatCidr(free);
  return [
    {
      title: message('Use {right}, from which EKS chooses itself', { right }),
      level: 'suggested',
      changes: [{ kind: 'replaceValue', at, value: right, asString: false }],
    },
  ];
}
