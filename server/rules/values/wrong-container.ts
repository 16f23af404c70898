import { list, message } from '../../messages/message.js';
import { entryOf } from '../../model/env.js';
import type { EnvVar } from '../../model/envVarRow.js';
import { envVar } from '../../model/envVars.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings, ContainerSettings, EnvEntry } from '../../model/resource.js';
import { isShippedAlong } from '../../model/shippedValues.js';
import { moveVariable, removeVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'wrong-container',
  severity: 'warning',
  advice: message('Move it to the container that reads it'),
  judgesValues: true,
  silentWithout: ['settings'],
  *check({ settings: carriers }) {
    for (const settings of carriers) {
      for (const container of settings.containers) {
        if (container.name !== 'aws-eks-nodeagent' && !mayBeInit(container)) {
          yield* checkContainer(settings, container);
        }
      }
    }
  },
};

/** True for a list without a name whose variables the init container reads, all of them. */
function mayBeInit({ env, isUnnamed }: ContainerSettings): boolean {
  const rows = env.flatMap(({ name }) => envVar(name.value) ?? []);
  return isUnnamed === true && rows.every(({ containers }) => containers.includes('aws-vpc-cni-init'));
}

function* checkContainer(settings: CniSettings, { name: container, env }: ContainerSettings): Iterable<Finding> {
  for (const entry of env) {
    const row = envVar(entry.name.value);
    if (row?.status !== 'read' || row.containers.includes(container) || entry.value.kind !== 'literal') continue;
    if (isShippedAlong(entry, settings) || isReportedElsewhere(row, settings, container)) continue;
    const { name } = row;
    const readers = list(row.containers);
    yield {
      at: entry.name.at,
      severity: settings.takenBy === 'addon' ? 'error' : 'warning',
      message:
        settings.takenBy === 'addon'
          ? message('{name} stands under init.env, where the add-on does not take it: it belongs under env', { name })
          : message('{name} is set on {container}, which does not read it: {readers} does', {
              name,
              container,
              readers,
            }),
      ...(settings.takenBy === 'addon' ? { advice: 'inMessage' } : {}),
      fixes: () => repair(settings, entry, row),
    };
  }
}

/** What an add-on cannot set under `env` either, or has under `init.env`, is `addon-unsupported-key`. */
function isReportedElsewhere(
  { addonEnv }: EnvVar,
  { takenBy }: CniSettings,
  container: ContainerSettings['name'],
): boolean {
  const isMovable = container === 'aws-vpc-cni-init' && (addonEnv === 'listed' || addonEnv === 'unverified');
  return takenBy === 'addon' && !isMovable;
}

function repair(settings: CniSettings, entry: EnvEntry, { name, containers: [reader] }: EnvVar): readonly Fix[] {
  if (reader === undefined || reader === 'aws-eks-nodeagent') return [];
  const own = entryOf(settings, name, reader);
  if (own) {
    const title = message('Remove {name} here: {reader} has its own', { name, reader });
    const replaced = textOf(own) === textOf(entry) ? [] : replaceOther(settings, entry, own, reader);
    return replaced.length > 0 ? replaced : removeVariable(settings, entry, 'safe', title);
  }
  return moveVariable(settings, entry, reader, message('Move {name} to {reader}', { name, reader }), 'suggested');
}

/** The value moved to where it is read, in place of the one there. */
function replaceOther(
  settings: CniSettings,
  entry: EnvEntry,
  own: EnvEntry,
  reader: 'aws-node' | 'aws-vpc-cni-init',
): readonly Fix[] {
  const [value, old] = [textOf(entry), textOf(own)];
  if (value === undefined || old === undefined) return [];
  const title = message('Move {name} to {reader}: "{value}" instead of "{old}"', {
    name: entry.name.value,
    reader,
    value,
    old,
  });
  return moveVariable(settings, entry, reader, title, 'suggested');
}

function textOf({ value }: EnvEntry): string | undefined {
  return value.kind === 'literal' ? value.text : undefined;
}
