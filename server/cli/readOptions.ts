import { InvalidArgumentError, Option } from 'commander';
import { maxFileSize } from '../disk/maxFileSize.js';
import { message, type Say } from '../messages/message.js';

/** `--max-file-size BYTES`, the same for every command that reads files. */
export function maxFileSizeOption(say: Say): Option {
  return new Option('--max-file-size <bytes>', say(message('do not parse larger files')))
    .argParser(positiveInteger(say))
    .default(maxFileSize, '5 MiB');
}

/** `--no-config`, the same for every command that reads a config file. */
export function noConfigOption(say: Say): Option {
  return new Option('--no-config', say(message('use no config file')));
}

/** `--config FILE` of commands that answer about instance types without reading other files. */
export function instanceTypesConfigOption(say: Say): Option {
  const text = message('config file with further instance types (default: the nearest eni-lens.yaml upwards)');
  return new Option('-c, --config <file>', say(text));
}

/** `--format` of the same commands. */
export function answerFormatOption(say: Say): Option {
  return new Option('-f, --format <format>', say(message('how the result is printed')))
    .choices(['table', 'json'])
    .default('table');
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

/** Reads one `NAME=value` of the command line and puts it beside those before it; of one named twice the last counts. */
export function namedValues(
  say: Say,
): (text: string, before?: Readonly<Record<string, string>>) => Readonly<Record<string, string>> {
  return (text, before = {}) => {
    const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new InvalidArgumentError(say(message('Write it as NAME=value.')));
    }
    return { ...before, [name]: value };
  };
}

/** Puts one word of the command line behind those before it. */
export function listed(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Far above any cluster's nodes. */
const mostNodes = 100_000;

/** Reads `50` or `5..50` from the command line: the fewest nodes and the most. */
export function nodeRange(say: Say): (text: string) => readonly [least: number, most: number] {
  return (text) => {
    const [, from, to] = /^(\d{1,6})(?:\.\.(\d{1,6}))?$/.exec(text) ?? [];
    const least = Number(from);
    const most = to === undefined ? least : Number(to);
    if (from === undefined || most < least || most < 1 || most > mostNodes) {
      throw new InvalidArgumentError(say(message('Write it as 50 or 5..50, at most {most}.', { most: mostNodes })));
    }
    return [least, most];
  };
}
