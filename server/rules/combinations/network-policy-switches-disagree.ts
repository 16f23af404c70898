import { message } from '../../messages/message.js';
import { agentSwitch, hasAgentSwitch, modeFault } from '../../model/agentPair.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, interpretContext, isWritten } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import type { CniSettings, ConfigMap, Flag } from '../../model/resource.js';
import { agentFlag, agentUse, modeFaultText, setFlag, switchOf } from '../agentFlags.js';
import { setVariable } from '../fixes.js';
import { imageOf } from '../images.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'network-policy-switches-disagree',
  severity: 'warning',
  advice: message('Turn both on or both off'),
  needsAll: true,
  silentWithout: ['settings'],
  *check(cluster) {
    for (const settings of cluster.settings) {
      const flag = agentFlag(settings, 'enable-network-policy');
      if (flag === undefined) continue;
      // Values have one key for both switches, and in those of the chart the agent may be left out.
      if (settings.takenBy === 'chart') yield* checkAgent(settings, flag, cluster);
      if (settings.takenBy !== 'apiServer') continue;
      yield* checkMode(settings, flag, cluster);
      const near = cluster.configMaps.filter(({ at, name }) => at.uri === settings.at.uri && name === 'amazon-vpc-cni');
      for (const configMap of near) yield* checkConfigMap(configMap, flag);
    }
  },
};

/** The chart puts the value into the ConfigMap also where it leaves out the agent. */
function* checkAgent(settings: CniSettings, flag: Flag, cluster: Cluster): Iterable<Finding> {
  const agent = agentFlag(settings, agentSwitch);
  if (agent === undefined || switchOf(flag) !== true || switchOf(agent) !== false) return;
  if (!hasAgentSwitch(interpretContext(settings, cluster).version)) return;
  yield {
    at: agent.at,
    message: message(
      'enableNetworkPolicy is true, but nodeAgent.enabled is false: policies are handed out, and no node has the agent that enforces them',
    ),
    related: [{ at: flag.at, message: message('The other switch') }],
    fixes: () => [setFlag(agent, 'true', 'suggested')],
  };
}

/** An agent that is to enforce policies asks ipamd for its mode, and panics when there is none. */
function* checkMode(settings: CniSettings, flag: Flag, cluster: Cluster): Iterable<Finding> {
  const { version } = interpretContext(settings, cluster);
  const use = agentUse(settings, cluster);
  if (!settings.whole || use.enforces !== true || use.mode === undefined || version === undefined) return;
  const fault = modeFault(version, imageOf(settings, 'aws-eks-nodeagent')?.version, use.mode);
  if (fault === undefined) return;
  const mode = carrierEnv(settings, cluster).text('NETWORK_POLICY_ENFORCING_MODE');
  const title = message('Set NETWORK_POLICY_ENFORCING_MODE to "standard": pods no policy selects stay open');
  yield {
    at: flag.at,
    severity: 'error',
    message: message(
      'enable-network-policy is true for the agent, but NETWORK_POLICY_ENFORCING_MODE is {mode} for aws-node: {effect}',
      {
        mode: use.mode === 'unset' ? message('not set') : use.mode,
        effect: modeFaultText(fault),
      },
    ),
    advice: message('Set NETWORK_POLICY_ENFORCING_MODE to "standard", or turn network policies off for the agent'),
    ...(isWritten(mode) ? { related: [{ at: mode.at, message: message('The mode is none here') }] } : {}),
    fixes: () => setVariable(settings, 'NETWORK_POLICY_ENFORCING_MODE', 'standard', 'suggested', title),
  };
}

function* checkConfigMap({ entries }: ConfigMap, flag: Flag): Iterable<Finding> {
  const key = entries.findLast((entry) => entry.key.value === 'enable-network-policy-controller');
  const written = key && knownValue(key.value);
  const agent = switchOf(flag);
  if (key?.value.kind !== 'known' || agent === undefined || (written !== 'true' && written !== 'false')) return;
  if (written === String(agent)) return;
  const { at } = key.value;
  const turnOn = message('Set enable-network-policy-controller to "true"');
  yield {
    at: agent ? at : flag.at,
    message: agent
      ? message(
          'enable-network-policy is true for the agent, but enable-network-policy-controller is false: nobody hands the agent any policy, and none is enforced',
        )
      : message(
          'enable-network-policy-controller is true, but enable-network-policy is false for the agent: policies are handed out, and no node enforces them',
        ),
    related: [{ at: agent ? flag.at : at, message: message('The other switch') }],
    fixes: () =>
      agent
        ? [
            {
              title: turnOn,
              level: 'suggested',
              changes: [{ kind: 'replaceValue', at, value: 'true', asString: true }],
            },
          ]
        : [setFlag(flag, 'true', 'suggested')],
  };
}
