import type { CniSettings, Resource } from '../model/resource.js';
import { openScalar } from '../syntax/embedded.js';
import { get, textOf } from '../syntax/read.js';
import { bareSettings } from './bare.js';
import { hasFlag, optionValues } from './commands/commandLine.js';
import { patchedContainers } from './commands/jsonPatch.js';
import { type ClusterLine, kubectlLines, namesAwsNode } from './commands/kubectl.js';
import { patchedDaemonSet } from './daemonSet.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';

/**
 * `kubectl patch daemonset aws-node -p '…'` in a script, of all three types. What a strategic patch does not name stays as it was in the
 * cluster; a merge patch writes its lists in place of those there are; a JSON patch has operations. Source: kubectl pkg/cmd/patch/patch.go @ dee3483,
 * RFC 7386 and RFC 6902.
 */
export const format: Format = {
  id: 'kubectlPatch',
  kinds: [],
  hints: ['aws-node'],
  takes: { syntaxes: ['shell'] },
  read: ({ root }, place) => kubectlLines(root, place).flatMap((line) => settingsOf(line, place)),
};

function settingsOf(line: ClusterLine, place: Place): readonly Resource[] {
  const [verb, ...resources] = line.words.flatMap((word) => textOf(word) ?? []);
  if (verb !== 'patch' || !namesAwsNode(line, resources) || hasFlag(line, '--help', '-h')) return [];
  const patch = optionValues(line, '-p', '--patch').at(-1);
  const type = textOf(optionValues(line, '--type').at(-1)) ?? 'strategic';
  const { root, problems } = patch?.kind === 'scalar' ? openScalar(patch) : nothing;
  const settings: CniSettings = {
    ...bareSettings,
    at: at(place, line.command),
    takenBy: 'apiServer',
    absent: 'unknown',
    layer: type === 'merge' ? undefined : line.layer,
    clusterName: line.clusterName,
    ...(line.madeAfterNodes && { madeAfterNodes: { at: at(place, line.command), first: undefined } }),
    containers: [],
    partlyHidden: true,
  };
  if (problems.length > 0) return [settings];
  if (type === 'json') {
    if (root?.kind !== 'seq') return [settings];
    const { containers, hidesMore } = patchedContainers(root, place);
    return [{ ...settings, containers, partlyHidden: hidesMore }];
  }
  if (root?.kind !== 'map' || get(root, 'spec') === undefined) return [settings];
  const { containers, isHidden } = patchedDaemonSet(root, place);
  return [{ ...settings, containers, partlyHidden: isHidden }];
}

const nothing = { root: undefined, problems: [] } as const;
