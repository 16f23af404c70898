import { list, message } from '../../messages/message.js';
import { configMapKeys } from '../../model/configMapKeys.js';
import { closestEnvVars, isEnvVarName, misspellingNote } from '../../model/envVars.js';
import type { ConfigMap } from '../../model/resource.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'configmap-ignored',
  severity: 'warning',
  advice: message('Set the variables in the configuration values of the add-on, or in the DaemonSet'),
  *check({ configMaps }) {
    for (const configMap of configMaps) yield* checkConfigMap(configMap);
  },
};

const mostNames = 4;

function* checkConfigMap({ name: configMap, entries }: ConfigMap): Iterable<Finding> {
  const ignored = entries.filter(({ key }) => isSettingOfTheCni(key.value) && !isReal(configMap, key.value));
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
