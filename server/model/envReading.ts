import type { EnvVar, EnvVarLog, EnvVarParser, EnvVarValue, ParserFacts } from './envVarRow.js';
import {
  atoi,
  byteLength,
  isDecimal,
  isLegacyOctal,
  parseBool,
  parseIntBase0,
  parseIpv4Cidr,
  parseStringMap,
  trimSpace,
} from './goValues.js';

/** What the program does with the text of a variable. */
export type Interpretation = Accepted | Replaced | Refused;

/** The text means something to the program, and this is what. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly value: EnvVarValue;
  /** Accepted, but perhaps not meant: a leading zero that means octal, an empty text that is used as it is. */
  readonly caution?: 'octal' | 'emptyIsUsed';
}

/** The program goes on with something else than was written. */
export interface Replaced {
  readonly kind: 'replaced';
  /** What it uses; undefined where that is no value: no limit, no tags, nothing. */
  readonly effective: EnvVarValue | undefined;
  readonly exits: false;
  readonly reason: Reason;
  readonly log: EnvVarLog;
  /** The text that was evidently meant and would be accepted. */
  readonly intended?: string;
}

/** The program exits; or, where `exits` is false, it starts but no pod does. */
export interface Refused {
  readonly kind: 'refused';
  readonly exits: boolean;
  readonly reason: Reason;
  readonly log: EnvVarLog;
  readonly intended?: string;
}

export type Reason =
  /** The text is empty. With `log: 'none'` that is the same as not setting the variable. */
  | { readonly code: 'empty' }
  | { readonly code: 'notBoolean' }
  | { readonly code: 'notInteger' }
  /** Digits, but more than a 64-bit number holds. */
  | { readonly code: 'tooLarge' }
  | { readonly code: 'negative' }
  | { readonly code: 'outOfRange'; readonly min: number; readonly max: number | undefined }
  | { readonly code: 'notOneOf'; readonly values: readonly string[]; readonly anyCase: boolean }
  | { readonly code: 'tooLong'; readonly maxBytes: number; readonly bytes: number }
  | { readonly code: 'reserved'; readonly values: readonly string[] }
  /** The plugin would log into its own answer; `exits` tells whether aws-node notices. */
  | { readonly code: 'standardOutput' }
  | { readonly code: 'badItems'; readonly items: readonly BadItem[] }
  | { readonly code: 'notStringMap' }
  /** Pasted into the plugin's configuration the text leaves no JSON: it has a quote, a backslash or a line break. */
  | { readonly code: 'breaksConflist' }
  | { readonly code: 'reservedKeys'; readonly keys: readonly string[] }
  /** Nothing reads the variable: not yet, no longer, or only another program. */
  | { readonly code: 'tooNew'; readonly since: string }
  | { readonly code: 'removed'; readonly removed: string }
  | { readonly code: 'elsewhere' };

/** An item of a list that the program does not take as written. */
export interface BadItem {
  /** As written, without blanks around. */
  readonly text: string;
  /** The item's place in the whole text, blanks left out. */
  readonly offset: number;
  /** `hostBits` items are used as `canonical`; the others are skipped. */
  readonly fault: 'empty' | 'notCidr' | 'ipv6' | 'hostBits';
  readonly canonical: string | undefined;
}

/** What other settings decide about the reading; undefined where it is not known. */
export interface ReadingContext {
  /** ENABLE_IPv6 is true. Unknown counts as false. */
  readonly ipv6?: boolean;
  /** ENABLE_POD_ENI is true. Unknown counts as false. */
  readonly podEni?: boolean;
}

type Reader = (row: EnvVar, text: string, context: ReadingContext) => Accepted | Fault;

/** A text the parser does not take as it is. What follows from it is in the table of parsers. */
interface Fault {
  readonly kind: 'fault';
  readonly reason: Reason;
  /** What is left of the value, where that is not the row's default. */
  readonly effective?: EnvVarValue | undefined;
  /** Overrides the parser's way with bad texts. */
  readonly outcome?: 'ownEffective' | 'podsFail';
  readonly log?: EnvVarLog;
}

const readers: Readonly<Record<EnvVarParser, Reader>> = {
  'bool-a': readBoolean,
  'bool-b': readBoolean,
  'bool-c': readBoolean,
  'bool-exact': readTrueOnly,
  'int-silent': readInteger,
  'int-fatal': readInteger,
  'int-clamped': readClamped,
  'enum-fatal': readAnyCase,
  'enum-fatal-or-unset': readAnyCase,
  'enum-with-pod-eni': readEnforcingMode,
  'enum-logged': readExact,
  'enum-silent': readAnyCase,
  mark: readMark,
  'cidr-list': readCidrList,
  tags: readTags,
  'veth-prefix': readVethPrefix,
  'plugin-log-file': readPluginLogFile,
  text: readText,
  'text-or-default': readText,
};

/** What the row's parser makes of a text. The caller says whether the variable is read at all, and what was meant. */
export function readEnvText(row: EnvVar, parser: ParserFacts, text: string, context: ReadingContext): Interpretation {
  if (text === '' && parser.empty === 'unset') {
    return { kind: 'replaced', effective: row.codeDefault, exits: false, reason: { code: 'empty' }, log: 'none' };
  }
  const read = readers[row.parser](row, text, context);
  // What is refused as a value is refused before the configuration is written; what is replaced is pasted as it is written.
  const isChecked = read.kind === 'fault' && parser.bad === 'exit' && read.outcome === undefined;
  if (!isChecked && isPasted(row, context) && !fitsJsonString(text)) {
    return { kind: 'refused', exits: true, reason: { code: 'breaksConflist' }, log: 'container log' };
  }
  if (read.kind === 'accepted') return read;
  const reason: Reason = text === '' && parser.empty === 'bad' ? { code: 'empty' } : read.reason;
  const log = read.log ?? parser.log;
  if (read.outcome === 'podsFail') return { kind: 'refused', exits: false, reason, log };
  if (parser.bad === 'exit' && read.outcome === undefined) return { kind: 'refused', exits: true, reason, log };
  const effective = read.outcome === 'ownEffective' ? read.effective : row.codeDefault;
  return { kind: 'replaced', effective, exits: false, reason, log };
}

function isPasted({ inConflist }: EnvVar, { ipv6 = false }: ReadingContext): boolean {
  if (inConflist === undefined) return false;
  return inConflist === 'always' || (inConflist === 'ipv6') === ipv6;
}

/**
 * True for a text that leaves a JSON string when it is put between two quotes (cmd/aws-vpc-cni/main.go:272-331 of v1.23.1). An even
 * number of quotes may leave JSON too, in which other things stand; nobody writes that by mistake.
 */
function fitsJsonString(text: string): boolean {
  const withoutEscapes = text.replace(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/g, '');
  const quotes = withoutEscapes.split('"').length - 1;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings hold none of them.
  return !/[\\\u0000-\u001f]/.test(withoutEscapes) && quotes % 2 === 0;
}

function readBoolean(_row: EnvVar, text: string): Accepted | Fault {
  const value = parseBool(text);
  return value === undefined ? { kind: 'fault', reason: { code: 'notBoolean' } } : { kind: 'accepted', value };
}

/** Other spellings of true and false are read as they are in later releases, so that what is meant is known; only `true` is taken. */
function readTrueOnly(row: EnvVar, text: string): Accepted | Fault {
  const read = readBoolean(row, text);
  return read.kind === 'accepted' && read.value === true && text !== 'true'
    ? { kind: 'fault', reason: { code: 'notBoolean' } }
    : read;
}

function readInteger({ range }: EnvVar, text: string, { ipv6 }: ReadingContext): Accepted | Fault {
  const value = atoi(text);
  if (value === undefined) {
    return { kind: 'fault', reason: { code: isDecimal(text) ? 'tooLarge' : 'notInteger' } };
  }
  const { min = 0, max, minIpv6 } = range ?? {};
  return inRange(value, (ipv6 && minIpv6) || min, max) ?? { kind: 'accepted', value };
}

/** Out of range the nearest bound is used (pkg/networkutils/network.go:1297-1322 of v1.16.3). */
function readClamped(row: EnvVar, text: string, context: ReadingContext): Accepted | Fault {
  const read = readInteger(row, text, context);
  const value = atoi(text);
  if (read.kind === 'accepted' || value === undefined || row.range === undefined) return read;
  const { min, max = Number.MAX_SAFE_INTEGER } = row.range;
  return { ...read, outcome: 'ownEffective', effective: Math.min(max, Math.max(min, value)) };
}

function readMark({ range }: EnvVar, text: string): Accepted | Fault {
  const value = parseIntBase0(text);
  if (value === undefined) return { kind: 'fault', reason: { code: 'notInteger' } };
  const fault = inRange(value, range?.min ?? 0, range?.max);
  if (fault) return fault;
  return isLegacyOctal(text) ? { kind: 'accepted', value, caution: 'octal' } : { kind: 'accepted', value };
}

function inRange(value: number, min: number, max: number | undefined): Fault | undefined {
  if (value >= min && (max === undefined || value <= max)) return undefined;
  // Where there is an upper bound too, naming the range says more than "negative".
  const negative = value < 0 && max === undefined;
  return { kind: 'fault', reason: negative ? { code: 'negative' } : { code: 'outOfRange', min, max } };
}

function readExact({ values }: EnvVar, text: string): Accepted | Fault {
  if (values.includes(text)) return { kind: 'accepted', value: text };
  return { kind: 'fault', reason: { code: 'notOneOf', values, anyCase: false } };
}

function readAnyCase({ values }: EnvVar, text: string): Accepted | Fault {
  const value = text.toLowerCase();
  if (values.includes(value)) return { kind: 'accepted', value };
  return { kind: 'fault', reason: { code: 'notOneOf', values, anyCase: true } };
}

/** Unless ENABLE_POD_ENI is true nothing checks the mode at start, and the plugin takes what it does not know for its default. */
function readEnforcingMode(row: EnvVar, text: string, context: ReadingContext): Accepted | Fault {
  const read = readExact(row, text);
  if (read.kind === 'accepted' || context.podEni) return read;
  return { ...read, outcome: 'ownEffective', effective: row.codeDefault, log: 'none' };
}

function readVethPrefix({ maxBytes, reserved }: EnvVar, text: string): Accepted | Fault {
  const bytes = byteLength(text);
  if (maxBytes !== undefined && bytes > maxBytes)
    return { kind: 'fault', reason: { code: 'tooLong', maxBytes, bytes } };
  if (reserved.includes(text)) return { kind: 'fault', reason: { code: 'reserved', values: reserved } };
  return readText(undefined, text);
}

/** aws-node compares with `stdout` exactly, the plugin in any case (cmd/aws-vpc-cni/main.go:338, zaplogger.go:145). */
function readPluginLogFile(_row: EnvVar, text: string): Accepted | Fault {
  if (text.toLowerCase() !== 'stdout') return readText(undefined, text);
  const fault: Fault = { kind: 'fault', reason: { code: 'standardOutput' } };
  return text === 'stdout' ? fault : { ...fault, outcome: 'podsFail', log: 'none' };
}

function readText(_row: EnvVar | undefined, text: string): Accepted {
  return text === '' ? { kind: 'accepted', value: text, caution: 'emptyIsUsed' } : { kind: 'accepted', value: text };
}

function readCidrList(_row: EnvVar, text: string): Accepted | Fault {
  let offset = 0;
  const items = text.split(',').map((written) => {
    const start = offset + written.length - written.replace(/^\p{White_Space}+/u, '').length;
    offset += written.length + 1;
    return { text: trimSpace(written), offset: start };
  });
  const read = items.map((item) => ({ item, canonical: parseIpv4Cidr(item.text) }));
  const effective = read.flatMap(({ canonical }) => canonical ?? []).join(',');
  const bad = read.flatMap(({ item, canonical }): readonly BadItem[] =>
    item.text === canonical ? [] : [{ ...item, fault: cidrFault(item.text, canonical), canonical }],
  );
  if (bad.length === 0) return { kind: 'accepted', value: effective };
  const onlyMasked = bad.every(({ fault }) => fault === 'hostBits');
  return {
    kind: 'fault',
    reason: { code: 'badItems', items: bad },
    outcome: 'ownEffective',
    effective: effective === '' ? undefined : effective,
    log: onlyMasked ? 'none' : 'ipamd.log',
  };
}

function cidrFault(text: string, canonical: string | undefined): BadItem['fault'] {
  if (canonical !== undefined) return 'hostBits';
  if (text === '') return 'empty';
  return text.includes(':') && /^[0-9a-fA-F:.]+\/\d+$/.test(text) ? 'ipv6' : 'notCidr';
}

const reservedTagKey = 'k8s.amazonaws.com';

function readTags(_row: EnvVar, text: string): Accepted | Fault {
  const tags = parseStringMap(text);
  if (tags === undefined) {
    return { kind: 'fault', reason: { code: 'notStringMap' }, outcome: 'ownEffective', effective: undefined };
  }
  const keys = [...tags.keys()].filter((key) => key.includes(reservedTagKey));
  if (keys.length === 0) return { kind: 'accepted', value: stringMapText(tags) };
  const kept = new Map([...tags].filter(([key]) => !keys.includes(key)));
  const effective = kept.size === 0 ? undefined : stringMapText(kept);
  return { kind: 'fault', reason: { code: 'reservedKeys', keys }, outcome: 'ownEffective', effective };
}

function stringMapText(map: ReadonlyMap<string, string>): string {
  return JSON.stringify(Object.fromEntries(map));
}
