import type { Cluster } from '../model/cluster.js';
import type { MapNode } from '../syntax/node.js';
import { get, items } from '../syntax/read.js';
import type { Edits, Writer } from '../syntax/syntax.js';
import type { ConfigAddition } from './configAddition.js';

const key = 'expectedPodsPerNode';

/**
 * What has a config file say how many pods are expected on a node of clusters: in its own entry of a cluster that it names, else for all of
 * which it says nothing else.
 */
export function expectedPodsAddition(clusters: readonly Cluster[], pods: number): ConfigAddition {
  return {
    text: `${key}: ${pods}\n`,
    among: (root, writer) => {
      const maps = new Set(clusters.map((cluster) => mapFor(cluster, root)));
      const edits = [...maps].map((map) => setNumber(map, pods, writer));
      return edits.every((each) => each !== undefined) ? edits.flat() : undefined;
    },
  };
}

/**
 * The clusters beside these that the number would count for too: where the config file names one of these not, it stands there for all clusters
 * of which it says nothing else.
 */
export function sharingPods(clusters: readonly Cluster[], all: readonly Cluster[]): readonly Cluster[] {
  if (clusters.every(({ configured }) => configured !== undefined)) return [];
  return all.filter(
    (each) =>
      each.nodeGroups.length > 0 && each.configured?.expectedPodsPerNode === undefined && !clusters.includes(each),
  );
}

function mapFor({ configured }: Cluster, root: MapNode): MapNode {
  const start = configured?.at.span.start;
  const own = items(get(root, 'clusters')).find(({ span }) => span.start === start);
  return own?.kind === 'map' ? own : root;
}

/** Undefined where the value is one that nothing can be written in the place of. */
function setNumber(map: MapNode, value: number, writer: Writer): Edits {
  const entry = map.entries.findLast((each) => each.key.text === key);
  if (entry === undefined) return writer.setEntry?.(map, key, value);
  if (entry.alias || entry.value.kind !== 'scalar') return undefined;
  return writer.replaceScalar?.(entry.value, String(value), { asString: false });
}
