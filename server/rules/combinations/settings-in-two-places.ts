import { message } from '../../messages/message.js';
import { entryOf } from '../../model/env.js';
import { isEnvVarName } from '../../model/envVars.js';
import type { CniSettings, ContainerName, EnvEntry } from '../../model/resource.js';
import { isRendered, isShippedAlong } from '../../model/shippedValues.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'settings-in-two-places',
  severity: 'info',
  advice: message('Set it in the configuration values of the add-on only, and take it out of the DaemonSet'),
  silentWithout: ['settings'],
  *check(cluster) {
    const addon = cluster.settings.filter(({ takenBy, observed }) => takenBy === 'addon' && !observed);
    const others = cluster.settings.filter(({ takenBy, observed }) => takenBy !== 'addon' && !observed);
    // Two add-ons, or two pieces of a DaemonSet, may be alternatives; an add-on owns the DaemonSet for certain.
    const [only, ...more] = addon;
    if (only === undefined || more.length > 0) return;
    for (const other of others) yield* compare(only, other);
  },
};

function* compare(addon: CniSettings, other: CniSettings): Iterable<Finding> {
  for (const { name: container, env } of other.containers) {
    for (const entry of env) {
      const same = isEnvVarName(entry.name.value) ? entryOf(addon, entry.name.value, container) : undefined;
      if (same === undefined || entryOf(other, entry.name.value, container) !== entry) continue;
      const finding = twice(entry, same, container);
      // A whole DaemonSet beside the add-on is mostly what the add-on made of its values.
      const isCopy = isShippedAlong(entry, other) || (isRendered(other) && finding?.severity === 'info');
      if (finding && !isCopy) yield finding;
    }
  }
}

function twice(entry: EnvEntry, ofAddon: EnvEntry, container: ContainerName): Finding | undefined {
  if (entry.value.kind !== 'literal' || ofAddon.value.kind !== 'literal') return undefined;
  const here = entry.value.text;
  const there = ofAddon.value.text;
  const args = { name: entry.name.value, container, here, there };
  return {
    at: entry.name.at,
    severity: here === there ? 'info' : 'warning',
    message:
      here === there
        ? message(
            '{name} is "{here}" here and in the add-on too, which owns the DaemonSet: who changes one of them has to change both',
            args,
          )
        : message(
            '{name} is "{here}" for {container} here and "{there}" in the add-on, which owns the DaemonSet: EKS writes its value again with every update that overwrites conflicts',
            args,
          ),
    related: [{ at: ofAddon.name.at, message: message('The add-on sets it here') }],
  };
}
