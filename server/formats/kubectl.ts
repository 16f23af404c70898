import type { Layer } from '../model/resource.js';
import type { Node, SeqNode } from '../syntax/node.js';
import { get, items, textOf } from '../syntax/read.js';
import { documentKey } from '../text/span.js';
import { type CommandLine, commandsIn, optionValues, parseCommand } from './commandLine.js';
import type { Place } from './place.js';

/** A command of kubectl in a script. */
export interface KubectlLine extends CommandLine {
  /** Its place among the commands that are given to the same cluster; undefined where nobody knows what comes before it. */
  readonly layer: Layer | undefined;
}

/**
 * The commands of kubectl in a script, in their order. Those that run one after the other and ask the same cluster are of one stack. Empty for what
 * is no script.
 */
export function kubectlLines(root: Node | undefined, place: Place): readonly KubectlLine[] {
  let clusterChanges = 0;
  return commandsIn(root).flatMap((command, order): readonly KubectlLine[] => {
    if (changesCluster(command)) clusterChanges++;
    const line = parseCommand(command, kubectl, valued);
    if (line === undefined) return [];
    // What documentation shows may be one of several ways.
    if (command.mayBeSkipped || place.isFragment) return [{ ...line, layer: undefined }];
    const script = root?.span.start ?? 0;
    const stack = `${documentKey(place)} ${script} ${clusterChanges} ${clusterOf(line)}`;
    return [{ ...line, layer: { stack, order } }];
  });
}

/** Flags of kubectl, and of its commands that change things, whose value is the next word. */
const valued: ReadonlySet<string> = new Set(
  (
    '-c --containers -e --env -f --filename --field-manager --from --keys -k --kustomize -l --selector -o --output --prefix --template ' +
    '-n --namespace --context --cluster --kubeconfig --user -s --server --token --as --as-group --as-uid --cache-dir ' +
    '--certificate-authority --client-certificate --client-key --request-timeout --tls-server-name --username --password --profile ' +
    '--profile-output -v --v -p --patch --patch-file --type --subresource --field-selector --resource-version'
  ).split(' '),
);

/** Programs that take kubectl's commands. */
const kubectl = /^(?:kubectl|k|oc|kubecolor)(?:\.exe)?$/;

/** True for a command behind which kubectl may speak to another cluster. */
function changesCluster(command: SeqNode): boolean {
  return items(command).some((word) =>
    word.kind === 'map'
      ? textOf(get(word, 'name')) === 'KUBECONFIG'
      : /^(?:use-context|update-kubeconfig|get-credentials|(?:.*\/)?kubectx)$/.test(textOf(word) ?? ''),
  );
}

/** What a command itself says about the cluster it is for, as it is written. */
function clusterOf(line: CommandLine): string {
  const chosen = optionValues(line, '--context', '--cluster', '--kubeconfig', '-s', '--server');
  return chosen.map((node) => textOf(node) ?? '').join(' ');
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
