import type { Message } from '../messages/message.js';
import type { TextEdit } from '../text/edit.js';
import type { DocumentId, Span } from '../text/span.js';
import type { SyntaxId } from './syntaxId.js';

/**
 * The tree every format reads, whatever the syntax: our own, small and immutable. No parser's own nodes are visible outside of its folder.
 * All spans are offsets in the outermost document, also those of nodes inside a string scalar.
 */
export type Node = MapNode | SeqNode | ScalarNode;

/** Where the text of a tree lives: in a document, or in a string scalar of another tree. */
export interface Host {
  /** How the text is written: what can be changed in it, and how, the syntax of this name knows. */
  readonly syntax: SyntaxId;
  /**
   * The offset in the outermost document of an offset in this host's own (decoded) text: where the character behind it begins or, as an end, where
   * the one before it ends. These are two places only where a text is put together from several strings.
   */
  toDocument(offset: number, as?: 'end'): number;
  /**
   * A change to this text as an edit of the outermost document, escaped for every scalar around it. Undefined where no safe spelling exists (plain,
   * folded, coarse), and where it would reach over several strings of a text that is put together.
   */
  edit(change: Draft): TextEdit | undefined;
  /** This host's own decoded text, without what stands in a margin. */
  readonly text: string;
  /** False when offsets inside could not be followed and every span is that of the whole scalar. */
  readonly exact: boolean;
  /** How many scalars stand around this text: 0 for a document. */
  readonly depth: number;
  /** Where its spans lie in another document than the one that is read: what that one defines, this one names. */
  readonly elsewhere: DocumentId | undefined;
}

/** A change to a host's own text. */
export interface Draft {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

interface NodeBase {
  readonly span: Span;
  readonly host: Host;
  /** True when the node or one around it has an anchor some alias uses: a change to it changes other places too. */
  readonly anchored: boolean;
  /** True when something is set here and what it is cannot be seen: a template, a variable (`$X`), a tag of its own (`!Ref`). */
  readonly open: boolean;
  /** The tag as written (`!Ref`, `!!str`), where there is one; `!<tag:yaml.org,2002:str>` is `!!str` too. */
  readonly tag?: string;
}

/** The tag of a scalar whose type is the one that a variable is declared with, however it is written. */
export const declaredTag = 'declared';

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
  /** A command that may not run: in a condition, in a function, behind `||`. All others run one after the other. */
  readonly mayBeSkipped?: true;
  readonly items: readonly Item[];
}

export interface Item {
  readonly value: Node;
  readonly alias?: Span;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  /** The value by the syntax's own rules: in YAML by the core schema of YAML 1.2. */
  readonly value: string | number | boolean | null;
  /** What those take it for who read the files: kubectl and eksctl read YAML 1.1, a shell's words are strings. */
  readonly readAs: ReadAs;
  /** The decoded text: for a plain scalar what is written (`012`, `yes`), for the others the string. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** It is the text of a here-document. */
  readonly hereDocument?: HereDocument;
}

/** For whom the text of a here-document is. */
export interface HereDocument {
  /** Where in the document the commands begin that are given it. */
  readonly start: number;
  /** Their words, through all of a pipe. */
  readonly words: readonly string[];
  /** As of a command. */
  readonly mayBeSkipped: boolean;
  /** It is put behind what a file holds (`>>`). */
  readonly appends: boolean;
  /** It is what `echo` or `printf` prints, and no here-document. */
  readonly isPrinted: boolean;
  /** A line break follows that is not in the text, as behind what `echo` prints. */
  readonly endsLine: boolean;
}

/** The type a program takes a scalar for, and its value where that is not the text. */
export type ReadAs =
  | { readonly type: 'string' }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'null' };

/** A comment, its marks included. */
export interface Comment {
  readonly span: Span;
  /** What it says, without its marks; it starts at `textStart` of the document, and stands there as it is. */
  readonly text: string;
  readonly textStart: number;
  /** True when nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

/** What is wrong with the text itself. The id is a released rule id. */
export interface SyntaxProblem {
  readonly rule: 'syntax-error' | 'duplicate-key' | 'nesting-too-deep' | 'alias-limit' | 'internal-error';
  readonly span: Span;
  readonly message: Message;
  /** The first place of a repeated key. */
  readonly related?: Span;
  /** What to do, where the rule's own advice does not say it. */
  readonly advice?: Message;
  /** What to write in place of a part of the text, so that the problem is gone. */
  readonly repair?: { readonly title: Message; readonly span: Span; readonly text: string } | undefined;
}

/** One document of a file as its syntax cuts it: its text, marker lines and leading comments included, and where it starts in the file. */
export interface DocumentText extends DocumentForm {
  readonly start: number;
  readonly text: string;
}

/** How a document is written, beside its text. */
export interface DocumentForm {
  /** The syntax to read it in, which may be another one than that of the file: a fence in Markdown, a NodeConfig in MIME user data. */
  readonly syntax: SyntaxId;
  /** Where it stands in documentation: it may be cut short and hold placeholders, so faults of syntax and shape in it say nothing. */
  readonly isFragment?: true;
  readonly margin?: Margin;
  /** Comments of the syntax around it that count for it, such as one in HTML above a fence; their places are in the document. */
  readonly comments?: readonly Comment[];
  /** The syntax around it, where a comment of that may be put above it. */
  readonly around?: SyntaxId;
  /** It goes on with what the document before it has begun: in one fence stand several documents. Comments above the fence are for all. */
  readonly continues?: true;
  /** What stands before it in the same text, where that is not nothing: a reader of one document sees the first only, also an empty one. */
  readonly behind?: 'emptyDocument' | 'document';
  /** Where it is what stands around NodeConfigs of user data in MIME form. */
  readonly mime?: MimeForm;
}

/** A piece of a text in MIME form. */
export interface MimeForm {
  readonly boundary: string;
  /** It begins with the headers of the text; any other with a line that is a boundary. */
  readonly isFirst: boolean;
  /** No boundary stands behind it, and no template may bring one. */
  readonly isLast: boolean;
}

/** What stands in a document and is none of it: a fence's own lines, the indentation of a list, the `> ` of a quotation. */
export interface Margin {
  /** In order, apart from each other. */
  readonly cuts: readonly Span[];
  /** What a new line must begin with. */
  readonly newLine: string;
}

/** What could be read of a text. All spans are in the outermost document. */
export interface Reading {
  readonly root: Node | undefined;
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  /** True when a template stands where it breaks the structure (`{{ if }}` lines, `$KEY:` lines, `${BLOCK}` lines): what is missing may be generated. */
  readonly templated: boolean;
  /** It is not finished: what is missing is about to be written. */
  readonly halfTyped?: true;
  /** Others say more about the same things, so that nothing is missing from it, as with the commands of a script. */
  readonly openEnded?: true;
  /** What it gives to the other documents of its folder and may take from them; undefined where that is nothing. */
  readonly sharing?: Sharing;
  /** It names variables that have defaults, or holds such defaults: read with them it may say more (`TextPlace.withDefaults`). */
  readonly hasDefaults?: boolean;
}

/** What a document shares with the others of its folder. */
export interface Sharing {
  readonly definitions: readonly Definition[];
  /** The names that it uses, its own too, each once. */
  readonly names: readonly string[];
}

/** A name for a value that the other documents of its folder may use, as `local.x` of Terraform. */
export interface Definition {
  readonly name: string;
  /** How the value is written: as an expression, or as the body of a block. */
  readonly form: 'value' | 'body';
  /** Where the value stands in the document. */
  readonly span: Span;
  /** The names that it uses itself. */
  readonly names: readonly string[];
  /** It says what a variable is unless something gives it another value. */
  readonly isDefault?: true;
  /** It says nothing of the value, and is there so that a second definition of the name is seen as one. */
  readonly isVoid?: true;
}

/** One document of a file, read as far as it can be read. */
export interface SyntaxDocument extends Reading {
  readonly text: string;
  readonly form: DocumentForm;
  /** Where its text lives. */
  readonly host: Host;
}
