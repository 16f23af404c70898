import { type Cluster, listsOf } from '../model/cluster.js';
import type { Resource } from '../model/resource.js';
import { memoized } from '../text/memo.js';
import type { Draft, Possible } from './draft.js';
import type { DocumentModel } from './fileModel.js';

/** What may belong to a cluster; one and the same for all clusters that it may belong to. */
export type PossibleResources = Pick<Cluster, 'possibleEniConfigs' | 'possibleSettings' | 'possibleSigns'>;

/** Makes the lists of what is possible for a cluster, the same lists for the same documents. */
export function sharedPossible(): (draft: Draft) => PossibleResources {
  const made = new Map<string, PossibleResources>();
  const numbers = new Map<readonly Possible[], number>();
  return ({ possible: lists }) => {
    for (const list of lists) if (!numbers.has(list)) numbers.set(list, numbers.size);
    const key = lists.map((list) => numbers.get(list)).join(' ');
    const known = made.get(key);
    if (known) return known;
    const possible = [...new Set(lists.flat())].sort((a, b) => a.id - b.id);
    const counting = (what: Possible['counts']) =>
      listsOf(
        possible
          .filter(({ counts }) => counts === what)
          .flatMap(({ members }) => members.flatMap(({ document }) => document.resources)),
      );
    const [seen, shown, others] = [counting('settings'), counting('shownSettings'), counting('otherCnis')];
    const told = [
      ...[...seen.cniSigns, ...shown.cniSigns].filter(({ says }) => says === 'configured'),
      ...others.cniSigns.filter(({ says }) => says === 'another' || says === 'replaced'),
    ].map(({ says }) => says);
    // Settings that documentation shows configure the CNI of a cluster somewhere, or may.
    const shownSettings: typeof told = shown.settings.length > 0 ? ['configured'] : [];
    const resourcesOfAll: PossibleResources = {
      possibleEniConfigs: seen.eniConfigs,
      possibleSettings: seen.settings,
      possibleSigns: [...new Set([...told, ...shownSettings])].sort(),
    };
    made.set(key, resourcesOfAll);
    return resourcesOfAll;
  };
}

/** True for a document that only tells of a CNI, selects pods, or says what they ask for or got: a cluster is seen as whole without it. */
export function onlyTells({ resources }: DocumentModel): boolean {
  const kinds = new Set(resources.map(({ kind }) => kind));
  // What is wrong with a policy hides nothing of a cluster.
  if (kinds.has('securityGroupPolicy')) kinds.delete('shapeProblem');
  return kinds.size > 0 && [...kinds].every((kind) => tellers.has(kind));
}

const tellers: ReadonlySet<Resource['kind']> = new Set([
  'cniSign',
  'securityGroupPolicy',
  'nicRequest',
  'pod',
  'event',
  'answeredType',
]);

/** True where documents that may belong to a cluster hold more of it than signs. The same list may be that of all clusters. */
export const holdsMore = memoized((list: readonly Possible[]): boolean =>
  list.some(({ members, counts }) => counts === 'settings' && !members.every(({ document }) => onlyTells(document))),
);
