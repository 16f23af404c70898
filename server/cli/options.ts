import { InvalidArgumentError } from 'commander';

/** Reads a whole number of at least 1 from the command line. */
export function positiveInteger(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || !Number.isSafeInteger(number)) {
    throw new InvalidArgumentError('A whole number of at least 1 is needed.');
  }
  return number;
}
