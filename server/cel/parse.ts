import { message } from '../messages/message.js';
import type { Span } from '../text/span.js';
import { type BinaryOperator, type Expression, isBinaryOperator, precedence } from './expression.js';
import { readTokens, type Token } from './tokens.js';
import { type CelCause, type CelFault, type CelValue, fits } from './value.js';

/** An expression, why there is none, or `unsupported`: valid CEL perhaps, but beyond the part of it we read. */
export type Parsed =
  | { readonly kind: 'parsed'; readonly expression: Expression }
  | { readonly kind: 'fault'; readonly fault: CelFault }
  | { readonly kind: 'unsupported' };

/** Longer texts and deeper nesting are not read: nobody writes them, and they would only cost time. */
const longestText = 4_000;
const deepest = 150;

const unsupported = { kind: 'unsupported' } as const;

/**
 * Reads an expression: CEL without the values of maps, indices, macros, bytes and escapes in strings. Never throws.
 * Source of the grammar: cel-go v0.29.2, parser/gen/CEL.g4.
 */
export function parseCel(text: string): Parsed {
  if (text.length > longestText) return unsupported;
  const read = readTokens(text);
  if (read.kind !== 'tokens') return read;
  const parsed = choice({ tokens: read.tokens, position: 0 }, 0);
  if (parsed.kind !== 'parsed') return parsed;
  const rest = read.tokens[parsed.next];
  return rest === undefined || rest.kind === 'end' ? parsed : unexpected(rest);
}

interface Cursor {
  readonly tokens: readonly Token[];
  readonly position: number;
}

/** An expression and the position of the token behind it. */
type Step =
  | { readonly kind: 'parsed'; readonly expression: Expression; readonly next: number }
  | Exclude<Parsed, { readonly kind: 'parsed' }>;

/** `a ? b : c`, or what binds more tightly. Behind the colon another choice may stand, between the signs only in brackets. */
function choice(cursor: Cursor, nesting: number): Step {
  if (nesting > deepest) return unsupported;
  const condition = binary(cursor, 1, nesting);
  if (condition.kind !== 'parsed' || !isOperator(cursor, condition.next, '?')) return condition;
  const between = moved(cursor, condition.next + 1);
  const yes = binary(between, 1, nesting + 1);
  if (yes.kind !== 'parsed') return yes;
  if (isOperator(cursor, yes.next, '?')) return bareChoice(between, nesting);
  if (!isOperator(cursor, yes.next, ':')) return unexpected(tokenAt(cursor, yes.next));
  const no = choice(moved(cursor, yes.next + 1), nesting + 1);
  if (no.kind !== 'parsed') return no;
  const parts = [condition.expression, yes.expression, no.expression];
  return built(
    {
      kind: 'conditional',
      condition: condition.expression,
      yes: yes.expression,
      no: no.expression,
      ...around(condition.expression.span, no.expression.span, parts),
    },
    no.next,
  );
}

function bareChoice(cursor: Cursor, nesting: number): Step {
  const inner = choice(cursor, nesting + 1);
  if (inner.kind !== 'parsed') return inner;
  const text = message('between ? and : another choice needs brackets around it');
  return faultAt(inner.expression.span, text, { kind: 'bareChoice' });
}

/** Operators that bind at least as tightly as `least`, from left to right. */
function binary(cursor: Cursor, least: number, nesting: number): Step {
  let left = signed(cursor, nesting);
  while (left.kind === 'parsed') {
    const operator = operatorAt(cursor, left.next);
    if (operator === undefined || precedence[operator] < least) return left;
    const right = binary(moved(cursor, left.next + 1), precedence[operator] + 1, nesting + 1);
    if (right.kind !== 'parsed') return right;
    left = built(joined(operator, left.expression, right.expression), right.next);
  }
  return left;
}

function operatorAt(cursor: Cursor, position: number): BinaryOperator | undefined {
  const { kind, text } = tokenAt(cursor, position);
  return kind === (text === 'in' ? 'name' : 'operator') && isBinaryOperator(text) ? text : undefined;
}

function joined(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, ...around(left.span, right.span, [left, right]) };
}

/** Signs of one kind before a value. Of an even number nothing is left, whatever the type of the value is (parser/parser.go:549, 558). */
function signed(cursor: Cursor, nesting: number): Step {
  const { text: sign, span } = tokenAt(cursor, cursor.position);
  const count = signsFrom(cursor, sign);
  const isOfLiteral = count === 1 && sign === '-' && isNumber(tokenAt(cursor, cursor.position + 1));
  const value = isOfLiteral ? negative(cursor) : primary(moved(cursor, cursor.position + count), nesting);
  const step = withMembers(cursor, value, nesting);
  if (step.kind !== 'parsed' || count === 0 || isOfLiteral) return step;
  const { expression, next } = step;
  const whole = { start: span.start, end: expression.span.end };
  if (count % 2 === 0) return built({ ...expression, span: whole }, next);
  const operator = sign === '!' ? '!' : '-';
  return built({ kind: 'unary', operator, operand: expression, ...around(span, whole, [expression]) }, next);
}

function signsFrom(cursor: Cursor, sign: string): number {
  if (sign !== '!' && sign !== '-') return 0;
  let count = 0;
  while (isOperator(cursor, cursor.position + count, sign)) count++;
  return count;
}

/** One sign belongs to the number behind it: without that the smallest int could not be written. */
function negative(cursor: Cursor): Step {
  const number = tokenAt(cursor, cursor.position + 1);
  const span = { start: tokenAt(cursor, cursor.position).span.start, end: number.span.end };
  return literal(numberOf(number, '-'), span, cursor.position + 2);
}

function isNumber({ kind }: Token): boolean {
  return kind === 'int' || kind === 'double';
}

function primary(cursor: Cursor, nesting: number): Step {
  const token = tokenAt(cursor, cursor.position);
  const next = cursor.position + 1;
  switch (token.kind) {
    case 'int':
    case 'uint':
    case 'double':
      return literal(numberOf(token, ''), token.span, next);
    case 'string':
      return literal({ type: 'string', value: token.text }, token.span, next);
    case 'name':
      return named(cursor, nesting);
    case 'operator':
      if (token.text === '(') return parenthesized(cursor, nesting);
      if (token.text === '[') return list(cursor, nesting);
      if (token.text === '{') return map(cursor, nesting);
      // A dot before a name says that it is one of the outermost names, and here all are.
      return token.text === '.' && isName(cursor, next) ? named(moved(cursor, next), nesting) : unexpected(token);
    case 'quotedName': {
      const name = token.text.slice(1, -1);
      const text = message('{name} in backticks is no variable: such a name stands behind a dot', { name });
      return faultAt(token.span, text, { kind: 'unknownVariable', name });
    }
    case 'end':
      return unexpected(token);
    default:
      return token.kind satisfies never;
  }
}

function isName(cursor: Cursor, position: number): boolean {
  const { kind, text } = tokenAt(cursor, position);
  return kind === 'name' && !['true', 'false', 'null', 'in'].includes(text);
}

function named(cursor: Cursor, nesting: number): Step {
  const { text: name, span } = tokenAt(cursor, cursor.position);
  const next = cursor.position + 1;
  if (name === 'true' || name === 'false') return literal({ type: 'bool', value: name === 'true' }, span, next);
  if (name === 'null') return literal({ type: 'null', value: null }, span, next);
  if (reserved.has(name)) return unexpected(tokenAt(cursor, cursor.position));
  if (!isOperator(cursor, next, '(')) return built({ kind: 'variable', name, span, depth: 0 }, next);
  const inside = expressionsUntil(cursor, next, ')', nesting);
  if (inside.kind !== 'expressions') return inside;
  const { expressions: parameters, end } = inside;
  const place = around(span, tokenAt(cursor, end).span, parameters);
  return built({ kind: 'call', name, parameters, ...place }, end + 1);
}

type Expressions =
  | { readonly kind: 'expressions'; readonly expressions: readonly Expression[]; readonly end: number }
  | Exclude<Parsed, { readonly kind: 'parsed' }>;

/** What stands between two brackets, the first of them at a position; `end` is the position of the other. */
function expressionsUntil(cursor: Cursor, open: number, close: ')' | ']', nesting: number): Expressions {
  const expressions: Expression[] = [];
  let position = open + 1;
  while (!isOperator(cursor, position, close)) {
    if (expressions.length > 0) {
      if (!isOperator(cursor, position, ',')) return unexpected(tokenAt(cursor, position));
      position++;
      if (close === ']' && isOperator(cursor, position, close)) break;
    }
    const expression = choice(moved(cursor, position), nesting + 1);
    if (expression.kind !== 'parsed') return expression;
    expressions.push(expression.expression);
    position = expression.next;
  }
  return { kind: 'expressions', expressions, end: position };
}

function parenthesized(cursor: Cursor, nesting: number): Step {
  const inner = choice(moved(cursor, cursor.position + 1), nesting + 1);
  if (inner.kind !== 'parsed') return inner;
  const end = tokenAt(cursor, inner.next);
  if (!isOperator(cursor, inner.next, ')')) return unexpected(end);
  const { start } = tokenAt(cursor, cursor.position).span;
  return built({ ...inner.expression, span: { start, end: end.span.end } }, inner.next + 1);
}

function list(cursor: Cursor, nesting: number): Step {
  const inside = expressionsUntil(cursor, cursor.position, ']', nesting);
  if (inside.kind !== 'expressions') return inside;
  const { expressions: items, end } = inside;
  const place = around(tokenAt(cursor, cursor.position).span, tokenAt(cursor, end).span, items);
  return built({ kind: 'list', items, ...place }, end + 1);
}

/** Maps are beyond us, but what is none is a fault: `{max_pods}`, `{{ max_pods }}`. */
function map(cursor: Cursor, nesting: number): Step {
  const first = cursor.position + 1;
  if (isOperator(cursor, first, '}') || isOperator(cursor, first, ',') || isOperator(cursor, first, '?')) {
    return unsupported;
  }
  const key = choice(moved(cursor, first), nesting + 1);
  if (key.kind !== 'parsed' || isOperator(cursor, key.next, ':')) return key.kind === 'parsed' ? unsupported : key;
  return unexpected(tokenAt(cursor, key.next));
}

/** Fields, methods and indices of a value; what they may be the check of types knows. */
function withMembers(cursor: Cursor, step: Step, nesting: number): Step {
  if (step.kind !== 'parsed') return step;
  if (isOperator(cursor, step.next, '[') || isOperator(cursor, step.next, '{')) return unsupported;
  if (!isOperator(cursor, step.next, '.')) return step;
  const name = tokenAt(cursor, step.next + 1);
  if (name.kind !== 'name' && name.kind !== 'quotedName') return unexpected(name);
  const { expression: object } = step;
  const open = step.next + 2;
  if (name.kind === 'quotedName' || !isOperator(cursor, open, '(')) {
    const place = around(object.span, name.span, [object]);
    return withMembers(cursor, built({ kind: 'field', object, name: name.text, ...place }, open), nesting);
  }
  const inside = expressionsUntil(cursor, open, ')', nesting);
  if (inside.kind !== 'expressions') return inside;
  const { expressions: parameters, end } = inside;
  const place = around(object.span, tokenAt(cursor, end).span, [object, ...parameters]);
  const method = built({ kind: 'method', object, name: name.text, parameters, ...place }, end + 1);
  return withMembers(cursor, method, nesting);
}

/** Names that are no variables. Source: the CEL specification, reserved words. */
const reserved: ReadonlySet<string> = new Set(
  'as break const continue else for function if import in let loop package namespace return var void while'.split(' '),
);

function numberOf({ kind, text }: Token, sign: '' | '-'): CelValue | undefined {
  if (kind === 'double') {
    const value = Number(sign + text);
    return Number.isFinite(value) ? { type: 'double', value } : undefined;
  }
  if (kind === 'uint') {
    const value = BigInt(text.slice(0, -1));
    return fits(value, 'uint') ? { type: 'uint', value } : undefined;
  }
  const value = sign === '-' ? -BigInt(text) : BigInt(text);
  return fits(value, 'int') ? { type: 'int', value } : undefined;
}

function literal(value: CelValue | undefined, span: Span, next: number): Step {
  if (value !== undefined) return built({ kind: 'literal', value, span, depth: 0 }, next);
  return faultAt(span, message('the number does not fit 64 bits'));
}

function built(expression: Expression, next: number): Step {
  return expression.depth > deepest ? unsupported : { kind: 'parsed', expression, next };
}

function around(first: Span, last: Span, parts: readonly Expression[]): { span: Span; depth: number } {
  const depth = 1 + parts.reduce((most, part) => Math.max(most, part.depth), -1);
  return { span: { start: first.start, end: last.end }, depth };
}

function unexpected({ kind, text, span }: Token): Step & { readonly kind: 'fault' } {
  const reason =
    kind === 'end' ? message('the expression is not complete') : message('{text} is not expected there', { text });
  return faultAt(span, reason);
}

function faultAt(span: Span, text: CelFault['message'], cause: CelCause = { kind: 'text' }) {
  return { kind: 'fault', fault: { span, message: text, cause } } as const;
}

function tokenAt({ tokens }: Cursor, position: number): Token {
  return tokens[position] ?? tokens.at(-1) ?? { kind: 'end', text: '', span: { start: 0, end: 0 } };
}

function isOperator(cursor: Cursor, position: number, text: string): boolean {
  const token = tokenAt(cursor, position);
  return token.kind === 'operator' && token.text === text;
}

function moved({ tokens }: Cursor, position: number): Cursor {
  return { tokens, position };
}
