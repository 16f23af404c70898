import { absent, type Fact, known } from '../../model/fact.js';
import type { Layer } from '../../model/resource.js';
import type { Node, SeqNode } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';
import { documentKey } from '../../text/span.js';
import { clusterMadeBy, makesNodes } from '../eksctlCommand.js';
import { at, type Place } from '../place.js';
import { textFact } from '../read.js';
import { type CommandLine, commandsIn, hasFlag, optionValues, parseCommand } from './commandLine.js';

/** A command in a script that asks a cluster. */
export interface ClusterLine extends CommandLine {
  /** Its place among the commands that are given to the same cluster; undefined where nobody knows what comes before it. */
  readonly layer: Layer | undefined;
  /** The cluster that it asks: one that a command before it made or chose, or that its own context names. */
  readonly clusterName: Fact<string>;
  /** The nodes run already: a command before it made them. */
  readonly madeAfterNodes: boolean;
}

/** A program that asks clusters. */
export interface ClusterProgram {
  readonly name: RegExp;
  /** Its flags whose value is the next word, and those of its commands that change things. */
  readonly valued: ReadonlySet<string>;
  /** Its flags that say which cluster is asked. */
  readonly asking: readonly string[];
}

/**
 * The commands of a program in a script, in their order. Those that run one after the other and ask the same cluster are of one stack, whichever
 * program they are of. Empty for what is no script.
 */
export function clusterLines(root: Node | undefined, program: ClusterProgram, place: Place): readonly ClusterLine[] {
  let clusterChanges = 0;
  let made: MadeBefore = { clusterName: absent, madeAfterNodes: false };
  const aliases = new Map<string, Node>();
  return commandsIn(root).flatMap((command, order): readonly ClusterLine[] => {
    if (changesCluster(command)) clusterChanges++;
    made = madeUpTo(command, made, aliases, place);
    const line = parseCommand(command, program.name, program.valued);
    if (line === undefined) return [];
    const chosen = optionValues(line, ...program.asking).map((node) => textOf(node) ?? '');
    const cluster = chosen.join(' ');
    const [context] = optionValues(line, '--context', '--kube-context').slice(-1);
    const asked = cluster === '' ? made : { ...made, clusterName: clusterOfContext(context, aliases, place) };
    // What documentation shows may be one of several ways.
    if (command.mayBeSkipped || place.isFragment) return [{ ...line, ...asked, layer: undefined }];
    const script = root?.span.start ?? 0;
    const stack = `${documentKey(place)} ${script} ${clusterChanges} ${cluster}`;
    return [{ ...line, ...asked, layer: { stack, order } }];
  });
}

/** The commands of kubectl in a script. */
export function kubectlLines(root: Node | undefined, place: Place): readonly ClusterLine[] {
  return clusterLines(root, kubectl, place);
}

type MadeBefore = Pick<ClusterLine, 'clusterName' | 'madeAfterNodes'>;

/** eksctl has kubectl ask the cluster that it made. Source: eksctl 99984adb, pkg/ctl/create/cluster.go (write-kubeconfig, set-kubeconfig-context). */
function madeUpTo(command: SeqNode, before: MadeBefore, aliases: Map<string, Node>, place: Place): MadeBefore {
  if (changesCluster(command)) return { ...before, clusterName: chosenCluster(command, aliases, place) };
  const cluster = clusterMadeBy(command);
  const madeAfterNodes = before.madeAfterNodes || makesNodes(command, place);
  return { clusterName: cluster === undefined ? before.clusterName : textFact(cluster, place), madeAfterNodes };
}

/**
 * The cluster that kubectl asks behind a command which chooses one; absent where that is not told, and where the command may be passed over. What
 * `--alias` names is kept in `aliases`.
 */
function chosenCluster(command: SeqNode, aliases: Map<string, Node>, place: Place): Fact<string> {
  const aws = parseCommand(command, /^aws(?:\.exe)?$/, ofUpdate);
  if (aws !== undefined) {
    const [name, alias] = ['--name', '--alias'].map((flag) => optionValues(aws, flag).at(-1));
    if (name && alias?.kind === 'scalar' && !alias.open) aliases.set(alias.text, name);
    const isElsewhere =
      command.mayBeSkipped || optionValues(aws, '--kubeconfig').length > 0 || hasFlag(aws, '--dry-run');
    return name === undefined || isElsewhere ? absent : textFact(name, place);
  }
  const line = parseCommand(command, /^(?:kubectl|k|kubectx)(?:\.exe)?$/, kubectl.valued);
  return line === undefined || command.mayBeSkipped ? absent : clusterOfContext(line.words.at(-1), aliases, place);
}

/** Flags of `aws eks update-kubeconfig` whose value is the next word. */
const ofUpdate: ReadonlySet<string> = new Set(
  '--name --alias --user-alias --kubeconfig --role-arn --region --profile --output --endpoint-url --ca-bundle --query'.split(
    ' ',
  ),
);

/**
 * The cluster of a context by its name: an alias, or the names that the AWS CLI and eksctl give to contexts; absent for any other. Source: aws-cli
 * awscli/customizations/eks/update_kubeconfig.py (the ARN); eksctl 99984adb, pkg/utils/kubeconfig/kubeconfig.go (user@name.region.eksctl.io).
 */
function clusterOfContext(context: Node | undefined, aliases: ReadonlyMap<string, Node>, place: Place): Fact<string> {
  if (context?.kind !== 'scalar' || context.open) return absent;
  const aliased = aliases.get(context.text);
  if (aliased !== undefined) return textFact(aliased, place);
  const [, ofArn, ofEksctl] =
    /^(?:arn:aws[\w-]*:eks:[\w-]*:\d*:cluster\/([\w-]+)|[^@\s]+@([\w-]+)\.[a-z\d-]+\.eksctl\.io)$/.exec(context.text) ??
    [];
  const name = ofArn ?? ofEksctl;
  return name === undefined ? absent : known(name, at(place, context));
}

/** kubectl, and programs that take its commands. */
const kubectl: ClusterProgram = {
  name: /^(?:kubectl|k|oc|kubecolor)(?:\.exe)?$/,
  valued: new Set(
    (
      '-c --containers -e --env -f --filename --field-manager --from --keys -k --kustomize -l --selector -o --output --prefix --template ' +
      '-n --namespace --context --cluster --kubeconfig --user -s --server --token --as --as-group --as-uid --cache-dir ' +
      '--certificate-authority --client-certificate --client-key --request-timeout --tls-server-name --username --password --profile ' +
      '--profile-output -v --v -p --patch --patch-file --type --subresource --field-selector --resource-version'
    ).split(' '),
  ),
  asking: ['--context', '--cluster', '--kubeconfig', '-s', '--server'],
};

/** True for a command behind which kubectl may speak to another cluster. */
function changesCluster(command: SeqNode): boolean {
  return items(command).some((word) =>
    word.kind === 'map'
      ? textOf(get(word, 'name')) === 'KUBECONFIG'
      : /^(?:use-context|update-kubeconfig|get-credentials|(?:.*\/)?kubectx)$/.test(textOf(word) ?? ''),
  );
}

const daemonSets = /^(?:ds|daemonsets?(?:\.(?:v1\.)?apps)?)$/i;

/** True where `resources`, as kubectl takes them, name the DaemonSet aws-node, and the command no other namespace than its own. */
export function namesAwsNode(line: CommandLine, resources: readonly string[]): boolean {
  const namespaces = optionValues(line, '-n', '--namespace');
  if (namespaces.some((node) => node.kind === 'scalar' && !node.open && node.text !== 'kube-system')) return false;
  const [first, ...rest] = resources;
  const isNamed = resources.some((text) => {
    const [type, name, ...more] = text.split('/');
    return type !== undefined && daemonSets.test(type) && name === 'aws-node' && more.length === 0;
  });
  if (isNamed || first === undefined) return isNamed;
  const isOfType = first.split(',').some((type) => daemonSets.test(type));
  return isOfType && (rest.includes('aws-node') || selectsAwsNode(line));
}

function selectsAwsNode(line: CommandLine): boolean {
  const selectors = optionValues(line, '-l', '--selector').map((node) =>
    node.kind === 'map' ? `${textOf(get(node, 'name'))}=${textOf(get(node, 'value'))}` : textOf(node),
  );
  return selectors.some((text) =>
    text?.split(',').some((part) => /^(?:k8s-app|app\.kubernetes\.io\/name)==?aws-node$/.test(part)),
  );
}
