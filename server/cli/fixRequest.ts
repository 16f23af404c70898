import { message } from '../messages/message.js';
import type { Fix } from '../model/fix.js';
import { UsageError } from './exitCodes.js';
import type { LintOptions } from './options.js';

/** What a person wants of fixes: files written, the same without writing, or a patch. */
export interface FixRequest {
  readonly mode: 'write' | 'dryRun' | 'diff';
  readonly level: Fix['level'];
}

/** What the options say about fixes; undefined when they want none. Throws a UsageError for a level of fixes that nobody wants. */
export function fixRequestOf({ fix, fixDryRun, diff, fixLevel }: LintOptions): FixRequest | undefined {
  const mode = fix ? 'write' : fixDryRun ? 'dryRun' : diff ? 'diff' : undefined;
  if (mode !== undefined) return { mode, level: fixLevel ?? 'safe' };
  if (fixLevel === undefined) return undefined;
  throw new UsageError(message('--fix-level says which fixes are applied: add --fix, --fix-dry-run or --diff'));
}

/** What belongs on standard output where fixing failed: no patch, and standard input as it is. */
export function unfixed(
  request: FixRequest | undefined,
  stdin: { readonly bytes: Uint8Array } | undefined,
): string | Uint8Array | undefined {
  if (request?.mode === 'diff') return '';
  return request?.mode === 'write' ? stdin?.bytes : undefined;
}
