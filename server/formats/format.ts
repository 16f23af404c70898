import type { Resource } from '../model/resource.js';
import type { SyntaxDocument } from '../syntax/node.js';
import type { SyntaxId } from '../syntax/syntaxId.js';
import type { Place } from './place.js';

/** One kind of input file. To add a format, write a file beside this one and run `npm run generate`. */
export interface Format {
  /** The name of its file. */
  readonly id: string;
  /** Kinds of what it reads, as people name them to settings of some resources only: `DaemonSet`, `NodeGroup`. */
  readonly kinds: readonly string[];
  /**
   * Literal texts one of which stands in every file of this format. They are searched in the undecoded bytes;
   * a file without any hint of any format is never decoded or parsed.
   */
  readonly hints: readonly string[];
  /** Hints of files of which no more is wanted than what they define for others of their folder: that is found without reading them. */
  readonly outlineHints?: readonly string[];
  /**
   * API groups whose manifests are of this format alone: a broken document that names one is ours, also where no manifest is left to read.
   * Undefined where others use its groups too.
   */
  readonly apiGroups?: readonly string[];
  /** The documents that are given to it, told without reading them; all where it is undefined. What reads it may be loaded with the first of them. */
  readonly takes?: Taken;
  /** What it reads tells of other files only: a file that holds nothing else is none of ours, whatever is wrong with it. */
  readonly onlySigns?: true;
  /** Pure and total: never throws, returns [] for documents that are something else. */
  readonly read: (document: SyntaxDocument, place: Place) => readonly Resource[];
}

/**
 * Documents of one of these syntaxes, in files of such a name, or in which one of these texts stands: one of the three is enough. `among` and
 * `unless` say which of them are not: those of other syntaxes, and those in which something stands that tells that they are something else.
 */
interface Taken {
  readonly syntaxes?: readonly SyntaxId[];
  readonly names?: RegExp;
  /** Other than a hint, one stands in each document, not only in its file. */
  readonly texts?: readonly string[];
  readonly among?: readonly SyntaxId[];
  readonly unless?: RegExp;
}

/** What formats read in a document: nothing those that do not take it. */
export function readBy(formats: readonly Format[], document: SyntaxDocument, place: Place): readonly Resource[] {
  return takersOf(formats, document, place).flatMap(({ read }) => read(document, place));
}

/**
 * The formats that a document is given to, and so are all manifests that stand in its text: to ask again for each of these would be to look through all
 * of the text again.
 */
export function takersOf(formats: readonly Format[], document: SyntaxDocument, place: Place): readonly Format[] {
  return formats.filter((format) => isTaken(format, document, place));
}

/** Whether a document is given to a format. */
export function isTaken({ takes }: Format, { form, text }: SyntaxDocument, { uri }: Place): boolean {
  if (takes === undefined) return true;
  const { syntaxes = [], names, texts = [], among, unless } = takes;
  if (among?.includes(form.syntax) === false || unless?.test(text)) return false;
  return syntaxes.includes(form.syntax) || names?.test(uri) === true || texts.some((each) => text.includes(each));
}
