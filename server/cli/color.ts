import type { Call, Output } from './call.js';

/**
 * Whether what is written to a stream is colored: as `--color` or `--no-color` says, whichever comes last; else on a terminal, unless
 * NO_COLOR or TERM=dumb says otherwise, and anywhere with FORCE_COLOR.
 */
export function wantsColor({ args, env, stdout }: Call, stream: Output = stdout): boolean {
  const asked = args.findLast((argument) => argument === '--color' || argument === '--no-color');
  if (asked !== undefined) return asked === '--color';
  const { NO_COLOR, FORCE_COLOR, TERM } = env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}
