import type { CST, Document } from 'yaml';
import { Composer, Lexer, Parser } from 'yaml';
import { message } from '../../messages/message.js';
import { lineEnd, lineStart, withLineFeeds } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { meetsAny } from '../../text/span.js';
import type { MaskedText } from '../../text/templateParts.js';
import {
  apart,
  asWords,
  blank,
  disguisedParts,
  maskTemplates,
  placeholderLines,
  valueParts,
} from '../../text/templateParts.js';
import { spanInDocument } from '../host.js';
import type { Node, Reading, SyntaxProblem } from '../node.js';
import type { TextPlace } from '../syntax.js';
import { buildTree } from './buildTree.js';
import { type DoubtfulPlace, withDoubt, withGuess } from './doubt.js';
import { requoted } from './repairs.js';
import { withoutSeparator } from './separators.js';
import type { ParserError, SyntaxFault } from './syntaxErrors.js';
import { explainFirstError, findControlCharacter, isQuoteMissing, quoteMissing } from './syntaxErrors.js';
import type { Surroundings, Token } from './tokens.js';
import { readSurroundings } from './tokens.js';

/** Reads any text by way of the library; its tree is turned into ours. */
export function readWithLibrary(text: string, { host, base, shared }: TextPlace): Reading {
  const source = withLineFeeds(text);
  const within = (start: number, end: number): Span => spanInDocument(host, base + start, base + end);
  const masked = maskTemplates(source);
  const lines = placeholderLines(source);
  const engine = masked?.masked ?? [];
  const attempt = bestAttempt(masked?.text ?? source, lines);
  if (attempt.kind === 'tooDeep') {
    const problem: SyntaxProblem = {
      rule: 'nesting-too-deep',
      span: within(attempt.offset, attempt.offset + 1),
      message: message('Values are nested deeper than {limit} levels here', { limit: deepest }),
    };
    return { root: undefined, comments: [], problems: [problem], templated: false };
  }
  const { surroundings, document } = attempt;
  const structural = apart([...engine, ...lines]);
  const mask: MaskedText = { text: attempt.text, masked: apart([...structural, ...attempt.words]) };
  const tree = buildTree(document, { source: text, mask, within, host, aliases: surroundings.aliases, shared });
  const isStructural = (region: Span): boolean =>
    mask.text.slice(region.start, region.end).trim() === '' ||
    (!meetsAny(surroundings.opaque, region) && isControl(source.slice(region.start, region.end)));
  const found = findControlCharacter(text) ?? explainFirstError(text, attempt.errors, surroundings.unclosed);
  const isDoubtful = found !== undefined && isBesidePlaceholder(source, found.span.start, surroundings, engine);
  const templated = tree.hasTemplateKey || structural.some(isStructural) || isDoubtful;
  const fault = templated ? undefined : found;
  const faults: readonly SyntaxProblem[] = fault
    ? [
        {
          rule: 'syntax-error',
          span: within(fault.span.start, fault.span.end),
          message: fault.message,
          repair: repairOf(source, fault, within),
        },
      ]
    : [];
  const others = tree.problems.filter(({ rule }) => !templated || rule === 'alias-limit');
  const comments = surroundings.comments.map(({ start, end }) => ({
    span: within(start, end),
    text: text.slice(start + 1, end),
    textStart: host.toDocument(base + start + 1),
    ownLine: /(?:^|[\r\n])[ \t\uFEFF]*$/.test(text.slice(Math.max(0, start - longestIndent), start)),
  }));
  const root =
    fault && tree.root ? inDoubt(tree.root, fault, attempt.errors, (at) => placeOf(source, at, within)) : tree.root;
  // A manifest that begins behind a broken line is not one that a separator is missing before.
  const broken = faults[0]?.span.start ?? Number.POSITIVE_INFINITY;
  const separated = withoutSeparator(others, root, comments).filter(
    ({ rule, span, related }) => rule !== 'duplicate-key' || span.start < broken || (related?.start ?? 0) > broken,
  );
  const problems = [...faults, ...separated].sort((a, b) => a.span.start - b.span.start);
  return { root, comments, problems, templated };
}

/** True for a part of a template that may make lines or leave them out, also where it stands within one; any other is a part of its value. */
function isControl(part: string): boolean {
  return !/^(?:\{\{|<%=|\{#)/.test(part) || makesLines.test(part);
}

const makesLines =
  /^\{\{[-~]?[ \t]*[#/^>]|(?<![\w.$])(?:if|else|end|range|with|define|block|template|include|tpl|to_?\w*yaml|n?indent)(?!\w)/i;

type Within = (start: number, end: number) => Span;

/** The tree with the values open that faults make doubtful: that of the first fault, which is told, and those of others behind it. */
function inDoubt(
  root: Node,
  { span }: SyntaxFault,
  errors: readonly ParserError[],
  placeAt: (at: number) => DoubtfulPlace,
): Node {
  const told = withDoubt(root, placeAt(span.start));
  return errors.reduce((node, { start }) => withGuess(node, placeAt(start)), told);
}

function placeOf(source: string, at: number, within: Within): DoubtfulPlace {
  const line = lineStart(source, at);
  return { at: within(at, at).start, line: within(line, line).start };
}

function repairOf(source: string, { span }: SyntaxFault, within: Within): SyntaxProblem['repair'] {
  const repair = requoted(source, span.start);
  return repair && { ...repair, span: within(repair.span.start, repair.span.end) };
}

/** A comment further to the right than this is taken to stand behind something. */
const longestIndent = 500;

/** Deeper nesting is refused: the parser's regular expressions abort the whole program when the stack runs out (yaml 2.9.1, Node 20). */
const deepest = 200;

/** An error or an unknown directive costs the parser a stack trace, and a text can have one per character. */
const mostCostlyTokens = 100;

type Attempt =
  | { readonly kind: 'tooDeep'; readonly offset: number }
  | {
      readonly kind: 'read';
      readonly text: string;
      /** What stands for placeholders in it: a word in their place. */
      readonly words: readonly Span[];
      readonly document: Document.Parsed | undefined;
      readonly errors: readonly ParserError[];
      readonly surroundings: Surroundings;
    };

/**
 * Reads the text as it is; if that fails, with words in place of the placeholders in it, and without the lines that hold one only, and
 * keeps the best reading.
 */
function bestAttempt(text: string, lines: readonly Span[]): Attempt {
  const disguises = disguisedParts(text);
  const plain = asWords(text, disguises);
  const first = compose(plain, disguises);
  if (first.kind === 'tooDeep' || first.errors.length === 0) return first;
  const words = apart([...valueParts(text), ...disguises]);
  const written = asWords(text, words);
  const others = [written, blank(plain, lines), blank(written, lines)].filter((other) => other !== plain);
  let best: Attempt = first;
  for (const other of new Set(others)) {
    const attempt = compose(other, words);
    if (attempt.kind === 'read' && attempt.errors.length < best.errors.length) best = attempt;
  }
  return best;
}

/** True when a placeholder stands on the line of a place, or ends the line before what starts there, and is not within quotes. */
function isBesidePlaceholder(source: string, at: number, { opaque }: Surroundings, engine: readonly Span[]): boolean {
  const line = lineStart(source, at);
  const isFirst = source.slice(line, at).trim() === '';
  const from = isFirst ? lineStart(source, Math.max(0, line - 1)) : line;
  const end = lineEnd(source, at);
  const values = valueParts(source.slice(from, end)).map((part) => ({
    start: from + part.start,
    end: from + part.end,
  }));
  const filled = engine.filter((part) => from <= part.start && part.start < end);
  return [...values, ...filled].some((part) => {
    const counts = part.start >= line || source.slice(part.end, line).trim() === '';
    return counts && !meetsAny(opaque, part);
  });
}

/** An error of the parser's is an `Error`, whose stack nobody reads: on every line of a text it costs more than all the rest. */
function compose(text: string, words: readonly Span[]): Attempt {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return composed(text, words);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function composed(text: string, words: readonly Span[]): Attempt {
  const parser = new Parser();
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const tokens: Token[] = [];
  const documents: Document.Parsed[] = [];
  let costlyTokens = 0;
  const take = (token: CST.Token): void => {
    tokens.push(token);
    const isCostly = token.type === 'error' || token.type === 'directive';
    if (!isCostly || costlyTokens++ < mostCostlyTokens) documents.push(...composer.next(token));
  };
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) take(token);
    if (parser.stack.length > deepest && parser.stack.filter(isCollection).length > deepest) {
      return { kind: 'tooDeep', offset: parser.stack.at(-1)?.offset ?? 0 };
    }
  }
  for (const token of parser.end()) take(token);
  documents.push(...composer.end(true, text.length));
  const surroundings = readSurroundings(tokens);
  const errors = documents
    .flatMap((document) => document.errors)
    .map(({ code, message: wording, pos }) => ({ code, wording, start: pos[0], end: pos[1] }));
  return {
    kind: 'read',
    text,
    words,
    document:
      documents.find(({ contents }) => contents !== null && contents.range[1] > contents.range[0]) ?? documents[0],
    errors: [...missedQuotes(surroundings, errors), ...errors],
    surroundings,
  };
}

/** The parser takes a quote for closed when its last character is one, be it escaped or not (yaml 2.9.1): it says nothing of `"x\\"`. */
function missedQuotes({ unclosed }: Surroundings, known: readonly ParserError[]): readonly ParserError[] {
  const seen = new Set(known.filter(isQuoteMissing).map(({ start }) => start));
  return unclosed
    .filter(({ opener, end }) => (opener === '"' || opener === "'") && !seen.has(end))
    .map(({ opener, end }) => ({ ...quoteMissing(opener), start: end, end }));
}

function isCollection({ type }: { readonly type: string }): boolean {
  return type === 'flow-collection' || type === 'block-map' || type === 'block-seq';
}
