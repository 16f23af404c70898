import { type Argument, type Catalogue, renderArgument } from '../messages/message.js';
import type { Location } from '../text/span.js';
import type { PlannedPlace, PlannedSource } from './clusterPlan.js';
import { nowhere, type Source } from './source.js';

/** How a plan is told: in the words of which language, and how places are called. */
export interface Telling {
  readonly catalogue: Catalogue | undefined;
  /** Undefined for a place that is in no file. */
  readonly placeOf: (at: Location) => PlannedPlace | undefined;
}

/** Words in the language of the telling; undefined for none. */
export function told(words: Argument, telling: Telling): string;
export function told(words: Argument | undefined, telling: Telling): string | undefined;
export function told(words: Argument | undefined, { catalogue }: Telling): string | undefined {
  return words === undefined ? undefined : renderArgument(words, catalogue);
}

/** Where a value comes from, with its place where it is written. What stands in no file was asked for. */
export function sourceOf(source: Source, { placeOf }: Telling): PlannedSource {
  if (source.kind !== 'written') return { from: source.kind, at: undefined };
  return source.at === nowhere ? { from: 'asked', at: undefined } : { from: 'written', at: placeOf(source.at) };
}
