import { readBy } from '../formats/format.js';
import { formats } from '../formats/index.js';
import { repeatedKeyOf } from '../formats/manifests/repeatedKeys.js';
import { type ResourceName, resourceNames } from '../formats/manifests/resourceNames.js';
import { type Place, spanAt } from '../formats/place.js';
import { isOfIncompleteText } from '../formats/structure.js';
import { type Message, message } from '../messages/message.js';
import type { Fix } from '../model/fix.js';
import { isOnlyIfGiven } from '../model/layers.js';
import type { FileProblem } from '../model/problem.js';
import type { Resource } from '../model/resource.js';
import { syntaxNamed, syntaxOf } from '../syntax/claims.js';
import { readDocument } from '../syntax/document.js';
import { nodeAt } from '../syntax/find.js';
import type { Definition, DocumentForm, DocumentText, Sharing, SyntaxDocument, SyntaxProblem } from '../syntax/node.js';
import type { FolderDefinition, Scope } from '../syntax/syntax.js';
import type { SyntaxId } from '../syntax/syntaxId.js';
import { attempted } from '../text/fault.js';
import { fingerprint } from '../text/fingerprint.js';
import { groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import { type LineIndex, linesOnly, sourceFile } from '../text/sourceFile.js';
import { type DocumentId, isSameDocument, type Location, type Span } from '../text/span.js';
import { hasBranches } from '../text/template.js';
import { faultOf, startOf } from './fault.js';
import { hasOwnHint, isToBeOutlined, isToBeRead, namesOurApi } from './hints.js';
import { type Suppression, suppressions } from './suppressions.js';
import { defaultPlaces, partWithin } from './unlessGiven.js';

/** One file's share of the model: extracted facts only, no syntax tree. */
export interface FileModel {
  readonly uri: string;
  /** Undefined in a file that no syntax claims: it is not read. */
  readonly syntax: SyntaxId | undefined;
  /** Undefined in a file whose text was let go (`withoutText`), as an editor's server does with closed files. */
  readonly text: string | undefined;
  /** Where its lines start, kept when the text is let go. */
  readonly lines: LineIndex;
  /** False when it holds nothing of ours for certain: then its documents were not parsed. */
  readonly hasHint: boolean;
  readonly documents: readonly DocumentModel[];
}

/** One document of a file, such as what stands between two `---` lines. Its spans are relative to it, so it can be kept while the text around it changes. */
export interface DocumentModel {
  /** Unique in the file, and the same as long as the text is. */
  readonly id: number;
  readonly form: DocumentForm;
  /** Offset of the document in the file. */
  readonly start: number;
  /** Undefined when the file's is. */
  readonly text: string | undefined;
  /** Identifies the text where it was let go. */
  readonly fingerprint: number | undefined;
  readonly resources: readonly Resource[];
  /** What it would declare besides unless something gives the variables of its tool other values than they have by default. */
  readonly unlessGiven: readonly Resource[];
  readonly suppressions: readonly Suppression[];
  /** What stands in it, by the names people have for it; none in documents that are not ours. */
  readonly names: readonly ResourceName[];
  /** False when something in it cannot be read, so that what is missing may only be half-typed. */
  readonly parsed: boolean;
  /** It was read from a running cluster, and is no file to be edited. */
  readonly observed: boolean;
  /** True when template lines may generate what is missing. */
  readonly templated: boolean;
  /** True when template lines choose between parts of it, so that two places of it may never be in force together. */
  readonly branches: boolean;
  /** What it shares with the others of its folder. */
  readonly sharing?: SharedText;
  /** The same document as it is by itself, where it was read with what others of its folder define (`folders.ts`). */
  readonly alone?: DocumentModel;
}

/** What a document shares with the others of its folder. */
export interface SharedText {
  readonly definitions: readonly FolderDefinition[];
  /** The names that it uses. */
  readonly names: readonly string[];
  /** The document's text where it may be read again with what others define: it stays when that of the document is let go. */
  readonly text: string | undefined;
  /** The document was not read: this is all that is known of it. */
  readonly isOutline?: true;
}

/** Told of the tree of a document that was parsed, for whoever wants to look at it again: the model keeps none. */
export type OnParsed = (document: DocumentModel, tree: SyntaxDocument) => void;

/** A file as a shell found it: its text, or why there is none. `syntax` is given where the shell knows more of it than its name and text. */
export type FileSource =
  | { readonly uri: string; readonly text: string; readonly syntax?: SyntaxId | undefined }
  | { readonly uri: string; readonly unreadable: 'file-too-large' | 'not-utf8'; readonly message: Message };

/**
 * Reads a file. Documents whose text stands in `previous` too are taken from there, so an edit costs one document.
 * Never fails: what cannot be read is a problem of its document. A file without any hint of a format, or in no syntax, is not parsed.
 */
export function readFile(source: FileSource, previous?: FileModel, onParsed?: OnParsed): FileModel {
  const { uri } = source;
  if ('unreadable' in source) {
    const documents = [unreadableDocument(source)];
    return { uri, syntax: undefined, text: '', lines: sourceFile(''), hasHint: true, documents };
  }
  const read = attempted(() => readText(source, previous, onParsed));
  return 'value' in read ? read.value : faultyFile(source, read.fault);
}

/** A file with a text. */
type TextSource = Extract<FileSource, { readonly text: string }>;

function readText(source: TextSource, previous?: FileModel, onParsed?: OnParsed): FileModel {
  const { uri } = source;
  const syntax = syntaxNamed(source.syntax) ?? syntaxOf({ name: uri, text: source.text });
  if (syntax === undefined) return unlintedFile(uri, source.text);
  const isRead = isToBeRead(source.text, uri);
  const hinted = isRead || (syntax.outline !== undefined && isToBeOutlined(source.text));
  const read = (part: Part): DocumentModel => {
    if (!isRead && hinted) return outlined(uri, part);
    return hinted ? modelOrFault(uri, part, { onParsed }) : unreadDocument(part);
  };
  const reusable = previous?.hasHint === hinted ? previous.documents.map(alone) : [];
  let nextId = reusable.reduce((highest, { id }) => Math.max(highest, id), -1) + 1;
  const kept = groupBy(reusable, ({ text, fingerprint }) => text ?? fingerprint);
  const letGo = reusable.some(({ text }) => text === undefined);
  const take = taker();
  const parts = syntax.split(source.text);
  const documents = parts.map(({ start, text, ...form }) => {
    const candidates = kept.get(text) ?? (letGo ? kept.get(fingerprint(text)) : undefined);
    const same = candidates && take(candidates, form);
    if (same === undefined) {
      // A copy, so that what is kept of one document does not keep the text of the whole file as it once was.
      const own = parts.length > 1 ? structuredClone(text) : text;
      return read({ id: nextId++, start, text: own, form });
    }
    return same.start === start && same.text !== undefined ? same : { ...same, start, text };
  });
  return { uri, syntax: syntax.id, text: source.text, lines: sourceFile(source.text), hasHint: hinted, documents };
}

/** A document as it is without the others of its folder. */
export function alone(document: DocumentModel): DocumentModel {
  return document.alone ?? document;
}

/** The document read together with what others of its folder define; its text counts that is kept for this. */
export function readWith(document: DocumentModel, uri: string, scope: Scope): DocumentModel {
  const { id, form, start, text, fingerprint: known, sharing } = document;
  const read = modelOrFault(uri, { id, form, start, text: sharing?.text ?? '' }, { scope });
  return { ...read, text, fingerprint: known, ...(sharing && { sharing }), alone: document };
}

/** A document of which no more is known yet than what it defines for others. */
function outlined(uri: string, part: Part): DocumentModel {
  const definitions = syntaxNamed(part.form.syntax)?.outline?.(part.text) ?? [];
  if (definitions.length === 0) return unreadDocument(part);
  const shared = sharedDefinitions(part.text, definitions, { uri, document: part.id });
  return { ...unreadDocument(part), sharing: { definitions: shared, names: [], text: part.text, isOutline: true } };
}

/** A document that was outlined, read because another one takes something from it. */
export function readWhole(document: DocumentModel, uri: string): DocumentModel {
  const { id, form, start, text, fingerprint: known, sharing } = document;
  if (!sharing?.isOutline) return document;
  const read = modelOrFault(uri, { id, form, start, text: sharing.text ?? '' }, {});
  return { ...read, text, fingerprint: known, sharing, alone: document };
}

/** The document with what it says where variables have their defaults, which others of its folder hold; the same one where that is nothing. */
export function readAssumed(document: DocumentModel, uri: string, scope: Scope): DocumentModel {
  const { id, form, sharing } = document;
  if (sharing?.text === undefined) return document;
  const place: Place = { uri, document: id, scope, ...(form.isFragment && { isFragment: true }) };
  const unlessGiven = readWithDefaults({ text: sharing.text, form }, place, document.resources);
  if (unlessGiven.length === 0 && document.unlessGiven.length === 0) return document;
  return { ...document, unlessGiven, alone: document };
}

/** Takes the first of a list of documents that has a form, once each: a file may hold thousands of documents that are all the same. */
function taker(): (list: readonly DocumentModel[], form: DocumentForm) => DocumentModel | undefined {
  const taken = new Set<DocumentModel>();
  const starts = new Map<readonly DocumentModel[], number>();
  return (list, form) => {
    let start = starts.get(list) ?? 0;
    for (let next = list[start]; next !== undefined && taken.has(next); next = list[start]) start++;
    starts.set(list, start);
    for (let index = start; index < list.length; index++) {
      const document = list[index];
      if (document === undefined || taken.has(document) || !isSameForm(document.form, form)) continue;
      taken.add(document);
      return document;
    }
    return undefined;
  };
}

function isSameForm(a: DocumentForm, b: DocumentForm): boolean {
  if (a.syntax !== b.syntax || a.isFragment !== b.isFragment) return false;
  const rest = ({ margin, comments, around, continues, behind, mime }: DocumentForm) => [
    margin,
    comments,
    around,
    continues,
    behind,
    mime,
  ];
  return JSON.stringify(rest(a)) === JSON.stringify(rest(b));
}

/**
 * A text with places and nothing to lint: our config file and a baseline, which are read whole, because their faults are their own, and a
 * file that no syntax claims.
 */
export function unlintedFile(uri: string, text: string): FileModel {
  const syntax = syntaxOf({ name: uri })?.id;
  const document = unreadDocument({ id: 0, start: 0, text, form: { syntax: syntax ?? 'yaml' } });
  return { uri, syntax, text, lines: sourceFile(text), hasHint: false, documents: [document] };
}

/** The file without its text: places can still be told, nothing can be rewritten. Read again, its documents are recognized. */
export function withoutText(file: FileModel): FileModel {
  const { uri, syntax, text } = file;
  if (text === undefined) return file;
  return {
    uri,
    syntax,
    text: undefined,
    lines: linesOnly(text),
    hasHint: file.hasHint,
    documents: file.documents.map((document) => ({
      ...document,
      // Strings of an extracted fact may be windows on the whole text; a clone holds its own.
      ...structuredClone({
        resources: document.resources,
        unlessGiven: document.unlessGiven,
        suppressions: document.suppressions,
        names: document.names,
        ...(document.sharing && { sharing: document.sharing }),
      }),
      text: undefined,
      fingerprint: document.text === undefined ? document.fingerprint : fingerprint(document.text),
    })),
  };
}

/** True for a document that declares something, be it unless something gives its variables other values. */
export function hasResources({ resources, unlessGiven }: DocumentModel): boolean {
  return resources.length > 0 || unlessGiven.length > 0;
}

/** The document of a place; undefined when the file no longer has it. */
export function documentHolding(at: Location, file: FileModel): DocumentModel | undefined {
  return documentsById(file).get(at.document);
}

const documentsById = memoized(
  ({ documents }: FileModel): ReadonlyMap<number, DocumentModel> => new Map(documents.map((each) => [each.id, each])),
);

/** The span of a location in its file; undefined when the file no longer has that document. */
export function spanInFile(file: FileModel, at: Location): Span | undefined {
  const start = documentHolding(at, file)?.start;
  return start === undefined ? undefined : { start: start + at.span.start, end: start + at.span.end };
}

/** What the syntax has cut, with the document's number. */
type Part = Pick<DocumentText, 'start' | 'text'> & Pick<DocumentModel, 'id' | 'form'>;

/** A document that we fail at does not take the others of its file with it. */
function modelOrFault(uri: string, part: Part, surroundings: Surroundings): DocumentModel {
  const made = attempted(() => modelOf(uri, part, surroundings));
  return 'value' in made ? made.value : faultyDocument(uri, part, made.fault);
}

function faultyDocument(uri: string, part: Part, fault: unknown): DocumentModel {
  const at = { uri, document: part.id, span: { start: 0, end: 0 } };
  return { ...unreadDocument(part), resources: [faultOf(at, fault)], parsed: false };
}

function faultyFile({ uri, text }: TextSource, fault: unknown): FileModel {
  const document = faultyDocument(uri, { id: 0, start: 0, text, form: { syntax: 'yaml' } }, fault);
  return { uri, syntax: undefined, text, lines: sourceFile(text), hasHint: true, documents: [document] };
}

/** What a document is read with, and who is told. */
interface Surroundings {
  readonly scope?: Scope;
  readonly onParsed?: OnParsed | undefined;
}

function modelOf(uri: string, { id, start, text, form }: Part, { scope, onParsed }: Surroundings): DocumentModel {
  const syntax = readDocument(text, form, { scope });
  const place: Place = { uri, document: id, ...(form.isFragment && { isFragment: true }), ...(scope && { scope }) };
  const read = readBy(formats, syntax, place);
  // What is read is more than a sign that it is there.
  const isRead = read.some((each) => each.kind === 'cniSettings' && !isOnlyIfGiven(each));
  const resources = read.filter(
    (resource) =>
      !(isRead && resource.kind === 'cniSign' && resource.says === 'configured') &&
      !followsFromBrokenText(resource, syntax) &&
      !((form.isFragment || syntax.halfTyped === true) && isOfIncompleteText(resource)),
  );
  // A document of somebody else's is none of our business, broken or not; one that cannot be read at all may be ours.
  const isBroken = syntax.problems.length > 0;
  const unlessGiven = syntax.hasDefaults ? readWithDefaults(syntax, place, resources) : [];
  const isOurs =
    unlessGiven.length > 0 ||
    resources.some((each) => each.kind !== 'cniSign' && !isOnlyIfGiven(each)) ||
    (syntax.root === undefined && hasOwnHint(text)) ||
    (isBroken && namesOurApi(syntax.host.text));
  const mayBeGiven = !isOurs && resources.some(isOnlyIfGiven);
  const faults = isOurs || mayBeGiven ? fileProblems(syntax, place, resources) : [];
  const document = {
    id,
    form,
    start,
    text,
    fingerprint: undefined,
    resources: [
      ...resources,
      ...(mayBeGiven ? faults.map((each) => ({ ...each, onlyIfGiven: true }) as const) : faults),
    ],
    unlessGiven,
    suppressions: suppressions(syntax, place),
    names: isOurs
      ? resourceNames(
          syntax,
          resources.filter((each) => isSameDocument(each.at, place)),
        )
      : [],
    parsed: !isBroken,
    observed: resources.some((resource) => 'observed' in resource),
    templated: syntax.templated || syntax.openEnded === true,
    branches: hasBranches(text),
    ...(syntax.sharing && form.isFragment !== true && { sharing: sharedText(syntax, syntax.sharing, place) }),
  };
  onParsed?.(document, syntax);
  return document;
}

/**
 * What a document says besides where variables stand for their defaults: of what it says then, that which stands in one. `resources` is what it says
 * without: where that is nothing that values could be put into, and it holds no add-on, it is not read again.
 */
function readWithDefaults(
  { text, form, sharing }: Pick<SyntaxDocument, 'text' | 'form' | 'sharing'>,
  place: Place,
  resources: readonly Resource[],
): readonly Resource[] {
  const isOfInterest = resources.some(({ kind }) => kind !== 'subnet') || text.includes('vpc-cni');
  if (!isOfInterest) return [];
  const around = { scope: place.scope?.withDefaults, withDefaults: true };
  const definitions = place.scope?.definitions ?? sharedDefinitions(text, sharing?.definitions ?? [], place);
  const isDefault = defaultPlaces(definitions);
  const document = readDocument(text, form, around);
  if (document.halfTyped) return [];
  // Whoever takes texts of every syntax finds nothing in values.
  const readers = formats.filter(({ takes }) => takes?.syntaxes?.includes(form.syntax));
  return readBy(readers, document, { ...place, ...around }).flatMap((resource) => partWithin(resource, isDefault));
}

function sharedText({ text, halfTyped }: SyntaxDocument, sharing: Sharing, place: Place): SharedText {
  const definitions = sharedDefinitions(text, sharing.definitions, place, halfTyped);
  const mayTake = sharing.names.length > 0 && hasOwnHint(text);
  return { definitions, names: sharing.names, text: mayTake ? text : undefined };
}

function sharedDefinitions(
  text: string,
  definitions: readonly Definition[],
  { uri, document }: DocumentId,
  halfTyped = false,
): readonly FolderDefinition[] {
  return definitions.map((each) => ({
    ...each,
    in: { uri, document },
    text: text.slice(each.span.start, each.span.end),
    halfTyped,
  }));
}

/**
 * Behind the first place that cannot be read the tree is a guess: a value of the wrong shape there is no second fault, and neither is what is missing in
 * a string that ends too early, which is that place.
 */
function followsFromBrokenText(resource: Resource, document: SyntaxDocument): boolean {
  const broken = document.problems.find(({ rule }) => rule === 'syntax-error');
  if (resource.kind !== 'shapeProblem' || broken === undefined) return false;
  const { end } = resource.at.span;
  if (end > broken.span.start) return true;
  return (
    resource.fault === 'embeddedDocument' && nodeAt(document, end).some((node) => node.span.end === broken.span.start)
  );
}

function fileProblems(syntax: SyntaxDocument, place: Place, resources: readonly Resource[]): readonly FileProblem[] {
  const { isFragment } = syntax.form;
  // What documentation shows may be cut short; that we fail at it is our fault all the same.
  const told = isFragment ? syntax.problems.filter(({ rule }) => rule === 'internal-error') : syntax.problems;
  const problems = told.map(
    (problem): FileProblem => ({
      kind: 'fileProblem',
      rule: problem.rule,
      at: spanAt(place, problem.span),
      message: problem.message,
      related: problem.related && spanAt(place, problem.related),
      advice: problem.advice,
      fixes: repairs(syntax, problem, place),
      // Advice of its own has what is no key twice, but two manifests.
      ...(problem.rule === 'duplicate-key' && !problem.advice
        ? { repeated: repeatedKeyOf(syntax, place, resources) }
        : {}),
    }),
  );
  if (!syntax.templated || syntax.halfTyped || isFragment) return problems;
  const text = message('This file is a template: what its template lines generate is not checked');
  const start = { start: 0, end: 0 };
  return [
    ...problems,
    { kind: 'fileProblem', rule: 'templated-file', at: spanAt(place, start), message: text, related: undefined },
  ];
}

function repairs({ text }: SyntaxDocument, { repair }: SyntaxProblem, place: Place): readonly Fix[] {
  if (repair === undefined) return [];
  const { title, span } = repair;
  const written = text.slice(span.start, span.end);
  const change = { kind: 'replaceText', at: spanAt(place, span), written, text: repair.text } as const;
  return [{ title, level: 'suggested', changes: [change] }];
}

function unreadableDocument(source: Extract<FileSource, { readonly unreadable: string }>): DocumentModel {
  const here = startOf(source.uri);
  const { unreadable: rule, message: text } = source;
  return {
    ...unreadDocument({ id: 0, start: 0, text: '', form: { syntax: 'yaml' } }),
    resources: [{ kind: 'fileProblem', rule, at: here, message: text, related: undefined }],
    parsed: false,
  };
}

/** A document of which nothing is known. */
function unreadDocument({ id, start, text, form }: Part): DocumentModel {
  return {
    id,
    form,
    start,
    text,
    fingerprint: undefined,
    resources: [],
    unlessGiven: [],
    suppressions: [],
    names: [],
    parsed: true,
    observed: false,
    templated: false,
    branches: false,
  };
}
