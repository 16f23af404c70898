import type { File } from '../file.js';
import type { Random } from '../random.js';

/** One way to change a file. `other` is a file to take something from. */
export interface Mutator {
  readonly id: string;
  readonly change: (file: File, random: Random, other: File) => File;
}

/** A mutator that leaves the path as it is. */
export function onText(id: string, change: (text: string, random: Random, other: string) => string): Mutator {
  return { id, change: (file, random, other) => ({ ...file, text: change(file.text, random, other.text) }) };
}

/** A mutator of the lines of a text, each with its break. */
export function onLines(id: string, change: (lines: string[], random: Random) => readonly string[]): Mutator {
  return onText(id, (text, random) => change(linesOf(text), random).join(''));
}

/** The lines of a text, each with its break. */
export function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}
