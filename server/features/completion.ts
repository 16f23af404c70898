import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Position,
  type TextEdit,
} from 'vscode-languageserver-types';
import { type Argument, type Catalogue, renderArgument } from '../messages/message.js';
import { groupIn, groupsOf, isClassAlone } from '../model/nodeGroup.js';
import type { Node } from '../syntax/node.js';
import type { Commas, Frame } from '../syntax/syntax.js';
import { lineBefore } from '../text/lines.js';
import type { Span } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { valuesProposals } from './completion/addonKeys.js';
import { commentProposals } from './completion/comments.js';
import { configMapKeyProposals, configMapValueProposals } from './completion/configMap.js';
import { documentProposals } from './completion/documents.js';
import { fieldProposals } from './completion/fields.js';
import { type InsertionSupport, insertion } from './completion/insertion.js';
import {
  eniConfigNameProposals,
  instanceTypeProposals,
  labelKeyProposals,
  labelValueProposals,
  subnetProposals,
  zoneProposals,
} from './completion/names.js';
import { expressionProposals, maxPodsProposals, nodeMaxPodsProposals } from './completion/numbers.js';
import type { Proposal } from './completion/proposal.js';
import { quotedName, type Trial, tryFrames, tryLook, tryNumber, tryWithQuotes, wordAt } from './completion/trial.js';
import { valueProposals, variableProposals } from './completion/variables.js';
import { entryWriting, spellKey, spellValue } from './completion/writing.js';
import { configProposals } from './config/completion.js';
import { isConfigFile } from './config/place.js';
import { type Cursor, cursorAt, rangeInDocument } from './convert.js';
import { clusterAt } from './cursor.js';
import { mayHaveValues, type ValuesKey, valuesKeyAt } from './valuesKey.js';

export interface CompletionOptions extends InsertionSupport {
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
    return toList(proposals, cursor, options, { word });
  }
  const inComment = cursor.file.hasHint ? commentProposals(workspace, cursor) : undefined;
  if (inComment) return toList(complete(inComment), cursor, options);
  const ofField = fieldProposals(workspace, cursor);
  if (ofField) return toList(complete(ofField.proposals), cursor, options, ofField);
  if (isBlank(cursor)) return toList(documentProposalsFor(workspace, cursor), cursor, options);
  // Only where something of ours is, or where the whole text may be one of ours that cannot be read as it stands.
  if (!cursor.file.hasHint) return nothing;
  const plain = tryFrames(workspace, cursor) ?? tryNumber(workspace, cursor);
  // An editor without snippets may replace only what stands before the cursor.
  const trial = (options.snippets && plain ? tryWithQuotes(workspace, cursor, plain) : undefined) ?? plain;
  if (trial) return toList(proposalsFor(trial, cursor), cursor, options, trial);
  const ofValues = mayHaveValues(cursor) ? tryValues(workspace, cursor, options) : undefined;
  return ofValues ? toList(complete(valuesProposals(ofValues, cursor)), cursor, options, ofValues) : nothing;
}

/** A place for a key of the add-on's configuration, or for the value of one. */
function tryValues(
  workspace: Workspace,
  cursor: Cursor,
  { snippets }: CompletionOptions,
): Trial<ValuesKey> | undefined {
  const plain = tryLook(workspace, cursor, valuesKeyAt);
  const isBare = plain?.subject.part === 'key' && isEmpty(plain.subject.entry.value);
  const quoted = snippets && isBare ? quotedName(cursor, plain.word) : undefined;
  return (quoted && tryLook(workspace, cursor, valuesKeyAt, quoted)) ?? plain;
}

function isEmpty(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
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
    case 'subnetName':
      return spelled(subnetProposals(cluster));
    case 'maxPods':
      return complete(
        isClassAlone(cluster, subject.group)
          ? nodeMaxPodsProposals(subject.group, cluster)
          : groupsOf(cluster, subject.group)
              .flatMap((group) => maxPodsProposals(group, cluster))
              .slice(0, 2),
      );
    case 'maxPodsOfNode':
      return complete(nodeMaxPodsProposals(subject.config, cluster));
    case 'expression':
      return spelled(expressionProposals(subject.config, cluster));
    case 'configMapEntry':
      return trial.place.isKey
        ? complete(configMapKeyProposals(subject).map((each) => inQuotes(spellKey(each, trial))))
        : spelled(configMapValueProposals(subject), true);
    case 'securityGroupPolicy':
    case 'nicRequest':
    case 'nodeGroup':
    case 'cluster':
    case 'runningNode':
    case 'size':
    case 'subnet':
    case 'cidr':
      return complete([]);
    default:
      return subject satisfies never;
  }
}

/** A key whose value must be a string. */
function inQuotes(proposal: Proposal): Proposal {
  return { ...proposal, text: proposal.text.replace(/ \$1$/, ' "$1"') };
}

/** True for a document of nothing but a word at most, and comments. */
function isBlank({ text }: Cursor): boolean {
  const lines = text.replace(/^\uFEFF?(?:---(?=\s|$))?/, '').split(/\r\n?|\n/);
  const written = lines.filter((line) => !/^\s*(?:#|$)/.test(line));
  return written.length <= 1 && written.every((line) => /^\s*[\w-]+\s*$/.test(line));
}

/**
 * In an empty document of a file with something of ours, or in an empty file: of a workspace that has something of ours, or where the name of a
 * kind is begun. As long as that may still be, the editor asks again.
 */
function documentProposalsFor(workspace: Workspace, { file, document, text }: Cursor): Proposals {
  if (file.syntax === undefined || document.form.syntax !== 'yaml') return complete([]);
  const ours = file.documents.find(({ resources }) => resources.length > 0);
  if (ours) return complete(documentProposals(clusterAt(workspace.clusters, { uri: file.uri, document: ours.id })));
  if (file.documents.length > 1) return complete([]);
  const clusters = workspace.clusters.filter(({ isExample }) => !isExample);
  const begun = /^[ \t]*([\w-]+)[ \t\r]*$/m.exec(text)?.[1]?.toLowerCase() ?? '';
  const isNamed = begun.length >= shortestName && kindNames.some((name) => name.startsWith(begun));
  if (clusters.length === 0 && !isNamed) return { proposals: [], isIncomplete: begun !== '' };
  return complete(documentProposals(clusters.length === 1 ? clusters[0] : undefined));
}

/** Names of kinds that are ours and nobody else's, and how much of one tells it. */
const kindNames = ['eniconfig', 'clusterconfig', 'nodeconfig', 'aws-node', 'securitygrouppolicy'];
const shortestName = 3;

const kinds: Readonly<Record<Proposal['kind'], CompletionItemKind>> = {
  variable: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  type: CompletionItemKind.EnumMember,
  reference: CompletionItemKind.Reference,
  key: CompletionItemKind.Property,
  snippet: CompletionItemKind.Snippet,
};

/** What a proposal stands in the place of, where that is not the word under the cursor, and the commas and blanks it brings. */
interface Around {
  readonly word?: Span;
  readonly commas?: Commas;
  readonly frame?: Pick<Frame, 'indent'>;
}

function toList(
  { proposals, isIncomplete }: Proposals,
  cursor: Cursor,
  options: CompletionOptions,
  { word = wordAt(cursor), commas = {}, frame: { indent = '' } = {} }: Around = {},
): CompletionList {
  const { file, document } = cursor;
  const range = rangeInDocument(file, document, word);
  const place = {
    text: cursor.text,
    before: lineBefore(cursor.text, word.start),
    margin: document.form.margin?.newLine ?? '',
  };
  const [quote = ''] = /^["']/.exec(cursor.text.slice(word.start, word.end)) ?? [];
  const { further, lead, tail } = commaEdits(commas, cursor, word);
  const text = (argument: Argument): string => renderArgument(argument, options.catalogue);
  const items = proposals.flatMap((proposal): readonly CompletionItem[] => {
    const { label, kind, detail, documentation, filter, rank } = proposal;
    const inserted = insertion(indent + lead + proposal.text + tail, place, options);
    if (inserted === undefined) return [];
    const { newText, ...how } = inserted;
    return [
      {
        label: text(label),
        kind: kinds[kind],
        ...(detail === undefined ? {} : { detail: text(detail) }),
        ...(documentation === undefined ? {} : { documentation: { kind: 'markdown', value: text(documentation) } }),
        ...(filter === undefined && quote === '' ? {} : { filterText: quote + (filter ?? text(label)) }),
        sortText: String(rank).padStart(5, '0'),
        ...how,
        textEdit: { range, newText },
        ...(further === undefined ? {} : { additionalTextEdits: further }),
      },
    ];
  });
  return { isIncomplete, items };
}

interface CommaEdits {
  readonly further: TextEdit[] | undefined;
  readonly lead: string;
  readonly tail: string;
}

/** The comma behind the entry before stands at that entry, wherever the cursor is. */
function commaEdits({ before, after }: Commas, { file, document, text }: Cursor, { start, end }: Span): CommaEdits {
  const tail = !after ? '' : /\s/.test(text[end] ?? '') ? ',' : ', ';
  if (before === undefined) return { further: undefined, lead: '', tail };
  if (before === start) return { further: undefined, lead: ', ', tail };
  const range = rangeInDocument(file, document, { start: before, end: before });
  return { further: [{ range, newText: ',' }], lead: '', tail };
}
