import { message } from '../messages/message.js';
import { memoized } from '../text/memo.js';
import { scalarHost } from './host.js';
import type { Comment, Node, ScalarNode, SyntaxProblem } from './node.js';
import { readText } from './yaml/parse.js';
import { splitDocuments } from './yaml/split.js';

/** The JSON or YAML inside a string scalar. All spans are in the outermost document. */
export interface EmbeddedDocument {
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
  /** False when offsets inside could not be followed and every span is that of the whole scalar. */
  readonly exact: boolean;
  readonly templated: boolean;
  /** The roots of further `---` documents in the same string. A reader of one document (kubectl, eksctl) ignores them. */
  readonly rest: readonly Node[];
}

/**
 * Reads the text of a string scalar as a document of its own. The answer is remembered with the node.
 * A scalar that is no string (a number, null) and an empty string have no root and no problems.
 */
export const openScalar: (node: ScalarNode) => EmbeddedDocument = memoized(read);

const deepestEmbedding = 8;

const nothing: EmbeddedDocument = {
  root: undefined,
  problems: [],
  comments: [],
  exact: true,
  templated: false,
  rest: [],
};

function read(node: ScalarNode): EmbeddedDocument {
  if (typeof node.value !== 'string') return nothing;
  if (node.host.depth >= deepestEmbedding) {
    const limit = message('Documents in strings are nested deeper than {limit} levels here', {
      limit: deepestEmbedding,
    });
    return { ...nothing, problems: [{ rule: 'nesting-too-deep', span: node.span, message: limit }] };
  }
  const host = scalarHost(node);
  const readings = splitDocuments(host.text).map(({ start, text }) => readText(text, host, start, node.anchored));
  const [root, ...rest] = readings.flatMap((reading) => (reading.root === undefined ? [] : [reading.root]));
  return {
    root,
    rest,
    exact: host.exact,
    problems: readings.flatMap(({ problems }) => problems),
    comments: readings.flatMap(({ comments }) => comments),
    templated: readings.some(({ templated }) => templated),
  };
}
