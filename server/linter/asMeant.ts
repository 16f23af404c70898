import type { Cluster } from '../model/cluster.js';
import { closestEnvVars, type EnvVarName } from '../model/envVars.js';
import type { CniSettings, EnvEntry } from '../model/resource.js';
import { rules } from '../rules/index.js';
import type { Finding } from '../rules/rule.js';
import { placeKey } from '../text/span.js';

/*
 * One fault is one finding: where the name of a variable is misspelt, what is said of the variable that is missing then goes with the mistake.
 */

/** A finding and the rule that made it. */
interface Found extends Pick<Finding, 'at'> {
  readonly rule: string;
}

const ofNames: ReadonlySet<string> = new Set(rules.flatMap(({ id, reportsNames }) => (reportsNames ? [id] : [])));

/**
 * What was found in a cluster, without what a reported name of a variable alone has caused: with one of the names that it may stand for it would not be
 * there. `check` finds what is wrong in the cluster as it is meant; where no name is reported, it is not asked.
 */
export function withoutConsequences<F extends Found>(
  found: readonly F[],
  cluster: Cluster,
  check: (meant: Cluster) => readonly Found[],
): readonly F[] {
  const reported = new Set(found.filter(({ rule }) => ofNames.has(rule)).map(({ at }) => placeKey(at)));
  if (reported.size === 0) return found;
  let left = found;
  // At most as many rounds as there are names for one that is misspelt.
  for (let round = 0; ; round++) {
    const meant = asMeant(cluster, reported, round);
    if (meant === undefined) return left;
    const stays = new Set(check(meant).map(({ rule, at }) => `${rule} ${placeKey(at)}`));
    left = left.filter(({ rule, at }) => ofNames.has(rule) || stays.has(`${rule} ${placeKey(at)}`));
  }
}

/** The cluster with reported names as they may be meant, in the order of likelihood; undefined where none of them has so many. */
function asMeant(cluster: Cluster, reported: ReadonlySet<string>, round: number): Cluster | undefined {
  let isRenamed = false;
  const renamed = (entry: EnvEntry, written: ReadonlySet<string>): EnvEntry => {
    const name = reported.has(placeKey(entry.name.at)) ? nameMeant(entry, written, round) : undefined;
    if (name === undefined) return entry;
    isRenamed = true;
    return { ...entry, name: { ...entry.name, value: name } };
  };
  const settings = cluster.settings.map((carrier): CniSettings => {
    const containers = carrier.containers.map((container) => {
      const written = new Set(container.env.map(({ name }) => name.value));
      return { ...container, env: container.env.map((entry) => renamed(entry, written)) };
    });
    return { ...carrier, containers };
  });
  return isRenamed ? { ...cluster, settings } : undefined;
}

/** A name that is written already is not what another one stands for. */
function nameMeant({ name }: EnvEntry, written: ReadonlySet<string>, round: number): EnvVarName | undefined {
  return closestEnvVars(name.value).filter((each) => !written.has(each))[round];
}
