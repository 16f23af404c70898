import { alternatives, type Message, message } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { entryOf, interpretContext } from '../model/env.js';
import {
  closestEnvVars,
  type EnvVarName,
  envVar,
  evidentEnvVar,
  interpret,
  isEnvVarName,
  misspellingNote,
} from '../model/envVars.js';
import type { CniSettings, ContainerSettings, EnvEntry } from '../model/resource.js';
import { removeVariable } from './fixes.js';
import type { Finding, Fix, Rule } from './rule.js';

export const rule: Rule = {
  id: 'unknown-variable',
  group: 'values',
  severity: 'warning',
  *check(cluster) {
    for (const settings of cluster.settings) {
      const containers = settings.containers.filter(({ name }) => name !== 'aws-eks-nodeagent');
      for (const container of containers) yield* checkContainer(settings, container, cluster);
    }
  },
};

function* checkContainer(settings: CniSettings, container: ContainerSettings, cluster: Cluster): Iterable<Finding> {
  for (const entry of container.env) {
    const name = entry.name.value;
    if (entry.value.kind !== 'literal') continue;
    if (isEnvVarName(name)) {
      if (envVar(name).status === 'elsewhere') yield elsewhere(settings, container, entry);
      continue;
    }
    const near = closestEnvVars(name).filter((candidate) => candidate !== name);
    if (settings.form !== 'addon' && near.length === 0 && !isMeantForTheCni(name)) continue;
    yield unknownName(settings, container, entry, near, cluster);
  }
}

/**
 * In a DaemonSet other parties write variables too: EKS, agents that are injected, the Go runtime. Only a name that is close to
 * one of the CNI's or speaks of what only the CNI deals with was written for it. An add-on's schema takes no others.
 */
function isMeantForTheCni(name: string): boolean {
  return misspellingNote(name) !== undefined || /(^|_)(ENIS?|ENICONFIG|CNI|WARM|SNAT)(_|$)/i.test(name);
}

function elsewhere(settings: CniSettings, container: ContainerSettings, entry: EnvEntry): Finding {
  return {
    at: entry.name.at,
    message: message('{name} is a variable of cni-metrics-helper: {container} does not read it', {
      name: entry.name.value,
      container: container.name,
    }),
    fixes: removeVariable(settings, entry, 'suggested'),
    tags: ['unnecessary'],
  };
}

function unknownName(
  settings: CniSettings,
  container: ContainerSettings,
  entry: EnvEntry,
  near: readonly EnvVarName[],
  cluster: Cluster,
): Finding {
  const renamed = rename(settings, container, entry, near, cluster);
  return {
    at: entry.name.at,
    message: text(entry.name.value, near),
    fixes: renamed.length > 0 ? renamed : removeVariable(settings, entry, 'suggested'),
  };
}

function text(name: string, near: readonly EnvVarName[]): Message {
  const written = misspellingNote(name);
  const note = written === undefined ? undefined : message<string>(written.replace(/\.$/, ''));
  const suggestion = alternatives(near);
  if (near.length === 0) {
    return note
      ? message('{name} is not a variable of the CNI, so nothing reads it. {note}', { name, note })
      : message('{name} is not a variable of the CNI, so nothing reads it', { name });
  }
  return note
    ? message('{name} is not a variable of the CNI, so nothing reads it: did you mean {suggestion}? {note}', {
        name,
        suggestion,
        note,
      })
    : message('{name} is not a variable of the CNI, so nothing reads it: did you mean {suggestion}?', {
        name,
        suggestion,
      });
}

/** Only where one name is evident, is not written already, and is read here with the text it would get. */
function rename(
  settings: CniSettings,
  { name: container, block }: ContainerSettings,
  entry: EnvEntry,
  near: readonly EnvVarName[],
  cluster: Cluster,
): readonly Fix[] {
  const [name, ...others] = near;
  if (name === undefined || others.length > 0 || block === undefined || entry.value.kind !== 'literal') return [];
  const row = envVar(name);
  const support = container === 'aws-node' ? row.addonEnv : row.addonInit;
  const isSettable = settings.form !== 'addon' || support === 'listed' || support === 'unverified';
  const isRead = row.containers.includes(container);
  const isTaken = interpret(name, entry.value.text, interpretContext(settings, cluster)).kind === 'accepted';
  if (!isSettable || !isRead || !isTaken || entryOf(settings, name, container)) return [];
  return [
    {
      title: message('Rename {old} to {name}', { old: entry.name.value, name }),
      level: evidentEnvVar(entry.name.value) === name ? 'safe' : 'suggested',
      changes: [{ kind: 'renameVariable', block, at: entry.name.at, name }],
    },
  ];
}
