import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Position,
} from 'vscode-languageserver-types';
import { type Argument, type Catalogue, renderArgument } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { groupIn } from '../model/nodeGroup.js';
import { lineBreakOf } from '../text/lines.js';
import type { Workspace } from '../workspace/workspace.js';
import { documentProposals } from './completion/documents.js';
import {
  eniConfigNameProposals,
  instanceTypeProposals,
  labelKeyProposals,
  labelValueProposals,
  subnetProposals,
  zoneProposals,
} from './completion/names.js';
import type { Proposal } from './completion/proposal.js';
import { type Trial, tryFrames, wordAt } from './completion/trial.js';
import { valueProposals, variableProposals } from './completion/variables.js';
import { entryWriting, spellKey, spellValue } from './completion/writing.js';
import { configProposals } from './config/completion.js';
import { isConfigFile } from './config/place.js';
import { type Cursor, cursorAt, rangeInDocument } from './convert.js';
import { clusterAt } from './cursor.js';

export interface CompletionOptions {
  /** The editor moves the cursor to a place within what is inserted. */
  readonly snippets: boolean;
  /** What another extension of the editor knows of our config file from its schema is left out. */
  readonly schemaKnown?: boolean;
  readonly catalogue?: Catalogue | undefined;
}

const nothing: CompletionList = { isIncomplete: false, items: [] };

/** What can be written at a position that no schema knows. Empty in documents that are not ours. */
export function completion(
  workspace: Workspace,
  uri: string,
  position: Position,
  options: CompletionOptions,
): CompletionList {
  const cursor = cursorAt(workspace, uri, position);
  if (cursor === undefined) return nothing;
  if (isConfigFile(workspace.config, uri)) {
    const { word, ...proposals } = configProposals(workspace, cursor, { schemaKnown: options.schemaKnown === true });
    return toList(proposals, cursor, options, word);
  }
  if (isBlank(cursor)) return toList(documentProposalsFor(workspace, cursor), cursor, options);
  // Only where something of ours is, or where the whole text may be one of ours that cannot be read as it stands.
  if (!cursor.file.hasHint) return nothing;
  const trial = tryFrames(workspace, cursor);
  return trial ? toList(proposalsFor(trial, cursor), cursor, options) : nothing;
}

interface Proposals {
  readonly proposals: readonly Proposal[];
  readonly isIncomplete: boolean;
}

function complete(proposals: readonly Proposal[]): Proposals {
  return { proposals, isIncomplete: false };
}

function proposalsFor(trial: Trial, cursor: Cursor): Proposals {
  const { subject, cluster } = trial;
  const spelled = (proposals: readonly Proposal[], asString = false): Proposals =>
    complete(proposals.flatMap((each) => spellValue(each, trial, { asString })));
  switch (subject.kind) {
    case 'variable':
      if (subject.part === 'value') return spelled(valueProposals(subject, cluster), true);
      return complete(variableProposals(subject, cluster, entryWriting(trial, cursor)));
    case 'instanceType': {
      const word = wordAt(cursor);
      const typed = cursor.text.slice(word.start, cursor.offset);
      return instanceTypeProposals(groupIn(cluster, subject.group), cluster, typed);
    }
    case 'label':
      return trial.place.isKey
        ? complete(labelKeyProposals(subject, cluster).map((each) => spellKey(each, trial)))
        : spelled(labelValueProposals(subject, cluster));
    case 'zone':
      return spelled(zoneProposals(cluster));
    case 'eniConfig':
      return spelled(eniConfigNameProposals(cluster));
    case 'subnetId':
      return spelled(subnetProposals(cluster));
    case 'nodeGroup':
    case 'cluster':
    case 'maxPods':
    case 'expression':
    case 'size':
    case 'subnet':
    case 'cidr':
      return complete([]);
    default:
      return subject satisfies never;
  }
}

/** True for a document of nothing but a word at most, and comments. */
function isBlank({ text }: Cursor): boolean {
  const lines = text.replace(/^\uFEFF?(?:---(?=\s|$))?/, '').split(/\r\n?|\n/);
  const written = lines.filter((line) => !/^\s*(?:#|$)/.test(line));
  return written.length <= 1 && written.every((line) => /^\s*[\w-]+\s*$/.test(line));
}

/** In an empty document of a file with something of ours, or an empty file of a workspace with one cluster only. */
function documentProposalsFor(workspace: Workspace, { file, document }: Cursor): Proposals {
  if (file.syntax === undefined || document.form.syntax !== 'yaml') return complete([]);
  const ours = file.documents.find(({ resources }) => resources.length > 0);
  const clusters = workspace.clusters.filter(({ isExample }) => !isExample);
  const cluster: Cluster | undefined = ours
    ? clusterAt(workspace.clusters, { uri: file.uri, document: ours.id })
    : file.documents.length === 1 && clusters.length === 1
      ? clusters[0]
      : undefined;
  return complete(cluster ? documentProposals(cluster) : []);
}

const kinds: Readonly<Record<Proposal['kind'], CompletionItemKind>> = {
  variable: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  type: CompletionItemKind.EnumMember,
  reference: CompletionItemKind.Reference,
  key: CompletionItemKind.Property,
  snippet: CompletionItemKind.Snippet,
};

function toList(
  { proposals, isIncomplete }: Proposals,
  cursor: Cursor,
  options: CompletionOptions,
  word = wordAt(cursor),
): CompletionList {
  const range = rangeInDocument(cursor.file, cursor.document, word);
  const lineBreak = lineBreakOf(cursor.text);
  const text = (argument: Argument): string => renderArgument(argument, options.catalogue);
  const items = proposals.map((proposal): CompletionItem => {
    const { label, kind, detail, documentation, filter, rank } = proposal;
    const lines = proposal.text.replaceAll('\n', lineBreak);
    const isSnippet = options.snippets && lines.includes('$1');
    return {
      label: text(label),
      kind: kinds[kind],
      ...(detail === undefined ? {} : { detail: text(detail) }),
      ...(documentation === undefined ? {} : { documentation: { kind: 'markdown', value: text(documentation) } }),
      ...(filter === undefined ? {} : { filterText: filter }),
      sortText: String(rank).padStart(5, '0'),
      ...(isSnippet ? { insertTextFormat: 2 } : {}),
      textEdit: { range, newText: isSnippet ? lines : lines.replaceAll('$1', '') },
    };
  });
  return { isIncomplete, items };
}
