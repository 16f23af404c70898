import { message } from '../messages/message.js';
import { memoized } from '../text/memo.js';
import { syntaxNamed } from './claims.js';
import { readText } from './document.js';
import { stringHost } from './host.js';
import { isWrittenPiece, joinedHost, piecesOf } from './joined.js';
import type { Comment, DocumentForm, Host, MapNode, Node, ScalarNode, SyntaxProblem } from './node.js';
import type { SyntaxId } from './syntaxId.js';

/** What stands inside a string scalar, such as JSON. All spans are in the outermost document. */
export interface EmbeddedDocument {
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
  /** False when offsets inside could not be followed and every span is that of the whole scalar. */
  readonly exact: boolean;
  readonly templated: boolean;
  /** The roots of further documents in the same string. A reader of one document (kubectl, eksctl) ignores them. */
  readonly rest: readonly Node[];
  /** Roots of documents before which another one of their text, or of their part, stands. */
  readonly behind: ReadonlyMap<Node, NonNullable<DocumentForm['behind']>>;
  /** True when some of it is a part of user data in MIME form that is read in no syntax. */
  readonly isMime: boolean;
}

/**
 * Reads the text of a string scalar as a document of its own, in YAML (and so in JSON) unless it is said otherwise. The answer is
 * remembered with the node. A scalar that is no string (a number, null) and an empty string have no root and no problems.
 */
export function openScalar(node: ScalarNode, id: SyntaxId = 'yaml'): EmbeddedDocument {
  const known = opened(node).get(id);
  if (known !== undefined) return known;
  const embedded = read(node, id);
  opened(node).set(id, embedded);
  return embedded;
}

/** The root of what stands in a string; undefined where there is no string, or where something in it cannot be read. */
export function documentIn(text: Node | undefined, id: SyntaxId = 'yaml'): Node | undefined {
  if (text?.kind !== 'scalar') return undefined;
  const { root, problems } = openScalar(text, id);
  return problems.length > 0 ? undefined : root;
}

/** The same where that is a mapping. */
export function mapIn(text: Node | undefined): MapNode | undefined {
  const root = documentIn(text);
  return root?.kind === 'map' ? root : undefined;
}

/** What is written in an expression whose value is not seen, which places have that no reader takes for a value. */
export function writtenIn(node: ScalarNode): readonly Node[] {
  if (!node.open || node.style !== 'plain') return [];
  return syntaxNamed(node.host.syntax)?.strings.written?.(node) ?? [];
}

const opened = memoized((_: ScalarNode) => new Map<SyntaxId, EmbeddedDocument>());

const deepestEmbedding = 8;

const nothing: EmbeddedDocument = {
  root: undefined,
  problems: [],
  comments: [],
  exact: true,
  templated: false,
  rest: [],
  behind: new Map(),
  isMime: false,
};

function read(node: ScalarNode, id: SyntaxId): EmbeddedDocument {
  const syntax = syntaxNamed(id);
  if (typeof node.value !== 'string' || syntax === undefined) return nothing;
  const made = syntaxNamed(node.host.syntax)?.strings.document?.(node);
  if (made !== undefined) return { ...nothing, root: made.root };
  if (node.host.depth >= deepestEmbedding) {
    const limit = message('Documents in strings are nested deeper than {limit} levels here', {
      limit: deepestEmbedding,
    });
    return { ...nothing, problems: [{ rule: 'nesting-too-deep', span: node.span, message: limit }] };
  }
  const host = scalarHost(node, id);
  const parts = syntax.split(host.text);
  const readings = parts.map(({ start, text, syntax: own, behind }) => ({
    ...readText(own, text, { host, base: start, shared: node.anchored }),
    behind,
  }));
  const [root, ...rest] = readings.flatMap((reading) => (reading.root === undefined ? [] : [reading.root]));
  return {
    root,
    rest,
    behind: new Map(readings.flatMap((each) => (each.root && each.behind ? [[each.root, each.behind] as const] : []))),
    exact: host.exact,
    problems: readings.flatMap(({ problems }) => problems),
    comments: readings.flatMap(({ comments }) => comments),
    templated: readings.some(({ templated }) => templated),
    isMime: parts.some((part) => part.syntax === 'mime'),
  };
}

/** The decoded text of a string scalar as host of a text in a syntax. Coarse where its offsets cannot be followed. */
export function scalarHost(node: ScalarNode, syntax: SyntaxId = node.host.syntax): Host {
  const pieces = piecesOf(node);
  if (pieces !== undefined) {
    const hosts = pieces.map((piece) => (isWrittenPiece(piece) ? scalarHost(piece) : piece));
    return joinedHost(node, hosts, syntax) ?? coarseHost(node, syntax);
  }
  const outer = node.host;
  const strings = syntaxNamed(outer.syntax)?.strings;
  const decoded = outer.exact ? strings?.decode(node) : undefined;
  if (decoded === undefined) return coarseHost(node, syntax);
  return stringHost(node, syntax, decoded, (newText) => strings?.encode(node, newText));
}

/** A host whose spans are all that of the scalar. */
function coarseHost({ text, span, host: { depth, elsewhere } }: ScalarNode, syntax: SyntaxId): Host {
  const toDocument = (offset: number): number => (offset > 0 && offset >= text.length ? span.end : span.start);
  return { syntax, text, exact: false, depth: depth + 1, toDocument, edit: () => undefined, elsewhere };
}
