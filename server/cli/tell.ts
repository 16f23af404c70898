import { type Message, message } from '../messages/message.js';
import { harmless } from '../reporters/terminal.js';
import type { Call } from './call.js';
import type { UnreadablePath } from './files.js';

/** Tells a person something on standard error, on a line of its own. */
export function tell(text: Message, { say, stderr }: Pick<Call, 'say' | 'stderr'>): void {
  stderr.write(`${harmless(say(text))}\n`);
}

/** What a run could not do. */
export interface Problems {
  readonly unreadable?: readonly UnreadablePath[];
  readonly unwritable?: readonly UnreadablePath[];
  readonly unwritten?: readonly UnreadablePath[];
}

/** Says what could not be read, fixed or written, a line for each. */
export function tellProblems({ unreadable = [], unwritable = [], unwritten = [] }: Problems, call: Call): void {
  for (const { path, reason } of unreadable) {
    const shown = path === '' ? message('an empty path') : path;
    tell(message('eni-lens: cannot read {shown}: {reason}', { shown, reason }), call);
  }
  for (const { path, reason } of unwritable) {
    tell(message('eni-lens: cannot fix {path}: {reason}', { path, reason }), call);
  }
  for (const { path, reason } of unwritten) {
    tell(message('eni-lens: cannot write {path}: {reason}', { path, reason }), call);
  }
}
