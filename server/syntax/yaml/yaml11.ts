import type { ReadAs, ScalarNode } from '../node.js';

/**
 * A scalar's type and value as kubectl, eksctl and the EKS API read it: how sigs.k8s.io/yaml (its goyaml.v2, resolve.go of 2025) reads a scalar: YAML 1.1 booleans (`yes`, `on`, `y`), octal with a
 * leading zero, underscores in numbers, but no base 60, and timestamps as text. A scalar in quotes or in a block is a string,
 * and so is one with a tag of its own (`!Ref`). A value its tag does not fit (`!!int x`), which that reader refuses, is read as if plain.
 */
export function readAsYaml11(scalar: Pick<ScalarNode, 'text' | 'style' | 'tag'>): ReadAs {
  const { text, style, tag } = scalar;
  switch (tag) {
    case undefined:
      return style === 'plain' ? readPlainAsYaml11(text) : asString;
    case '!!int':
    case '!!float':
    case '!!bool':
    case '!!null':
      return readPlainAsYaml11(text);
    default:
      return asString;
  }
}

/** What most scalars are. */
export const asString: ReadAs = { type: 'string' };

/** As `readAsYaml11`, for a plain scalar without a tag. Words are short, and numbers start with few characters. */
export function readPlainAsYaml11(text: string): ReadAs {
  const first = text.charCodeAt(0);
  if (startsNumber(first)) {
    const value = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : readNumber(text);
    return value === undefined ? asString : { type: 'number', value };
  }
  return text.length <= longestWord ? (words.get(text) ?? asString) : asString;
}

/** True for the code of a digit, a sign or a point, and of a slash, which is no harm. */
export function startsNumber(code: number): boolean {
  return (0x2d <= code && code <= 0x39) || code === 0x2b;
}

const words: ReadonlyMap<string, ReadAs> = new Map<string, ReadAs>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, { type: 'null' }] as const),
  ...spellings('y', 'yes', 'on', 'true').map((word) => [word, { type: 'boolean', value: true }] as const),
  ...spellings('n', 'no', 'off', 'false').map((word) => [word, { type: 'boolean', value: false }] as const),
]);
/** The longest word that is no text: `false`. */
export const longestWord = 5;

function spellings(...words: readonly string[]): readonly string[] {
  return words.flatMap((word) => [word, word.toUpperCase(), capitalize(word)]);
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const specialNumbers: ReadonlyMap<string, number> = new Map([
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

function readNumber(text: string): number | undefined {
  const special = specialNumbers.get(text);
  if (special !== undefined) return special;
  const isFraction = text.startsWith('.');
  if (!isFraction && !/^[-+0-9]/.test(text)) return undefined;
  const digits = isFraction ? text : text.replaceAll('_', '');
  return readInteger(digits) ?? readFloat(digits);
}

/** Go's strconv.ParseInt with base 0: the prefix says the base, and a leading zero means octal. */
function readInteger(text: string): number | undefined {
  const [, sign, prefix = '', digits = ''] = /^([-+]?)(0[xX]|0[oO]|0[bB]|0(?=[0-9]))?([0-9a-fA-F]+)$/.exec(text) ?? [];
  if (digits === '') return undefined;
  const base = bases[prefix.toLowerCase()] ?? 10;
  const isValid = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^[0-9]+$/, 16: /^[0-9a-fA-F]+$/ }[base]?.test(digits);
  if (!isValid) return undefined;
  const value = Number.parseInt(digits, base);
  return sign === '-' ? -value : value;
}

const bases: Readonly<Record<string, number>> = { '': 10, '0': 8, '0o': 8, '0x': 16, '0b': 2 };

function readFloat(text: string): number | undefined {
  if (!/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? value : undefined;
}
