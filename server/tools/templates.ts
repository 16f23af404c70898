import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { parseAst } from 'vite';
import { sentence } from '../messages/message.js';

/** A text for people, and the first place that has it. */
export interface Template {
  readonly template: string;
  /** Path of a file below the root. */
  readonly file: string;
  /** The rule whose summary it is: its page has it in every language. */
  readonly rule?: string;
}

/**
 * Every template the server can render: the first argument of each `message(…)` under `server/`, and the sentences of the table of
 * variables and of the config file's schema. In the order of the files. Throws for a template that is no literal, because nobody could translate it.
 */
export function serverTemplates(root: string): readonly Template[] {
  const written = sourcesUnder(root, 'server').flatMap((file) => calls(root, file, 'message'));
  return distinct([...written, ...tableSentences(root), ...configSentences(root)]);
}

/** Every text the extension says: the first argument of each `vscode.l10n.t(…)` under `client/`. */
export function clientTemplates(root: string): readonly Template[] {
  return distinct(sourcesUnder(root, 'client').flatMap((file) => calls(root, file, 't')));
}

/** The names between braces, sorted. */
export function placeholders(template: string): readonly string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
}

function distinct(templates: readonly Template[]): readonly Template[] {
  const first = new Map<string, Template>();
  for (const each of templates) if (!first.has(each.template)) first.set(each.template, each);
  return [...first.values()];
}

function sourcesUnder(root: string, folder: string): readonly string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return entries
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort();
}

/** Syntax as the parser gives it: nodes of all kinds. */
type Tree = Readonly<Record<string, unknown>>;

function calls(root: string, file: string, name: string): readonly Template[] {
  const { code } = transformSync(readFileSync(join(root, file), 'utf8'), { loader: 'ts', format: 'esm' });
  const found: Template[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    if (!isTree(value)) return;
    if (value.type === 'CallExpression' && isCallOf(value.callee, name)) {
      const [argument] = value.arguments as readonly unknown[];
      found.push({ template: textOf(argument, file), file });
    }
    for (const each of Object.values(value)) visit(each);
  };
  visit(parseAst(code));
  return found;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `message(…)`, or `vscode.l10n.t(…)` for `t`. */
function isCallOf(callee: unknown, name: string): boolean {
  if (!isTree(callee)) return false;
  if (callee.type === 'Identifier') return name !== 't' && callee.name === name;
  const { object, property } = callee;
  return (
    name === 't' && isTree(property) && property.name === 't' && isTree(object) && isNamed(object.property, 'l10n')
  );
}

function isNamed(value: unknown, name: string): boolean {
  return isTree(value) && value.name === name;
}

function textOf(argument: unknown, file: string): string {
  if (isTree(argument) && argument.type === 'Literal' && typeof argument.value === 'string') return argument.value;
  const [quasi, ...others] = isTree(argument) && Array.isArray(argument.quasis) ? argument.quasis : [];
  if (isTree(quasi) && isTree(quasi.value) && others.length === 0) return String(quasi.value.cooked);
  throw new Error(`${file}: a message's template must be a literal, so that it can be translated`);
}

interface Table {
  readonly properties: Readonly<Record<string, TableRow>>;
  readonly 'x-misspelling-of': Readonly<Record<string, { readonly note?: string }>>;
}

interface TableRow {
  readonly description: string;
  readonly 'x-default-note'?: string;
  readonly 'x-changes'?: readonly { readonly description: string }[];
}

function tableSentences(root: string): readonly Template[] {
  const file = 'schemas/aws-node-env.schema.json';
  const table: Table = JSON.parse(readFileSync(join(root, file), 'utf8'));
  const sentences = [
    ...Object.values(table.properties).flatMap((row) => [
      row.description,
      row['x-default-note'],
      ...(row['x-changes'] ?? []).map(({ description }) => description),
    ]),
    ...Object.values(table['x-misspelling-of']).map(({ note }) => note),
  ];
  return sentences.flatMap((text) => (text === undefined ? [] : [{ template: sentence(text).template, file }]));
}

/** The path of the config file's schema below the root. */
export const configSchema = 'schemas/eni-lens-config.schema.json';

/** What the schema of the config file says of keys, and of each rule its summary. */
function configSentences(root: string): readonly Template[] {
  const found: Template[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, each] of Object.entries(value)) {
      if (key === 'description' && typeof each === 'string') {
        const rule = path.at(-3) === 'ruleSeverities' ? path.at(-1) : undefined;
        found.push({ template: sentence(each).template, file: configSchema, ...(rule === undefined ? {} : { rule }) });
      } else {
        visit(each, [...path, key]);
      }
    }
  };
  visit(JSON.parse(readFileSync(join(root, configSchema), 'utf8')), []);
  return found;
}
