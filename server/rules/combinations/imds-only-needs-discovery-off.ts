import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { does } from '../../model/cniBehavior.js';
import { carrierEnv, effective, interpretContext, isWritten } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { setVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'imds-only-needs-discovery-off',
  severity: 'warning',
  advice: message('Set ENABLE_SUBNET_DISCOVERY to "false"'),
  needsAll: true,
  silentWithout: ['ENABLE_IMDS_ONLY_MODE'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  const imdsOnly = env.flag('ENABLE_IMDS_ONLY_MODE');
  const discovery = env.flag('ENABLE_SUBNET_DISCOVERY');
  if (imdsOnly.kind !== 'set' || !imdsOnly.value) return;
  // Before, EC2 was asked about subnets only where an ENI is created, which this mode never does.
  if (does(interpretContext(settings, cluster).version, 'asksAboutSubnets') === false) return;
  if (discovery.kind === 'invalid' || effective(discovery) !== true) return;
  const title = message('Set ENABLE_SUBNET_DISCOVERY to "false": no call of EC2 at the start of a node');
  yield {
    at: imdsOnly.at,
    message: message(
      'ENABLE_IMDS_ONLY_MODE is true, but ENABLE_SUBNET_DISCOVERY is on: the CNI asks EC2 about subnets all the same, and without access to EC2 no ENI is set up',
    ),
    ...(isWritten(discovery)
      ? { related: [{ at: discovery.at, message: message('Subnet discovery is on here') }] }
      : {}),
    fixes: () => setVariable(settings, 'ENABLE_SUBNET_DISCOVERY', 'false', 'suggested', title),
  };
}
