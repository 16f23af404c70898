import type { Resource } from '../model/resource.js';
import { syntaxNamed } from '../syntax/claims.js';
import type { FolderDefinition, Scope } from '../syntax/syntax.js';
import { fingerprint } from '../text/fingerprint.js';
import { groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import { documentKey, isSameDocument, placeKey } from '../text/span.js';
import { alone, type DocumentModel, type FileModel, readAssumed, readWhole, readWith } from './fileModel.js';
import { documentsOf, documentsTakenBy } from './takers.js';

/** A document of a folder, as it is by itself. */
interface Member {
  readonly uri: string;
  readonly document: DocumentModel;
}

/** The files of a folder, each read with what the others define; what stays the same is the same object. */
export function readFolder(files: readonly FileModel[]): readonly FileModel[] {
  const members = files.flatMap(({ uri, documents }) =>
    documents.map((document): Member => ({ uri, document: alone(document) })),
  );
  const read = documentsTogether(members);
  let next = 0;
  return files.map((file) => {
    const documents = file.documents.map((document) => read[next++] ?? document);
    return documents.every((each, index) => each === file.documents[index]) ? file : withDocuments(file, documents);
  });
}

/** A memo: a file that is put together anew from the same documents is the same one. */
const filesMade = new WeakMap<FileModel, FileModel>();

function withDocuments(file: FileModel, documents: readonly DocumentModel[]): FileModel {
  const before = filesMade.get(file);
  if (before?.documents.every((each, index) => each === documents[index])) return before;
  const made = { ...file, documents };
  filesMade.set(file, made);
  return made;
}

/** A memo, by the first document of a folder: mostly none of its documents has changed. */
const foldersRead = new WeakMap<
  DocumentModel,
  { readonly members: readonly Member[]; readonly read: readonly DocumentModel[] }
>();

function documentsTogether(members: readonly Member[]): readonly DocumentModel[] {
  const [first] = members;
  if (first === undefined) return [];
  const before = foldersRead.get(first.document);
  const isSame =
    before?.members.length === members.length &&
    before.members.every(({ document }, index) => document === members[index]?.document);
  if (before && isSame) return before.read;
  const read = withoutLent(members, readEach(members));
  foldersRead.set(first.document, { members, read });
  return read;
}

/** A memo: what a document is with these definitions, told by their fingerprint. */
const readBefore = new WeakMap<DocumentModel, { readonly key: string; readonly read: DocumentModel }>();

function readEach(members: readonly Member[]): readonly DocumentModel[] {
  const definitions = members.flatMap(({ document }) => document.sharing?.definitions ?? []);
  const keyOf = keysOf(definitions);
  const scopes = new Map<DocumentModel['form']['syntax'], Scope | undefined>();
  const read = members.map(({ uri, document }) => {
    const { names = [], text } = document.sharing ?? {};
    if (names.length === 0 || text === undefined) return document;
    const keys = names.flatMap((name) => keyOf(name, { uri, document: document.id }) ?? []);
    if (keys.length === 0) return document;
    const key = keys.map((each) => each.key).join(' ');
    const before = readBefore.get(document);
    if (before?.key === key) return before.read;
    const { syntax } = document.form;
    if (!scopes.has(syntax)) scopes.set(syntax, syntaxNamed(syntax)?.scope?.(definitions));
    const scope = scopes.get(syntax);
    const again = keys.every(({ isDefault }) => isDefault) ? readAssumed : readWith;
    const made = scope ? again(document, uri, scope) : document;
    readBefore.set(document, { key, read: made });
    return made;
  });
  return withLenders(members, read);
}

/** The documents, with those read that were outlined and of which another one takes something: comments in them are for what is said there. */
function withLenders(members: readonly Member[], documents: readonly DocumentModel[]): readonly DocumentModel[] {
  const taking = documents.filter((document, index) => document !== members[index]?.document);
  if (taking.length === 0) return documents;
  const lent = new Set(taking.flatMap((document) => [...documentsTakenBy(document)]));
  return members.map(({ uri, document }, index) => {
    const own = documents[index] ?? document;
    if (!document.sharing?.isOutline || !lent.has(documentKey({ uri, document: document.id }))) return own;
    const whole = wholeDocuments.get(document) ?? readWhole(document, uri);
    wholeDocuments.set(document, whole);
    return whole;
  });
}

/** A memo: what an outlined document is when it is read depends on its text alone. */
const wholeDocuments = new WeakMap<DocumentModel, DocumentModel>();

const fingerprintOf = memoized(({ in: { uri, document }, span, text, halfTyped }: FolderDefinition): number =>
  fingerprint(`${uri}#${document}@${span.start} ${halfTyped} ${text}`),
);

/**
 * Tells what a name stands for, with all that this names in turn: two answers are the same as long as all of these texts are. Undefined where nothing
 * outside of the document defines it, or says anything of its value. `isDefault`: all that could be is the default of a variable.
 */
function keysOf(
  definitions: readonly FolderDefinition[],
): (name: string, within: FolderDefinition['in']) => { readonly key: number; readonly isDefault: boolean } | undefined {
  const named = groupBy(definitions, ({ name }) => name);
  const known = new Map<string, number>();
  const keyOf = (name: string, depth: number): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    // Until it is known: within itself a value stays unknown.
    known.set(name, 0);
    const own = named.get(name) ?? [];
    const parts = own.flatMap((each) => [
      fingerprintOf(each),
      ...(depth < deepest ? each.names.map((other) => keyOf(other, depth + 1)) : []),
    ]);
    const key = parts.length === 0 ? 0 : fingerprint(parts.join(' '));
    known.set(name, key);
    return key;
  };
  return (name, within) => {
    const own = named.get(name) ?? [];
    const isBeyond = own.some((each) => !isSameDocument(each.in, within)) && own.some(({ isVoid }) => !isVoid);
    return isBeyond ? { key: keyOf(name, 0), isDefault: own.every(({ isDefault }) => isDefault) } : undefined;
  };
}

/** Far more names within names than any reader follows, and few enough for the stack. */
const deepest = 1000;

/**
 * What a document says by itself of something that another one takes from it, such as a map of add-ons, is said there: once, and with what stands
 * around it.
 */
function withoutLent(members: readonly Member[], documents: readonly DocumentModel[]): readonly DocumentModel[] {
  const keyOf = ({ kind, at }: Resource): string => `${kind} ${placeKey(at)}`;
  const isOwn = ({ at }: Resource, index: number): boolean =>
    at.uri === members[index]?.uri && at.document === documents[index]?.id;
  const together = documents.flatMap((document, index) => (document.alone === undefined ? [] : [{ document, index }]));
  if (together.length === 0) return documents;
  const taken = new Set(
    together.flatMap(({ document, index }) =>
      [...document.resources, ...document.unlessGiven].filter((each) => !isOwn(each, index)).map(keyOf),
    ),
  );
  const settings = together.flatMap(({ document }) => document.resources.filter(({ kind }) => kind === 'cniSettings'));
  const settled = documentsOf(settings);
  return documents.map((document, index) => {
    const isSettled = settled.has(documentKey({ uri: members[index]?.uri ?? '', document: document.id }));
    const isSaid = (each: Resource): boolean =>
      (isOwn(each, index) && taken.has(keyOf(each))) ||
      // What is read is more than a sign that it is there.
      (isSettled && each.kind === 'cniSign' && each.says === 'configured');
    const resources = document.resources.filter((each) => !isSaid(each));
    const unlessGiven = document.unlessGiven.filter((each) => !isSaid(each));
    const isSame = resources.length === document.resources.length && unlessGiven.length === document.unlessGiven.length;
    return isSame ? document : { ...document, resources, unlessGiven, alone: alone(document) };
  });
}
