import type { Position, Range } from 'vscode-languageserver-types';
import { editsOf, type FileEdits } from '../linter/fixEdits.js';
import { type Message, message } from '../messages/message.js';
import { knownValue } from '../model/fact.js';
import { isObjectName, longestLabel } from '../model/kubernetesNames.js';
import { distinctBy } from '../text/groupBy.js';
import { type Location, placeKey } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { cursorAt, rangeInDocument } from './convert.js';
import { clusterOf } from './cursor.js';
import { type Reference, referenceAt } from './definition.js';
import { definitionsOf, usesOf } from './eniConfigNames.js';
import { subjectAt } from './subject.js';

export type PreparedRename =
  | { readonly kind: 'ready'; readonly range: Range; readonly placeholder: string }
  | { readonly kind: 'refused'; readonly reason: Message };

export type Renaming =
  | { readonly kind: 'edits'; readonly files: FileEdits }
  | { readonly kind: 'refused'; readonly reason: Message };

/** What would be renamed at a position; undefined where nothing of ours has a name, so that others may answer. */
export function prepareRename(workspace: Workspace, uri: string, position: Position): PreparedRename | undefined {
  const reference = referenceAt(workspace, uri, position);
  if (reference === undefined) return templatedName(workspace, uri, position);
  const reason = whyNot(reference);
  if (reason) return { kind: 'refused', reason };
  const { cursor, subject, name } = reference;
  const onKey =
    subject.kind === 'label' && subject.label.value.kind === 'known' ? subject.label.value.at.span : subject.span;
  const written = cursor.text.slice(onKey.start, onKey.end);
  const inQuotes = /^(["']).*\1$/s.test(written);
  const span = inQuotes ? { start: onKey.start + 1, end: onKey.end - 1 } : onKey;
  return { kind: 'ready', range: rangeInDocument(cursor.file, cursor.document, span), placeholder: name };
}

/** The files a rename at this position would change; an editor's server reads the closed ones before it asks for the edits. */
export function filesOfRename(workspace: Workspace, uri: string, position: Position): readonly string[] {
  const reference = referenceAt(workspace, uri, position);
  return reference ? [...new Set(placesOf(reference).map((at) => at.uri))] : [];
}

/** Renames an ENIConfig with every label and annotation that names it, across files. Undefined where nothing of ours has a name. */
export function rename(workspace: Workspace, uri: string, position: Position, newName: string): Renaming | undefined {
  const reference = referenceAt(workspace, uri, position);
  if (reference === undefined) {
    const templated = templatedName(workspace, uri, position);
    return templated?.kind === 'refused' ? templated : undefined;
  }
  const reason = whyNot(reference) ?? whyNotAs(newName, reference);
  if (reason) return { kind: 'refused', reason };
  const changes = placesOf(reference).map(
    (at) => ({ kind: 'replaceValue', at, value: newName, asString: false }) as const,
  );
  const files = editsOf({ title: message('Rename'), level: 'suggested', changes }, workspace);
  return files
    ? { kind: 'edits', files }
    : {
        kind: 'refused',
        reason: message('{name} cannot be renamed: at one of its places the text cannot be changed safely', {
          name: reference.name,
        }),
      };
}

/** Each place once: several labels may share one through an alias. */
function placesOf({ name, cluster }: Reference): readonly Location[] {
  const definitions = definitionsOf(name, cluster).flatMap((config) =>
    config.name.kind === 'known' ? [config.name.at] : [],
  );
  const places = [...definitions, ...usesOf(name, cluster).map(({ at }) => at)];
  return distinctBy(places, placeKey);
}

function whyNot({ name, cluster, subject }: Reference): Message | undefined {
  if (subject.kind === 'zone' || usesOf(name, cluster).some(({ role }) => role === 'zone')) {
    return message('{name} is the name of a zone: nodes choose their ENIConfig by zone, so it must stay the same', {
      name,
    });
  }
  if (definitionsOf(name, cluster).length === 0) {
    return message('No ENIConfig {name} is visible here that could be renamed', { name });
  }
  return undefined;
}

function whyNotAs(newName: string, { name, cluster }: Reference): Message | undefined {
  if (!isObjectName(newName)) {
    return message('"{newName}" cannot be the name of an ENIConfig: lower-case letters, digits, "-" and "." only', {
      newName,
    });
  }
  if (newName.length > longestLabel && usesOf(name, cluster).some(({ role }) => role === 'label')) {
    return message('"{newName}" is longer than the 63 characters a label can hold', { newName });
  }
  if (newName !== name && definitionsOf(newName, cluster).length > 0) {
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
  const subject = subjectAt(cursor);
  const label =
    subject?.kind === 'label' &&
    knownValue(subject.label.value) === undefined &&
    subject.label.key.value.endsWith('eniConfig');
  return hidden || label
    ? { kind: 'refused', reason: message('The name is a template: what fills it in decides what it is called') }
    : undefined;
}
