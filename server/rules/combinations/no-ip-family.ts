import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { does } from '../../model/cniBehavior.js';
import { parseVersion } from '../../model/cniVersion.js';
import { carrierEnv, effective, isWritten, type Setting } from '../../model/env.js';
import { readEntries } from '../../model/envEntries.js';
import { knownValue } from '../../model/fact.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { setVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'no-ip-family',
  severity: 'error',
  advice: message('Set ENABLE_IPv4 to "true", or ENABLE_IPv6 in both containers'),
  reportsAbsence: true,
  silentWithout: ['settings'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const { whole, version, imageName } = settings;
  // Only the image tells which program runs; a fork or an older one may do without a family.
  if (!whole || knownValue(imageName) !== 'amazon-k8s-cni' || version.kind !== 'known') return;
  if (does(parseVersion(version.value), 'ipFamilies') !== true) return;
  const env = carrierEnv(settings, cluster);
  const ipv4 = env.flag('ENABLE_IPv4');
  const ipv6 = env.flag('ENABLE_IPv6');
  if (effective(ipv4) !== false || effective(ipv6) !== false) return;
  if ([ipv4, ipv6].some((family) => isMisread(family, settings, cluster))) return;
  const state = isWritten(ipv4) ? 'false' : message('not set');
  yield {
    at: isWritten(ipv4) ? ipv4.at : version.at,
    message: message('ENABLE_IPv4 is {state} and ENABLE_IPv6 is not true: without an IP family ipamd {version} exits', {
      state,
      version: version.value,
    }),
    fixes: () => setVariable(settings, 'ENABLE_IPv4', 'true', 'suggested'),
  };
}

/** A text that was meant to be true: `invalid-boolean` says that it is not, and that ipamd exits. */
function isMisread(family: Setting<boolean>, settings: CniSettings, cluster: Cluster): boolean {
  if (family.kind !== 'invalid') return false;
  const read = readEntries(settings, cluster).find(({ entry }) => entry === family.entry);
  return read === undefined || read.reading.kind === 'accepted' || read.reading.intended !== 'false';
}
