import { readFileSync } from 'node:fs';

const folder = new URL('../../docs/rules/', import.meta.url);

/** The page of a rule. */
export function rulePage(id: string): string {
  return readFileSync(new URL(`${id}.md`, folder), 'utf8');
}

/** The examples of a rule page under one of its headings. */
export function examples(id: string, heading: 'Incorrect' | 'Correct'): readonly string[] {
  const section = rulePage(id).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
}
