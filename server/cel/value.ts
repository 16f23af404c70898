import type { Message } from '../messages/message.js';
import type { Span } from '../text/span.js';

/** The types of the part of CEL we evaluate. There is no implicit conversion between them. */
export type CelType = 'int' | 'uint' | 'double' | 'bool' | 'string' | 'null' | 'type';

/** A value with its type: a whole number is a bigint within the 64 bits of its type. */
export type CelValue =
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'uint'; readonly value: bigint }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'null'; readonly value: null }
  /** A type is a value too: its name. */
  | { readonly type: 'type'; readonly value: string };

/** The names of types, which are values of type `type`. */
export const typeNames: ReadonlySet<string> = new Set(
  'bool bytes double int list map null_type string type uint'.split(' '),
);

/** Why an expression has no value. The span is one of the expression's text. */
export interface CelFault {
  readonly span: Span;
  /** The reason, as a clause: `there is no variable {name}`. */
  readonly message: Message;
  /** What is behind it, where a repair can be told from it. */
  readonly cause: CelCause;
}

export type CelCause =
  | { readonly kind: 'unknownVariable'; readonly name: string }
  | { readonly kind: 'unknownFunction'; readonly name: string; readonly arguments: readonly CelArgument[] }
  /** A choice between `?` and `:` without brackets around it. */
  | { readonly kind: 'bareChoice' }
  | { readonly kind: 'text' }
  | { readonly kind: 'type' }
  | { readonly kind: 'value' };

/** An argument of a call. */
export interface CelArgument {
  readonly span: Span;
  /** A name, a number or a call: beside an operator it needs no brackets. */
  readonly isTerm: boolean;
}

/** True when a whole number fits the 64 bits of its type. */
export function fits(value: bigint, type: 'int' | 'uint'): boolean {
  return type === 'int' ? BigInt.asIntN(64, value) === value : BigInt.asUintN(64, value) === value;
}
