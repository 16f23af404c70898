import { message } from '../../messages/message.js';
import { needsAgent } from '../../model/agentPair.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, interpretContext } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { isReadInFull } from '../../model/visibility.js';
import { eachCarrier } from '../each.js';
import { removeVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'network-policy-agent-missing',
  severity: 'error',
  advice: message('Add the container aws-eks-nodeagent, or remove the variable'),
  reportsAbsence: true,
  silentWithout: ['NETWORK_POLICY_ENFORCING_MODE'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const { whole, partlyHidden, containers, at } = settings;
  if (!whole || partlyHidden || !isReadInFull(at, cluster)) return;
  const mode = carrierEnv(settings, cluster).text('NETWORK_POLICY_ENFORCING_MODE');
  if (mode.kind !== 'set' || containers.some(({ name }) => name === 'aws-eks-nodeagent')) return;
  if (!needsAgent(interpretContext(settings, cluster).version, mode.value)) return;
  const title = message('Remove NETWORK_POLICY_ENFORCING_MODE: pods start, without network policy');
  yield {
    at: mode.at,
    message: message(
      'NETWORK_POLICY_ENFORCING_MODE is {mode}, but the container aws-eks-nodeagent is missing: the plugin waits for it, and no pod starts on any node',
      { mode: mode.value },
    ),
    fixes: () => removeVariable(settings, mode.entry, 'suggested', title),
  };
}
