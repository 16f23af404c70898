import { enumeration, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { knownValue } from '../../model/fact.js';
import { zonesOf } from './names.js';
import type { Proposal } from './proposal.js';

/** Whole documents for an empty one: an ENIConfig per zone of the cluster that has none, and a single one. */
export function documentProposals(cluster: Cluster): readonly Proposal[] {
  const taken = new Set(cluster.eniConfigs.map(({ name }) => knownValue(name)));
  const zones = zonesOf(cluster).filter((zone) => !taken.has(zone));
  const perZone: readonly Proposal[] =
    zones.length > 0
      ? [
          {
            label: message('ENIConfig per zone'),
            kind: 'snippet',
            detail: enumeration(zones),
            documentation: message('One ENIConfig for each zone of the cluster, named like the zone'),
            text: zones.map((zone, index) => eniConfig(zone, index)).join('---\n'),
            filter: 'ENIConfig eniconfig',
            rank: 0,
          },
        ]
      : [];
  const single: Proposal = {
    label: 'ENIConfig',
    kind: 'snippet',
    detail: message('one subnet and its security groups for pods'),
    text: eniConfig('$1', 1),
    filter: 'ENIConfig eniconfig',
    rank: 1,
  };
  return [...perZone, single];
}

function eniConfig(name: string, index: number): string {
  return [
    'apiVersion: crd.k8s.amazonaws.com/v1alpha1',
    'kind: ENIConfig',
    'metadata:',
    `  name: ${name}`,
    'spec:',
    `  subnet: subnet-${index === 0 ? '$1' : ''}`,
    '  securityGroups:',
    '    - sg-',
    '',
  ].join('\n');
}
