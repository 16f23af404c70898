import type { Cluster } from './cluster.js';
import type { CniSettings, MadeAfterNodes } from './resource.js';

/** Settings of the CNI that are made when the nodes run already. */
export interface LateSettings extends CniSettings {
  readonly madeAfterNodes: MadeAfterNodes;
}

/** The settings of the CNI that come after the nodes; undefined where none do, or of several nobody can say which ones the nodes find. */
export function lateSettings({ settings }: Pick<Cluster, 'settings'>): LateSettings | undefined {
  const [only, ...others] = settings.filter((each) => each.takenBy === 'addon' || each.madeAfterNodes);
  return others.length === 0 && only !== undefined && isLate(only) ? only : undefined;
}

function isLate(settings: CniSettings): settings is LateSettings {
  return settings.madeAfterNodes !== undefined;
}
