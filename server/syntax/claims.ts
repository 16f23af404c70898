import type { Argument } from '../messages/message.js';
import { beginningOf } from '../text/lines.js';
import { syntaxes } from './index.js';
import type { Syntax } from './syntax.js';
import type { SyntaxId } from './syntaxId.js';

/** What is known of a file before it is read. */
export interface Claimed {
  /** Its path or uri. */
  readonly name: string;
  /** The language an editor takes it for, whatever its name. */
  readonly languageId?: string | undefined;
  /** Undefined while it is not there: then only names and languages count. */
  readonly text?: string | undefined;
}

/** The syntax of a file; undefined for one that nobody claims: then it is not read. */
export function syntaxOf({ name, languageId, text }: Claimed): Syntax | undefined {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).toLowerCase();
  // Nearly every file has an ending of its own, and there may be very many.
  return syntaxOfLanguage(languageId) ?? syntaxByEnding.get(endingOf(base)) ?? syntaxOfOther(base, text);
}

/** The syntax of a file whose ending says none: behind what template engines put there, by its first line or by its name. */
function syntaxOfOther(base: string, text: string | undefined): Syntax | undefined {
  const plain = withoutTemplateSuffixes(base);
  return (
    syntaxByEnding.get(endingOf(plain)) ??
    (text === undefined ? undefined : syntaxBeginning(firstLineOf(text))) ??
    (text !== undefined && isScript(text) ? undefined : syntaxes.find(({ claims }) => claims.names?.test(plain)))
  );
}

const syntaxByEnding: ReadonlyMap<string, Syntax> = new Map(
  syntaxes.flatMap((syntax) => syntax.claims.endings.map((ending) => [ending, syntax] as const)),
);

/** What stands behind the last dot of a name; '' where there is none. */
function endingOf(base: string): string {
  const dot = base.lastIndexOf('.');
  return dot < 0 ? '' : base.slice(dot + 1);
}

/** True for a text that says which program reads it. */
function isScript(text: string): boolean {
  return /^\uFEFF?#!/.test(text);
}

function syntaxBeginning(firstLine: string): Syntax | undefined {
  return syntaxes.find(({ claims }) => claims.firstLine?.test(firstLine));
}

/** The syntax of a language, as editors name it. */
export function syntaxOfLanguage(languageId: string | undefined): Syntax | undefined {
  return languageId === undefined ? undefined : syntaxes.find(({ claims }) => claims.languages.includes(languageId));
}

/** The syntax with an id; undefined without one, and while nobody has written it. */
export function syntaxNamed(id: SyntaxId | undefined): Syntax | undefined {
  return syntaxes.find((syntax) => syntax.id === id);
}

/** The endings of the files that folders are searched for, without the dot. */
export const fileEndings: readonly string[] = syntaxes.flatMap(({ claims }) => claims.endings);

/** The names of files without an ending that folders are searched for. */
export const fileNames: readonly string[] = syntaxes.flatMap(({ claims }) => claims.fileNames ?? []);

/** The languages an editor asks about. */
export const languageIds: readonly string[] = syntaxes.flatMap(({ claims }) => claims.languages);

/** What can be read, as people call it. */
export const syntaxTitles: readonly Argument[] = syntaxes.flatMap(({ title }) => title ?? []);

/** The first line of a text that says what it is: a shebang, or else the first one that is not blank, a comment or `---`. */
export function firstLineOf(text: string): string {
  const start = beginningOf(text, longestStart);
  if (start.startsWith('#!')) return /^.*/.exec(start)?.[0] ?? '';
  return start.split('\n').find((line) => !/^\s*(?:#|$)|^---\s*$/.test(line)) ?? '';
}

/** What has not said so far what it is keeps it to itself. */
const longestStart = 4_000;

/** What template engines and backups put behind a name: `nodes.yaml.tftpl`. */
export const templateSuffixes: readonly string[] =
  'tpl tmpl tftpl gotmpl template j2 jinja jinja2 erb ejs mustache hbs in dist example sample orig bak old new'.split(
    ' ',
  );

function withoutTemplateSuffixes(base: string): string {
  const ending = endingOf(base);
  return templateSuffixes.includes(ending) ? withoutTemplateSuffixes(base.slice(0, -ending.length - 1)) : base;
}
