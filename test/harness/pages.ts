import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../docs/rules/', import.meta.url);

/** The page of a rule. */
export function rulePage(id: string): string {
  return readFileSync(new URL(`${id}.md`, folder), 'utf8');
}

/** The examples of a rule page under one of its headings, as fixtures. */
export function examples(id: string, heading: 'Incorrect' | 'Correct'): readonly string[] {
  const section = rulePage(id).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^```(ya?ml|hcl)\n([\s\S]*?)^```$/gm)].map(([, language, text = '']) =>
    language === 'hcl' ? `# file: main.tf\n${text}` : text,
  );
}

const root = new URL('../../', import.meta.url);

/** A document for users, by its path from the top of the repository. */
export interface UserDocument {
  readonly path: string;
  readonly text: string;
}

/** Every document for users but the pages of the rules: the README, `docs/`, and what examples say of themselves, in all languages. */
export const userDocuments: readonly UserDocument[] = [
  ...markdownIn(''),
  ...markdownIn('docs/'),
  ...markdownIn('docs/ja/'),
  ...readdirSync(new URL('examples/', root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `examples/${path}`),
]
  .filter((path) => !/^(?:CHANGELOG|CONTRIBUTING|ARCHITECTURE)\.md$|^docs\/rules(?:\.ja)?\.md$/.test(path))
  .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));

function markdownIn(path: string): readonly string[] {
  const at = new URL(path, root);
  return existsSync(at)
    ? readdirSync(at)
        .filter((name) => name.endsWith('.md'))
        .map((name) => `${path}${name}`)
    : [];
}

/** The fenced blocks of Markdown in a language. */
export function fences(markdown: string, language: string): readonly string[] {
  const fence = new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\`$`, 'gm');
  return Array.from(markdown.matchAll(fence), ([, indent = '', text = '']) =>
    text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}
