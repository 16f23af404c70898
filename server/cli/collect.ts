import { resolve } from 'node:path';
import { sourceOf, uriOf } from '../disk/fileSource.js';
import { type FileModel, type FileSource, readFile } from '../workspace/fileModel.js';
import type { Call } from './call.js';
import type { Configs } from './configs.js';
import { claimed, type FoundFiles, findFiles } from './files.js';
import type { LintOptions } from './options.js';
import type { InSteps } from './progress.js';
import type { Stopwatch } from './stats.js';

/** The files that the paths name, and standard input for a path of `-`. */
export async function collect(
  paths: readonly string[],
  options: Pick<LintOptions, 'maxFileSize' | 'stdinFilename'>,
  { cut, entered }: Configs,
  { phase }: Stopwatch,
  { folder, stdin: input }: Call,
): Promise<FoundFiles> {
  const { isIgnored } = cut;
  const named = paths.filter((path) => path !== '-');
  const found = findFiles(named, { folder, maxFileSize: options.maxFileSize, isIgnored, entered, around: phase });
  if (named.length === paths.length) return found;
  const uri = uriOf(resolve(folder, options.stdinFilename));
  const bytes = await wholeOf(input);
  const stdin = { uri, bytes };
  if (isIgnored(uri)) return { ...found, stdin, ignored: found.ignored + 1 };
  const source = sourceOf(uri, bytes, options.maxFileSize);
  // What an editor sends is newer than the file of that name on the disk.
  const others = found.sources.filter((each) => each.uri !== uri);
  const { read, unclaimed } = claimed(source ? [source] : []);
  const sources = [...others, ...read];
  return {
    ...found,
    stdin,
    unclaimed: [...found.unclaimed, ...unclaimed],
    files: [...found.files, ...(unclaimed.length > 0 ? [] : [uri])],
    withoutHint: found.withoutHint + (source ? 0 : 1),
    sources: sources.toSorted((a, b) => (a.uri < b.uri ? -1 : 1)),
  };
}

async function wholeOf(stream: Call['stdin']): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The files as the model has them. */
export async function readFiles(sources: readonly FileSource[], inSteps: InSteps): Promise<readonly FileModel[]> {
  const models: FileModel[] = [];
  await inSteps('files', sources, (source) => models.push(readFile(source)));
  return models;
}
