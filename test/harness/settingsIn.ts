import type { Location } from '../../server/text/span.js';
import { readFile, spanInFile } from '../../server/workspace/fileModel.js';

/** A value that is read of a text, and where it stands in the file. */
export interface ReadSetting {
  /** The keys that lead to it in what is read, numbers of lists left out, and its value. */
  readonly said: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Every value with a place that is read of a file, whatever the format: what stands in `resources` as `{ value, at }` or as
 * `{ kind: 'literal', text, at }`. A value that is derived has no place and is left out.
 */
export function settingsIn(path: string, text: string): readonly ReadSetting[] {
  const file = readFile({ uri: path, text });
  return file.documents
    .flatMap(({ resources }) => resources.flatMap((resource) => placed(resource, resource.kind)))
    .flatMap(({ said, at }) => {
      const span = spanInFile(file, at);
      return span ? [{ said, ...span }] : [];
    });
}

interface Placed {
  readonly said: string;
  readonly at: Location;
}

function placed(value: unknown, keys: string): readonly Placed[] {
  if (typeof value !== 'object' || value === null) return [];
  const { at, kind, value: held, text } = value as Readonly<Record<string, unknown>>;
  const own = kind === 'literal' ? text : held;
  const here = isLocation(at) && ['string', 'number', 'boolean'].includes(typeof own);
  const below = Object.entries(value).flatMap(([key, each]) =>
    placed(each, Array.isArray(value) ? keys : `${keys}.${key}`),
  );
  return here ? [{ said: `${keys}=${String(own)}`, at }, ...below] : below;
}

function isLocation(value: unknown): value is Location {
  return typeof value === 'object' && value !== null && 'span' in value && 'document' in value;
}
