import type { Span } from '../text/span.js';
import type { CelValue } from './value.js';

/** An expression as it is written, with its place in the text. */
export type Expression = ExpressionBase &
  (
    | { readonly kind: 'literal'; readonly value: CelValue }
    | { readonly kind: 'variable'; readonly name: string }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: 'conditional';
        readonly condition: Expression;
        readonly yes: Expression;
        readonly no: Expression;
      }
    | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Expression[] }
    /** `a.b`; `name` is what stands behind the dot. */
    | { readonly kind: 'field'; readonly object: Expression; readonly name: string }
    /** `a.b(…)` */
    | {
        readonly kind: 'method';
        readonly object: Expression;
        readonly name: string;
        readonly parameters: readonly Expression[];
      }
    | { readonly kind: 'list'; readonly items: readonly Expression[] }
  );

interface ExpressionBase {
  readonly span: Span;
  /** Levels of expressions below this one. */
  readonly depth: number;
}

export type UnaryOperator = '!' | '-';
export type BinaryOperator = keyof typeof precedence;

/** How tightly an operator binds; all of them associate to the left. Source: the grammar of the CEL specification. */
export const precedence = {
  '||': 1,
  '&&': 2,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '==': 3,
  '!=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
} as const;

/** True for the text of a binary operator. */
export function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(precedence, text);
}

/** `a.b.c` of names alone, which may be the name of one variable; undefined for anything else. */
export function qualifiedName(expression: Expression): string | undefined {
  if (expression.kind === 'variable') return expression.name;
  if (expression.kind !== 'field') return undefined;
  const before = qualifiedName(expression.object);
  return before === undefined ? undefined : `${before}.${expression.name}`;
}
