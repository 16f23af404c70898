/**
 * The text parsers of Go's standard library that aws-node uses, answer for answer, so that we say of a text what the program will.
 * Each returns undefined where Go returns an error. Read in Go 1.19 and 1.26: strconv/atob.go, strconv/atoi.go, net/ip.go, strings.
 */

const trueTexts: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const falseTexts: readonly string[] = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/** `strconv.ParseBool`: twelve texts and no others, so neither `yes` nor `tRUE` nor a space around. */
export function parseBool(text: string): boolean | undefined {
  if (trueTexts.includes(text)) return true;
  return falseTexts.includes(text) ? false : undefined;
}

/** True for a text made of decimal digits and at most one sign before them: what is too large for Go still reads as a number here. */
export function isDecimal(text: string): boolean {
  return /^[+-]?[0-9]+$/.test(text);
}

/**
 * `strconv.Atoi` on a 64-bit machine: an optional sign and decimal digits within int64, nothing else. Leading zeros are decimal.
 * Beyond 2^53 the result is the nearest double; no setting comes near.
 */
export function atoi(text: string): number | undefined {
  return isDecimal(text) ? int64(text.startsWith('-'), text.replace(/^[+-]/, ''), '') : undefined;
}

const base0Digits: readonly { readonly pattern: RegExp; readonly prefix: string; readonly drop: number }[] = [
  { pattern: /^0[xX](?:_?[0-9a-fA-F])+$/, prefix: '0x', drop: 2 },
  { pattern: /^0[oO](?:_?[0-7])+$/, prefix: '0o', drop: 2 },
  { pattern: /^0[bB](?:_?[01])+$/, prefix: '0b', drop: 2 },
  { pattern: /^0(?:_?[0-7])+$/, prefix: '0o', drop: 1 },
  { pattern: /^(?:0|[1-9](?:_?[0-9])*)$/, prefix: '', drop: 0 },
];

/**
 * `strconv.ParseInt(text, 0, 64)`: the prefix gives the base (`0x`, `0o`, `0b`, and a bare `0` for octal), an underscore may
 * stand between digits or after the prefix. The same precision as `atoi`.
 */
export function parseIntBase0(text: string): number | undefined {
  const digits = text.replace(/^[+-]/, '');
  const form = base0Digits.find(({ pattern }) => pattern.test(digits));
  if (!form) return undefined;
  return int64(text.startsWith('-'), digits.slice(form.drop).replaceAll('_', ''), form.prefix);
}

/** True where `parseIntBase0` reads the text as octal only because of a leading zero: `0200` is 128. */
export function isLegacyOctal(text: string): boolean {
  return /^[+-]?0(?:_?[0-7])+$/.test(text) && atoi(text.replaceAll('_', '')) !== parseIntBase0(text);
}

/** Digits of a base as an int64, or undefined beyond its range. */
function int64(negative: boolean, digits: string, prefix: string): number | undefined {
  const significant = digits.replace(/^0+/, '');
  // Sixty-four binary digits are the most an int64 can take; more would only cost time.
  if (significant.length > 64) return undefined;
  const magnitude = BigInt(`${prefix}${significant || '0'}`);
  const limit = 2n ** 63n;
  if (magnitude > limit || (magnitude === limit && !negative)) return undefined;
  return Number(negative ? -magnitude : magnitude);
}

/**
 * Go's `<`, `==` and `>` on strings: by the bytes of UTF-8, which is the order of code points (JavaScript's `<` goes by UTF-16
 * and differs above U+FFFF). Negative, zero or positive. aws-node compares the warm targets with "0" this way.
 */
export function compareGoStrings(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The length in bytes of a text as the program sees it (UTF-8): what Go's `len` counts. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** `strings.TrimSpace`: Unicode white space, which is not quite what JavaScript's `trim` removes. */
export function trimSpace(text: string): string {
  const start = text.search(/\P{White_Space}/u);
  if (start < 0) return '';
  // By hand from the end: a pattern anchored there would try every run of blanks anew.
  let end = text.length;
  while (isWhiteSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** All Unicode white space lies in the basic plane, so one UTF-16 unit tells. */
function isWhiteSpace(unit: string): boolean {
  return /^\p{White_Space}$/u.test(unit);
}

/**
 * `net.ParseCIDR` for IPv4: four decimal numbers without leading zeros, a slash, 0 to 32. Returns the network with the host
 * bits cleared, as Go prints it. An IPv6 network, like anything else, gives undefined.
 */
export function parseIpv4Cidr(text: string): string | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d+)$/.exec(text);
  if (!match) return undefined;
  const written = match.slice(1, 5);
  const octets = written.map(Number);
  const bits = Number(match[5]);
  if (written.some((octet) => octet.length > 1 && octet.startsWith('0'))) return undefined;
  if (octets.some((octet) => octet > 255) || bits > 32) return undefined;
  const network = octets.map((octet, index) => octet & maskOctet(bits - 8 * index));
  return `${network.join('.')}/${bits}`;
}

/** True for what `net.ParseCIDR` takes: a range of IPv4 or IPv6. */
export function isCidr(text: string): boolean {
  if (parseIpv4Cidr(text) !== undefined) return true;
  const [address = '', bits = '', ...rest] = text.split('/');
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= 128 && isIpv6(address);
}

function isIpv6(text: string): boolean {
  const [left = '', right, ...rest] = text.split('::');
  if (rest.length > 0) return false;
  const groups = [left, right ?? ''].flatMap((side) => (side === '' ? [] : side.split(':')));
  const last = groups.at(-1) ?? '';
  const isMapped = last.includes('.') && parseIpv4Cidr(`${last}/32`) !== undefined;
  const count = groups.length + (isMapped ? 1 : 0);
  const isHex = groups.every(
    (group, index) => /^[\da-f]{1,4}$/i.test(group) || (isMapped && index === groups.length - 1),
  );
  return isHex && (right === undefined ? count === 8 : count < 8);
}

/** One octet of a netmask of which `bits` bits, from 8 or more down to 0 or less, remain. */
function maskOctet(bits: number): number {
  if (bits <= 0) return 0;
  return bits >= 8 ? 255 : (0xff << (8 - bits)) & 0xff;
}

const jsonToken =
  /[ \t\n\r]*(?:("(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(null|[{}:,]))[ \t\n\r]*/guy;

/**
 * What `json.Unmarshal` gives for a Go `map[string]string`: a JSON object of strings, the last of equal keys, `null` as the
 * empty string or, alone, as an empty map. Undefined where it returns an error: anything else.
 */
export function parseStringMap(text: string): ReadonlyMap<string, string> | undefined {
  const tokens = jsonTokens(text);
  if (tokens === undefined || tokens.length < 2) return tokens?.[0] === 'null' ? new Map() : undefined;
  if (tokens[0] !== '{' || tokens.at(-1) !== '}') return undefined;
  const map = new Map<string, string>();
  const body = tokens.slice(1, -1);
  if (body.length > 0 && body.length % 4 !== 3) return undefined;
  for (let index = 0; index < body.length; index += 4) {
    const [key, colon, value, comma] = body.slice(index, index + 4);
    if (!key?.startsWith('"') || colon !== ':' || (comma !== undefined && comma !== ',')) return undefined;
    if (value === undefined || !(value.startsWith('"') || value === 'null')) return undefined;
    map.set(unquote(key), value === 'null' ? '' : unquote(value));
  }
  return map;
}

/** The text of a JSON string. It cannot throw: the token has matched the grammar of one. */
function unquote(token: string): string {
  return JSON.parse(token);
}

/** The strings, signs and nulls of a JSON text; undefined where it holds anything else. */
function jsonTokens(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  let end = 0;
  for (const { 0: whole, 1: string, 2: sign = '' } of text.matchAll(jsonToken)) {
    tokens.push(string ?? sign);
    end += whole.length;
  }
  return end === text.length ? tokens : undefined;
}
