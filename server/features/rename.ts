import type { Position, Range } from 'vscode-languageserver-types';
import { editsOf, type FileEdits } from '../linter/fixEdits.js';
import { type Message, message } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { choosesByZone, selectionKeys } from '../model/eniConfigChoice.js';
import { knownValue } from '../model/fact.js';
import { isObjectName, longestLabel } from '../model/kubernetesNames.js';
import type { Location } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { cursorAt, rangeInDocument } from './convert.js';
import { clusterOf } from './cursor.js';
import { eniConfigNamed, type NameUnder, nameAt, placesOf } from './names.js';
import { subjectAt } from './subject.js';

export type PreparedRename =
  | { readonly kind: 'ready'; readonly range: Range; readonly placeholder: string }
  | { readonly kind: 'refused'; readonly reason: Message };

export type Renaming =
  | { readonly kind: 'edits'; readonly files: FileEdits }
  | { readonly kind: 'refused'; readonly reason: Message };

/** What would be renamed at a position; undefined where nothing of ours has a name, so that others may answer. */
export function prepareRename(workspace: Workspace, uri: string, position: Position): PreparedRename | undefined {
  const under = nameAt(workspace, uri, position);
  if (under === undefined) return templatedName(workspace, uri, position);
  const reason = whyNot(under);
  if (reason) return { kind: 'refused', reason };
  const { cursor, place, name } = under;
  const { start, end } = place.at.span;
  const inQuotes = /^(["']).*\1$/s.test(cursor.text.slice(start, end));
  const span = inQuotes ? { start: start + 1, end: end - 1 } : { start, end };
  return { kind: 'ready', range: rangeInDocument(cursor.file, cursor.document, span), placeholder: name.text };
}

/** The files a rename at this position would change; an editor's server reads the closed ones before it asks for the edits. */
export function filesOfRename(workspace: Workspace, uri: string, position: Position): readonly string[] {
  const under = nameAt(workspace, uri, position);
  return under && whyNot(under) === undefined ? [...new Set(placesOf(under.name).map(({ at }) => at.uri))] : [];
}

/** Renames an ENIConfig with every label and annotation that names it, across files. Undefined where nothing of ours has a name. */
export function rename(workspace: Workspace, uri: string, position: Position, newName: string): Renaming | undefined {
  const under = nameAt(workspace, uri, position);
  if (under === undefined) {
    const templated = templatedName(workspace, uri, position);
    return templated?.kind === 'refused' ? templated : undefined;
  }
  const reason = whyNot(under) ?? whyNotAs(newName, under);
  if (reason) return { kind: 'refused', reason };
  const changes = placesOf(under.name).map(
    ({ at }) => ({ kind: 'replaceValue', at, value: newName, asString: false }) as const,
  );
  const files = editsOf({ title: message('Rename'), level: 'suggested', changes }, workspace);
  return files
    ? { kind: 'edits', files }
    : {
        kind: 'refused',
        reason: message('{name} cannot be renamed: at one of its places the text cannot be changed safely', {
          name: under.name.text,
        }),
      };
}

/** Only an ENIConfig is called what its files call it: the other names are those of what runs. */
function whyNot({ cluster, place, name: { text: name, definitions, uses } }: NameUnder): Message | undefined {
  switch (place.kind) {
    case 'subnet':
      return message('{name} is the id AWS gave the subnet: another id is another subnet', { name });
    case 'subnetKey':
      return message('{name} is a key of the subnet: it is changed by hand, where it stands and where groups name it', {
        name,
      });
    case 'nodeGroup':
      return message(
        'Under another name it is a new node group, to which no pods move by themselves: add the new group, move the pods to it, then delete {name}',
        { name },
      );
    case 'zone':
    case 'eniConfig':
      if ([...definitions, ...uses].some(({ kind }) => kind === 'zone')) return zoneReason(name, cluster);
      return definitions.length === 0
        ? message('No ENIConfig {name} is visible here that could be renamed', { name })
        : undefined;
    default:
      return place.kind satisfies never;
  }
}

function zoneReason(name: string, cluster: Cluster): Message {
  return choosesByZone(selectionKeys(cluster))
    ? message('{name} is the name of a zone: nodes choose their ENIConfig by zone, so it must stay the same', { name })
    : message('{name} is the name AWS gave the zone: another name is another zone', { name });
}

function whyNotAs(newName: string, { name, cluster }: NameUnder): Message | undefined {
  if (!isObjectName(newName)) {
    return message('"{newName}" cannot be the name of an ENIConfig: lower-case letters, digits, "-" and "." only', {
      newName,
    });
  }
  if (newName.length > longestLabel && name.uses.some(({ chooses }) => chooses?.role === 'label')) {
    return message('"{newName}" is longer than the 63 characters a label can hold', { newName });
  }
  // Zones have the same names: one that has no ENIConfig yet may get this one.
  const taken = eniConfigNamed(newName, cluster).definitions.some(({ kind }) => kind === 'eniConfig');
  if (newName !== name.text && taken) {
    return message('There is an ENIConfig {newName} already', { newName });
  }
  return undefined;
}

/** Refuses with a reason where a name of ours stands but a template will fill it in. */
function templatedName(workspace: Workspace, uri: string, position: Position): PreparedRename | undefined {
  const cursor = cursorAt(workspace, uri, position);
  const cluster = cursor && clusterOf(workspace, cursor);
  if (cursor === undefined || cluster === undefined) return undefined;
  const isHere = (at: Location): boolean =>
    at.uri === uri &&
    at.document === cursor.document.id &&
    at.span.start <= cursor.offset &&
    cursor.offset <= at.span.end;
  const hidden = cluster.eniConfigs.some(
    ({ name }) => name.kind === 'unknown' && name.at !== undefined && isHere(name.at),
  );
  const subject = subjectAt(workspace, cursor);
  const label =
    subject?.kind === 'label' &&
    knownValue(subject.label.value) === undefined &&
    subject.label.key.value.endsWith('eniConfig');
  return hidden || label
    ? { kind: 'refused', reason: message('The name is a template: what fills it in decides what it is called') }
    : undefined;
}
