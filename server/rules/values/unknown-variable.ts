import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { closestEnvVars, type EnvVarName, envVar, isEnvVarName, misspellingNote } from '../../model/envVars.js';
import type { CniSettings, ContainerSettings, EnvEntry } from '../../model/resource.js';
import { removeVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';
import { renameTo, unknownNameText } from './unknownNames.js';

export const rule: Rule = {
  id: 'unknown-variable',
  severity: 'warning',
  advice: message('Remove it'),
  reportsNames: true,
  judgesValues: true,
  silentWithout: ['settings'],
  *check(cluster) {
    for (const settings of cluster.settings) {
      // The schema of an add-on takes no other names: `addon-unsupported-key`.
      if (settings.takenBy === 'addon') continue;
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
    if (near.length === 0 && !isMeantForTheCni(name)) continue;
    yield unknownName(settings, container, entry, near, cluster);
  }
}

/**
 * In a DaemonSet other parties write variables too: EKS, agents that are injected, the Go runtime. Only a name that is close to
 * one of the CNI's or speaks of what only the CNI deals with was written for it.
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
    fixes: () => removeVariable(settings, entry, 'suggested'),
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
  return {
    at: entry.name.at,
    message: unknownNameText(entry.name.value, near, message('nothing reads it')),
    ...(near.length > 0 ? { advice: 'inMessage' } : {}),
    fixes: () => {
      const renamed = renameTo(near, settings, container, entry, cluster);
      return renamed.length > 0 ? renamed : removeVariable(settings, entry, 'suggested');
    },
  };
}
