import type { Argument } from '../messages/message.js';
import type { TextEdit } from '../text/edit.js';
import type { DocumentId, Span } from '../text/span.js';
import type {
  Definition,
  DocumentText,
  Entry,
  Host,
  Item,
  MapNode,
  Node,
  Reading,
  ScalarNode,
  SeqNode,
  SyntaxDocument,
} from './node.js';
import type { SyntaxId } from './syntaxId.js';

/*
 * What a syntax is: a folder `server/syntax/<id>/` whose index.ts exports one `syntax`. Everything else asks the contract, so that a new
 * syntax is its folder and nothing more. All of it is synchronous and pure, and none of it throws for any text.
 */

/** How a text is written: which files are, how they are read, and how they are changed. */
export interface Syntax {
  readonly id: SyntaxId;
  /** What people call files of it; none where there are no files of it. */
  readonly title?: Argument;
  readonly claims: Claims;
  /** Names of files that its programs read of their own accord, for others of the folder: they are read whatever stands in them. */
  readonly hintedNames?: RegExp;
  /** Cuts a text into documents; joined again they are the text. There is always at least one. */
  split(text: string): readonly DocumentText[];
  /** Reads a document. What cannot be read is missing from the tree and named among the problems. */
  read(text: string, place: TextPlace): Reading;
  /** What a document defines for others of its folder, found without reading it; each value goes to its end or beyond. */
  outline?(text: string): readonly Definition[];
  /** The name at an offset of a text that others of its folder may define, wherever in an expression it stands. */
  nameAt?(text: string, offset: number): { readonly name: string; readonly span: Span } | undefined;
  /** What the documents of a folder define for each other; undefined where each is by itself. */
  scope?(definitions: readonly FolderDefinition[]): Scope;
  readonly strings: Strings;
  readonly writer: Writer;
  /** Undefined where there are no comments. */
  readonly comments: Comments | undefined;
  /** Undefined where nothing is proposed. */
  readonly completion: Completion | undefined;
}

/** Which files a syntax claims: what no syntax claims is not read. `claims.ts` asks in this order: endings, languages, first lines, names. */
export interface Claims {
  /** Endings of file names, in lower case, without the dot. Folders are searched for them, and editors watch them. */
  readonly endings: readonly string[];
  /** Names of files without an ending, as they are written mostly; in folders any case counts. */
  readonly fileNames?: readonly string[];
  /** Languages, as editors call them in the language server protocol. */
  readonly languages: readonly string[];
  /** A first line that says it, whatever the name (`firstLineOf`): a shebang, an apiVersion, the header of user data. */
  readonly firstLine?: RegExp;
  /** Further names that a person may give, in lower case and without the suffixes of templates: user data in `.txt`, a name without ending. */
  readonly names?: RegExp;
}

/** Where a text to be read stands. */
export interface TextPlace {
  readonly host: Host;
  /** Offset of the text in its host. */
  readonly base: number;
  /** True when the host itself is used at several places. */
  readonly shared: boolean;
  /** What other documents define that are read with it. */
  readonly scope?: Scope | undefined;
  /** Variables stand for their defaults: what is read so holds only unless something gives them other values. */
  readonly withDefaults?: boolean | undefined;
}

/** A definition with the document in which it stands and its text there. */
export interface FolderDefinition extends Definition {
  readonly in: DocumentId;
  readonly text: string;
  /** Its document is not finished, and so it may not be. */
  readonly halfTyped: boolean;
}

/** What the documents of a folder define. */
export interface Scope {
  /** The value of a name: its nodes know that they lie elsewhere. Undefined where nothing or more than one thing defines it. */
  valueOf(name: string): { readonly node: Node; readonly halfTyped: boolean } | undefined;
  /** True for a name with several definitions, of which nobody knows which one counts. */
  isRepeated(name: string): boolean;
  /** True for a name whose value may hang on a condition. */
  isConditional(name: string): boolean;
  /** The same, in which variables stand for their defaults. */
  readonly withDefaults: Scope;
  /** All of them. */
  readonly definitions: readonly FolderDefinition[];
}

/** How the text of a string lies in the text around it, so that a document in it can be read and changed. */
export interface Strings {
  /** Undefined where it cannot be followed. */
  decode(node: ScalarNode): DecodedText | undefined;
  /** New text as it is written within the string, or undefined where it has no safe spelling there. */
  encode(node: ScalarNode, text: string): string | undefined;
  /** What a string holds that is not written as a text: a value of which one is made, or nothing anybody sees. Undefined for a text. */
  document?(node: ScalarNode): { readonly root: Node | undefined } | undefined;
  /** What is written in an expression whose value is not seen: it has places, and no meaning by itself. */
  written?(node: ScalarNode): readonly Node[];
}

/** A scalar's decoded text, and for each UTF-16 unit of it, and for its end, the offset in its host's text. Offsets never fall. */
export interface DecodedText {
  readonly text: string;
  readonly offsets: ArrayLike<number>;
}

/**
 * Edits of the outermost document that keep every other byte; undefined where there is no safe way to write the change: at an alias
 * or an anchor that is used, within a string that has no escapes, where offsets could not be followed, among templates.
 */
export type Edits = readonly TextEdit[] | undefined;

/** A value to write. */
export type NewValue = string | number | boolean | null | NewMap | readonly NewValue[];

/** A mapping to write, in the order of its keys. */
export interface NewMap {
  readonly [key: string]: NewValue;
}

/** Whether a value to write is a mapping. */
export function isNewMap(value: NewValue): value is NewMap {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The changes a syntax can write. One it has no operation for cannot be written in it. */
export interface Writer {
  /** Replaces a scalar. Quotes stay as they are where that is safe; `asString` says that its reader must take it for a string. */
  replaceScalar?(node: ScalarNode, newText: string, options: { readonly asString: boolean }): Edits;
  /** Puts quotes around a scalar without them, so that it is a string. */
  quoteScalar?(node: ScalarNode): Edits;
  /** Replaces the key of an entry. */
  renameKey?(entry: Entry, newKey: string): Edits;
  /** Gives a key of a mapping a value: behind its last entry if the key is new. */
  setEntry?(map: MapNode, key: string, value: NewValue): Edits;
  /** Gives a mapping a key it has not, at a place that no edit of its last entry touches. */
  prependEntry?(map: MapNode, key: string, value: NewValue): Edits;
  /** Writes other entries in the place of one, which may hold anything but comments. */
  replaceEntry?(map: MapNode, entry: Entry, entries: NewMap): Edits;
  /** Adds another entry behind the last one of a key that may stand several times. */
  repeatEntry?(map: MapNode, key: string, value: NewMap): Edits;
  /** Removes an entry with what only it needs: its line, its comma. */
  removeEntry?(map: MapNode, entry: Entry): Edits;
  /** Adds an item behind the last one of a list. */
  appendItem?(seq: SeqNode, item: NewValue): Edits;
  /** Removes an item with what only it needs. */
  removeItem?(seq: SeqNode, item: Item): Edits;
  /** Moves entries of a mapping under a key of it, which is made where it does not exist. Keys the mapping has not are left out. */
  wrapEntries?(map: MapNode, keys: readonly string[], under: string): Edits;
  /** Moves an entry out of a mapping, to stand before the key whose value that mapping is. */
  hoistEntry?(outer: MapNode, inner: MapNode, entry: Entry): Edits;
  /** Writes the document in an entry's string, whose root is `content`, in another form. Undefined where that form would say something else. */
  respellString?(map: MapNode, entry: Entry, content: MapNode, form: StringForm): Edits;
}

/** How a document in a string is written: YAML in lines of its own, JSON in lines of its own, or JSON on the line of its key. */
export type StringForm = 'yaml' | 'jsonLines' | 'jsonLine';

/** How comments are written. */
export interface Comments {
  /** A line that says these words and nothing else, without its line break. */
  write(words: string): string;
  /**
   * Where the line starts above which a comment stands that is meant for an offset: both in the document. `around` are the nodes at the
   * offset, from the root inwards. Undefined where no comment can stand, such as within a string whose first line has no key.
   */
  lineAbove(document: SyntaxDocument, offset: number, around: readonly Node[]): number | undefined;
  /** Where all ends that begins on a line, such as a string of several lines: a comment above it is for all of that. Places in the document. */
  reach(document: SyntaxDocument, line: Span): number;
  /** Where the first line of a document starts on which a comment may stand: behind a `---` line, a shebang, a byte order mark. */
  top(document: SyntaxDocument): number | undefined;
}

/** How something new is spelled where a person types. */
export interface Completion {
  /** What to put around a word so that its line means something, the likeliest first. The word is in the document, whose lines may begin with a margin. */
  frames(text: string, word: Span, margin?: string): readonly Frame[];
  /** Where commas may be missing around a word among others in brackets, each possibility once; none where none is needed. */
  commas?(text: string, word: Span): readonly Commas[];
  /** How variables are written at a place. */
  variables(spot: Spot): VariableSpelling;
  /** A new entry as it is written at a place, by what it holds, with `$1` where that will be typed; the key alone where its value is there. */
  entry?(spot: Spot, name: string, holds: Holding): string | undefined;
  /** A new key as it is written where a frame's word stands; `$1` is where its value will be typed. */
  key(frame: FrameKind, name: string): string;
  /** A value as it must be written in place of a scalar; undefined where it cannot. `asString`: its reader must take it for a string. */
  value(scalar: ScalarNode, text: string, options: { readonly asString: boolean }): string | undefined;
}

/** What a new entry holds: a literal is a number or a boolean, without quotes. */
export type Holding = 'text' | 'literal' | 'map' | 'list';

/** Commas that a word in brackets needs, so that it stands apart from what is written there already. */
export interface Commas {
  /** Where one goes that is missing behind what stands before the word. */
  readonly before?: number;
  /** One is missing behind the word. */
  readonly after?: true;
}

/** The text around a word that is tried at the cursor. */
export interface Frame {
  readonly kind: FrameKind;
  readonly before: string;
  readonly after: string;
  /** Blanks at the beginning of `before` that are written too, with what is accepted. */
  readonly indent?: string;
}

export type FrameKind =
  /** As it stands: a value, or a name whose rest is there. */
  | 'word'
  /** An entry of a map. */
  | 'entry'
  /** An item of a list with all it needs. */
  | 'item'
  /** The rest of an item that has begun. */
  | 'named';

/** Where a name is typed. */
export interface Spot {
  readonly frame: FrameKind;
  /** The name that was tried. */
  readonly scalar: ScalarNode;
  /** The nodes around it, from the root inwards. */
  readonly nodes: readonly Node[];
  /** How many characters of its line stand before the word. */
  readonly column: number;
  /** Whether variables are items of a list there, with a name and a value. */
  readonly isList: boolean;
  /** Whether the variable's value is written already. */
  readonly hasValue: boolean;
}

export interface VariableSpelling {
  /** The name alone, where its value is there already or cannot be written. */
  readonly nameOnly: boolean;
  /** One or several variables with their values; undefined where that cannot be written. */
  entries(variables: readonly (readonly [name: string, value: string])[]): string | undefined;
}
