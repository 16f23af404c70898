import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFiles } from '../disk/replaceFiles.js';
import { writablePlace } from '../disk/writable.js';
import { writeWhole } from '../disk/writeWhole.js';
import { type Message, message } from '../messages/message.js';
import type { Baseline } from '../model/baseline.js';
import { UsageError } from './exitCodes.js';
import { withSignals } from './interrupt.js';

/** Writes a baseline, whole or not at all. `before` is what is there now. Throws a UsageError where that is not possible. */
export async function writeBaseline(
  { path, shown: name }: { readonly path: string; readonly shown: string },
  before: Baseline | undefined,
  text: string,
): Promise<void> {
  const reason = before === undefined ? writeWhole(path, text) : await replace(path, before, text);
  if (reason === undefined) return;
  throw new UsageError(message('Cannot write {name}: {reason}', { name, reason }));
}

/** Follows a symbolic link, wherever it leads: the person named it. */
async function replace(path: string, before: Baseline, text: string): Promise<Message | undefined> {
  const place = writablePlace(path, [dirname(realpathSync(path))]);
  if ('reason' in place) return place.reason;
  const replacement = { path: place.path, before: before.text, after: text };
  const [failure] = await withSignals((aborted) => replaceFiles([replacement], aborted));
  return failure?.reason;
}
