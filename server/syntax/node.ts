import type { Message } from '../messages/message.js';
import type { Span } from '../text/span.js';

/**
 * The tree every format reads, whatever the syntax: our own, small and immutable. No parser's own nodes are visible outside of its folder.
 * All spans are offsets in the outermost document, also those of nodes inside a string scalar.
 */
export type Node = MapNode | SeqNode | ScalarNode;

/** Where the text of a tree lives: in a document, or in a string scalar of another tree. */
export interface Host {
  /** The offset in the outermost document of an offset in this host's own (decoded) text. */
  toDocument(offset: number): number;
  /** New text escaped for every scalar around it, or undefined where no safe spelling exists (plain, folded, coarse). */
  encode(text: string): string | undefined;
  /** This host's own decoded text. */
  readonly text: string;
  /** False when offsets inside could not be followed and every span is that of the whole scalar. */
  readonly exact: boolean;
  /** How many scalars stand around this text: 0 for a document. */
  readonly depth: number;
}

interface NodeBase {
  readonly span: Span;
  readonly host: Host;
  /** True when the node or one around it has an anchor some alias uses: a change to it changes other places too. */
  readonly anchored: boolean;
  /** The tag as written (`!Ref`, `!!str`), where there is one; `!<tag:yaml.org,2002:str>` is `!!str` too. */
  readonly tag?: string;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly style: 'block' | 'flow';
  /** In written order, without merge keys. Keys that are not scalars are left out; a repeated key appears as often as written. */
  readonly entries: readonly Entry[];
  /** What `<<` points to, in order of precedence. */
  readonly merges: readonly Node[];
}

export interface Entry {
  readonly key: ScalarNode;
  /** `key:` with nothing behind it has an empty plain null scalar. */
  readonly value: Node;
  /** The span of `*name` when the value is an alias: `value` then is the node at the anchor, shared. */
  readonly alias?: Span;
  /** From the start of the key to the end of the value. */
  readonly span: Span;
}

export interface SeqNode extends NodeBase {
  readonly kind: 'seq';
  readonly style: 'block' | 'flow';
  readonly items: readonly Item[];
}

export interface Item {
  readonly value: Node;
  readonly alias?: Span;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  /** The value by YAML 1.2's core schema (JSON in a JSON file). How kubectl and eksctl read it is `yaml11.ts`. */
  readonly value: string | number | boolean | null;
  /** The decoded text: for a plain scalar what is written (`012`, `yes`), for the others the string. */
  readonly text: string;
  readonly style: ScalarStyle;
}

/** A comment, from `#` to the end of the line. */
export interface Comment {
  readonly span: Span;
  readonly text: string;
  /** True when nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

/** What is wrong with the text itself. The id is a released rule id. */
export interface SyntaxProblem {
  readonly rule: 'syntax-error' | 'duplicate-key' | 'nesting-too-deep' | 'alias-limit';
  readonly span: Span;
  readonly message: Message;
  /** The first place of a repeated key. */
  readonly related?: Span;
}

/** One `---` document, read as far as it can be read. */
export interface SyntaxDocument {
  readonly text: string;
  readonly root: Node | undefined;
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  /** True when a template stands where it breaks the structure (`{{ if }}` lines, `$KEY:` lines, `${BLOCK}` lines): what is missing may be generated. */
  readonly templated: boolean;
}
