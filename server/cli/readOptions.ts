import { InvalidArgumentError, Option } from 'commander';
import { maxFileSize } from '../disk/maxFileSize.js';
import { message, type Say } from '../messages/message.js';

/** `--max-file-size BYTES`, the same for every command that reads files. */
export function maxFileSizeOption(say: Say): Option {
  return new Option('--max-file-size <bytes>', say(message('do not parse larger files')))
    .argParser(positiveInteger(say))
    .default(maxFileSize, '5 MiB');
}

/** Reads a whole number of at least 1 from the command line. */
export function positiveInteger(say: Say): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < 1 || !Number.isSafeInteger(number)) {
      throw new InvalidArgumentError(say(message('A whole number of at least 1 is needed.')));
    }
    return number;
  };
}

/** Reads a whole number of at least 0 from the command line. */
export function wholeNumber(say: Say): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) {
      throw new InvalidArgumentError(say(message('A whole number is needed.')));
    }
    return number;
  };
}

/** Far above any node's max pods. */
const mostPods = 5000;

/** Reads `12` or `0..29` from the command line: every number of the range. */
export function podRange(say: Say): (text: string) => readonly number[] {
  return (text) => {
    const [, from, to] = /^(\d{1,4})(?:\.\.(\d{1,4}))?$/.exec(text) ?? [];
    const first = Number(from);
    const last = to === undefined ? first : Number(to);
    if (from === undefined || last < first || last > mostPods) {
      throw new InvalidArgumentError(say(message('Write it as 0..29 or 12, at most {most}.', { most: mostPods })));
    }
    return range(first, last);
  };
}

/** The whole numbers from `first` to `last`, both included. */
export function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
