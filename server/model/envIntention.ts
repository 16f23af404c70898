import { closest } from '../text/closest.js';
import { type ReadingContext, readEnvText } from './envReading.js';
import type { EnvVar, EnvVarParser, ParserFacts } from './envVarRow.js';
import { byteLength, parseIpv4Cidr, trimSpace } from './goValues.js';

type Guess = (row: EnvVar, text: string, context: ReadingContext) => readonly (string | undefined)[];

const guesses: Readonly<Record<EnvVarParser, Guess>> = {
  'bool-a': guessBoolean,
  'bool-b': guessBoolean,
  'bool-c': guessBoolean,
  'bool-exact': guessBoolean,
  'int-silent': guessInteger,
  'int-fatal': guessInteger,
  'int-clamped': guessInteger,
  'enum-fatal': guessValue,
  'enum-fatal-or-unset': guessValue,
  'enum-with-pod-eni': guessValue,
  'enum-logged': guessValue,
  'enum-silent': guessValue,
  mark: (_row, text) => [bare(text)],
  'cidr-list': guessCidrList,
  tags: guessTags,
  'veth-prefix': guessVethPrefix,
  'plugin-log-file': () => ['stderr'],
  text: () => [],
  'text-or-default': () => [],
};

/** Nobody writes a longer value by hand; guessing at one would only cost time. */
const longestGuess = 4096;

/**
 * The text a person evidently meant by one the program does not accept: `true` for `yes`, `5` for `5 `, `strict` for `Strict`,
 * 9001 for an MTU of 9002. Undefined where two repairs are as likely, or none; an empty text says nothing.
 */
export function intendedText(
  row: EnvVar,
  parser: ParserFacts,
  text: string,
  context: ReadingContext,
): string | undefined {
  if (text === '' || text.length > longestGuess) return undefined;
  // A block of YAML ends with a line break that nobody meant.
  const ofConflist = row.inConflist === undefined ? [] : [bare(text)];
  return [...guesses[row.parser](row, text, context), ...ofConflist].find(
    (guess) => guess !== undefined && guess !== text && readEnvText(row, parser, guess, context).kind === 'accepted',
  );
}

/** The text without blanks and quotes around it, which a shell or a template may have left. */
function bare(text: string): string {
  const trimmed = trimSpace(text);
  const quoted = /^(["'])(.*)\1$/s.exec(trimmed)?.[2];
  return quoted === undefined ? trimmed : trimSpace(quoted);
}

const wordsForTrue: readonly string[] = ['true', 't', 'yes', 'y', 'on', 'enable', 'enabled', '1'];
const wordsForFalse: readonly string[] = ['false', 'f', 'no', 'n', 'off', 'disable', 'disabled', '0'];

function guessBoolean(_row: EnvVar, text: string): readonly (string | undefined)[] {
  const word = bare(text).toLowerCase();
  if (wordsForTrue.includes(word)) return ['true'];
  if (wordsForFalse.includes(word)) return ['false'];
  return closest(word, ['true', 'false'], 1);
}

function guessInteger(
  { range, unit, codeDefault }: EnvVar,
  text: string,
  { ipv6 }: ReadingContext,
): readonly (string | undefined)[] {
  const word = bare(text);
  const plain = unit === 'seconds' ? word.replace(/ ?s(ec(onds?)?)?$/, '') : word;
  // Digits with separators, a fraction of zeros, another base or an exponent: the ways YAML and people write a whole number.
  const number = /^[+-]?(\d[\d_,]*(\.0*)?|0[xob][0-9a-f]+|\d+e\d)$/i.test(plain)
    ? Number(plain.replace(/[_,]/g, ''))
    : Number.NaN;
  if (!Number.isSafeInteger(number)) return [];
  const { min = 0, max, minIpv6 } = range ?? {};
  if (max !== undefined) return [String(Math.min(max, Math.max((ipv6 && minIpv6) || min, number)))];
  // Too small without an upper bound: the default is the safe guess, but only where it is a number of seconds and not "unset".
  if (number >= min) return [String(number)];
  return typeof codeDefault === 'number' && codeDefault > 0 && unit === 'seconds' ? [String(codeDefault)] : [];
}

const otherWords: Readonly<Record<string, string>> = {
  warning: 'warn',
  err: 'error',
  information: 'info',
  trace: 'debug',
  critical: 'fatal',
  random: 'prng',
  'random-fully': 'prng',
};

function guessValue({ values }: EnvVar, text: string): readonly (string | undefined)[] {
  const word = bare(text).toLowerCase();
  if (values.includes(word)) return [word];
  const other = Object.hasOwn(otherWords, word) ? otherWords[word] : undefined;
  return [other, ...closest(word, values)];
}

/**
 * Networks in canonical form; single addresses as /32, unless the address is that of a network whose size is missing; what is skipped
 * anyway (IPv6, nothing) left out.
 */
function guessCidrList(_row: EnvVar, text: string): readonly (string | undefined)[] {
  const items = bare(text)
    .split(/[,;\s]/)
    .map(bare)
    .filter((item) => item !== '' && !item.includes(':'));
  const networks = items.map(
    (item) => parseIpv4Cidr(item) ?? (item.endsWith('.0') ? undefined : parseIpv4Cidr(`${item}/32`)),
  );
  return networks.length === 0 || networks.includes(undefined) ? [] : [networks.join(',')];
}

/** `key=value` and `key: value`, in braces or not: a shell has often taken the quotes of a JSON object. */
function guessTags(_row: EnvVar, text: string): readonly (string | undefined)[] {
  const written = bare(text).replaceAll('\\"', '"');
  const body = written.startsWith('{') && written.endsWith('}') ? written.slice(1, -1) : written;
  const pairs = body.split(',').map(tagOf);
  return pairs.every((pair) => pair !== undefined) ? [JSON.stringify(Object.fromEntries(pairs))] : [];
}

function tagOf(pair: string): readonly [string, string] | undefined {
  const at = pair.search(/[=:]/);
  if (at < 0) return undefined;
  const key = unquoted(pair.slice(0, at));
  const value = unquoted(pair.slice(at + 1));
  const isKey = /^[^\s{}"'[\]]+$/.test(key);
  // A second separator may as well be the one that is meant.
  const isValue = pair[at] === '=' ? /^[^{}"'[\]=]*$/.test(value) : /^[^{}"'[\]=:]*$/.test(value);
  return isKey && isValue ? [key, value] : undefined;
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  const quote = trimmed.charAt(0);
  return trimmed.length >= 2 && /["']/.test(quote) && trimmed.endsWith(quote) ? trimmed.slice(1, -1) : trimmed;
}

function guessVethPrefix({ maxBytes = 0, codeDefault }: EnvVar, text: string): readonly (string | undefined)[] {
  let prefix = '';
  for (const character of bare(text)) {
    if (byteLength(prefix + character) > maxBytes) break;
    prefix += character;
  }
  return [prefix, String(codeDefault)];
}
