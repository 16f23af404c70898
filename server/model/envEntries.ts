import { memoizedWithin } from '../text/memo.js';
import type { Location } from '../text/span.js';
import type { Cluster } from './cluster.js';
import { interpretContext, isOverruled } from './env.js';
import type { Interpretation } from './envReading.js';
import type { EnvVar } from './envVarRow.js';
import { envVarIn, interpret, isEnvVarName } from './envVars.js';
import { layersOf } from './layers.js';
import type { CniSettings, ContainerName, EnvEntry } from './resource.js';

/** A variable as written, and what the program makes of its text. */
export interface ReadEntry {
  readonly entry: EnvEntry;
  readonly container: ContainerName;
  /** As the version in sight treats it. */
  readonly row: EnvVar;
  readonly text: string;
  /** Where the text stands. */
  readonly at: Location;
  readonly reading: Interpretation;
}

/**
 * The entries of a carrier whose literal text decides something: names of the table, in a container that reads them, the last of
 * equal names, in each layer. Left out is what this version does not read, and an empty text that the program takes for "not set".
 */
export const readEntries = memoizedWithin((settings: CniSettings, cluster: Cluster): readonly ReadEntry[] => {
  const context = interpretContext(settings, cluster);
  return layersOf(settings).flatMap((layer) =>
    layer.containers.flatMap(({ name: container, env }) =>
      env.flatMap((entry): readonly ReadEntry[] => {
        const { name, value } = entry;
        if (value.kind !== 'literal' || !isEnvVarName(name.value) || isOverruled(layer, container, entry)) return [];
        const row = envVarIn(name.value, context.version);
        const reading = interpret(name.value, value.text, context);
        return row.containers.includes(container) && isTaken(reading)
          ? [{ entry, container, row, text: value.text, at: value.at, reading }]
          : [];
      }),
    ),
  );
});

function isTaken(reading: Interpretation): boolean {
  if (reading.kind === 'accepted') return true;
  switch (reading.reason.code) {
    case 'tooNew':
    case 'removed':
    case 'elsewhere':
      return false;
    case 'empty':
      return reading.log !== 'none';
    default:
      return true;
  }
}
