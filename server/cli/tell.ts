import { enumeration, type Message, message, whole } from '../messages/message.js';
import { harmless } from '../reporters/terminal.js';
import { syntaxTitles } from '../syntax/claims.js';
import type { Call } from './call.js';
import type { UnreadablePath } from './files.js';

/** Tells a person something on standard error, on a line of its own. */
export function tell(text: Message, { say, stderr }: Pick<Call, 'say' | 'stderr'>): void {
  stderr.write(`${harmless(say(text))}\n`);
}

/** What a run could not do. */
export interface Problems {
  /** Paths of files that no syntax claims. */
  readonly unclaimed?: readonly string[];
  readonly unreadable?: readonly UnreadablePath[];
  readonly unwritable?: readonly UnreadablePath[];
  readonly unwritten?: readonly UnreadablePath[];
}

/** Says what could not be read, fixed or written, a line for each. */
export function tellProblems(
  { unclaimed = [], unreadable = [], unwritable = [], unwritten = [] }: Problems,
  call: Call,
): void {
  for (const path of unclaimed) {
    const text = message(
      'eni-lens: {path} is not read: by its name it is none of {kinds}; if it is, pipe it to eni-lens lint - --stdin-filename <name>',
      { path: whole(path), kinds: enumeration(syntaxTitles) },
    );
    tell(text, call);
  }
  for (const { path, reason } of unreadable) {
    const shown = path === '' ? message('an empty path') : whole(path);
    tell(message('eni-lens: cannot read {shown}: {reason}', { shown, reason }), call);
  }
  for (const { path, reason } of unwritable) {
    tell(message('eni-lens: cannot fix {path}: {reason}', { path: whole(path), reason }), call);
  }
  for (const { path, reason } of unwritten) {
    tell(message('eni-lens: cannot write {path}: {reason}', { path: whole(path), reason }), call);
  }
}
