import { resolve } from 'node:path';
import { sourceOf, uriOf } from '../disk/fileSource.js';
import { maxFileSize, mostOfStream } from '../disk/maxFileSize.js';
import { message } from '../messages/message.js';
import { type FileModel, type FileSource, readFile } from '../workspace/fileModel.js';
import type { Call } from './call.js';
import type { Configs } from './configs.js';
import { UsageError } from './exitCodes.js';
import { claimed, type FoundFiles, findFiles } from './files.js';
import type { LintOptions } from './options.js';
import type { InSteps } from './progress.js';
import type { Stopwatch } from './stats.js';
import { tell } from './tell.js';

/** The files that the paths name, and standard input for a path of `-`. */
export async function collect(
  paths: readonly string[],
  options: Pick<LintOptions, 'maxFileSize' | 'stdinFilename'>,
  { cut, entered }: Configs,
  { phase }: Stopwatch,
  call: Call,
): Promise<FoundFiles> {
  const { folder, stdin: input } = call;
  const { isIgnored } = cut;
  const named = paths.filter((path) => path !== '-');
  const found = findFiles(named, { folder, maxFileSize: options.maxFileSize, isIgnored, entered, around: phase });
  if (named.length === paths.length) return found;
  const uri = uriOf(resolve(folder, options.stdinFilename));
  // What a cluster says is longer than what people write: the limit of files is no limit of a stream that somebody pipes in.
  const most = options.maxFileSize === maxFileSize ? mostOfStream : options.maxFileSize;
  const bytes = await bytesOf(input);
  if (bytes.length === 0)
    tell(message('eni-lens: standard input is empty: the command before the pipe may have failed'), call);
  const stdin = { uri, bytes };
  if (isIgnored(uri)) return { ...found, stdin, ignored: found.ignored + 1 };
  const source = sourceOf(uri, bytes, most);
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

/** All that comes in: what a fix leaves as it is is handed on. A stream that does not end is given up. */
async function bytesOf(stream: Call['stdin']): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > mostKept) {
      throw new UsageError(
        message('Standard input has more than {most} bytes: pipe in less of it', { most: mostKept }),
      );
    }
  }
  return Buffer.concat(chunks);
}

/** In bytes. What is larger than the limit is not checked in any case. */
const mostKept = 512 * 1024 * 1024;

/** The files as the model has them. */
export async function readFiles(sources: readonly FileSource[], inSteps: InSteps): Promise<readonly FileModel[]> {
  const models: FileModel[] = [];
  // Of few files nothing gets hot.
  if (sources.length > 50) (await import('../disk/inlining.js')).inlineLess();
  await inSteps('files', sources, (source) => models.push(readFile(source)));
  return models;
}
