import { alternatives, list, type Message, message } from '../../messages/message.js';
import { isUnsupportedByAddon, topLevelKeyFor } from '../../model/addonKeys.js';
import type { Cluster } from '../../model/cluster.js';
import { entryOf, interpretContext } from '../../model/env.js';
import type { EnvVar } from '../../model/envVarRow.js';
import { closestEnvVars, type EnvVarName, envVar, envVarIn, envVarNames, isEnvVarName } from '../../model/envVars.js';
import { type Fix, removal } from '../../model/fix.js';
import type { ShapeProblem } from '../../model/problem.js';
import type { CniSettings, ContainerSettings, EnvEntry } from '../../model/resource.js';
import { moveVariable, removeVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';
import { renameTo, unknownNameText } from './unknownNames.js';

export const rule: Rule = {
  id: 'addon-unsupported-key',
  severity: 'warning',
  advice: message(
    'Take it out of the configuration values, or move it to the DaemonSet of an installation of your own',
  ),
  reportsNames: true,
  judgesValues: true,
  silentWithout: ['settings', 'shapeProblems'],
  *check(cluster) {
    for (const settings of cluster.settings.filter(({ takenBy }) => takenBy === 'addon')) {
      for (const container of settings.containers) yield* checkContainer(settings, container, cluster);
    }
    for (const problem of cluster.shapeProblems) {
      if (problem.fault === 'unsupportedKey') yield topLevelKey(problem);
    }
  },
};

const takeOut = message('Take it out of the configuration values');

function* checkContainer(settings: CniSettings, container: ContainerSettings, cluster: Cluster): Iterable<Finding> {
  for (const entry of container.env) {
    if (entry.value.kind !== 'literal') continue;
    const name = entry.name.value;
    const row = isEnvVarName(name) ? envVarIn(name, interpretContext(settings, cluster).version) : undefined;
    if (row === undefined) yield unknownName(settings, container, entry, cluster);
    else if (isUnsupportedByAddon(row, container.name)) yield knownName(settings, container, entry, row);
  }
}

function unknownName(settings: CniSettings, container: ContainerSettings, entry: EnvEntry, cluster: Cluster): Finding {
  const name = entry.name.value;
  const key = topLevelKeyFor(name);
  if (key !== undefined) return keyUnderEnv(settings, entry, key);
  const near = closestEnvVars(name).filter((candidate) => candidate !== name);
  const renamed = renameTo(near, settings, container, entry, cluster);
  return {
    at: entry.name.at,
    message: unknownNameText(name, near, message('the add-on does not take it')),
    advice: near.length > 0 ? 'inMessage' : takeOut,
    fixes: () => (renamed.length > 0 ? renamed : removeVariable(settings, entry, 'suggested')),
  };
}

/** A key of the add-on among the variables. */
function keyUnderEnv(settings: CniSettings, entry: EnvEntry, key: string): Finding {
  const root = settings.newBlocks['aws-node']?.at;
  const title = message('Move it to the top level as {key}', { key });
  const { name, value } = entry;
  return {
    at: name.at,
    severity: 'error',
    message: message('{name} is no variable, so EKS refuses the configuration: {key} at the top level does that', {
      name: name.value,
      key,
    }),
    advice: 'inMessage',
    fixes: () => {
      if (root === undefined || value.kind !== 'literal') return [];
      return removeVariable(settings, entry, 'suggested', title).map((fix) => ({
        ...fix,
        changes: [...fix.changes, { kind: 'addKey', map: root, key, value: value.text } as const],
      }));
    },
  };
}

function knownName(settings: CniSettings, container: ContainerSettings, entry: EnvEntry, row: EnvVar): Finding {
  const isRefused = row.addonEnv === 'refused';
  return {
    at: entry.name.at,
    severity: isRefused ? 'error' : 'warning',
    message: message('{name} cannot be set under {place} of the add-on: {reason}', {
      name: row.name,
      place: container.name === 'aws-node' ? 'env' : 'init.env',
      reason: reasonFor(row),
    }),
    ...adviceFor(row),
    fixes: () => [...moveToInit(settings, entry, row), ...removeVariable(settings, entry, 'suggested')].slice(0, 1),
  };
}

function reasonFor(row: EnvVar): Message {
  const { name, status, addonInit, addonEnv } = row;
  if (isTakenLater(row)) return message('the schema of this version does not have it yet');
  if (name === 'ENABLE_IPv4' || name === 'ENABLE_IPv6') return message('EKS sets it by the IP family of the cluster');
  if (addonInit === 'listed') return message('its schema has it under init.env, whose container reads it');
  if (status === 'elsewhere') return message('it is a variable of cni-metrics-helper');
  return addonEnv === 'refused'
    ? message('EKS refuses a configuration with keys that its schema does not have')
    : message('its schema does not have it');
}

/** True for a variable that the add-on of the newest version takes. */
function isTakenLater({ name }: EnvVar): boolean {
  return envVar(name)?.addonEnv === 'listed';
}

/** None where the rule's own is right: a DaemonSet of one's own reads the variable. */
function adviceFor(row: EnvVar): Pick<Finding, 'advice'> {
  const { name, status, addonInit } = row;
  if (isTakenLater(row)) return { advice: message('Raise the version of the add-on, or take the variable out') };
  if (addonInit === 'listed') return { advice: message('Write {name} under init.env instead', { name }) };
  const isForNobody = name === 'ENABLE_IPv4' || name === 'ENABLE_IPv6' || status === 'elsewhere';
  return isForNobody ? { advice: takeOut } : {};
}

function moveToInit(settings: CniSettings, entry: EnvEntry, { name, addonInit }: EnvVar): readonly Fix[] {
  if (addonInit !== 'listed' || entryOf(settings, name, 'aws-vpc-cni-init')) return [];
  const title = message('Move {name} to init.env', { name });
  return moveVariable(settings, entry, 'aws-vpc-cni-init', title, 'suggested');
}

type UnsupportedKey = Extract<ShapeProblem, { readonly fault: 'unsupportedKey' }>;

/** A key that stands where the add-on has others, by what it was written for. */
function topLevelKey(problem: UnsupportedKey): Finding {
  const { at, key, near, from, meant } = problem;
  if (from !== undefined) return ofChart(problem, from);
  if (meant !== undefined) return inAnotherPlace(problem, meant);
  if (key.startsWith('//')) {
    const text = message(
      '// begins no comment here, so this line becomes a part of a key: remove it, or write # where the text is YAML',
    );
    return { at, message: text, advice: 'inMessage' };
  }
  const variable = variableFor(key);
  if (variable !== undefined) {
    const text = message('{key} is no key of the add-on: the variable {variable} under env does that', {
      key,
      variable,
    });
    return { at, message: text, advice: 'inMessage' };
  }
  if (near.length > 0) return misspelt(problem);
  return { at, message: message('{key} is no key of the add-on, and EKS refuses all of it', { key }), advice: takeOut };
}

function ofChart({ at, key }: UnsupportedKey, from: 'images' | 'chart'): Finding {
  return {
    at,
    message:
      from === 'images'
        ? message(
            '{key} is a key of the Helm chart and none of the add-on: EKS chooses the images itself and refuses the configuration',
            { key },
          )
        : message(
            '{key} is a key of the Helm chart and none of this version of the add-on: EKS refuses the configuration',
            { key },
          ),
    advice: message('Remove it, or install the CNI with Helm instead of the add-on'),
    fixes: () => [removal(message('Remove {key}', { key }), at)],
  };
}

function inAnotherPlace({ at, key }: UnsupportedKey, meant: UnsupportedKey['meant'] & {}): Finding {
  const names = list(Object.keys(meant));
  return {
    at,
    message: message(
      '{key} is no key of the add-on, and EKS refuses all of it: did you mean {names} at the top level?',
      {
        key,
        names,
      },
    ),
    advice: 'inMessage',
    fixes: () => [
      {
        title: message('Write {names} in its place', { names }),
        level: 'suggested',
        changes: [{ kind: 'replaceEntry', at, entries: meant }],
      },
    ],
  };
}

function misspelt({ at, map, key, near }: UnsupportedKey): Finding {
  const [only, ...others] = near;
  return {
    at,
    message: message('{key} is no key of the add-on, and EKS refuses all of it: did you mean {near}?', {
      key,
      near: alternatives(near),
    }),
    advice: 'inMessage',
    fixes: () =>
      only === undefined || others.length > 0
        ? []
        : [
            {
              title: message('Rename {key} to {only}', { key, only }),
              level: 'suggested',
              changes: [{ kind: 'renameVariable', block: { at: map, shape: 'map' }, at, name: only }],
            },
          ],
  };
}

/** The variable whose words a key has: ENABLE_PREFIX_DELEGATION for `enablePrefixDelegation` or `enable-prefix-delegation`. */
function variableFor(key: string): EnvVarName | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[-_]/g, '');
  return envVarNames.find((name) => envVar(name).status === 'read' && plain(name) === plain(key));
}
