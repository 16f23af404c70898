import { envVar } from '../model/envVars.js';
import type { CniSettings, ContainerName, ContainerSettings, EnvEntry } from '../model/resource.js';
import type { Node } from '../syntax/node.js';
import { textOf } from '../syntax/read.js';
import { matchesWildcard } from '../text/wildcard.js';
import { bareContainer, bareSettings } from './bare.js';
import { type CommandLine, hasFlag, optionValues } from './commands/commandLine.js';
import { type ClusterLine, kubectlLines, namesAwsNode } from './commands/kubectl.js';
import { envList } from './env.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';

/**
 * `kubectl set env daemonset/aws-node NAME=value …` in a script. Resources come first, then `NAME=value` to set and `NAME-` to remove,
 * flags anywhere; without `--containers` all containers are changed, the init containers too. What is not named keeps what it was in the
 * cluster, so what is absent is unknown. Source: kubectl pkg/cmd/set/set_env.go and set/env/env_parse.go @ dee3483.
 */
export const format: Format = {
  id: 'kubectlSetEnv',
  kinds: [],
  hints: ['aws-node'],
  takes: { syntaxes: ['shell'] },
  read({ root }, place) {
    return kubectlLines(root, place).flatMap((line) => settingsOf(line, place) ?? []);
  },
};

function settingsOf(line: ClusterLine, place: Place): CniSettings | undefined {
  const { command, words, layer } = line;
  if (textOf(words[0]) !== 'set' || textOf(words[1]) !== 'env') return undefined;
  if (!namesAwsNode(line, resourcesOf(line)) || hasFlag(line, '--list', '--help', '-h')) return undefined;
  const pairs = [...optionValues(line, '-e', '--env'), ...words.filter(({ kind }) => kind === 'map')];
  const set = envList({ ...command, items: pairs.map((value) => ({ value })) }, place);
  const env = [...set, ...words.slice(2).flatMap((word) => removed(word, place))];
  return {
    ...bareSettings,
    at: at(place, command),
    takenBy: 'command',
    absent: 'unknown',
    layer,
    clusterName: line.clusterName,
    ...(line.madeAfterNodes && { madeAfterNodes: { at: at(place, command), first: undefined } }),
    containers: containersOf(line, env, place),
    partlyHidden: hidesSettings(line, pairs),
  };
}

/** `NAME-` takes a variable away, whatever else the command sets. */
function removed(word: Node, place: Place): readonly EnvEntry[] {
  const [, name] = /^([A-Za-z_]\w*)-$/.exec(textOf(word) ?? '') ?? [];
  if (name === undefined || (word.kind === 'scalar' && word.open)) return [];
  const here = at(place, word);
  return [{ name: { value: name, at: here }, value: { kind: 'removed', at: here }, at: here }];
}

/** The words before the first variable. */
function resourcesOf({ words }: CommandLine): readonly string[] {
  const behind = words.slice(2);
  const end = behind.findIndex((word) => word.kind === 'map' || textOf(word)?.endsWith('-'));
  return (end < 0 ? behind : behind.slice(0, end)).flatMap((word) => textOf(word) ?? []);
}

/** Whether variables may be set whose names are not seen: those of a ConfigMap, of a file, of a shell's variable, with a prefix. */
function hidesSettings(line: CommandLine, pairs: readonly Node[]): boolean {
  const isUnseen = (node: Node): boolean =>
    node.kind !== 'map' && (node.kind === 'seq' || node.open || node.text === '-');
  return (
    optionValues(line, '--from', '--prefix').length > 0 ||
    optionValues(line, '-e', '--env').some(isUnseen) ||
    line.words.slice(2).some(isUnseen) ||
    pairs.length === 0
  );
}

const containerNames: readonly ContainerName[] = ['aws-node', 'aws-vpc-cni-init', 'aws-eks-nodeagent'];

/**
 * The containers with what is set in them. Where all are changed, a variable counts where it is read, and a name that nobody knows in aws-node:
 * that it is set elsewhere too changes nothing.
 */
function containersOf(line: CommandLine, env: readonly EnvEntry[], place: Place): readonly ContainerSettings[] {
  const chosen = optionValues(line, '-c', '--containers').at(-1);
  const pattern = chosen?.kind === 'scalar' && !chosen.open ? chosen.text : '*';
  const matching = containerNames.filter((name) => matchesWildcard(name, pattern));
  const isIn = (name: ContainerName, entry: EnvEntry): boolean => {
    if (matching.length === 1) return true;
    const readers = envVar(entry.name.value)?.containers ?? ['aws-node'];
    const counting = matching.filter((each) => readers.includes(each));
    return counting.length === 0 ? name === matching[0] : counting.includes(name);
  };
  const here = at(place, line.command);
  return matching.map((name) => ({
    ...bareContainer,
    name,
    at: here,
    env: env.filter((entry) => isIn(name, entry)),
    block: { at: here, shape: 'list' },
  }));
}
