import type { ConfiguredCluster } from '../model/lensConfig.js';
import type { ClusterDeclaration } from '../model/resource.js';
import { memoized } from '../text/memo.js';
import { folderOf } from '../text/paths.js';
import type { DocumentModel, FileModel } from './fileModel.js';

/** A document with resources of ours. */
export interface Member {
  readonly file: FileModel;
  readonly document: DocumentModel;
}

/** A cluster while it is being put together. */
export interface Draft {
  readonly key: string;
  readonly folder: string;
  readonly declaration: ClusterDeclaration | undefined;
  readonly configured: ConfiguredCluster | undefined;
  readonly members: Member[];
  /** One and the same list for all clusters that it may belong to. */
  readonly possible: (readonly Possible[])[];
  /** The declared clusters that it may be a part of. */
  readonly candidates: readonly Draft[];
}

/** Documents that may belong to several clusters. */
export interface Possible {
  readonly id: number;
  readonly members: readonly Member[];
  /**
   * What of them counts: the settings and all that says that the VPC CNI is configured, the same of documentation, or what tells of another CNI.
   */
  readonly counts: 'settings' | 'shownSettings' | 'otherCnis';
}

/** A cluster that begins with one document. `declaration` is that of the document, where it has one. */
export function draft(member: Member, declaration?: ClusterDeclaration): Draft {
  const { uri } = member.file;
  const key = declaration ? keyOf(member) : uri;
  return {
    key,
    folder: folderOf(uri),
    declaration,
    configured: undefined,
    members: [member],
    possible: [],
    candidates: [],
  };
}

/** What a document is told from all others by: its file, and where it stands in it. */
export function keyOf({ file, document }: Member): string {
  return `${file.uri}#${indexesIn(file).get(document.id)}`;
}

const indexesIn = memoized(
  ({ documents }: FileModel): ReadonlyMap<DocumentModel['id'], number> =>
    new Map(documents.map(({ id }, index) => [id, index])),
);

/** The cluster that a document declares. */
export function declarationIn({ resources }: DocumentModel): ClusterDeclaration | undefined {
  return resources.find((resource) => resource.kind === 'cluster');
}
