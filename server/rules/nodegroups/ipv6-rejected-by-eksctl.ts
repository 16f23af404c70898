import { type Message, message } from '../../messages/message.js';
import type { EksctlFault, Ipv6Refusal } from '../../model/eksctlFaults.js';
import type { Fix, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'ipv6-rejected-by-eksctl',
  severity: 'error',
  *check({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault !== 'ipv6Refused') continue;
      yield { at: problem.at, message: text(problem.because), fixes: removal(problem) };
    }
  },
};

function text(because: Ipv6Refusal): Message {
  switch (because) {
    case 'serviceIpv4Cidr':
      return message('eksctl refuses serviceIPv4CIDR in an IPv6 cluster: EKS gives services an IPv6 range itself');
    case 'autoAllocateIpv6':
      return message('eksctl refuses autoAllocateIPv6 in an IPv6 cluster: its VPC has IPv6 anyway');
    case 'nat':
      return message('eksctl refuses vpc.nat in an IPv6 cluster');
    case 'localZones':
      return message('eksctl refuses localZones in an IPv6 cluster');
    case 'corednsMissing':
      return message('eksctl refuses an IPv6 cluster without the add-on coredns, unless EKS Auto Mode is on');
    case 'noIdentity':
      return message(
        'eksctl refuses an IPv6 cluster whose vpc-cni has no identity: it needs the add-on eks-pod-identity-agent or iam.withOIDC',
      );
    case 'noAssociation':
      return message(
        'eksctl refuses an IPv6 cluster whose vpc-cni has no pod identity: useDefaultPodIdentityAssociations gives it one',
      );
    case 'cniTooOld':
      return message('eksctl refuses an IPv6 cluster with a vpc-cni older than 1.10.0');
    case 'clusterTooOld':
      return message('eksctl refuses an IPv6 cluster of a Kubernetes older than 1.21');
    default:
      return because satisfies never;
  }
}

type Refused = Extract<EksctlFault, { readonly fault: 'ipv6Refused' }>;

function removal({ because, key }: Refused): readonly Fix[] {
  const name = fieldNames[because];
  if (key === undefined || name === undefined) return [];
  const title = message('Remove {name}', { name });
  return [{ title, level: 'suggested', changes: [{ kind: 'removeKey', at: key }] }];
}

/** The fields without which the cluster is what it was meant to be. */
const fieldNames: Readonly<Partial<Record<Ipv6Refusal, string>>> = {
  serviceIpv4Cidr: 'serviceIPv4CIDR',
  autoAllocateIpv6: 'autoAllocateIPv6',
  nat: 'nat',
};
