import { atLeast, parseVersion } from './cniVersion.js';

/** True for a version of the add-on whose schema was published word by word: those of later ones may have more keys. */
export function isBeforeLaterSchemas(version: string | undefined): boolean {
  return atLeast(parseVersion(version ?? ''), '1.15.2') === false;
}
