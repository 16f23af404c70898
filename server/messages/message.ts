import { memoizedByName } from '../text/memo.js';

/** A value for a placeholder. A message may stand inside another one, so that every part can be translated. */
export type Argument = string | number | Message | List;

/** Things named after each other. However many there were, it holds the few that are named, beside each other and not within each other. */
export interface List {
  readonly items: readonly Argument[];
  /** What stands before the last one; a comma where it is none of these. */
  readonly before: 'and' | 'or' | undefined;
  /** How many others there are. */
  readonly more: number;
}

/**
 * A sentence for a person, as data: an English template with named placeholders, and the values.
 * The template is also the key of translation (`l10n/<language>.json` maps it to another language).
 */
export interface Message {
  readonly template: string;
  readonly args: Readonly<Record<string, Argument>>;
}

/** The names between braces in a template: `Placeholder<'{a} of {b}'>` is `'a' | 'b'`. */
type Placeholder<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

type Arguments<T extends string> = [Placeholder<T>] extends [never]
  ? []
  : [args: Readonly<Record<Placeholder<T>, Argument>>];

/**
 * Makes a message. A placeholder without a value, or a value without a placeholder, does not compile. Of a very long text its beginning
 * and its end are kept: a file may hold a value of any size, and nobody reads one of a thousand characters.
 */
export function message<const T extends string>(template: T, ...[args]: Arguments<T>): Message {
  const given: Message['args'] = args ?? noArguments;
  // Thousands are made, and nearly none is long: no list of the values is made to see that.
  for (const name in given) if (isLong(given[name])) return { template, args: shortened(given) };
  return { template, args: given };
}

const noArguments: Message['args'] = {};

const [longestText, keptStart, keptEnd] = [200, 140, 50];

function isLong(value: Argument | undefined): boolean {
  return typeof value === 'string' && value.length > longestText;
}

function shortened(args: Message['args']): Message['args'] {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, short(value)]));
}

function short(value: Argument): Argument {
  if (typeof value !== 'string' || value.length <= longestText) return value;
  // No character is cut in half.
  const start = value.slice(0, keptStart).replace(/[\ud800-\udbff]$/, '');
  const end = value.slice(-keptEnd).replace(/^[\udc00-\udfff]/, '');
  return `${start}…${end}`;
}

/** A text that stands in messages as long as it is, such as the path of a file that is to be found by it. */
export function whole(text: string): Argument {
  return { items: [text], before: undefined, more: 0 };
}

/**
 * Signs between values, such as those of a formula: the same in every language, so that no catalogue has the template. Words stand in
 * messages among the values.
 */
export const signs = message;

/** A sentence of one of our data tables: its own text, without the final period, is the template. */
export function sentence(text: string): Message {
  return { template: text.replace(/\.$/, ''), args: {} };
}

/** Templates of another language by their English text; a missing one falls back to English. */
export type Catalogue = Readonly<Record<string, string>>;

/** Texts and names of placeholders in turn, beginning with a text. Templates are those of our code and of the catalogues: a few hundred. */
const partsOf = memoizedByName((template: string) => template.split(/\{(\w+)\}/));

/** The message as text. Placeholders without a value stay as they are, so that a faulty translation is visible. */
export function render({ template, args }: Message, catalogue?: Catalogue): string {
  const translated = (catalogue && Object.hasOwn(catalogue, template) && catalogue[template]) || template;
  let text = '';
  let isName = false;
  for (const part of partsOf(translated)) {
    const next = isName ? argumentText(part, args, catalogue) : part;
    text = catalogue === undefined ? text + next : joined(text, next);
    isName = !isName;
  }
  return text;
}

/** What stands in the place of a name. */
function argumentText(name: string, args: Message['args'], catalogue: Catalogue | undefined): string {
  const value = Object.hasOwn(args, name) ? args[name] : `{${name}}`;
  return value === undefined ? '' : renderArgument(value, catalogue);
}

/** Of the letters of Japanese, those that stand without spaces between them, beside an end of a text and its space. */
const japaneseEnd = /[\u3000-\u30ff\u4e00-\u9fff]$/;
const japaneseStart = /^[\u3000-\u30ff\u4e00-\u9fff]/;
const spaceAtEnd = /([\u3000-\u30ff\u4e00-\u9fff]) $/;
const spaceAtStart = /^ (?=[\u3000-\u30ff\u4e00-\u9fff])/;

/** Placeholders stand between spaces, as a Latin value wants them in Japanese; a Japanese value does not, and nothing does behind 。 or 、. */
function joined(left: string, right: string): string {
  if (/[、。]$/.test(left)) return left + right.replace(/^ /, '');
  if (japaneseEnd.test(left)) return left + right.replace(spaceAtStart, '');
  return japaneseStart.test(right) ? left.replace(spaceAtEnd, '$1') + right : left + right;
}

/** A text in the language of a person. */
export type Say = (text: Message) => string;

/** Texts rendered with a catalogue; English without one. */
export function sayWith(catalogue: Catalogue | undefined): Say {
  return (text) => render(text, catalogue);
}

/** A message or a list as text, and anything else as it is. */
export function renderArgument(argument: Argument, catalogue?: Catalogue): string {
  if (typeof argument === 'number') return String(argument);
  if (typeof argument === 'string') return thousandsIn(argument, catalogue);
  return 'items' in argument ? renderList(argument, catalogue) : render(argument, catalogue);
}

/** A number that `grouped` wrote, with the sign between thousands that the language has. */
function thousandsIn(text: string, catalogue: Catalogue | undefined): string {
  const sign = catalogue?.[separators.thousands];
  return sign === undefined ? text : text.replace(/(?<=\d)\u202f(?=\d)/g, sign);
}

/** The separators are the language's own. */
const separators = {
  thousands: message('\u202f').template,
  comma: message('{left}, {right}', { left: '', right: '' }).template,
  and: message('{left} and {right}', { left: '', right: '' }).template,
  or: message('{left} or {right}', { left: '', right: '' }).template,
  more: message('{shown} and {more} more', { shown: '', more: 0 }).template,
};

function renderList({ items, before, more }: List, catalogue: Catalogue | undefined): string {
  const [first = '', ...others] = items.map((item) => renderArgument(item, catalogue));
  let shown = first;
  others.forEach((right, index) => {
    const isLast = index === others.length - 1 && more === 0;
    const template = separators[isLast && before !== undefined ? before : 'comma'];
    shown = render({ template, args: { left: shown, right } }, catalogue);
  });
  return more === 0 ? shown : render({ template: separators.more, args: { shown, more } }, catalogue);
}

/** So many are named: who has more than that looks at the place, and does not read on. */
export const mostNamed = 8;

/**
 * Several things as one: `a, b and c`. Of more than `most` the first ones are named: `a, b and 1998 more`. Choices that a person has are
 * all named.
 */
export function list(items: readonly Argument[], most = mostNamed): List {
  return listed(items, 'and', most);
}

/** Several things beside each other: `a, b, c`, like `list`. */
export function enumeration(items: readonly Argument[], most = mostNamed): List {
  return listed(items, undefined, most);
}

/** Several things to choose from: `a, b or c`, like `list`. */
export function alternatives(items: readonly Argument[], most = mostNamed): List {
  return listed(items, 'or', most);
}

function listed(items: readonly Argument[], before: List['before'], most: number): List {
  return { items: items.slice(0, most).map(short), before, more: Math.max(0, items.length - most) };
}
