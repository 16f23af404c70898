import schema from '../../schemas/addon-configuration.json' with { type: 'json' };
import { lettersOf } from '../text/closest.js';

/** The key at the top level of an add-on's configuration that a name was meant for: `enableWindowsIpam` for `enable-windows-ipam`. */
export function topLevelKeyFor(name: string): string | undefined {
  return Object.keys(schema.fields).find((key) => lettersOf(key) === lettersOf(name));
}
