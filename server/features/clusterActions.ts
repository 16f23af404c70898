import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import type { ConfigAddition } from '../linter/configAddition.js';
import type { RuleFinding } from '../linter/lint.js';
import { patternsOf } from '../linter/newConfig.js';
import { message, mostNamed, render } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { clusterName } from '../model/clusterName.js';
import { get, textOf } from '../syntax/read.js';
import type { NewMap } from '../syntax/syntax.js';
import { memoized } from '../text/memo.js';
import { folderOf, pathBelow, patternFor } from '../text/paths.js';
import type { Location } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { type ConfigTarget, configEdit } from './configEdit.js';
import type { DisableOptions } from './disableActions.js';

/** The actions that write into the config file to which cluster an ambiguous file belongs: one for each of the first few clusters. */
export function clusterActions(
  { rule, at }: RuleFinding,
  workspace: Workspace,
  config: ConfigTarget,
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
      const edit = configEdit(config, additionOf({ name, files }), options);
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

interface NewCluster extends NewMap {
  readonly name: string;
  readonly files: readonly string[];
}

/** What is written for a cluster; nothing where one of that name is there, or where the clusters are no list. */
function additionOf(cluster: NewCluster): ConfigAddition {
  return {
    text: blockText(cluster),
    among(root, writer) {
      const clusters = get(root, 'clusters');
      if (clusters === undefined) return writer.setEntry?.(root, 'clusters', [cluster]);
      if (clusters.kind !== 'seq' || clusters.items.length === 0) return undefined;
      const isThere = clusters.items.some(({ value }) => textOf(get(value, 'name')) === cluster.name);
      return isThere ? undefined : writer.appendItem?.(clusters, cluster);
    },
  };
}

/** Names and patterns are texts in quotes, which YAML reads as JSON does. */
function blockText({ name, files }: NewCluster): string {
  const list = files.map((file) => JSON.stringify(file)).join(', ');
  return `clusters:\n  - name: ${JSON.stringify(name)}\n    files: [${list}]\n`;
}
