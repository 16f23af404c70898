import { reporterIds } from '../reporters/reporterIds.js';

/** One `--format` of the command line: the format, and the file it goes to; undefined for standard output. */
export interface WrittenFormat {
  readonly id: string;
  readonly file: string | undefined;
}

/** What is written as `format` or `format=file`; undefined for anything else. */
export function writtenFormat(written: string): WrittenFormat | undefined {
  const [id = '', ...rest] = written.split('=');
  const file = rest.length > 0 ? rest.join('=') : undefined;
  if (!reporterIds.includes(id) || file === '') return undefined;
  return { id, file: file === '/dev/stdout' ? undefined : file };
}
