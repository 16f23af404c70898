import { message } from '../../messages/message.js';
import { isUnsupportedByAddon } from '../../model/addonKeys.js';
import type { Cluster } from '../../model/cluster.js';
import { atLeast } from '../../model/cniVersion.js';
import { carrierEnv, effective, entryOf, interpretContext } from '../../model/env.js';
import { type EnvVarName, envVar, envVarIn, interpret, isEnvVarName } from '../../model/envVars.js';
import type { CniSettings, ContainerSettings, EnvEntry } from '../../model/resource.js';
import { isShippedAlong } from '../../model/shippedValues.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'variable-too-new',
  severity: 'warning',
  advice: message('Raise the version, or remove the variable'),
  needsAll: true,
  judgesValues: true,
  silentWithout: ['settings'],
  *check(cluster) {
    for (const settings of cluster.settings) {
      for (const container of settings.containers) yield* checkContainer(settings, container, cluster);
      yield* checkFeatures(settings, cluster);
    }
  },
};

function* checkContainer(
  settings: CniSettings,
  { name: container, env }: ContainerSettings,
  cluster: Cluster,
): Iterable<Finding> {
  const { version } = interpretContext(settings, cluster);
  if (version === undefined) return;
  for (const entry of env) {
    const name = entry.name.value;
    if (entry.value.kind !== 'literal' || !isEnvVarName(name)) continue;
    const { since, containers } = envVar(name);
    const isRead = containers.includes(container) && entryOf(settings, name, container) === entry;
    if (since === undefined || !isRead || atLeast(version, since) !== false) continue;
    if (isShippedAlong(entry, settings) || changesNothing(name, entry.value.text)) continue;
    // What the add-on of this version refuses nobody ignores.
    if (settings.takenBy === 'addon' && isUnsupportedByAddon(envVarIn(name, version), container)) continue;
    yield tooNew(entry, settings.takenBy, {
      since,
      version: `${version.major}.${version.minor}${version.patch === undefined ? '' : `.${version.patch}`}`,
    });
  }
}

function tooNew(
  { name }: EnvEntry,
  takenBy: CniSettings['takenBy'],
  versions: { readonly since: string; readonly version: string },
): Finding {
  const text = { name: name.value, ...versions };
  return {
    at: name.at,
    message:
      takenBy === 'addon'
        ? message(
            '{name} is read since version {since} of the CNI; version {version} here ignores it, or EKS refuses it where the schema of the add-on lacks it',
            text,
          )
        : message('{name} is read since version {since} of the CNI; version {version} here ignores it', text),
  };
}

/** True for a text with which a version that knows the variable does what one without it does. */
function changesNothing(name: EnvVarName, text: string): boolean {
  const read = interpret(name, text, {});
  if (read.kind !== 'accepted') return false;
  return read.value === false || (typeof read.value === 'number' && read.value === envVar(name).codeDefault);
}

/** What was read earlier than it worked. Source: the EKS user guide on IPv6 and on security groups for pods, read in 2026. */
const features = [
  { name: 'ENABLE_IPv6', withIpv6: false, since: '1.10.1', feature: message('IPv6') },
  { name: 'ENABLE_POD_ENI', withIpv6: false, since: '1.7.7', feature: message('security groups for pods') },
  { name: 'ENABLE_POD_ENI', withIpv6: true, since: '1.16.0', feature: message('security groups for pods with IPv6') },
] as const;

function* checkFeatures(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const { version } = interpretContext(settings, cluster);
  const env = carrierEnv(settings, cluster);
  const usesIpv6 = effective(env.flag('ENABLE_IPv6')) === true;
  for (const { name, withIpv6, since, feature } of features) {
    const setting = env.flag(name);
    if (setting.kind !== 'set' || !setting.value || (withIpv6 && !usesIpv6)) continue;
    if (atLeast(version, since) !== false) continue;
    yield {
      at: setting.at,
      message: message('{name} is true, but the CNI has {feature} since version {since}', { name, feature, since }),
    };
    return;
  }
}
