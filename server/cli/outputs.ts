import { existsSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { uriOf } from '../disk/fileSource.js';
import { writeWhole } from '../disk/writeWhole.js';
import { type Message, message, whole } from '../messages/message.js';
import { reporters } from '../reporters/index.js';
import type { LintResult, Reporter } from '../reporters/reporter.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Call } from './call.js';
import { wantsColor } from './color.js';
import { UsageError } from './exitCodes.js';
import type { Faults } from './faults.js';
import type { UnreadablePath } from './files.js';
import type { FixOutcome } from './fix.js';
import { writtenFormat } from './writtenFormat.js';

/** One of the formats a run is printed in, and the file it goes to; undefined for standard output. */
export interface Output {
  readonly reporter: Reporter;
  readonly file: string | undefined;
}

/** The outputs of a run, stylish on standard output where none is asked for. Throws a UsageError where two would go to one place. */
export function outputsOf(folder: string, written: readonly string[] = ['stylish']): readonly Output[] {
  const outputs = written.flatMap(outputOf);
  const [, second] = outputs.filter(({ file }) => file === undefined);
  if (second) {
    throw new UsageError(
      message('Only one format can go to standard output: give the others a file, such as --format {example}', {
        example: `${second.reporter.id}=eni-lens.${second.reporter.id}`,
      }),
    );
  }
  const files = outputs.flatMap(({ file }) => file ?? []);
  const paths = files.map((file) => realPath(resolve(folder, file)));
  const twice = files.find((_, index) => paths.indexOf(paths[index] ?? '') !== index);
  if (twice !== undefined) {
    throw new UsageError(message('Two formats cannot be written to one file: {twice}', { twice: whole(twice) }));
  }
  return outputs;
}

function outputOf(written: string): readonly Output[] {
  const format = writtenFormat(written);
  const reporter = reporters.find(({ id }) => id === format?.id);
  return format && reporter ? [{ reporter, file: format.file }] : [];
}

/** Where a file really lies, or will. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** Throws a UsageError where a report would replace a file that the run reads. */
export function refuseInputs(outputs: readonly Output[], workspaces: readonly Workspace[], { folder }: Call): void {
  for (const { file } of outputs) {
    if (file === undefined) continue;
    const path = resolve(folder, file);
    const isRead = workspaces.some(({ files, config, baseline }) => {
      const input = files.get(uriOf(path)) ?? files.get(uriOf(realPath(path)));
      const isSetting = input !== undefined && [config.uri, baseline?.uri].includes(input.uri);
      return isSetting || input?.documents.some(({ resources }) => resources.length > 0);
    });
    if (isRead) {
      throw new UsageError(
        message('The report would replace {file}, which is linted: give it another file', { file: whole(file) }),
      );
    }
  }
}

/**
 * Prints a run in every format it is wanted in; returns what could not be written. A format that fails does not take the others with it. What goes to standard output goes to standard error
 * where fixed text or a patch takes its place.
 */
export function printOutputs(
  outputs: readonly Output[],
  result: LintResult,
  { call, faults, output }: { readonly call: Call; readonly faults: Faults; readonly output: FixOutcome['output'] },
): readonly UnreadablePath[] {
  const { stdout, stderr, say, language } = call;
  if (output !== undefined) stdout.write(output);
  const stream = output === undefined ? stdout : stderr;
  return outputs.flatMap(({ reporter, file }) => {
    const color = file === undefined && wantsColor(call, stream);
    const text = faults.survive(() => reporter.print(result, { color, say, language }));
    if (text === undefined) return [];
    const reason = file === undefined ? void stream.write(text) : writeFile(file, text, call);
    return file !== undefined && reason ? [{ path: file, reason }] : [];
  });
}

/** Standard error may be a socket, which cannot be opened by its name. */
function writeFile(file: string, text: string, { folder, stderr }: Call): Message | undefined {
  return file === '/dev/stderr' ? void stderr.write(text) : writeWhole(resolve(folder, file), text, dirname(file));
}
