import schema from '../../schemas/addon-configuration.json' with { type: 'json' };
import { lettersOf } from '../text/closest.js';
import type { EnvVar } from './envVarRow.js';
import type { ContainerName } from './resource.js';

/** The key at the top level of an add-on's configuration that a name was meant for: `enableWindowsIpam` for `enable-windows-ipam`. */
export function topLevelKeyFor(name: string): string | undefined {
  return Object.keys(schema.fields).find((key) => lettersOf(key) === lettersOf(name));
}

/** True for a variable that the add-on's schema does not have there. Those under `init.env` that belong under `env` are another mistake. */
export function isUnsupportedByAddon({ addonEnv, addonInit, containers }: EnvVar, container: ContainerName): boolean {
  const isSettable = addonEnv === 'listed' || addonEnv === 'unverified';
  if (container === 'aws-node') return !isSettable;
  const isMisplaced = isSettable && !containers.includes(container);
  return addonInit !== 'listed' && !isMisplaced;
}
