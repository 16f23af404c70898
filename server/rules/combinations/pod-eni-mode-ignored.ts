import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective, isWritten } from '../../model/env.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { removeVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'pod-eni-mode-ignored',
  severity: 'warning',
  advice: message('Set ENABLE_POD_ENI to "true" if security groups for pods are wanted, else remove it'),
  needsAll: true,
  silentWithout: ['POD_SECURITY_GROUP_ENFORCING_MODE'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  const mode = env.text('POD_SECURITY_GROUP_ENFORCING_MODE');
  const podEni = env.flag('ENABLE_POD_ENI');
  // A switch that was meant to be on, and a mode that does not exist, are reported where they stand.
  if (mode.kind !== 'set' || podEni.kind === 'invalid' || effective(podEni) !== false) return;
  yield {
    at: mode.at,
    severity: mode.value === 'strict' ? 'info' : 'warning',
    message: message(
      'POD_SECURITY_GROUP_ENFORCING_MODE is {mode} but ENABLE_POD_ENI is not true: pods get no security groups of their own, and the mode has no effect',
      { mode: mode.value },
    ),
    ...(isWritten(podEni)
      ? { related: [{ at: podEni.at, message: message('Security groups for pods are off here') }] }
      : {}),
    fixes: () => removeVariable(settings, mode.entry, 'safe'),
    tags: ['unnecessary'],
  };
}
