import { message } from '../messages/message.js';
import type { Span } from '../text/span.js';
import { type BinaryOperator, type Expression, isBinaryOperator, precedence } from './expression.js';
import { readTokens, type Token } from './tokens.js';
import { type CelFault, type CelValue, fits } from './value.js';

/** An expression, why there is none, or `unsupported`: valid CEL perhaps, but beyond the part of it we read. */
export type Parsed =
  | { readonly kind: 'parsed'; readonly expression: Expression }
  | { readonly kind: 'fault'; readonly fault: CelFault }
  | { readonly kind: 'unsupported' };

/** Longer texts and deeper nesting are not read: nobody writes them, and they would only cost time. */
const longestText = 4_000;
const deepest = 150;

const unsupported = { kind: 'unsupported' } as const;

/** Reads an expression: CEL without lists, maps, macros, fields, bytes and escapes in strings. Never throws. */
export function parseCel(text: string): Parsed {
  if (text.length > longestText) return unsupported;
  const read = readTokens(text);
  if (read.kind !== 'tokens') return read;
  const parsed = conditional({ tokens: read.tokens, position: 0 }, 0);
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

function conditional(cursor: Cursor, nesting: number): Step {
  if (nesting > deepest) return unsupported;
  const condition = binary(cursor, 1, nesting);
  if (condition.kind !== 'parsed' || !isOperator(cursor, condition.next, '?')) return condition;
  const yes = conditional(moved(cursor, condition.next + 1), nesting + 1);
  if (yes.kind !== 'parsed') return yes;
  if (!isOperator(cursor, yes.next, ':')) return unexpected(tokenAt(cursor, yes.next));
  const no = conditional(moved(cursor, yes.next + 1), nesting + 1);
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

/** Operators that bind at least as tightly as `least`, from left to right. */
function binary(cursor: Cursor, least: number, nesting: number): Step {
  let left = unary(cursor, nesting);
  while (left.kind === 'parsed') {
    const { text, kind } = tokenAt(cursor, left.next);
    if (kind === 'name' && text === 'in') return unsupported;
    if (kind !== 'operator' || !isBinaryOperator(text) || precedence[text] < least) return left;
    const right = binary(moved(cursor, left.next + 1), precedence[text] + 1, nesting + 1);
    if (right.kind !== 'parsed') return right;
    left = built(joined(text, left.expression, right.expression), right.next);
  }
  return left;
}

function joined(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, ...around(left.span, right.span, [left, right]) };
}

function unary(cursor: Cursor, nesting: number): Step {
  const token = tokenAt(cursor, cursor.position);
  const operator = token.text === '!' || token.text === '-' ? token.text : undefined;
  if (token.kind !== 'operator' || operator === undefined)
    return withMembers(cursor, primary(cursor, nesting), nesting);
  if (nesting > deepest) return unsupported;
  const number = tokenAt(cursor, cursor.position + 1);
  // The sign belongs to the literal: without it the smallest int could not be written.
  if (operator === '-' && (number.kind === 'int' || number.kind === 'double')) {
    const value = numberOf(number, '-');
    const span = { start: token.span.start, end: number.span.end };
    return withMembers(cursor, literal(value, span, cursor.position + 2), nesting);
  }
  const operand = unary(moved(cursor, cursor.position + 1), nesting + 1);
  if (operand.kind !== 'parsed') return operand;
  const { expression } = operand;
  return built(
    { kind: 'unary', operator, operand: expression, ...around(token.span, expression.span, [expression]) },
    operand.next,
  );
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
      return named(cursor, token, nesting);
    case 'operator':
      if (token.text === '(') return parenthesized(cursor, nesting);
      return token.text === '[' || token.text === '{' || token.text === '.' ? unsupported : unexpected(token);
    case 'end':
      return unexpected(token);
    default:
      return token.kind satisfies never;
  }
}

function named(cursor: Cursor, token: Token, nesting: number): Step {
  const next = cursor.position + 1;
  if (token.text === 'true' || token.text === 'false')
    return literal({ type: 'bool', value: token.text === 'true' }, token.span, next);
  if (token.text === 'null') return unsupported;
  if (reserved.has(token.text)) return unexpected(token);
  if (!isOperator(cursor, next, '('))
    return built({ kind: 'variable', name: token.text, span: token.span, depth: 0 }, next);
  const inside = parametersOf(cursor, next, nesting);
  if (inside.kind !== 'parameters') return inside;
  const { parameters, end } = inside;
  return built(
    { kind: 'call', name: token.text, parameters, ...around(token.span, tokenAt(cursor, end).span, parameters) },
    end + 1,
  );
}

type Parameters =
  | { readonly kind: 'parameters'; readonly parameters: readonly Expression[]; readonly end: number }
  | Exclude<Parsed, { readonly kind: 'parsed' }>;

/** What stands between the brackets that open at a position; `end` is the position of the closing one. */
function parametersOf(cursor: Cursor, open: number, nesting: number): Parameters {
  const parameters: Expression[] = [];
  let position = open + 1;
  while (!isOperator(cursor, position, ')')) {
    if (parameters.length > 0) {
      if (!isOperator(cursor, position, ',')) return unexpected(tokenAt(cursor, position));
      position++;
    }
    const parameter = conditional(moved(cursor, position), nesting + 1);
    if (parameter.kind !== 'parsed') return parameter;
    parameters.push(parameter.expression);
    position = parameter.next;
  }
  return { kind: 'parameters', parameters, end: position };
}

function parenthesized(cursor: Cursor, nesting: number): Step {
  const inner = conditional(moved(cursor, cursor.position + 1), nesting + 1);
  if (inner.kind !== 'parsed') return inner;
  const end = tokenAt(cursor, inner.next);
  if (!isOperator(cursor, inner.next, ')')) return unexpected(end);
  const { start } = tokenAt(cursor, cursor.position).span;
  return built({ ...inner.expression, span: { start, end: end.span.end } }, inner.next + 1);
}

/** Fields, methods and indices of a value. All but the value itself is beyond us; the reader of types looks at that. */
function withMembers(cursor: Cursor, step: Step, nesting: number): Step {
  if (step.kind !== 'parsed') return step;
  if (isOperator(cursor, step.next, '[') || isOperator(cursor, step.next, '{')) return unsupported;
  if (!isOperator(cursor, step.next, '.')) return step;
  const field = tokenAt(cursor, step.next + 1);
  if (field.kind !== 'name') return unexpected(field);
  const { expression } = step;
  const open = step.next + 2;
  const isCall = isOperator(cursor, open, '(');
  const inside = isCall ? parametersOf(cursor, open, nesting) : undefined;
  if (inside !== undefined && inside.kind !== 'parameters') return inside;
  const next = inside === undefined ? open : inside.end + 1;
  const span = { start: expression.span.start, end: tokenAt(cursor, next - 1).span.end };
  const member = built({ kind: 'member', object: expression, isCall, span, depth: expression.depth + 1 }, next);
  return withMembers(cursor, member, nesting);
}

/** Names that are no variables. Source: the CEL specification, reserved words. */
const reserved: ReadonlySet<string> = new Set(
  'as break const continue else for function if import in let loop package namespace return var void while'.split(' '),
);

function numberOf({ kind, text }: Token, sign: '' | '-'): CelValue | undefined {
  if (kind === 'double') return { type: 'double', value: Number(sign + text) };
  if (kind === 'uint') {
    const value = BigInt(text.slice(0, -1));
    return fits(value, 'uint') ? { type: 'uint', value } : undefined;
  }
  const value = sign === '-' ? -BigInt(text) : BigInt(text);
  return fits(value, 'int') ? { type: 'int', value } : undefined;
}

function literal(value: CelValue | undefined, span: Span, next: number): Step {
  if (value !== undefined) return built({ kind: 'literal', value, span, depth: 0 }, next);
  const text = message('the number does not fit 64 bits');
  return { kind: 'fault', fault: { span, message: text, cause: { kind: 'text' } } };
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
  return { kind: 'fault', fault: { span, message: reason, cause: { kind: 'text' } } };
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
