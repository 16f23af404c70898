import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, isWritten } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings } from '../../model/resource.js';
import { agentFlag, agentUse, setFlag } from '../agentFlags.js';
import { eachCarrier } from '../each.js';
import { setVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'network-policy-not-enforced',
  severity: 'warning',
  advice: message(
    'Turn network policies on in the add-on or for the agent, or set NETWORK_POLICY_ENFORCING_MODE to "standard"',
  ),
  reportsAbsence: true,
  silentWithout: ['NETWORK_POLICY_ENFORCING_MODE'],
  check: eachCarrier(checkCarrier),
};

/** The plugin asks the agent for each new pod, and an agent that is off says yes and does nothing. */
function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const mode = carrierEnv(settings, cluster).text('NETWORK_POLICY_ENFORCING_MODE');
  if (!isWritten(mode) || mode.kind !== 'set' || mode.value.toLowerCase() !== 'strict') return;
  if (!isSwitchedOff(settings, cluster)) return;
  const flag = agentFlag(settings, 'enable-network-policy');
  yield {
    at: mode.at,
    message: message(
      'NETWORK_POLICY_ENFORCING_MODE is strict, but network policies are off: pods that no policy selects are not closed, and no policy is enforced',
    ),
    related: flag ? [{ at: flag.at, message: message('Network policies are off here') }] : [],
    fixes: () => [
      ...turnOn(settings),
      ...setVariable(
        settings,
        'NETWORK_POLICY_ENFORCING_MODE',
        'standard',
        'suggested',
        message('Set NETWORK_POLICY_ENFORCING_MODE to "standard": what runs already'),
      ),
    ],
  };
}

/** A DaemonSet that has no agent is a fault of its own. Values that say nothing leave the add-on's switch off. */
function isSwitchedOff(settings: CniSettings, cluster: Cluster): boolean {
  if (settings.partlyHidden) return false;
  if (settings.takenBy === 'addon' && !agentFlag(settings, 'enable-network-policy')) {
    return settings.absent === 'shippedDefault';
  }
  const hasAgent = settings.containers.some(({ name }) => name === 'aws-eks-nodeagent');
  return hasAgent && agentUse(settings, cluster).enforces === false;
}

function turnOn(settings: CniSettings): readonly Fix[] {
  const flag = agentFlag(settings, 'enable-network-policy');
  if (settings.takenBy !== 'addon') return flag ? [setFlag(flag, 'true', 'suggested')] : [];
  const title = message('Set enableNetworkPolicy to "true"');
  if (flag)
    return [
      { title, level: 'suggested', changes: [{ kind: 'replaceValue', at: flag.at, value: 'true', asString: true }] },
    ];
  const block = settings.newBlocks['aws-node'];
  if (block?.path.length !== 1) return [];
  return [
    {
      title,
      level: 'suggested',
      changes: [{ kind: 'addKey', map: block.at, key: 'enableNetworkPolicy', value: 'true' }],
    },
  ];
}
