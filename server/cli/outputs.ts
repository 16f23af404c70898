import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { uriOf } from '../disk/fileSource.js';
import { writeWhole } from '../disk/writeWhole.js';
import { type Message, message } from '../messages/message.js';
import type { LintResult } from '../reporters/reporter.js';
import type { Workspace } from '../workspace/workspace.js';
import { wantsColor } from './color.js';
import { UsageError } from './exitCodes.js';
import type { UnreadablePath } from './files.js';
import type { FixOutcome } from './fix.js';
import { type Output, outputOf } from './formatOption.js';
import type { Speech } from './language.js';

/** The outputs of a run, stylish on standard output where none is asked for. Throws a UsageError where two would go to one place. */
export function outputsOf(written: readonly string[] = ['stylish']): readonly Output[] {
  const outputs = written.flatMap((each) => outputOf(each) ?? []);
  const [, second] = outputs.filter(({ file }) => file === undefined);
  if (second) {
    throw new UsageError(
      message('Only one format can go to standard output: give the others a file, such as --format {example}', {
        example: `${second.reporter.id}=eni-lens.${second.reporter.id}`,
      }),
    );
  }
  const files = outputs.flatMap(({ file }) => file ?? []);
  const paths = files.map(realPath);
  const twice = files.find((_, index) => paths.indexOf(paths[index] ?? '') !== index);
  if (twice !== undefined) {
    throw new UsageError(message('Two formats cannot be written to one file: {twice}', { twice }));
  }
  return outputs;
}

/** Where a file really lies, or will. */
function realPath(file: string): string {
  return existsSync(file) ? realpathSync(file) : resolve(file);
}

/** Throws a UsageError where a report would replace a file that the run reads. */
export function refuseInputs(outputs: readonly Output[], { files, config, baseline }: Workspace): void {
  for (const { file } of outputs) {
    if (file === undefined) continue;
    const input = files.get(uriOf(resolve(file))) ?? files.get(uriOf(realPath(file)));
    const isSetting = [config.uri, baseline?.uri].includes(input?.uri);
    const isRead = isSetting || input?.documents.some(({ resources }) => resources.length > 0);
    if (input && isRead) {
      throw new UsageError(message('The report would replace {file}, which is linted: give it another file', { file }));
    }
  }
}

/**
 * Prints a run in every format it is wanted in; returns what could not be written. What goes to standard output goes to standard error
 * where fixed text or a patch takes its place.
 */
export function printOutputs(
  outputs: readonly Output[],
  result: LintResult,
  { speech, output }: { readonly speech: Speech; readonly output: FixOutcome['output'] },
): readonly UnreadablePath[] {
  if (output !== undefined) process.stdout.write(output);
  const stream = output === undefined ? process.stdout : process.stderr;
  return outputs.flatMap(({ reporter, file }) => {
    const text = reporter.print(result, { color: file === undefined && wantsColor(stream), ...speech });
    const reason = file === undefined ? void stream.write(text) : writeFile(file, text);
    return file !== undefined && reason ? [{ path: file, reason }] : [];
  });
}

/** Standard error may be a socket, which cannot be opened by its name. */
function writeFile(file: string, text: string): Message | undefined {
  return file === '/dev/stderr' ? void process.stderr.write(text) : writeWhole(file, text);
}
