import { trunkSlot } from '../../ipam/settings.js';
import { list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { clusterEnv } from '../../model/env.js';
import type { NodeGroup } from '../../model/resource.js';
import { bestCaseSettings } from '../../plan/settings.js';
import { eachGroup } from '../each.js';
import type { Finding, Rule } from '../rule.js';
import { linuxTypes, podEniEntry } from './podEniTypes.js';

export const rule: Rule = {
  id: 'pod-eni-with-custom-networking-two-enis',
  severity: 'error',
  advice: message('Take a type with three ENIs or more, or do without one of the two'),
  silentWithout: ['ENABLE_POD_ENI'],
  check: eachGroup(checkGroup),
};

function* checkGroup(group: NodeGroup, cluster: Cluster): Iterable<Finding> {
  const entry = podEniEntry(cluster);
  const custom = clusterEnv(cluster).flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG');
  const settings = bestCaseSettings(cluster);
  if (entry === undefined || custom.kind !== 'set' || !custom.value || settings === undefined) return;
  const types = (linuxTypes(group, cluster) ?? []).filter(
    ({ limits }) => limits.enis === 2 && trunkSlot(limits, settings) !== 'none',
  );
  const [first] = types;
  if (first === undefined) return;
  yield {
    at: first.at,
    message:
      types.length === 1
        ? message(
            '{name} has two ENIs: custom networking keeps the primary one from the pods and security groups for pods the other one, so none is left and ipamd exits',
            { name: first.name },
          )
        : message(
            '{names} have two ENIs each: custom networking keeps the primary one from the pods and security groups for pods the other one, so none is left and ipamd exits',
            { names: list(types.map(({ name }) => name)) },
          ),
    related: [
      { at: custom.at, message: message('Custom networking is on here') },
      { at: entry.name.at, message: message('Security groups for pods are on here') },
    ],
  };
}
