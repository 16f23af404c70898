import { configDocument } from '../../formats/eniLens/config.js';
import { message, sentence } from '../../messages/message.js';
import { syntaxNamed } from '../../syntax/claims.js';
import { isJson } from '../../syntax/host.js';
import { lineBefore, restOfLine } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import type { Workspace } from '../../workspace/workspace.js';
import type { Proposal } from '../completion/proposal.js';
import type { Cursor } from '../convert.js';
import { type ConfigPlace, configPlaceAt } from './place.js';
import { type ConfigSchema, keysOf, schemaAt } from './schema.js';
import { valueProposals } from './values.js';

/** What can be written at a place of the config file, and what of the text it replaces. */
export interface ConfigProposals {
  readonly proposals: readonly Proposal[];
  readonly isIncomplete: boolean;
  readonly word: Span;
}

/**
 * What can be written at a place of the config file. `schemaKnown`: another extension of the editor proposes what the schema
 * knows, and we add only what follows from the files of the workspace.
 */
export function configProposals(
  workspace: Workspace,
  cursor: Cursor,
  { schemaKnown }: { readonly schemaKnown: boolean },
): ConfigProposals {
  const word = wordAt(cursor);
  const trial = tryFrames(cursor, word);
  if (trial === undefined) return { proposals: [], isIncomplete: false, word };
  const { place, isEntry } = trial;
  if (place.isKey) {
    if (schemaKnown) return { proposals: [], isIncomplete: false, word };
    const ending = endingOf(place, isEntry, cursor, word);
    return { proposals: keyProposals(place, ending, cursor), isIncomplete: false, word: ending.word };
  }
  const typed = cursor.text.slice(word.start, cursor.offset);
  const { proposals, isIncomplete } = valueProposals(workspace, place.path, typed, { schemaKnown });
  return { proposals: proposals.map((each) => spelled(each, place, cursor)), isIncomplete, word };
}

/** A word no config file holds. */
const placeholder = 'EniLensCursor';
const longestWord = 300;

/** The word around the cursor: names, patterns and ids. */
function wordAt({ text, offset }: Cursor): Span {
  const before = /(?<![\w./*$-])[\w./*$-]*$/.exec(text.slice(Math.max(0, offset - longestWord), offset))?.[0] ?? '';
  const after = /^[\w./*-]*/.exec(text.slice(offset, offset + longestWord))?.[0] ?? '';
  // A dash that starts an item is not part of a word.
  const dash = /^-(?![\w./*])/.test(before) ? 1 : 0;
  return { start: offset - before.length + dash, end: offset + after.length };
}

/** Puts a word at the cursor, as a key with a value where a line is to be begun, else as it stands, and looks what became of it. */
function tryFrames(
  { file, text }: Cursor,
  word: Span,
): { readonly place: ConfigPlace; readonly isEntry: boolean } | undefined {
  const begun = lineBefore(text, word.start);
  const rest = restOfLine(text, word.end);
  const startsLine = /^\s*(?:- +)*$/.test(begun) && rest.trim() === '';
  const inBraces = /[{,]\s*$/.test(text.slice(0, word.start)) && /^\s*(?:[},]|$)/.test(rest);
  for (const isEntry of startsLine || inBraces ? [true, false] : [false]) {
    const written = `${placeholder}${isEntry ? ': ""' : ''}`;
    // The line break at the end: of a string that is not closed, the library forgets the last letter before the end of the text.
    const changed = `${text.slice(0, word.start)}${written}${text.slice(word.end)}\n`;
    const place = configPlaceAt(configDocument(file.uri, changed), word.start + 1);
    if (place && isHere(place) && isMeant(place)) return { place, isEntry };
  }
  return undefined;
}

/** True where the word is what was put in; a pattern may have a `!` before it, and a string that is not closed has the rest of the text behind it. */
function isHere({ scalar, isKey }: ConfigPlace): boolean {
  const { text, style } = scalar;
  if (!isKey) return text.includes(placeholder);
  return style === 'plain' ? text === placeholder : text.startsWith(placeholder);
}

/** True where the schema has keys for a key, and a single value for a value. */
function isMeant({ path, isKey }: ConfigPlace): boolean {
  const found = schemaAt(isKey ? path.slice(0, -1) : path);
  if (found === undefined) return false;
  return isKey ? found.properties !== undefined : found.properties === undefined && found.items === undefined;
}

/** What has to stand behind a new key. */
interface Ending {
  /** The quotes the key needs and does not have, or has on its left only. */
  readonly quotes: readonly [before: string, after: string];
  /** Whether the colon and what follows are missing. */
  readonly isOpen: boolean;
  /** What is replaced: the closing quote too, where more follows behind it. */
  readonly word: Span;
}

function endingOf({ scalar }: ConfigPlace, isEntry: boolean, cursor: Cursor, word: Span): Ending {
  if (scalar.style === 'plain') {
    const quote = isJson(cursor) ? '"' : '';
    return { quotes: [quote, quote], isOpen: isEntry, word };
  }
  const quote = scalar.style === 'single' ? "'" : '"';
  const isClosed = cursor.text.startsWith(quote, word.end);
  const end = word.end + (isClosed ? quote.length : 0);
  const isOpen = !/^[ \t]*:/.test(cursor.text.slice(end));
  return isOpen
    ? { quotes: ['', quote], isOpen, word: { start: word.start, end } }
    : { quotes: ['', isClosed ? '' : quote], isOpen, word };
}

function keyProposals({ path, map }: ConfigPlace, ending: Ending, cursor: Cursor): readonly Proposal[] {
  const holder = schemaAt(path.slice(0, -1));
  const present = new Set(map?.entries.map(({ key }) => key.text));
  const [before, after] = ending.quotes;
  return (
    keysOf(holder ?? {})
      // Who writes the address of a schema copies it.
      .filter(([key]) => !present.has(key) && key !== '$schema')
      .map(([key, schema], rank) => ({
        label: key,
        kind: 'key',
        documentation: schema.description === undefined ? undefined : sentence(schema.description),
        detail:
          schema.default === undefined ? undefined : message('by default {severity}', { severity: schema.default }),
        text: `${before}${key}${after}${ending.isOpen ? opening(schema, map?.style, cursor) : ''}`,
        filter: key,
        rank,
      }))
  );
}

/** What stands behind a new key: its colon, and the beginning of a mapping, a list or a string. */
function opening(
  { type, enum: choices, properties, additionalProperties, items }: ConfigSchema,
  style: string | undefined,
  cursor: Cursor,
): string {
  const isMap = properties !== undefined || typeof additionalProperties === 'object';
  const isList = items !== undefined || type === 'array';
  const isString = type === 'string' || choices !== undefined;
  if (isJson(cursor)) return isMap ? ': { $1 }' : isList ? ': [$1]' : isString ? ': "$1"' : ': $1';
  if (style === 'flow') return isMap ? ': { $1 }' : isList ? ': [$1]' : ': $1';
  const pad = `\n${' '.repeat(columnAt(cursor) + 2)}`;
  return isMap ? `:${pad}$1` : isList ? `:${pad}- $1` : ': $1';
}

function columnAt(cursor: Cursor): number {
  return lineBefore(cursor.text, wordAt(cursor).start).length;
}

/** A value with quotes, where it needs some and none stand there. */
function spelled(proposal: Proposal, { scalar }: ConfigPlace, cursor: Cursor): Proposal {
  if (scalar.style !== 'plain') return proposal;
  const isLiteral = /^(?:true|false|\d+)$/.test(proposal.text);
  const isPattern = !isJson(cursor) && /^[\w/][\w./*-]*$/.test(proposal.text);
  if (isLiteral || isPattern) return proposal;
  const text = syntaxNamed('yaml')?.completion?.value(scalar, proposal.text, { asString: false });
  return text === undefined || text === proposal.text ? proposal : { ...proposal, text, filter: proposal.text };
}
