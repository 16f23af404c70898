import type { Cluster } from '../model/cluster.js';
import { entryOf } from '../model/env.js';
import type { EnvVarName } from '../model/envVars.js';
import type { CniSettings, ContainerName } from '../model/resource.js';

/**
 * True where a patch leaves a variable to the DaemonSet it is for, and no file that is or may be of the cluster writes it. What follows from its
 * default is information then, with the condition that nobody sets it elsewhere.
 */
export function isLeftToOthers(
  settings: CniSettings,
  cluster: Cluster,
  name: EnvVarName,
  container: ContainerName = 'aws-node',
): boolean {
  return (
    settings.isPatch === true &&
    !cluster.isExample &&
    !cluster.possibleSigns.includes('configured') &&
    [...cluster.settings, ...cluster.possibleSettings].every((each) => isSilentOn(each, name, container))
  );
}

function isSilentOn(settings: CniSettings, name: EnvVarName, container: ContainerName): boolean {
  const { partlyHidden, containers } = settings;
  return (
    !partlyHidden && !containers.some(({ envFrom }) => envFrom) && entryOf(settings, name, container) === undefined
  );
}
