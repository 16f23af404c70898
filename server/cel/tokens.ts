import { message } from '../messages/message.js';
import type { Span } from '../text/span.js';
import type { CelFault } from './value.js';

export interface Token {
  readonly kind: 'name' | 'quotedName' | 'int' | 'uint' | 'double' | 'string' | 'operator' | 'end';
  /** As written; the content of a string. */
  readonly text: string;
  readonly span: Span;
}

/** The tokens of an expression with one of kind `end` behind them; a fault; or `unsupported` for texts we do not read. */
export type Tokens =
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[] }
  | { readonly kind: 'fault'; readonly fault: CelFault }
  | { readonly kind: 'unsupported' };

const blank = /[\t\n\f\r ]+|\/\/[^\n]*/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const double = /(?:\d*\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+)/y;
const whole = /(?:0x[0-9a-fA-F]+|\d+)([uU])?/y;
/** Strings without escapes; the others, raw strings and bytes are not read. */
const simpleString = /(["'])([^\\\r\n]*?)\1/y;
const otherString = /[bBrR]{0,2}["']/y;
/** A name that may stand behind a dot only. */
const quotedName = /`[\w./ -]+`/y;
const operator = /&&|\|\||[<>=!]=|[-+*/%!<>?:.,()[\]{}]/y;

/** Cuts an expression into tokens. Source: the lexis of the CEL specification. */
export function readTokens(text: string): Tokens {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at += match[0].length;
    return match ?? undefined;
  };
  while (at < text.length) {
    if (take(blank)) continue;
    const start = at;
    const add = (kind: Token['kind'], written: string): void => {
      tokens.push({ kind, text: written, span: { start, end: at } });
    };
    const isTripleQuoted = text.startsWith('"""', at) || text.startsWith("'''", at);
    const quoted = isTripleQuoted ? undefined : take(simpleString);
    if (quoted) {
      add('string', quoted[2] ?? '');
      continue;
    }
    if (take(otherString)) return { kind: 'unsupported' };
    const word = take(name) ?? take(double);
    if (word) {
      add(/^[\d.]/.test(word[0]) ? 'double' : 'name', word[0]);
      continue;
    }
    const number = take(whole);
    if (number) {
      add(number[1] === undefined ? 'int' : 'uint', number[0]);
      continue;
    }
    const quotedWord = take(quotedName);
    if (quotedWord) {
      add('quotedName', quotedWord[0]);
      continue;
    }
    const sign = take(operator);
    if (!sign) return { kind: 'fault', fault: unknownCharacter(text, at) };
    add('operator', sign[0]);
  }
  tokens.push({ kind: 'end', text: '', span: { start: at, end: at } });
  return { kind: 'tokens', tokens };
}

function unknownCharacter(text: string, at: number): CelFault {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return {
    span: { start: at, end: at + character.length },
    message: message('{character} means nothing in CEL', { character }),
    cause: { kind: 'text' },
  };
}
