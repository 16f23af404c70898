import { type CodeAction, CodeActionKind, type Range, type WorkspaceEdit } from 'vscode-languageserver-types';
import type { RuleFinding } from '../linter/lint.js';
import { type Catalogue, message, render } from '../messages/message.js';
import { knownValue } from '../model/fact.js';
import type { EniConfig } from '../model/resource.js';
import { lineBreakOf } from '../text/lines.js';
import { folderOf } from '../text/paths.js';
import { sourceFile } from '../text/sourceFile.js';
import { documentHolding, type FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import { eniConfigText, subnetPlaceholder } from './completion/documents.js';
import { withoutStops } from './completion/insertion.js';
import { rangeInFile } from './convert.js';
import { clusterAt } from './cursor.js';
import { namedAt } from './names.js';
import { showPlaceCommand } from './showPlace.js';
import { type EditSupport, editFor, newFile } from './workspaceEdit.js';

/** Rules that miss an ENIConfig whose name stands where they say it. */
const missing: ReadonlySet<string> = new Set(['eniconfig-zone-uncovered', 'eniconfig-not-found']);

/**
 * The action that writes the ENIConfig that a finding misses, behind the last one of the cluster, or into a file of its own. Its subnet is left to
 * the person, and its security groups are those of the last one.
 */
export function eniConfigActions(
  finding: RuleFinding,
  workspace: Workspace,
  options: EditSupport & { readonly opens: boolean; readonly catalogue?: Catalogue | undefined },
): readonly CodeAction[] {
  const name = missingName(finding, workspace);
  if (name === undefined) return [];
  const last = lastEniConfig(finding, workspace);
  const home = last && workspace.files.get(last.at.uri);
  const groups = last?.securityGroupIds.map((id) => knownValue(id)) ?? [];
  const known = groups.flatMap((id) => id ?? []);
  const text = eniConfigText(name, { first: 1, securityGroups: known.length === groups.length ? known : [] });
  const made = home ? behind(home, text, options) : ownFile(finding, workspace, text, options);
  if (made === undefined) return [];
  const title = render(message('Create the ENIConfig {name}', { name }), options.catalogue);
  const { edit, uri, gap } = made;
  const command = { title, command: showPlaceCommand, arguments: [uri, gap] };
  return [{ title, kind: CodeActionKind.QuickFix, edit, ...(options.opens && gap ? { command } : {}) }];
}

/** An ENIConfig to be written into a file, and what a person is to type over there. */
interface Made {
  readonly edit: WorkspaceEdit;
  readonly uri: string;
  readonly gap: Range | undefined;
}

/** The file that such an action of a finding changes; it must be there with its text. */
export function eniConfigHome(finding: RuleFinding, workspace: Workspace): string | undefined {
  return missing.has(finding.rule) ? lastEniConfig(finding, workspace)?.at.uri : undefined;
}

function missingName({ rule, at }: RuleFinding, { clusters }: Workspace): string | undefined {
  const cluster = missing.has(rule) ? clusterAt(clusters, at) : undefined;
  const place = cluster && namedAt(at, cluster);
  return place?.kind === 'zone' || place?.kind === 'eniConfig' ? place.name : undefined;
}

/** The last one that stands in a file of YAML, as an object of its own. */
function lastEniConfig({ at }: RuleFinding, { clusters, files }: Workspace): EniConfig | undefined {
  return clusterAt(clusters, at)?.eniConfigs.findLast((each) => {
    const file = files.get(each.at.uri);
    const form = file && documentHolding(each.at, file)?.form;
    return each.apiVersion.kind === 'known' && file?.syntax === 'yaml' && form?.isFragment !== true;
  });
}

function behind(file: FileModel, text: string, options: EditSupport): Made | undefined {
  if (file.text === undefined) return undefined;
  const { length } = file.text;
  const lineBreak = lineBreakOf(file.text);
  const isEnded = /[\r\n]$/.test(file.text);
  const whole = `${isEnded ? '' : '\n'}---\n${text}`.replaceAll('\n', lineBreak);
  const range = rangeInFile(file, { start: length, end: length });
  const isSnippet = options.documentChanges && options.snippetEdits;
  const edit = isSnippet
    ? { range, snippet: { kind: 'snippet', value: whole } as const }
    : { range, newText: withoutStops(whole) };
  const textDocument = { uri: file.uri, version: options.versionOf(file.uri) };
  const gap = gapIn(file.text + withoutStops(whole), length);
  return { edit: editFor([{ textDocument, edits: [edit] }], options), uri: file.uri, gap };
}

/** Where the subnet stands that nobody has chosen, behind an offset of a text. */
function gapIn(text: string, from = 0): Range | undefined {
  const start = text.indexOf(subnetPlaceholder, from);
  if (start < 0) return undefined;
  const { positionAt } = sourceFile(text);
  return { start: positionAt(start), end: positionAt(start + subnetPlaceholder.length) };
}

function ownFile({ at }: RuleFinding, { files }: Workspace, text: string, options: EditSupport): Made | undefined {
  const uri = `${folderOf(at.uri)}eniconfigs.yaml`;
  const plain = withoutStops(text);
  const edit = files.has(uri) || !/^file:/.test(uri) ? undefined : newFile(uri, plain, options);
  return edit && { edit, uri, gap: gapIn(plain) };
}
