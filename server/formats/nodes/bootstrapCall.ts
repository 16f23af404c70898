import { message } from '../../messages/message.js';
import { type Fact, unknown } from '../../model/fact.js';
import type { Fix } from '../../model/fix.js';
import type { MaxPodsFlag } from '../../model/nodeConfig.js';
import type { MaxPods } from '../../model/resource.js';
import { openScalar, scalarHost } from '../../syntax/embedded.js';
import { localSpan, spanInDocument } from '../../syntax/host.js';
import type { Host, Node, ScalarNode } from '../../syntax/node.js';
import { get, textOf } from '../../syntax/read.js';
import { type CommandLine, commandsIn, optionValues, parseCommand, parseOptions } from '../commands/commandLine.js';
import { at, type Place } from '../place.js';
import { type Refused, refusedBy } from '../refused.js';
import { type FlagText, type KubeletFlags, readKubeletFlags } from './kubeletFlags.js';

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
 * The one call of bootstrap.sh in a script; undefined where there is none, several, one that may be passed over, or one that names no cluster. Its
 * options take the next word. What is written with an equals sign is to it the name of the cluster or, behind that, nothing.
 * Source: templates/al2/runtime/bootstrap.sh:57-186 of amazon-eks-ami 9e910f87, for Amazon Linux 2.
 */
export function bootstrapCall(script: ScalarNode, place: Place): BootstrapCall | undefined {
  const calls = callsIn(script);
  const [call] = calls;
  if (call === undefined || calls.length > 1 || call.line.command.mayBeSkipped || !isNamed(call)) return undefined;
  return callOf(call.line, call.line.words.slice(1), place);
}

/** A call of bootstrap.sh, without the words that it does not know for options because of their equals signs. */
interface Called {
  readonly line: CommandLine;
  readonly joined: readonly Node[];
}

function callsIn(script: ScalarNode): readonly Called[] {
  if (!script.text.includes('bootstrap.sh')) return [];
  return commandsIn(openScalar(script, 'shell').root).flatMap((command) => {
    const items = command.items.filter(({ value }) => !isJoined(value));
    const line = parseCommand({ ...command, items }, /^bootstrap\.sh$/, valued);
    return line ? [{ line, joined: command.items.map(({ value }) => value).filter(isJoined) }] : [];
  });
}

/** False where an option with an equals sign comes before the name of the cluster, in whose place it is taken. */
function isNamed({ line, joined: [first] }: Called): boolean {
  const [name] = line.words;
  return first === undefined || (name !== undefined && name.span.start < first.span.start);
}

/** Options about max pods that calls of bootstrap.sh write with an equals sign. */
export function joinedOptions(script: ScalarNode, place: Place): readonly Refused[] {
  return callsIn(script).flatMap((call) => {
    const [first] = call.joined;
    return call.joined.filter(isAboutMaxPods).map((word) => joinedOption(word, word !== first || isNamed(call), place));
  });
}

/** The same of options that stand behind the name of a cluster somewhere else. */
export function joinedAmongOptions(options: ScalarNode, place: Place): readonly Refused[] {
  return commandsIn(openScalar(options, 'shell').root)
    .flatMap(({ items }) => items.map(({ value }) => value))
    .filter((word) => isJoined(word) && isAboutMaxPods(word))
    .map((word) => joinedOption(word, true, place));
}

function isAboutMaxPods(word: Node): boolean {
  const [name, value] = [get(word, 'name'), get(word, 'value')].map(textOf);
  return name === '--use-max-pods' ? value !== 'true' : name === '--kubelet-extra-args' && /max-pods/.test(value ?? '');
}

function joinedOption(word: Node, isBehindName: boolean, place: Place): Refused {
  const name = get(word, 'name');
  const written = `${textOf(name)}=${textOf(get(word, 'value'))}`;
  const text = isBehindName
    ? message('bootstrap.sh takes the value of an option from the next word: nothing reads {written}', { written })
    : message(
        'bootstrap.sh takes {written} for the name of the cluster, and the node does not join: the value of an option is the next word',
        { written },
      );
  const rule = isBehindName ? 'max-pods-ignored' : 'max-pods-rejected';
  const here = at(place, word);
  return refusedBy('bootstrap.sh')(rule, here, text, {
    advice: message('Write a space in place of the equals sign'),
    fixes: name && name.host === word.host ? [asTwoWords(name, place)] : [],
  });
}

function asTwoWords(name: Node, place: Place): Fix {
  const { end } = name.span;
  const sign = at(place, { host: name.host, span: { start: end, end: end + 1 } });
  return {
    title: message('Write the value as a word of its own'),
    level: 'suggested',
    changes: [{ kind: 'replaceText', at: sign, written: '=', text: ' ' }],
  };
}

/** What a text of options gives the kubelet, which stands behind those that somebody else calls bootstrap.sh with. */
export function bootstrapOptions(options: ScalarNode, place: Place): BootstrapCall | undefined {
  const [command, ...others] = commandsIn(openScalar(options, 'shell').root);
  if (command === undefined || others.length > 0) return undefined;
  // They stand behind the name of the cluster, where nothing reads what is no option.
  const line = parseOptions({ ...command, items: command.items.filter(({ value }) => !isJoined(value)) }, 0, valued);
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
  '--service-ipv4-cidr',
  '--service-ipv6-cidr',
  '--enable-local-outpost',
  '--cluster-id',
  '--mount-bpf-fs',
  '--local-disks',
  '--container-runtime',
]);

/** `--name=value`, which bootstrap.sh does not know for an option. */
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
