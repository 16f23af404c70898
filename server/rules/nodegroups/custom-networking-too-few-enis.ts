import { trunkSlot } from '../../ipam/settings.js';
import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { clusterEnv, isWritten } from '../../model/env.js';
import type { NodeGroup } from '../../model/resource.js';
import { groupCapacity, overcommitment, type TypeCapacity } from '../../plan/capacity.js';
import { bestCaseSettings, type CapacitySettings } from '../../plan/settings.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'custom-networking-too-few-enis',
  severity: 'warning',
  followsSettings: true,
  advice: message('Take a type with more ENIs, or turn on prefix delegation, which puts 16 addresses where one was'),
  needsAll: true,
  silentWithout: ['AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'],
  *check(cluster) {
    const settings = bestCaseSettings(cluster);
    if (!settings?.customNetworking) return;
    for (const group of cluster.nodeGroups) {
      if (group.amiFamily === 'windows') continue;
      for (const type of groupCapacity(group, cluster) ?? []) yield* checkType(type, group, settings, cluster);
    }
  },
};

function* checkType(
  { name, at, limits, servable, formula }: TypeCapacity,
  group: NodeGroup,
  settings: CapacitySettings,
  cluster: Cluster,
): Iterable<Finding> {
  const custom = clusterEnv(cluster).flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG');
  const related = isWritten(custom)
    ? [{ at: custom.at, message: message('Custom networking takes the primary ENI from the pods') }]
    : [];
  if (limits.enis <= 1) {
    yield {
      at,
      severity: 'error',
      message: message('{name} has one ENI, which custom networking takes from the pods: its nodes stay NotReady', {
        name,
      }),
      advice: message('Take a type with more ENIs'),
      related,
    };
  }
  // A trunk ENI beside it leaves nothing, and too high a max pods has the arithmetic: both are findings of their own.
  const isElsewhere = trunkSlot(limits, settings) !== 'none' || overcommitment(group, cluster) !== undefined;
  if (limits.enis !== 2 || isElsewhere) return;
  yield {
    at,
    message: message(
      '{name} has two ENIs, and custom networking leaves one of them for pods: {servable} pods ({formula})',
      {
        name,
        servable,
        formula,
      },
    ),
    related,
  };
}
