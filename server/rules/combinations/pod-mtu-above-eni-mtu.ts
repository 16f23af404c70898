import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective, isWritten } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { removeVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'pod-mtu-above-eni-mtu',
  severity: 'warning',
  advice: message('Remove POD_MTU, or make it no larger than AWS_VPC_ENI_MTU'),
  silentWithout: ['POD_MTU'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  const pod = env.integer('POD_MTU');
  const eni = env.integer('AWS_VPC_ENI_MTU');
  const most = effective(eni);
  if (pod.kind !== 'set' || eni.kind === 'invalid' || most === undefined || pod.value <= most) return;
  const title = message('Remove POD_MTU: pods have the {most} of the ENIs', { most });
  yield {
    at: pod.at,
    message: message(
      'POD_MTU is {pod}, but packets above the AWS_VPC_ENI_MTU of {most} do not leave the node: connections hang once they send much',
      { pod: pod.value, most },
    ),
    ...(isWritten(eni) ? { related: [{ at: eni.at, message: message('The MTU of the ENIs') }] } : {}),
    fixes: () => removeVariable(settings, pod.entry, 'suggested', title),
  };
}
