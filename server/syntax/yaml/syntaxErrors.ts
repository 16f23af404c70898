import type { Message } from '../../messages/message.js';
import { message } from '../../messages/message.js';
import { beginning, characterAt, characterEnd, characterStart } from '../../text/characters.js';
import { isLineEnd, lineBefore, nextLine, restOfLine } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import type { UnclosedOpener } from './tokens.js';

/** An error as the parser reports it: its code, its wording (only to tell causes apart, never shown) and its place. */
export interface ParserError {
  readonly code: string;
  readonly wording: string;
  readonly start: number;
  readonly end: number;
}

/** A syntax error in our own words. The span is in the text that was parsed. */
export interface SyntaxFault {
  readonly span: Span;
  readonly message: Message;
}

/**
 * The first of the parser's errors in our words: it is the cause, and what the parser says behind it is a guess.
 * A missing bracket or quote is reported at its opener, which is where the cause is. Undefined where there is no error.
 */
export function explainFirstError(
  text: string,
  errors: readonly ParserError[],
  unclosed: readonly UnclosedOpener[],
): SyntaxFault | undefined {
  const isBracketOpen = errors.some(({ wording }) => bracketMissing.test(wording));
  const isAtOpener = ({ wording }: ParserError) => bracketMissing.test(wording) || missingQuote.test(wording);
  const others = errors.filter(
    (error) => !isAtOpener(error) && !(isBracketOpen && closerUnexpected.test(error.wording)),
  );
  const faults = [errors.find(isAtOpener), earliest(others)]
    .filter((error) => error !== undefined)
    .map((error) => explain(text, error, unclosed));
  return faults.sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end)[0];
}

/** True for what the parser says of a quote that is not closed, at the end of the text behind it. */
export function isQuoteMissing({ wording }: ParserError): boolean {
  return missingQuote.test(wording);
}

/** What the parser says of a quote that is not closed. */
export function quoteMissing(opener: string): Pick<ParserError, 'code' | 'wording'> {
  return { code: 'MISSING_CHAR', wording: `Missing closing ${opener}quote` };
}

/**
 * The first control character that YAML forbids; undefined where there is none. The parser takes them, kubectl and eksctl do not:
 * go-yaml v3, yaml_parser_update_buffer in readerc.go, "control characters are not allowed".
 */
export function findControlCharacter(text: string): SyntaxFault | undefined {
  const start = text.search(/[^\P{Cc}\t\n\r\u0085]/u);
  if (start < 0) return undefined;
  const code = text.charCodeAt(start).toString(16).toUpperCase().padStart(4, '0');
  return {
    span: { start, end: start + 1 },
    message: message('The control character U+{code} cannot stand in YAML', { code }),
  };
}

function earliest(errors: readonly ParserError[]): ParserError | undefined {
  return errors.reduce<ParserError | undefined>(
    (first, error) => (first === undefined || error.start < first.start ? error : first),
    undefined,
  );
}

function explain(text: string, error: ParserError, unclosed: readonly UnclosedOpener[]): SyntaxFault {
  const opener = findOpener(error, unclosed);
  if (opener !== undefined) {
    const closer = { '{': '}', '[': ']' }[opener.opener] ?? opener.opener;
    const span = { start: opener.start, end: opener.start + 1 };
    const missing = message('The closing {closer} is missing', { closer });
    const shallow = message(
      'The closing {closer} is missing, or a line before it is not indented further than its key',
      {
        closer,
      },
    );
    return { span, message: error.code === 'BAD_INDENT' ? shallow : missing };
  }
  const moved = error.code === 'TAB_AS_INDENT' ? 0 : commentsAbove(text, error.start);
  const span = smallSpan(text, error.start + moved, error.end + moved);
  const excerpt = text.slice(span.start, span.end);
  const cause = causes.find(({ code, wording }) => code === error.code && (wording?.test(error.wording) ?? true));
  return { span, message: cause?.explain(excerpt, text, span.start) ?? message('This is not valid YAML') };
}

const closerUnexpected = /^Unexpected flow-(?:map|seq)-end token/;
const missingQuote = /^Missing closing/;
const bracketMissing = /must (?:be sufficiently indented and )?end with a [}\]]/;

function findOpener(error: ParserError, unclosed: readonly UnclosedOpener[]): UnclosedOpener | undefined {
  if (isQuoteMissing(error)) return unclosed.find(({ end }) => end === error.start);
  if (!bracketMissing.test(error.wording)) return undefined;
  const bracket = error.wording.endsWith('}') ? '{' : '[';
  return unclosed.findLast(({ start, opener }) => opener === bracket && start < error.start);
}

/** How far behind an error that is shown at a comment its cause is: the parser counts comments in with what follows them. */
function commentsAbove(text: string, start: number): number {
  const column = lineBefore(text, start).length;
  if (!/^[ \t]*#/.test(restOfLine(text, start)) || lineBefore(text, start).trim() !== '') return 0;
  let line: number | undefined = start - column;
  while (line !== undefined && /^[ \t]*(?:#|$)/.test(restOfLine(text, line))) line = nextLine(text, line);
  if (line === undefined) return 0;
  // At the start of a line it is about the indentation as a whole.
  return line + (column > 0 ? restOfLine(text, line).search(/\S/) : 0) - start;
}

/** A span on one line, within the text, and not empty where there is a character to show it at. */
function smallSpan(text: string, from: number, to: number): Span {
  const start = characterStart(text, Math.min(from, text.length));
  const rest = text.slice(start, characterEnd(text, Math.min(Math.max(to, start), text.length)));
  const firstLine = restOfLine(rest, 0).trimEnd().length;
  if (firstLine > 0) return { start, end: start + firstLine };
  if (!isLineEnd(text, start)) return characterAt(text, start);
  const before = text.slice(Math.max(0, start - 200), start).trimEnd().length;
  const end = Math.max(0, start - 200) + before;
  return end > 0 ? characterAt(text, end - 1) : { start, end: start };
}

interface Cause {
  readonly code: string;
  readonly wording?: RegExp;
  explain(excerpt: string, text: string, start: number): Message;
}

const misindented = message('The indentation of this line fits no line above it');

function noPair(_excerpt: string, text: string, start: number): Message {
  return /^-{2,}[ \t]*\r?$/.test(restOfLine(text, start)) && lineBefore(text, start) === ''
    ? message('Documents are separated by a line of three hyphens, ---')
    : message('This line is no "key: value" pair: a colon is missing');
}

/** The first row that fits is taken. The codes are those of `yaml` 2.9 (its `ErrorCode`). */
const causes: readonly Cause[] = [
  {
    code: 'MISSING_CHAR',
    wording: /followed by map values/,
    explain: noPair,
  },
  {
    code: 'MISSING_CHAR',
    wording: /^Missing , (?:or : )?between/,
    explain: () => message('A comma is missing before this'),
  },
  { code: 'MISSING_CHAR', wording: /space after :/, explain: () => message('A space is missing after the colon') },
  {
    code: 'MISSING_CHAR',
    wording: /Comments must be separated/,
    explain: () => message('A comment needs a space before its #'),
  },
  { code: 'MISSING_CHAR', wording: /without - indicator/, explain: () => message('This item of a list has no dash') },
  {
    code: 'MISSING_CHAR',
    wording: /separated from the next token|Missing newline after block sequence props/,
    explain: () => message('An anchor or a tag must be separated from what follows it'),
  },
  {
    code: 'MISSING_CHAR',
    wording: /directives-end|doc-start/,
    explain: () => message('A --- line is missing after the directives'),
  },
  {
    code: 'MISSING_CHAR',
    wording: /leading empty lines/,
    explain: () => message('A blank line before the text is indented further than the text'),
  },
  {
    code: 'MISSING_CHAR',
    wording: /Block collection cannot start/,
    explain: () => message('A mapping or a list cannot start on the --- line'),
  },
  {
    code: 'BAD_INDENT',
    wording: /mapping items/,
    explain: () => message('This key does not start in the column of the other keys'),
  },
  {
    code: 'BAD_INDENT',
    wording: /sequence items/,
    explain: () => message('This item does not start in the column of the other items'),
  },
  { code: 'BAD_INDENT', wording: /Block scalar/, explain: () => message('This text is not indented far enough') },
  { code: 'BAD_INDENT', explain: () => misindented },
  { code: 'TAB_AS_INDENT', explain: () => message('YAML cannot be indented with tabs') },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    wording: /compact mappings/,
    explain: (_excerpt, text, start) => {
      const rest = restOfLine(text, start);
      if (/^["']/.test(rest)) return message('The string ends before the line does: a quote within it must be escaped');
      return /:(?:\s|$)/.test(rest)
        ? message('A second colon on one line: quote the value it belongs to')
        : message('The next line is indented further, so it is read as part of this value');
    },
  },
  { code: 'BLOCK_AS_IMPLICIT_KEY', explain: () => message('A list cannot be a key') },
  { code: 'BLOCK_IN_FLOW', explain: () => message('Indented lists and mappings cannot stand within brackets') },
  {
    code: 'MULTILINE_IMPLICIT_KEY',
    explain: noPair,
  },
  { code: 'KEY_OVER_1024_CHARS', explain: () => message('A key can have 1024 characters at most') },
  {
    code: 'BAD_DQ_ESCAPE',
    explain: (_excerpt, text, start) =>
      message('{escape} is no escape of a double-quoted string', {
        escape: text.slice(start, characterEnd(text, start + 2)).trimEnd(),
      }),
  },
  { code: 'BAD_ALIAS', explain: () => message('An anchor or an alias needs a name') },
  { code: 'ALIAS_PROPS', explain: () => message('An alias cannot have an anchor or a tag') },
  { code: 'MULTIPLE_ANCHORS', explain: () => message('A value can have one anchor only') },
  { code: 'MULTIPLE_TAGS', explain: () => message('A value can have one tag only') },
  { code: 'BAD_PROP_ORDER', explain: () => message('An anchor or a tag must follow the indicator, not precede it') },
  { code: 'BAD_DIRECTIVE', explain: () => message('This directive is not valid') },
  { code: 'TAG_RESOLVE_FAILED', explain: () => message('This tag is not valid') },
  { code: 'MULTIPLE_DOCS', explain: () => message('A --- line is missing before this') },
  {
    code: 'BAD_SCALAR_START',
    explain: (_excerpt, text, start) =>
      message('A value cannot start with {character}: quote it', {
        character: String.fromCodePoint(text.codePointAt(start) ?? 0),
      }),
  },
  {
    code: 'UNEXPECTED_TOKEN',
    wording: /block-seq-ind on same line/,
    explain: () => message('A list cannot start on the line of its key'),
  },
  {
    code: 'UNEXPECTED_TOKEN',
    wording: /Block scalar header/,
    explain: () => message('Only an indentation digit, + or - can follow the | or > that opens a text'),
  },
  {
    code: 'UNEXPECTED_TOKEN',
    wording: /empty item/,
    explain: () => message('A value is missing between two commas'),
  },
  {
    code: 'UNEXPECTED_TOKEN',
    wording: /scalar at node end/,
    explain: (_excerpt, text, start) => {
      if (/(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, start - 200), start))) return misindented;
      return /["']\s?$/.test(text.slice(Math.max(0, start - 2), start))
        ? message('The string ends before the line does: a quote within it must be escaped')
        : message('This does not belong to the value before it: a comma, a colon or a line break is missing');
    },
  },
  {
    code: 'UNEXPECTED_TOKEN',
    explain: (excerpt) =>
      excerpt.trim() === ''
        ? message('Something is missing here')
        : message('{text} is not expected here', { text: beginning(excerpt, 40) }),
  },
];
