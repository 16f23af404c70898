import { unknown } from '../model/fact.js';
import type { ClusterDeclaration, NodeGroup, Subnet } from '../model/resource.js';
import type { Entry, MapNode, Node, ScalarNode, SeqNode, SyntaxDocument } from '../syntax/node.js';
import { items, textOf } from '../syntax/read.js';
import { type CommandLine, commandsIn, hasFlag, optionValues, parseCommand } from './commands/commandLine.js';
import { commandWord, listedParts } from './commands/commandWord.js';
import { nodeGroup } from './eksctl/nodeGroup.js';
import { format as eksctl } from './eksctl.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { textFact } from './read.js';

/**
 * `eksctl create cluster` and `eksctl create nodegroup` with flags instead of a file, in a script: the ClusterConfig that eksctl makes of them.
 * Source: eksctl 99984adb, pkg/ctl/create/cluster.go, pkg/ctl/create/nodegroup.go, pkg/ctl/cmdutils/nodegroup_flags.go and configfile.go.
 */
export const format: Format = {
  id: 'eksctlCommand',
  kinds: [],
  hints: ['eksctl create'],
  takes: { syntaxes: ['shell'] },
  read(document, place) {
    const calls = commandsIn(document.root).flatMap((command) => callIn(command) ?? []);
    const clusters = calls.filter(({ makes }) => makes === 'cluster');
    // Several clusters cannot be told apart, and a file may be one more.
    if (clusters.length > 1 || namesOfClusters(calls).size > 1 || holdsConfig(document)) return [];
    const groups = calls.flatMap((call) => groupIn(call, place) ?? []);
    const isSure = groups.length < 2 || (!place.isFragment && calls.every(({ line }) => !line.command.mayBeSkipped));
    return [
      ...clusters.flatMap((call) => declarationOf(call, document, place)),
      ...groups.map((group) => (isSure && group.name.kind !== 'unknown' ? group : withoutSizes(group))),
    ];
  },
};

/** A command that makes something. */
interface Call {
  readonly line: CommandLine;
  readonly makes: 'cluster' | 'nodegroup';
}

/** Flags whose value is the next word. */
const valued: ReadonlySet<string> = new Set(
  (
    '--name -n --cluster -c --region -r --profile -p --version --zones --nodegroup-name --node-type -t --nodes -N --nodes-min -m ' +
    '--nodes-max -M --node-volume-size --node-volume-type --max-pods-per-node --ssh-public-key --node-ami --node-ami-family ' +
    '--node-security-groups --node-labels --node-zones --instance-prefix --instance-name --instance-types --instance-selector-vcpus ' +
    '--instance-selector-memory --instance-selector-cpu-architecture --instance-selector-gpus --instance-selector-neuron-devices ' +
    '--tags --vpc-cidr --vpc-private-subnets --vpc-public-subnets --vpc-from-kops-cluster --vpc-nat-mode --kubeconfig ' +
    '--authenticator-role-arn --timeout --cfn-role-arn --support-type -f --config-file --subnet-ids --include --only --exclude ' +
    '--nodegroup-parallelism --node-repair-max-unhealthy-percentage --node-repair-max-unhealthy-count ' +
    '--node-repair-max-parallel-percentage --node-repair-max-parallel-count -v --verbose -C --color'
  ).split(' '),
);

function callIn(command: SeqNode): Call | undefined {
  const line = parseCommand(command, /^eksctl(?:\.exe)?$/, valued);
  const [verb, what] = line?.words.map((word) => textOf(word)) ?? [];
  const makes = what === 'cluster' ? 'cluster' : /^(?:nodegroups?|ng)$/.test(what ?? '') ? 'nodegroup' : undefined;
  if (line === undefined || verb !== 'create' || makes === undefined) return undefined;
  return hasFlag(line, '-f', '--config-file', '--dry-run', '--help', '-h') ? undefined : { line, makes };
}

/** The cluster that a script makes by flags of eksctl; undefined for any other command. */
export function clusterMadeBy(command: SeqNode): Node | undefined {
  const call = callIn(command);
  return call?.makes === 'cluster' ? nameOf(call) : undefined;
}

/** True for a command that makes nodes, where it runs. */
export function makesNodes(command: SeqNode, place: Place): boolean {
  const call = callIn(command);
  return call !== undefined && groupIn(call, place) !== undefined;
}

/** The name is a flag, or the word behind what is made. */
function nameOf({ line, makes }: Call): Node | undefined {
  const flag = makes === 'cluster' ? ['--name', '-n'] : ['--cluster', '-c'];
  return last(line, ...flag) ?? (makes === 'cluster' ? line.words[2] : undefined);
}

function namesOfClusters(calls: readonly Call[]): ReadonlySet<string> {
  return new Set(calls.flatMap((call) => textOf(nameOf(call)) ?? []));
}

/** True for a script that gives eksctl a file too. */
function holdsConfig({ root }: SyntaxDocument): boolean {
  return items(root).some((node) => node.kind === 'scalar' && node.text.includes('eksctl.io/'));
}

function last(line: CommandLine, ...names: readonly string[]): Node | undefined {
  return optionValues(line, ...names).at(-1);
}

function declarationOf(call: Call, document: SyntaxDocument, place: Place): readonly (ClusterDeclaration | Subnet)[] {
  const { line } = call;
  const { command } = line;
  const subnets = (['private', 'public'] as const).map((access) => {
    const ids = optionValues(line, `--vpc-${access}-subnets`).flatMap(listedParts);
    const entries = ids.map((id) => ({ key: id, value: mapOf(command, { id, az: hole(command) }), span: id.span }));
    return [access, ids.length === 0 ? undefined : { ...mapOf(command, {}), entries }] as const;
  });
  const config = mapOf(command, {
    apiVersion: written(command, 'eksctl.io/v1alpha5'),
    kind: written(command, 'ClusterConfig'),
    metadata: mapOf(command, {
      name: nameOf(call),
      region: last(line, '--region', '-r'),
      version: last(line, '--version'),
    }),
    availabilityZones: listOf(command, optionValues(line, '--zones')),
    autoModeConfig: hasFlag(line, '--enable-auto-mode')
      ? mapOf(command, { enabled: truth(command, '--enable-auto-mode') })
      : undefined,
    vpc: mapOf(command, {
      id: last(line, '--vpc-from-kops-cluster') && hole(command),
      cidr: last(line, '--vpc-cidr'),
      subnets: subnets.some(([, map]) => map) ? mapOf(command, Object.fromEntries(subnets)) : undefined,
    }),
  });
  return eksctl
    .read({ ...document, root: config, templated: false, problems: [] }, place)
    .flatMap((each): readonly (ClusterDeclaration | Subnet)[] => {
      if (each.kind === 'subnet') return [{ ...each, key: each.id, zone: unknown() }];
      // A command has no place for an add-on.
      return each.kind === 'cluster' ? [{ ...each, newAddonBlock: undefined }] : [];
    });
}

/** The node group that a command makes; undefined where it makes none. */
function groupIn(call: Call, place: Place): NodeGroup | undefined {
  const { line, makes } = call;
  const { command } = line;
  const managed = last(line, '--managed');
  const isWithout = hasFlag(line, '--without-nodegroup', '--enable-auto-mode');
  const isFargateOnly = hasFlag(line, '--fargate') && !line.flags.some(({ name }) => name === '--managed');
  if (makes === 'cluster' && (isWithout || isFargateOnly)) return undefined;
  const isSelected = line.flags.some(({ name }) => name.startsWith('--instance-selector-'));
  const isPrivate = hasFlag(line, '--node-private-networking', '-P');
  const name = makes === 'cluster' ? last(line, '--nodegroup-name') : (last(line, '--name', '-n') ?? line.words[2]);
  const map = mapOf(command, {
    name: name ?? (makes === 'cluster' ? undefined : hole(command)),
    instanceType: last(line, '--node-type', '-t'),
    instanceTypes: listOf(command, optionValues(line, '--instance-types')),
    instanceSelector: isSelected ? mapOf(command, { vCPUs: hole(command) }) : undefined,
    desiredCapacity: numberIn(last(line, '--nodes', '-N')),
    minSize: numberIn(last(line, '--nodes-min', '-m')),
    maxSize: numberIn(last(line, '--nodes-max', '-M')),
    maxPodsPerNode: numberIn(last(line, '--max-pods-per-node')),
    ami: last(line, '--node-ami'),
    amiFamily: last(line, '--node-ami-family'),
    privateNetworking: isPrivate ? truth(command, '--node-private-networking') : undefined,
    availabilityZones: listOf(command, optionValues(line, '--node-zones')),
    subnets: listOf(command, optionValues(line, '--subnet-ids')),
    labels: labelsOf(command, optionValues(line, '--node-labels')),
  });
  const read = nodeGroup(map, textOf(managed) === 'false' ? 'selfManaged' : 'managed', place);
  const ofCluster = makes === 'nodegroup' ? { clusterName: textFact(nameOf(call), place) } : {};
  return { ...read, ...ofCluster, at: at(place, command), maxPods: named(read.maxPods) };
}

/** As a person has it on the command line, where a flag cannot be added by a fix. */
function named(maxPods: NodeGroup['maxPods']): NodeGroup['maxPods'] {
  const setting = '--max-pods-per-node';
  if (maxPods.kind === 'set') return { ...maxPods, setting };
  return maxPods.kind === 'computed' ? { kind: 'computed', setting, block: undefined } : maxPods;
}

/** Of one of several that a script may make, or of as many as it goes through, nobody knows how many nodes there are. */
function withoutSizes(group: NodeGroup): NodeGroup {
  const hidden = unknown();
  return { ...group, minSize: hidden, maxSize: hidden, desiredCapacity: hidden, defaultNodes: undefined };
}

function labelsOf(command: SeqNode, words: readonly Node[]): MapNode | undefined {
  const entries = words.flatMap((word): readonly Entry[] => {
    const whole = commandWord(word);
    return [...(whole?.text ?? '').matchAll(/[^,]+/g)].flatMap(({ index, 0: pair }) => {
      const key = pair.indexOf('=');
      const [name, value] = [whole?.part(index, index + key), whole?.part(index + key + 1, index + pair.length)];
      return key > 0 && name && value
        ? [{ key: name, value, span: { start: name.span.start, end: value.span.end } }]
        : [];
    });
  });
  return words.length === 0 ? undefined : { ...mapOf(command, {}), entries };
}

function listOf(command: SeqNode, words: readonly Node[]): SeqNode | undefined {
  if (words.length === 0) return undefined;
  const listed = words.flatMap((word) => (word.kind === 'seq' ? [hole(command)] : listedParts(word)));
  return { ...emptyAt(command), kind: 'seq', items: listed.map((value) => ({ value })) };
}

/** The word as the number it is; as it is where it is none. */
function numberIn(word: Node | undefined): Node | undefined {
  if (word?.kind !== 'scalar' || word.open || !/^\d{1,9}$/.test(word.text)) return word;
  const value = Number(word.text);
  return { ...word, value, readAs: { type: 'number', value } };
}

/** A map whose keys are written nowhere, without those that have no value. */
function mapOf(command: SeqNode, values: Readonly<Record<string, Node | undefined>>): MapNode {
  const entries = Object.entries(values).flatMap(([key, value]): readonly Entry[] =>
    value === undefined ? [] : [{ key: written(command, key), value, span: value.span }],
  );
  return { ...emptyAt(command), kind: 'map', entries, merges: [] };
}

function emptyAt({ host, span, anchored }: SeqNode) {
  return { style: 'flow', host, span, anchored, open: false } as const;
}

function written(command: SeqNode, text: string): ScalarNode {
  const { start } = command.span;
  const base = { ...emptyAt(command), span: { start, end: start } };
  return { ...base, kind: 'scalar', style: 'plain', text, value: text, readAs: { type: 'string' } };
}

/** A value that is there and not seen. */
function hole(command: SeqNode): ScalarNode {
  return { ...written(command, '$'), open: true };
}

/** What a flag says that needs no value. */
function truth(command: SeqNode, name: string): ScalarNode {
  const flag = items(command).find((word) => textOf(word) === name);
  return {
    ...written(command, 'true'),
    span: flag?.span ?? command.span,
    value: true,
    readAs: { type: 'boolean', value: true },
  };
}
