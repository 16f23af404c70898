import type { Cluster } from './cluster.js';
import type { CniSettings } from './resource.js';

/**
 * The same question, asked once per carrier in its cluster: neither ever changes, and many rules ask the same. The answers live as long
 * as the cluster.
 */
export function oncePerCarrier<T>(
  find: (settings: CniSettings, cluster: Cluster) => T,
): (settings: CniSettings, cluster: Cluster) => T {
  const known = new WeakMap<Cluster, Map<CniSettings, T>>();
  return (settings, cluster) => {
    const answers = known.get(cluster) ?? new Map<CniSettings, T>();
    known.set(cluster, answers);
    const before = answers.get(settings);
    if (before !== undefined) return before;
    const answer = find(settings, cluster);
    answers.set(settings, answer);
    return answer;
  };
}
