import { message } from '../../messages/message.js';
import { entryOf } from '../../model/env.js';
import { envVar, isEnvVarName } from '../../model/envVars.js';
import type { CniSettings, ContainerName, EnvEntry } from '../../model/resource.js';
import { isRendered } from '../../model/shippedValues.js';
import { removeVariable, settingVariables } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'daemonset-setting-overwritten',
  severity: 'warning',
  advice: message('Set it in the configuration values of the add-on'),
  needsAll: true,
  silentWithout: ['settings'],
  *check({ settings }) {
    const [addon, ...more] = settings.filter(({ takenBy, observed }) => takenBy === 'addon' && !observed);
    if (addon?.overwrites !== true || addon.partlyHidden || more.length > 0) return;
    for (const other of settings)
      if (other !== addon && !other.observed && !other.overwrites && !isRendered(other)) yield* compare(addon, other);
  },
};

/** What the add-on's manifest has no variable for stays as it is: EKS applies its own fields only. */
function* compare(addon: CniSettings, other: CniSettings): Iterable<Finding> {
  for (const { name: container, env } of other.containers) {
    for (const entry of env) {
      const { name, value } = entry;
      if (value.kind !== 'literal' || !isEnvVarName(name.value) || entryOf(other, name.value, container) !== entry)
        continue;
      const { shippedDefault, containers } = envVar(name.value);
      if (shippedDefault === undefined || shippedDefault === value.text || !containers.includes(container)) continue;
      if (entryOf(addon, name.value, container) === undefined) {
        yield finding(entry, { addon, other, container, shippedDefault, text: value.text });
      }
    }
  }
}

interface Overwritten {
  readonly addon: CniSettings;
  readonly other: CniSettings;
  readonly container: ContainerName;
  readonly shippedDefault: string;
  readonly text: string;
}

function finding(entry: EnvEntry, { addon, other, container, shippedDefault, text }: Overwritten): Finding {
  const { name } = entry;
  return {
    at: name.at,
    message: message(
      '{name} is "{text}" in the DaemonSet only: the add-on overwrites conflicts and sets it back to "{shipped}" with its next update',
      { name: name.value, text, shipped: shippedDefault },
    ),
    related: [{ at: addon.at, message: message('The add-on owns the DaemonSet') }],
    // In both places it would be a finding of settings-in-two-places.
    fixes: () => {
      const title = message('Move {name} to the add-on', { name: name.value });
      const added = settingVariables(addon, { [name.value]: text }, container);
      const [removal] = removeVariable(other, entry, 'suggested', title);
      return added && removal ? [{ ...removal, changes: [...removal.changes, added] }] : [];
    },
  };
}
