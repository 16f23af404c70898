import type { Resource } from '../model/resource.js';
import { memoized } from '../text/memo.js';
import { documentKey, type Location } from '../text/span.js';
import type { DocumentModel, FileModel } from './fileModel.js';

/** A document that takes something from another one of its folder, and its file. */
export interface Taker {
  readonly uri: string;
  readonly document: DocumentModel;
}

/** By the keys of documents, those that take something from them: what they declare has places there. */
export const takersOf = memoized((files: ReadonlyMap<string, FileModel>): ReadonlyMap<string, readonly Taker[]> => {
  const takers = new Map<string, Taker[]>();
  for (const { uri, documents } of files.values()) {
    for (const document of documents) {
      if (document.alone === undefined) continue;
      const own = documentKey({ uri, document: document.id });
      for (const key of documentsTakenBy(document)) {
        if (key === own) continue;
        const others = takers.get(key);
        if (others) others.push({ uri, document });
        else takers.set(key, [{ uri, document }]);
      }
    }
  }
  return takers;
});

/** The keys of the documents in which what a document declares has places. */
export function documentsTakenBy({ resources, unlessGiven }: DocumentModel): ReadonlySet<string> {
  const keys = documentsOf(resources);
  return unlessGiven.length === 0 ? keys : new Set([...keys, ...documentsOf(unlessGiven)]);
}

/** The keys of the documents in which resources have places. */
export function documentsOf(resources: readonly Resource[]): ReadonlySet<string> {
  return placesOf(resources).keys;
}

/** The uris of the files in which resources have places. */
export function filesOf(resources: readonly Resource[]): ReadonlySet<string> {
  return placesOf(resources).uris;
}

const placesOf = memoized((resources: readonly Resource[]) => {
  const keys = new Set<string>();
  const uris = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!isLocation(value)) {
      for (const part of Object.values(value)) visit(part);
      return;
    }
    keys.add(documentKey(value));
    uris.add(value.uri);
  };
  visit(resources);
  return { keys, uris };
});

function isLocation(value: object): value is Location {
  return 'uri' in value && 'document' in value && 'span' in value;
}
