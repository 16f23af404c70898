import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective } from '../../model/env.js';
import type { EnvVarName } from '../../model/envVars.js';
import { isLabelKey } from '../../model/kubernetesNames.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { removeVariable, replaceValue } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

const names = ['ENI_CONFIG_LABEL_DEF', 'ENI_CONFIG_ANNOTATION_DEF'] as const satisfies readonly EnvVarName[];

export const rule: Rule = {
  id: 'eniconfig-key-invalid',
  severity: 'error',
  advice: message('Write the key of a label, such as topology.kubernetes.io/zone'),
  silentWithout: names,
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  if (effective(env.flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG')) === false) return;
  for (const name of names) {
    const setting = env.text(name);
    if (setting.kind !== 'set' || setting.value === '' || isLabelKey(setting.value)) continue;
    const { at, entry, value } = setting;
    const meant = value.trim();
    yield {
      at,
      ...(name === 'ENI_CONFIG_LABEL_DEF' ? {} : { severity: 'warning' }),
      message:
        name === 'ENI_CONFIG_LABEL_DEF'
          ? message('{name} is "{value}", which no label can be called: every node asks for the ENIConfig default', {
              name,
              value,
            })
          : message('{name} is "{value}", which no annotation can be called: none chooses an ENIConfig', {
              name,
              value,
            }),
      fixes: () =>
        isLabelKey(meant) ? replaceValue(entry, meant, 'suggested') : removeVariable(settings, entry, 'suggested'),
    };
  }
}
