import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { entryOf, interpretContext } from '../../model/env.js';
import type { Interpretation } from '../../model/envReading.js';
import { envVar, interpret, isEnvVarName } from '../../model/envVars.js';
import type { CniSettings, ContainerSettings } from '../../model/resource.js';
import { isPiece, isReadInFull } from '../../model/visibility.js';
import { removeVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'variable-without-value',
  severity: 'warning',
  advice: message('Give it a value, or remove it'),
  reportsAbsence: true,
  silentWithout: ['settings'],
  *check(cluster) {
    for (const settings of cluster.settings) {
      // The rest of a patch is elsewhere, and what is half-typed is still to come.
      if (isPiece(settings) || !isReadInFull(settings.at, cluster)) continue;
      for (const container of settings.containers) yield* checkContainer(settings, container, cluster);
    }
  },
};

function* checkContainer(
  settings: CniSettings,
  { name: container, env }: ContainerSettings,
  cluster: Cluster,
): Iterable<Finding> {
  for (const entry of env) {
    const name = entry.name.value;
    if (entry.value.kind !== 'none' || !isEnvVarName(name)) continue;
    const row = envVar(name);
    if (!row.containers.includes(container) || entryOf(settings, name, container) !== entry) continue;
    const reading = interpret(name, '', interpretContext(settings, cluster));
    const exits = settings.whole && reading.kind === 'refused' && reading.exits;
    yield {
      at: entry.name.at,
      severity: exits ? 'error' : 'warning',
      message:
        settings.takenBy === 'addon'
          ? message('{name} has no value: the add-on takes strings only', { name })
          : message('{name} has neither value nor valueFrom: {effect}', { name, effect: effectOf(reading) }),
      fixes: () => removeVariable(settings, entry, 'suggested'),
    };
  }
}

/** What the program makes of the empty text, which is what a name without a value comes to. */
function effectOf(reading: Interpretation): Message {
  if (reading.kind === 'refused') return message('it is the empty text, with which aws-node exits');
  if (reading.kind === 'accepted') return message('it is the empty text, and that is used');
  const used = reading.effective === undefined ? message('nothing') : String(reading.effective);
  return message('it is the empty text, and the CNI uses {used}', { used });
}
