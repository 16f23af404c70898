import { setFlagsFromString } from 'node:v8';

/**
 * When V8 compiles a hot function, it compiles into it what that calls, up to 920 bytes of bytecode. Ours is much code that runs some
 * thousand times and little that runs a million times: the compiling costs it more than it ever gains. V8 of Node 24 compiles in smaller
 * steps before, and gains nothing by this; it may lose the flag one day, too.
 */
export function inlineLess(): void {
  if (Number.parseInt(process.versions.node, 10) < 24) setFlagsFromString('--max-inlined-bytecode-size-cumulative=50');
}
