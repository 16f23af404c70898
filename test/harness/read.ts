import { readLensConfig } from '../../server/formats/eniLens/config.js';
import type { Cluster } from '../../server/model/cluster.js';
import { defaultConfig } from '../../server/model/lensConfig.js';
import type { Resource } from '../../server/model/resource.js';
import type { Location } from '../../server/text/span.js';
import { readFile, spanInFile } from '../../server/workspace/fileModel.js';
import { emptyWorkspace, withConfig, withFiles } from '../../server/workspace/workspace.js';
import { parseFixture } from './fixture.js';

type OfKind<K extends Resource['kind']> = Extract<Resource, { readonly kind: K }>;

/** The resources of one kind that a text declares. */
export function resources<K extends Resource['kind']>(text: string, kind: K, path = 'file.yaml'): readonly OfKind<K>[] {
  return readFile({ uri: path, text })
    .documents.flatMap((document) => document.resources)
    .filter((resource): resource is OfKind<K> => resource.kind === kind);
}

/** The only resource of a kind; fails where there are none or several. */
export function resource<K extends Resource['kind']>(text: string, kind: K, path = 'file.yaml'): OfKind<K> {
  const all = resources(text, kind, path);
  const [only] = all;
  if (only === undefined || all.length > 1) throw new Error(`expected one ${kind}, found ${all.length}`);
  return only;
}

/** The text that a location in a one-file fixture means. */
export function textAt(text: string, at: Location, path = 'file.yaml'): string {
  const span = spanInFile(readFile({ uri: path, text }), at);
  if (span === undefined) throw new Error('the location has no document');
  return text.slice(span.start, span.end);
}

/** The clusters of a fixture of several files, with its `eni-lens.yaml` as config. */
export function clusters(fixture: string): readonly Cluster[] {
  const { files } = parseFixture(fixture);
  const config = files.find(({ path }) => path === 'eni-lens.yaml');
  const settings = config ? readLensConfig(config.path, config.text) : defaultConfig;
  const sources = files.map(({ path, text }) => ({ uri: path, text }));
  return withFiles(withConfig(emptyWorkspace, settings), sources).clusters;
}
