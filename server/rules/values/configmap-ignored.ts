import { list, message } from '../../messages/message.js';
import { configMapKeys, switchIn } from '../../model/configMapKeys.js';
import { closestEnvVars, isEnvVarName, misspellingNote } from '../../model/envVars.js';
import { knownValue } from '../../model/fact.js';
import type { ConfigMap } from '../../model/resource.js';
import { closest } from '../../text/closest.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'configmap-ignored',
  severity: 'warning',
  advice: message('Set the variables in the configuration values of the add-on, or in the DaemonSet'),
  silentWithout: ['configMaps'],
  *check({ configMaps }) {
    for (const configMap of configMaps) {
      yield* checkConfigMap(configMap);
      yield* checkUnknownKeys(configMap);
      yield* checkWindowsTargets(configMap);
    }
  },
};

const mostNames = 4;

/** The keys that the Windows controller reads, what the manifest ships for them if it does, and the variables that do it for Linux. */
const windowsTargets: Readonly<Record<string, { readonly shipped?: string; readonly variable: string }>> = {
  'minimum-ip-target': { shipped: '3', variable: 'MINIMUM_IP_TARGET' },
  'warm-ip-target': { shipped: '1', variable: 'WARM_IP_TARGET' },
  'warm-prefix-target': { shipped: '0', variable: 'WARM_PREFIX_TARGET' },
  'windows-minimum-ip-target': { variable: 'MINIMUM_IP_TARGET' },
  'windows-warm-ip-target': { variable: 'WARM_IP_TARGET' },
  'windows-warm-prefix-target': { variable: 'WARM_PREFIX_TARGET' },
};

/** Targets that somebody chose while Windows is off: they do nothing for Linux. */
function* checkWindowsTargets({ name, entries }: ConfigMap): Iterable<Finding> {
  const isWritten = entries.some(({ key }) => key.value === 'enable-windows-ipam');
  const isOff = isWritten && switchIn(entries, 'enable-windows-ipam') === false;
  if (name !== 'amazon-vpc-cni' || !isOff) return;
  const names = new Set(entries.map(({ key }) => key.value));
  for (const { key, value } of entries) {
    // Beside the key without `windows-` this one is not read in any case: a finding of configmap-value-replaced.
    if (key.value.startsWith('windows-') && names.has(key.value.slice('windows-'.length))) continue;
    const row = Object.hasOwn(windowsTargets, key.value) ? windowsTargets[key.value] : undefined;
    const written = knownValue(value);
    if (row === undefined || written === undefined || written === '' || written === row.shipped) continue;
    yield {
      at: key.at,
      severity: 'info',
      message: message(
        '{key} is {value} while enable-windows-ipam is false: it is for Windows nodes only and does nothing for Linux',
        { key: key.value, value: written },
      ),
      advice: message('Set {variable} in the configuration values of the add-on, or in the DaemonSet', {
        variable: row.variable,
      }),
      tags: ['unnecessary'],
    };
  }
}

function* checkConfigMap({ name: configMap, entries }: ConfigMap): Iterable<Finding> {
  const ignored = entries.filter(
    ({ key }) =>
      isSettingOfTheCni(key.value) &&
      !isReal(configMap, key.value) &&
      (configMap === 'aws-node' || meantKeys(key.value).length === 0),
  );
  const [first, ...others] = ignored;
  if (first === undefined) return;
  const keys = list(
    ignored.map(({ key }) => key.value),
    mostNames,
  );
  yield {
    at: first.key.at,
    message:
      others.length === 0
        ? message(
            'aws-node reads no ConfigMap, so {key} in {configMap} does nothing: its settings are variables of the DaemonSet or of the add-on',
            { key: first.key.value, configMap },
          )
        : message(
            'aws-node reads no ConfigMap, so {keys} in {configMap} do nothing: its settings are variables of the DaemonSet or of the add-on',
            { keys, configMap },
          ),
    related: others.map(({ key }) => ({ at: key.at, message: message('This does nothing either') })),
    tags: ['unnecessary'],
  };
}

/** Keys that look like settings and are none of those that a reader of the ConfigMap knows. */
function* checkUnknownKeys({ name: configMap, entries }: ConfigMap): Iterable<Finding> {
  if (configMap !== 'amazon-vpc-cni') return;
  const names = new Set(entries.map(({ key }) => key.value));
  for (const { key } of entries) {
    if (isReal(configMap, key.value) || !/^[a-z\d]+(?:[-_][a-z\d]+)+$/i.test(key.value)) continue;
    // Words of capital letters alone are variables.
    const isOfKey = isReal(configMap, plainKey(key.value)) && /[a-z]/.test(key.value);
    if (!isOfKey && /[A-Z_]/.test(key.value)) continue;
    const [near] = isOfKey ? [plainKey(key.value)] : meantKeys(key.value);
    if (near === undefined && isSettingOfTheCni(key.value)) continue;
    yield {
      at: key.at,
      severity: near === undefined ? 'info' : 'warning',
      message:
        near === undefined
          ? message('No reader of {configMap} that is known reads {key}', { configMap, key: key.value })
          : message('No reader of {configMap} that is known reads {key}; did you mean {near}?', {
              configMap,
              key: key.value,
              near,
            }),
      advice:
        near === undefined
          ? message('Remove it, or correct its name')
          : message('Correct the name to {near}', { near }),
      fixes: () =>
        near === undefined || names.has(near)
          ? []
          : [
              {
                title: message('Rename it to {name}', { name: near }),
                level: 'suggested',
                changes: [{ kind: 'renameKey', at: key.at, key: near }],
              },
            ],
      tags: ['unnecessary'],
    };
  }
}

/** A key as the ConfigMap spells its own. */
function plainKey(key: string): string {
  return key.toLowerCase().replaceAll('_', '-');
}

/** The keys a misspelt one may mean, best first: near ones, and those of which it is the beginning. */
function meantKeys(key: string): readonly string[] {
  if (!/^[a-z\d-]+$/.test(key)) return [];
  const begun = realKeys.filter((real) => real.startsWith(`${key}-`));
  return key.includes('-') && begun.length === 1 ? begun : closest(key, realKeys);
}

const realKeys = [...configMapKeys.keys()];

/** The ConfigMap that is named like the DaemonSet has no reader at all. */
function isReal(configMap: ConfigMap['name'], key: string): boolean {
  return configMap === 'amazon-vpc-cni' && configMapKeys.has(key);
}

/** A variable, in whatever spelling, or a word that only the CNI deals with. */
function isSettingOfTheCni(key: string): boolean {
  if (isEnvVarName(key) || configMapKeys.has(key) || misspellingNote(key) !== undefined) return true;
  const name = key
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toUpperCase()
    .replaceAll('-', '_');
  return closestEnvVars(name).length > 0 || /(^|_)(ENIS?|ENICONFIG|CNI|WARM|SNAT|NETWORK_POLICY)(_|$)/.test(name);
}
