import { trunkSlot } from '../../ipam/settings.js';
import { list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, clusterEnv, effective, ipFamilyOf, isWritten, type Setting } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { bestCaseSettings } from '../../plan/settings.js';
import { eachCarrier } from '../each.js';
import { removeVariable } from '../fixes.js';
import { usesIpv6 } from '../ipFamily.js';
import { isTarget } from '../poolTargets.js';
import type { Finding, Related, Rule } from '../rule.js';
import { linuxTypes } from './podEniTypes.js';

export const rule: Rule = {
  id: 'max-eni-too-small',
  severity: 'error',
  advice: message('Remove it, or allow one ENI more'),
  needsAll: true,
  silentWithout: ['MAX_ENI'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const max = carrierEnv(settings, cluster).integer('MAX_ENI');
  if (!isTarget(max)) return;
  const env = clusterEnv(cluster);
  // In IPv6 nobody counts ENIs: ipamd looks for a slot for the trunk only with IPv4.
  if (usesIpv6(carrierEnv(settings, cluster)) === true || ipFamilyOf(cluster) === 'IPv6') return;
  const custom = env.flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG');
  const podEni = env.flag('ENABLE_POD_ENI');
  const isProvisioning = !withoutProvisioning.some((name) => effective(env.flag(name)) === true);
  const text = faultOf(max.value, isOn(custom) && isProvisioning, isOn(podEni), cluster);
  if (text === undefined) return;
  const title = message('Remove MAX_ENI: as many ENIs as the instance type takes');
  yield {
    at: max.at,
    message: text,
    related: [...placeOf(custom, 'custom'), ...placeOf(podEni, 'podEni')],
    fixes: () => removeVariable(settings, max.entry, 'suggested', title),
  };
}

/** Nothing is attached at the start of a node, so nothing fails there (pkg/ipamd/ipamd.go:658-667 of v1.23.1). */
const withoutProvisioning = ['DISABLE_NETWORK_RESOURCE_PROVISIONING', 'ENABLE_IMDS_ONLY_MODE'] as const;

function faultOf(max: number, custom: boolean, podEni: boolean, cluster: Cluster) {
  if (max === 1 && custom) {
    return message(
      'MAX_ENI is 1, and with custom networking the primary ENI serves no pods: none is left, and ipamd exits',
    );
  }
  if (max === 1 && podEni) {
    return message(
      'MAX_ENI is 1, and the primary ENI takes it: there is no slot for the trunk ENI, so no pod gets its security groups',
    );
  }
  const types = max === 2 && custom && podEni ? typesWithTrunk(cluster) : [];
  return types.length > 0
    ? message(
        'MAX_ENI is 2, one for the primary ENI, which custom networking keeps from the pods, and one for the trunk ENI: none is left on {types}, and ipamd exits',
        { types: list(types) },
      )
    : undefined;
}

/** The types that keep a slot for the trunk ENI; one with two ENIs anyway is a finding of pod-eni-with-custom-networking-two-enis. */
function typesWithTrunk(cluster: Cluster): readonly string[] {
  const settings = bestCaseSettings(cluster);
  if (settings === undefined) return [];
  const types = cluster.nodeGroups.flatMap((group) => linuxTypes(group, cluster) ?? []);
  const keeping = types.filter(({ limits }) => limits.enis > 2 && trunkSlot(limits, settings) !== 'none');
  return [...new Set(keeping.map(({ name }) => name))];
}

function isOn(setting: Setting<boolean>): boolean {
  return setting.kind === 'set' && setting.value;
}

function placeOf(setting: Setting<boolean>, which: 'custom' | 'podEni'): readonly Related[] {
  if (!isWritten(setting) || !isOn(setting)) return [];
  const text =
    which === 'custom' ? message('Custom networking is on here') : message('Security groups for pods are on here');
  return [{ at: setting.at, message: text }];
}
