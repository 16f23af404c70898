/** A value for a placeholder. A message may stand inside another one, so that every part can be translated. */
export type Argument = string | number | Message;

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

/** Makes a message. A placeholder without a value, or a value without a placeholder, does not compile. */
export function message<const T extends string>(template: T, ...[args]: Arguments<T>): Message {
  return { template, args: args ?? {} };
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

/** The message as text. Placeholders without a value stay as they are, so that a faulty translation is visible. */
export function render({ template, args }: Message, catalogue?: Catalogue): string {
  const translated = (catalogue && Object.hasOwn(catalogue, template) && catalogue[template]) || template;
  const parts = translated.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part;
    const value = Object.hasOwn(args, part) ? args[part] : `{${part}}`;
    return value === undefined ? '' : renderArgument(value, catalogue);
  });
  return catalogue === undefined ? parts.join('') : parts.reduce(joined);
}

/** Of the letters of Japanese, those that stand without spaces between them. */
const japanese = '[\\u3000-\\u30ff\\u4e00-\\u9fff]';
const japaneseEnd = new RegExp(`${japanese}$`);
const japaneseStart = new RegExp(`^${japanese}`);
const spaceAtEnd = new RegExp(`(${japanese}) $`);
const spaceAtStart = new RegExp(`^ (?=${japanese})`);

/** Placeholders stand between spaces, as a Latin value wants them in Japanese; a Japanese value does not. */
function joined(left: string, right: string): string {
  if (japaneseEnd.test(left)) return left + right.replace(spaceAtStart, '');
  return japaneseStart.test(right) ? left.replace(spaceAtEnd, '$1') + right : left + right;
}

/** A text in the language of a person. */
export type Say = (text: Message) => string;

/** Texts rendered with a catalogue; English without one. */
export function sayWith(catalogue: Catalogue | undefined): Say {
  return (text) => render(text, catalogue);
}

/** A message as text, and anything else as it is. */
export function renderArgument(argument: Argument, catalogue?: Catalogue): string {
  return typeof argument === 'object' ? render(argument, catalogue) : String(argument);
}

/** Several messages as one: `a, b and c` with the separators of the language left to the catalogue. */
export function list(items: readonly Argument[]): Argument {
  const last = items.at(-1);
  if (last === undefined) return '';
  if (items.length === 1) return last;
  return message('{left} and {right}', { left: enumeration(items.slice(0, -1)), right: last });
}

/** Several messages beside each other: `a, b, c`, like `list`. Half beside half, so that no number of them makes a message too deep to walk. */
export function enumeration(items: readonly Argument[]): Argument {
  const [first = '', ...rest] = items;
  if (rest.length === 0) return first;
  const middle = items.length >>> 1;
  return message('{left}, {right}', {
    left: enumeration(items.slice(0, middle)),
    right: enumeration(items.slice(middle)),
  });
}

/** Several messages to choose from: `a, b or c`, like `list`. */
export function alternatives(items: readonly Argument[]): Argument {
  const last = items.at(-1);
  if (last === undefined) return '';
  if (items.length === 1) return last;
  return message('{left} or {right}', { left: enumeration(items.slice(0, -1)), right: last });
}
