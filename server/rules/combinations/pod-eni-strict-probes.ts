import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective, entryOf } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { setVariable, setVariables } from '../fixes.js';
import { isLeftToOthers } from '../leftToOthers.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'pod-eni-strict-probes',
  severity: 'info',
  advice: message(
    'Set DISABLE_TCP_EARLY_DEMUX to "true" in the init container, or POD_SECURITY_GROUP_ENFORCING_MODE to "standard"',
  ),
  needsAll: true,
  silentWithout: ['ENABLE_POD_ENI'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const env = carrierEnv(settings, cluster);
  const podEni = env.flag('ENABLE_POD_ENI');
  const mode = env.text('POD_SECURITY_GROUP_ENFORCING_MODE');
  const demux = env.flag('DISABLE_TCP_EARLY_DEMUX', 'aws-vpc-cni-init');
  if (podEni.kind !== 'set' || !podEni.value) return;
  if (mode.kind === 'invalid' || effective(mode) !== 'strict') return;
  if (demux.kind === 'unknown' && mode.kind === 'set' && isLeft(settings, cluster)) {
    yield {
      at: podEni.at,
      message: message(
        'Pods with security groups are in strict mode, and nothing here sets DISABLE_TCP_EARLY_DEMUX for the init container: unless it is set elsewhere, the kubelet does not reach them over TCP, and their probes fail',
      ),
      related: [{ at: mode.at, message: message('The mode is strict here') }],
      fixes: () => useStandardMode(settings),
    };
    return;
  }
  if (demux.kind === 'invalid' || effective(demux) !== false || isElsewhere(settings)) return;
  yield {
    at: podEni.at,
    message: message(
      'Pods with security groups are in strict mode, and the init container lacks DISABLE_TCP_EARLY_DEMUX: the kubelet does not reach them over TCP, so probes fail',
    ),
    ...(demux.kind === 'set'
      ? { related: [{ at: demux.at, message: message('The init container leaves early demultiplexing on here') }] }
      : {}),
    fixes: () => [...disableDemux(settings), ...useStandardMode(settings)],
  };
}

/** A variable of that name in aws-node does nothing there, which is a finding of its own. */
function isLeft(settings: CniSettings, cluster: Cluster): boolean {
  const name = 'DISABLE_TCP_EARLY_DEMUX';
  return isLeftToOthers(settings, cluster, name, 'aws-vpc-cni-init') && isLeftToOthers(settings, cluster, name);
}

/** The init container is not in sight, or the variable stands where it does nothing, which is a finding of its own. */
function isElsewhere(settings: CniSettings): boolean {
  const hasInit = settings.containers.some(({ name }) => name === 'aws-vpc-cni-init');
  return (settings.takenBy !== 'addon' && !hasInit) || entryOf(settings, 'DISABLE_TCP_EARLY_DEMUX') !== undefined;
}

function disableDemux(settings: CniSettings): readonly Fix[] {
  const title = message(
    'Set DISABLE_TCP_EARLY_DEMUX to "true" for the init container: probes reach pods in strict mode',
  );
  return setVariables(settings, { DISABLE_TCP_EARLY_DEMUX: 'true' }, 'suggested', title, 'aws-vpc-cni-init');
}

function useStandardMode(settings: CniSettings): readonly Fix[] {
  const title = message(
    'Set POD_SECURITY_GROUP_ENFORCING_MODE to "standard": traffic within the node does not pass their security groups',
  );
  return setVariable(settings, 'POD_SECURITY_GROUP_ENFORCING_MODE', 'standard', 'suggested', title);
}
