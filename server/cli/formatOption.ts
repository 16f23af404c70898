import { InvalidArgumentError } from 'commander';
import { list, message, type Say } from '../messages/message.js';
import { reporters } from '../reporters/index.js';
import type { Reporter } from '../reporters/reporter.js';

/** One of the formats a run is printed in, and the file it goes to; undefined for standard output. */
export interface Output {
  readonly reporter: Reporter;
  readonly file: string | undefined;
}

/** Reads one `--format` of the command line and puts it behind those before it. */
export function formatOption(say: Say): (written: string, before?: readonly string[]) => readonly string[] {
  return (written, before = []) => {
    if (outputOf(written) !== undefined) return [...before, written];
    const formats = list(
      reporters.map(({ id }) => id),
      reporters.length,
    );
    throw new InvalidArgumentError(say(message('It takes {formats}, alone or as format=file.', { formats })));
  };
}

/** The output that is written as `format` or `format=file`; undefined for anything else. */
export function outputOf(written: string): Output | undefined {
  const [id, ...rest] = written.split('=');
  const file = rest.length > 0 ? rest.join('=') : undefined;
  const reporter = reporters.find((each) => each.id === id);
  if (reporter === undefined || file === '') return undefined;
  return { reporter, file: file === '/dev/stdout' ? undefined : file };
}
