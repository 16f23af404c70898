import { type List, type Message, message, mostNamed, whole } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { does } from '../model/cniBehavior.js';
import { versionOf } from '../model/env.js';
import type { Finding, Rule } from '../rules/rule.js';
import { memoized } from '../text/memo.js';
import { folderOf, pathFrom } from '../text/paths.js';

/**
 * What a finding says, with the files whose settings it follows from where none of them is its own: who reads one line of a file sees none of
 * the others. They are named as seen from the file of the finding.
 */
export function withFilesReliedOn(
  { at, message: said }: Finding,
  { followsSettings }: Rule,
  cluster: Cluster,
): Message {
  if (followsSettings === undefined) return said;
  const { carriers, stated } = settingsFiles(cluster);
  const relied = carriers.has(at.uri) ? stated : [...carriers, ...stated];
  if (relied.length === 0) return said;
  const others = relied.filter((uri) => uri !== at.uri);
  if (others.length === 0) return said;
  const named = others.slice(0, mostNamed).map((uri) => whole(pathFrom(folderOf(at.uri), uri)));
  const files: List = { items: named, before: undefined, more: others.length - named.length };
  return message('{finding} (by the settings in {files})', { finding: said, files });
}

/** The files that hold settings of the CNI of a cluster, and the config file where it states a version that counts otherwise than the newest. */
const settingsFiles = memoized((cluster: Cluster) => {
  const stated = cluster.facts.cniVersion;
  const countsOtherwise = stated !== undefined && does(versionOf(cluster), 'trunkSlotOnlyWhereUseful') === false;
  return {
    carriers: new Set(cluster.settings.map(({ at }) => at.uri)),
    stated: countsOtherwise && stated.at.uri !== '' ? [stated.at.uri] : [],
  };
});
