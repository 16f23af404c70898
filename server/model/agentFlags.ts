import { closest } from '../text/closest.js';
import { atLeast, type CniVersion } from './cniVersion.js';

/*
 * The flags of the network policy agent, and the first release that knows each. It reads them with pflag and ends at one that it does not know.
 *
 * Sources: main.go (`pflag.ExitOnError`), pkg/config/controller_config.go and runtime_config.go of aws-network-policy-agent, at all tags from
 * v1.0.1 to v1.4.2.
 */
const firstRelease = '1.0.1';

const since: Readonly<Record<string, string>> = {
  'conntrack-cache-cleanup-period': '1.0.7',
  'conntrack-cache-table-size': '1.1.3',
  'enable-cloudwatch-logs': firstRelease,
  'enable-ipv6': firstRelease,
  'enable-network-policy': firstRelease,
  'enable-policy-event-logs': '1.0.4',
  'enable-profiling': '1.2.7',
  'health-probe-bind-addr': firstRelease,
  kubeconfig: firstRelease,
  'log-file': firstRelease,
  'log-file-max-backups': '1.2.3',
  'log-file-max-size': '1.2.3',
  'log-level': firstRelease,
  'max-concurrent-reconciles': firstRelease,
  'metrics-bind-addr': firstRelease,
};

/** The first release of the agent that knows a flag, by its name without dashes; undefined where none does. */
export function flagSince(name: string): string | undefined {
  return Object.hasOwn(since, name) ? since[name] : undefined;
}

/** Whether an agent knows a flag; of a version that cannot be seen, the newest. Undefined where the patch decides and is not written. */
export function knowsFlag(name: string, version: CniVersion | undefined): boolean | undefined {
  const first = flagSince(name);
  if (first === undefined || version === undefined) return first !== undefined;
  return atLeast(version, first);
}

/** The flags that may have been meant by a name, closest first. */
export function closestFlags(name: string): readonly string[] {
  return closest(name, names);
}

const names = Object.keys(since);
