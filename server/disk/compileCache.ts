import * as nodeModule from 'node:module';

/**
 * Lets Node keep what it compiles, where it keeps that for every program that asks (Node 22.1 and later; `NODE_COMPILE_CACHE` names another
 * folder, `NODE_DISABLE_COMPILE_CACHE=1` wants none). Files that are loaded from now on profit. Where the folder cannot be written to,
 * everything is compiled, as before.
 */
export function useCompileCache(): void {
  if ('enableCompileCache' in nodeModule) (nodeModule.enableCompileCache as () => unknown)();
}
