import { loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import type { Workspace } from '../../../server/workspace/workspace.js';
import type { File } from '../file.js';

/** Which program reads a file as it was and no more as it is, in words; undefined where none does. */
export function breakage(before: File, after: string): string | undefined {
  const broken = readers.find(({ reads }) => reads(before) && !reads({ ...before, text: after }));
  return broken && `${broken.id} reads it no more: ${JSON.stringify(after)}`;
}

/** Programs that read a file, or parts of one, by themselves. */
const readers: readonly { readonly id: string; readonly reads: (file: File) => boolean }[] = [
  {
    id: 'yaml',
    reads: ({ path, text }) => isYaml(path) && yamlDocuments(text).every(({ errors }) => errors.length === 0),
  },
  { id: 'js-yaml', reads: ({ path, text }) => isYaml(path) && succeeds(() => loadAll(text)) },
  { id: 'JSON', reads: ({ path, text }) => path.endsWith('.json') && succeeds(() => JSON.parse(text)) },
];

function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** The documents of a text. To the library a lone CR ends no line, though by YAML's rules it does. */
export function yamlDocuments(text: string): ReturnType<typeof parseAllDocuments> {
  return parseAllDocuments(text.replace(/\r(?!\n)/g, '\n'));
}

/** How many documents of a workspace have something in them that cannot be read. */
export function brokenDocuments({ files }: Workspace): number {
  return [...files.values()].flatMap(({ documents }) => documents.filter(({ parsed }) => !parsed)).length;
}

/** True for a file whose name says that it is YAML. */
export function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path);
}
