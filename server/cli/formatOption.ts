import { InvalidArgumentError } from 'commander';
import { list, message, type Say } from '../messages/message.js';
import { reporterIds } from '../reporters/reporterIds.js';

/** One `--format` of the command line: the format, and the file it goes to; undefined for standard output. */
export interface WrittenFormat {
  readonly id: string;
  readonly file: string | undefined;
}

/** Reads one `--format` of the command line and puts it behind those before it. */
export function formatOption(say: Say): (written: string, before?: readonly string[]) => readonly string[] {
  return (written, before = []) => {
    if (writtenFormat(written) !== undefined) return [...before, written];
    const formats = list(reporterIds, reporterIds.length);
    throw new InvalidArgumentError(say(message('It takes {formats}, alone or as format=file.', { formats })));
  };
}

/** What is written as `format` or `format=file`; undefined for anything else. */
export function writtenFormat(written: string): WrittenFormat | undefined {
  const [id = '', ...rest] = written.split('=');
  const file = rest.length > 0 ? rest.join('=') : undefined;
  if (!reporterIds.includes(id) || file === '') return undefined;
  return { id, file: file === '/dev/stdout' ? undefined : file };
}
