import { formats } from '../formats/index.js';
import { at, type Place } from '../formats/place.js';
import { type Message, message } from '../messages/message.js';
import type { FileProblem, Resource } from '../model/resource.js';
import type { SyntaxDocument } from '../syntax/node.js';
import { parseDocument } from '../syntax/parse.js';
import { splitDocuments } from '../syntax/split.js';
import type { Location, Span } from '../text/span.js';
import { groupBy } from './groupBy.js';
import { hasHint } from './hints.js';
import { type Suppression, suppressions } from './suppressions.js';

/** One file's share of the model: extracted facts only, no syntax tree. */
export interface FileModel {
  readonly uri: string;
  readonly text: string;
  readonly documents: readonly DocumentModel[];
}

/** One `---` document. Its spans are relative to it, so it can be kept while the text around it changes. */
export interface DocumentModel {
  /** Unique in the file, and the same as long as the text is. */
  readonly id: number;
  /** Offset of the document in the file. */
  readonly start: number;
  readonly text: string;
  readonly resources: readonly Resource[];
  readonly suppressions: readonly Suppression[];
  /** False when something in it cannot be read, so that what is missing may only be half-typed. */
  readonly parsed: boolean;
  /** True when template lines may generate what is missing. */
  readonly templated: boolean;
}

/** A file as a shell found it: its text, or why there is none. */
export type FileSource =
  | { readonly uri: string; readonly text: string }
  | { readonly uri: string; readonly unreadable: 'file-too-large' | 'not-utf8'; readonly message: Message };

/**
 * Reads a file. Documents whose text stands in `previous` too are taken from there, so an edit costs one document.
 * Never fails: what cannot be read is a problem of its document.
 */
export function readFile(source: FileSource, previous?: FileModel): FileModel {
  const { uri } = source;
  if ('unreadable' in source) return { uri, text: '', documents: [unreadableDocument(source)] };
  const reusable = [...(previous?.documents ?? [])];
  let nextId = Math.max(-1, ...reusable.map(({ id }) => id)) + 1;
  const kept = groupBy(reusable, ({ text }) => text);
  const taken = new Set<DocumentModel>();
  const documents = splitDocuments(source.text).map(({ start, text }) => {
    const same = kept.get(text)?.find((document) => !taken.has(document));
    if (same === undefined) return readDocument(uri, { id: nextId++, start, text });
    taken.add(same);
    return same.start === start ? same : { ...same, start };
  });
  return { uri, text: source.text, documents };
}

/** The span of a location in its file; undefined when the file no longer has that document. */
export function spanInFile(file: FileModel, { document, span }: Location): Span | undefined {
  const start = file.documents.find(({ id }) => id === document)?.start;
  return start === undefined ? undefined : { start: start + span.start, end: start + span.end };
}

function readDocument(uri: string, { id, start, text }: Pick<DocumentModel, 'id' | 'start' | 'text'>): DocumentModel {
  const syntax = parseDocument(text);
  const place = { uri, document: id };
  const read = formats.flatMap((format) => format.read(syntax, place));
  const resources = read.filter((resource) => !followsFromBrokenText(resource, syntax));
  // A document of somebody else's is none of our business, broken or not; one that cannot be read at all may be ours.
  const isOurs = resources.length > 0 || (syntax.root === undefined && hasHint(text));
  const faults = isOurs ? fileProblems(syntax, place) : [];
  return {
    id,
    start,
    text,
    resources: [...resources, ...faults],
    suppressions: suppressions(syntax, place),
    parsed: syntax.problems.length === 0,
    templated: syntax.templated,
  };
}

/** Behind the first place that cannot be read the tree is a guess: a value of the wrong shape there is no second fault. */
function followsFromBrokenText(resource: Resource, { problems }: SyntaxDocument): boolean {
  const broken = problems.find(({ rule }) => rule === 'syntax-error');
  return resource.kind === 'shapeProblem' && broken !== undefined && resource.at.span.end > broken.span.start;
}

function fileProblems(syntax: SyntaxDocument, place: Place): readonly FileProblem[] {
  const problems = syntax.problems.map(
    (problem): FileProblem => ({
      kind: 'fileProblem',
      rule: problem.rule,
      at: at(place, problem),
      message: problem.message,
      related: problem.related && at(place, { span: problem.related }),
    }),
  );
  if (!syntax.templated) return problems;
  const text = message('This document is a template: what its template lines generate is not checked');
  const start = { span: { start: 0, end: 0 } };
  return [
    ...problems,
    { kind: 'fileProblem', rule: 'templated-file', at: at(place, start), message: text, related: undefined },
  ];
}

function unreadableDocument(source: Extract<FileSource, { readonly unreadable: string }>): DocumentModel {
  const here = at({ uri: source.uri, document: 0 }, { span: { start: 0, end: 0 } });
  const { unreadable: rule, message: text } = source;
  return {
    id: 0,
    start: 0,
    text: '',
    resources: [{ kind: 'fileProblem', rule, at: here, message: text, related: undefined }],
    suppressions: [],
    parsed: false,
    templated: false,
  };
}
