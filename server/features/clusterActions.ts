import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver-types';
import { configDocument } from '../formats/eniLensConfig.js';
import type { RuleFinding } from '../linter/lint.js';
import { patternsOf } from '../linter/newConfig.js';
import { message, mostNamed, render } from '../messages/message.js';
import { type Cluster, clusterName } from '../model/cluster.js';
import { syntaxNamed } from '../syntax/claims.js';
import { get, textOf } from '../syntax/read.js';
import type { Edits, NewMap } from '../syntax/syntax.js';
import { memoized } from '../text/memo.js';
import type { Location } from '../text/span.js';
import { folderOf, pathBelow, patternFor } from '../workspace/paths.js';
import type { Workspace } from '../workspace/workspace.js';
import { textEdits } from './convert.js';
import type { DisableOptions, DisableTarget } from './disableActions.js';
import { editFor, newFile } from './workspaceEdit.js';

/** The actions that write into the config file to which cluster an ambiguous file belongs: one for each of the first few clusters. */
export function clusterActions(
  { rule, at }: RuleFinding,
  workspace: Workspace,
  config: DisableTarget,
  options: DisableOptions,
): readonly CodeAction[] {
  if (rule !== 'ambiguous-cluster') return [];
  const folder = folderOf(config.uri);
  const file = pathBelow(folder, at.uri);
  if (file === undefined) return [];
  return candidatesFor(at.uri, workspace.clusters)
    .slice(0, mostNamed)
    .flatMap((cluster) => {
      const name = clusterName(cluster);
      if (name === undefined) return [];
      const files = [...patternsOf(cluster, workspace, folder), patternFor(file)];
      const edit = editOf(config, { name, files }, options);
      const title = render(
        message('Say in eni-lens.yaml that {file} belongs to {name}', { file, name }),
        options.catalogue,
      );
      return edit ? [{ title, kind: CodeActionKind.QuickFix, edit }] : [];
    });
}

/** The declared clusters to which a file may belong: all that share what is possible are asked once. */
function candidatesFor(uri: string, clusters: readonly Cluster[]): readonly Cluster[] {
  return clusters.filter(({ possibleSettings, possibleEniConfigs }) =>
    [possibleSettings, possibleEniConfigs].some((list) => filesOf(list).has(uri)),
  );
}

const filesOf = memoized(
  (possible: readonly { readonly at: Location }[]): ReadonlySet<string> => new Set(possible.map(({ at }) => at.uri)),
);

/** Undefined where the config file cannot be read, has a cluster of that name already, or must be written by hand. */
function editOf(config: DisableTarget, cluster: NewCluster, options: DisableOptions): WorkspaceEdit | undefined {
  const { uri, source } = config;
  if (source === undefined) return newFile(uri, blockText(cluster), options);
  const edits = clusterEdits(uri, source.text, cluster);
  const textDocument = { uri, version: options.versionOf(uri) };
  return edits && editFor([{ textDocument, edits: textEdits({ lines: source }, edits) }], options);
}

interface NewCluster extends NewMap {
  readonly name: string;
  readonly files: readonly string[];
}

function clusterEdits(uri: string, text: string, cluster: NewCluster): Edits {
  const { root, problems } = configDocument(uri, text);
  if (problems.length > 0) return undefined;
  const writer = syntaxNamed('yaml')?.writer;
  const clusters = get(root, 'clusters');
  if (clusters?.kind === 'seq' && clusters.items.length > 0) {
    const isThere = clusters.items.some(({ value }) => textOf(get(value, 'name')) === cluster.name);
    return isThere ? undefined : writer?.appendItem?.(clusters, cluster);
  }
  if (root?.kind === 'map') return clusters === undefined ? writer?.setEntry?.(root, 'clusters', [cluster]) : undefined;
  const before = text === '' || text.endsWith('\n') ? '' : '\n';
  const isEmpty = root === undefined || (root.kind === 'scalar' && root.value === null);
  return isEmpty
    ? [{ span: { start: text.length, end: text.length }, newText: before + blockText(cluster) }]
    : undefined;
}

/** Names and patterns are texts in quotes, which YAML reads as JSON does. */
function blockText({ name, files }: NewCluster): string {
  const list = files.map((file) => JSON.stringify(file)).join(', ');
  return `clusters:\n  - name: ${JSON.stringify(name)}\n    files: [${list}]\n`;
}
