import type { Comment, Host, Node, SyntaxProblem } from '../node.js';

/** What could be read of a text. All spans are in the outermost document. */
export interface Reading {
  readonly root: Node | undefined;
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  readonly templated: boolean;
}

/** Where a text to be read stands. */
export interface TextPlace {
  readonly host: Host;
  /** Offset of the text in its host. */
  readonly base: number;
  /** True when the host itself is used at several places. */
  readonly shared: boolean;
}
