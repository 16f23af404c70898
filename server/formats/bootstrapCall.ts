import { type Fact, unknown } from '../model/fact.js';
import type { MaxPodsFlag } from '../model/nodeConfig.js';
import type { MaxPods } from '../model/resource.js';
import { openScalar, scalarHost } from '../syntax/embedded.js';
import { localSpan, spanInDocument } from '../syntax/host.js';
import type { Host, Node, ScalarNode } from '../syntax/node.js';
import { get, textOf } from '../syntax/read.js';
import { type CommandLine, commandsIn, optionValues, parseCommand, parseOptions } from './commandLine.js';
import { type FlagText, type KubeletFlags, readKubeletFlags } from './kubeletFlags.js';
import { at, type Place } from './place.js';

/** What a script gives the kubelet by its call of `/etc/eks/bootstrap.sh`, as Amazon Linux 2 and Ubuntu have it. */
export interface BootstrapCall {
  /** Of the kubelet's flags. */
  readonly maxPods: Fact<MaxPodsFlag>;
  /** How often the texts of flags name max pods, where the last of them says a number: those before it count for nothing. */
  readonly mentions: number;
  readonly labels: KubeletFlags['labels'];
  readonly labelsHidden: boolean;
  /** With `--use-max-pods false` the kubelet has its own default, and not the number of the instance type. */
  readonly usesMaxPods: boolean;
}

/**
 * The one call of bootstrap.sh in a script; undefined where there is none, several, or one that may be passed over. Its options take the
 * next word; what is written with an equals sign it takes for the name of a cluster, and so nobody can say what comes of it.
 * Source: templates/al2/runtime/bootstrap.sh of amazon-eks-ami, the last version for Amazon Linux 2.
 */
export function bootstrapCall(script: ScalarNode, place: Place): BootstrapCall | undefined {
  if (!script.text.includes('bootstrap.sh')) return undefined;
  const commands = commandsIn(openScalar(script, 'shell').root);
  const calls = commands.flatMap((command) => parseCommand(command, /^bootstrap\.sh$/, valued) ?? []);
  const [call] = calls;
  const isClear = call?.command.mayBeSkipped !== true && call?.command.items.every(({ value }) => !isJoined(value));
  if (call === undefined || calls.length > 1 || !isClear) return undefined;
  return callOf(call, call.words.slice(1), place);
}

/** What a text of options gives the kubelet, which stands behind those that somebody else calls bootstrap.sh with. */
export function bootstrapOptions(options: ScalarNode, place: Place): BootstrapCall | undefined {
  const [command, ...others] = commandsIn(openScalar(options, 'shell').root);
  if (command === undefined || others.length > 0 || command.items.some(({ value }) => isJoined(value)))
    return undefined;
  const line = parseOptions(command, 0, valued);
  return callOf(line, line.words, place);
}

/** `further`: the words behind the name of the cluster. */
function callOf(call: CommandLine, further: readonly Node[], place: Place): BootstrapCall {
  // A word that is filled in later may hold further options.
  const mayHoldMore = further.some((word) => word.open);
  const texts = optionValues(call, '--kubelet-extra-args').map((word) => flagText(word, place));
  const flags = readKubeletFlags(texts.slice(-1));
  const [use] = optionValues(call, '--use-max-pods').slice(-1);
  return {
    maxPods: mayHoldMore && flags.maxPods.kind === 'absent' ? unknown() : flags.maxPods,
    mentions: flags.maxPods.kind === 'known' ? mentionsOfMaxPods(texts.map(({ text }) => text).join('\n')) : 0,
    labels: flags.labels,
    labelsHidden: flags.labelsHidden || mayHoldMore,
    usesMaxPods: use === undefined || textOf(use) === 'true',
  };
}

/** Max pods by a flag of the kubelet; unknown where it is none that a node can have. */
export function maxPodsByFlag(flag: Fact<MaxPodsFlag>): MaxPods {
  if (flag.kind !== 'known' || flag.value.pods <= 0) return { kind: 'unknown' };
  const { pods, digits } = flag.value;
  return { kind: 'set', value: pods, setting: '--max-pods', digits, at: flag.at };
}

/** What takes a value. */
const valued: ReadonlySet<string> = new Set([
  '--use-max-pods',
  '--b64-cluster-ca',
  '--apiserver-endpoint',
  '--kubelet-extra-args',
  '--enable-docker-bridge',
  '--aws-api-retry-attempts',
  '--docker-config-json',
  '--containerd-config-file',
  '--pause-container-account',
  '--pause-container-version',
  '--dns-cluster-ip',
  '--ip-family',
  '--service-ipv6-cidr',
  '--enable-local-outpost',
  '--cluster-id',
  '--mount-bpf-fs',
  '--local-disks',
  '--container-runtime',
]);

/** `--name=value`, which bootstrap.sh does not know. */
function isJoined(word: Node): boolean {
  return word.kind === 'map' && valued.has(textOf(get(word, 'name')) ?? '');
}

function flagText(word: Node, place: Place): FlagText {
  const { host, start, length } = wordText(word);
  return {
    text: host.text.slice(start, start + length),
    open: word.open || get(word, 'value')?.open === true,
    place,
    locate: (from, to) => at(place, { host, span: spanInDocument(host, start + from, start + to) }),
  };
}

/** Where the text of a word stands. One that begins with a name and an equals sign is taken apart: in quotes its parts have its text. */
function wordText(word: Node): { readonly host: Host; readonly start: number; readonly length: number } {
  const name = get(word, 'name');
  const host = word.kind === 'scalar' ? scalarHost(word) : name && name.host !== word.host ? name.host : undefined;
  if (host) return { host, start: 0, length: host.text.length };
  const { start, end } = localSpan(word.host, word.span);
  return { host: word.host, start, length: end - start };
}

/** True where a script may give max pods in another way than by its call of bootstrap.sh: eksctl's own script, a file, a variable. */
export function mentionsMaxPodsBeside(script: ScalarNode, call: BootstrapCall): boolean {
  const run = script.text.replace(/^[ \t]*#.*$/gm, '');
  return (
    mentionsOfMaxPods(run) > call.mentions ||
    /bootstrap\.(?:al2|ubuntu|linux)\.sh|kubelet-config\.json|export\s+KUBELET_EXTRA_ARGS|set\s+-a\b|allexport/.test(
      run,
    )
  );
}

function mentionsOfMaxPods(text: string): number {
  return text.match(/(?<!use-)max[-_]?pods/gi)?.length ?? 0;
}
