import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import {
  choiceOf,
  defaultKey,
  eniConfigNames,
  hasHiddenEniConfigs,
  likelyChoiceOf,
  possibleEniConfigNames,
  selectionKeys,
} from '../../model/eniConfigChoice.js';
import { carrierEnv, clusterEnv } from '../../model/env.js';
import { isZoneName, zoneLabels } from '../../model/zones.js';
import { setVariable } from '../fixes.js';
import { usesIpv6 } from '../ipFamily.js';
import { isLeftToOthers } from '../leftToOthers.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'custom-networking-selector-missing',
  severity: 'hint',
  followsSettings: true,
  advice: message(
    'Set ENI_CONFIG_LABEL_DEF to the label that names the ENIConfig, such as topology.kubernetes.io/zone',
  ),
  reportsAbsence: true,
  silentWithout: ['AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'],
  *check(cluster) {
    const { customNetworking, labelSetting } = selectionKeys(cluster);
    if (customNetworking === true && labelSetting.kind === 'unknown') yield* unlessElsewhere(cluster);
    if (customNetworking !== true || labelSetting.kind !== 'default' || !isUnchosen(cluster)) return;
    // In IPv6 there is no custom networking: a finding of ipv6-with-custom-networking.
    if (usesIpv6(clusterEnv(cluster)) === true) return;
    for (const settings of cluster.settings) {
      const setting = carrierEnv(settings, cluster).flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG');
      if (setting.kind !== 'set') continue;
      const names = [...eniConfigNames(cluster)];
      const areZones = names.length > 0 && names.every(isZoneName);
      yield {
        at: setting.at,
        // All is in sight, and no node gets an address.
        severity: areZones ? (cluster.whollyVisible && cluster.nodeGroups.length > 0 ? 'error' : 'info') : 'hint',
        message: text(areZones),
        fixes: () =>
          areZones
            ? setVariable(
                settings,
                'ENI_CONFIG_LABEL_DEF',
                zoneLabels[0],
                'suggested',
                message('Set ENI_CONFIG_LABEL_DEF to {label}: each node gets the ENIConfig of its zone', {
                  label: zoneLabels[0],
                }),
              )
            : [],
      };
      return;
    }
  },
};

/** A patch that turns custom networking on and leaves the choice open. */
function* unlessElsewhere(cluster: Cluster): Iterable<Finding> {
  const keys = selectionKeys(cluster);
  const isChosen = [...cluster.nodeGroups, ...cluster.nodes].some((of) => likelyChoiceOf(of, keys) !== undefined);
  const takesDefault = possibleEniConfigNames(cluster).has('default') || hasHiddenEniConfigs(cluster);
  if (isChosen || takesDefault || usesIpv6(clusterEnv(cluster)) === true) return;
  for (const settings of cluster.settings) {
    const setting = carrierEnv(settings, cluster).flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG');
    if (setting.kind !== 'set' || !isLeftToOthers(settings, cluster, 'ENI_CONFIG_LABEL_DEF')) continue;
    yield {
      at: setting.at,
      severity: 'info',
      message: message(
        'Custom networking is on, and nothing here sets ENI_CONFIG_LABEL_DEF: unless it is set elsewhere, every node without the annotation or label {key} asks for the ENIConfig default',
        { key: defaultKey },
      ),
    };
    return;
  }
}

function text(areZones: boolean): Message {
  return areZones
    ? message(
        'The ENIConfigs are named after zones, but without ENI_CONFIG_LABEL_DEF no zone is looked at: every node asks for the ENIConfig default',
      )
    : message(
        'Custom networking is on, and nothing here chooses an ENIConfig: every node without the annotation or label {key} asks for default',
        { key: defaultKey },
      );
}

/** True when something of the choice is seen, groups or ENIConfigs, and nothing of it chooses. */
function isUnchosen(cluster: Cluster): boolean {
  const { nodeGroups, nodes, eniConfigs, declaration } = cluster;
  if (nodeGroups.length + eniConfigs.length === 0 || hasHiddenEniConfigs(cluster)) return false;
  if (declaration?.karpenter || declaration?.partlyHidden) return false;
  const keys = selectionKeys(cluster);
  const isChosen = [...nodeGroups, ...nodes].some((of) => choiceOf(of, keys) !== undefined);
  const mayBeChosen = nodeGroups.some(
    ({ labelsPartlyHidden, launchTemplate }) => labelsPartlyHidden || launchTemplate.kind !== 'absent',
  );
  return !isChosen && !mayBeChosen && !possibleEniConfigNames(cluster).has('default');
}
