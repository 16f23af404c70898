import { InvalidArgumentError } from 'commander';
import { list, message, type Say } from '../messages/message.js';
import { reporterIds } from '../reporters/reporterIds.js';
import { writtenFormat } from './writtenFormat.js';

/** Reads one `--format` of the command line and puts it behind those before it. */
export function formatOption(say: Say): (written: string, before?: readonly string[]) => readonly string[] {
  return (written, before = []) => {
    if (writtenFormat(written) !== undefined) return [...before, written];
    const formats = list(reporterIds, reporterIds.length);
    throw new InvalidArgumentError(say(message('It takes {formats}, alone or as format=file.', { formats })));
  };
}
