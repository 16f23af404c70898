import { type ClusterForPanel, clustersShownFor, panelPlan } from '../features/planPanel.js';
import { lint, type RuleFinding } from '../linter/lint.js';
import type { Catalogue } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { listsSince } from '../page/pageCluster.js';
import type { PanelPlan, PanelPlans } from '../page/panelMessages.js';
import { folderOf } from '../text/paths.js';
import type { FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import { type Snapshot, workspaceOf } from './snapshot.js';
import { canonicalUri } from './uris.js';

/** Sends the plans of files that an editor shows. While it shows none, nothing is worked out. */
export interface PlanFollower {
  /** Sends all plans of a file, and from now on those that change. */
  readonly follow: (uri: string) => void;
  readonly unfollow: (uri: string) => void;
  /** Sends what changed. */
  readonly publish: () => void;
}

export interface FollowerOptions {
  readonly snapshot: () => Snapshot;
  readonly catalogue: Catalogue | undefined;
  /** Runs work; where it fails, the log says so and there is nothing. */
  readonly survive: <T>(name: string, work: () => T) => T | undefined;
  readonly send: (plans: PanelPlans) => void;
}

/** A plan as it was sent, and what it depended on. */
interface Sent extends Inputs {
  readonly plan: ClusterForPanel;
}

interface Inputs {
  readonly cluster: Cluster;
  readonly models: readonly (FileModel | undefined)[];
  readonly findings: readonly RuleFinding[];
}

type SentByKey = ReadonlyMap<string, Sent>;

export function followPlans({ snapshot, catalogue, survive, send }: FollowerOptions): PlanFollower {
  /** By the uris as the editor spells them; nothing was sent yet where it is undefined. */
  const followed = new Map<string, SentByKey | undefined>();
  const publishFile = (uri: string, before: SentByKey | undefined): void => {
    const now = snapshot();
    const known = canonicalUri(uri);
    const workspace = workspaceOf(now, known);
    const folder = now.roots.find((root) => known.startsWith(root)) ?? folderOf(known);
    const after = new Map<string, Sent>();
    const changed: PanelPlan[] = [];
    for (const cluster of clustersShownFor(workspace, known)) {
      const sent = before?.get(cluster.key);
      const inputs = { cluster, models: modelsOf(workspace, cluster), findings: findingsIn(workspace, cluster) };
      if (sent !== undefined && isSame(sent, inputs)) {
        after.set(cluster.key, sent);
        continue;
      }
      const plan = panelPlan(workspace, cluster, { folder, catalogue });
      changed.push(...changeOf(cluster.key, sent?.plan, plan));
      after.set(cluster.key, { ...inputs, plan });
    }
    followed.set(uri, after);
    const keys = [...after.keys()];
    const isOther = before === undefined || keys.join('\n') !== [...before.keys()].join('\n');
    if (isOther || changed.length > 0) send({ uri, keys, changed });
  };
  const publish = (uri: string): void => survive(`the plan of ${uri}`, () => publishFile(uri, followed.get(uri)));
  return {
    follow(uri) {
      followed.set(uri, undefined);
      publish(uri);
    },
    unfollow: (uri) => void followed.delete(uri),
    publish: () => {
      for (const uri of [...followed.keys()]) publish(uri);
    },
  };
}

function modelsOf({ files }: Workspace, { resources }: Cluster): Sent['models'] {
  return [...new Set(resources.map(({ at }) => at.uri))].map((uri) => files.get(uri));
}

/** The findings in its files, which those of the plan are among. */
function findingsIn(workspace: Workspace, { resources }: Cluster): readonly RuleFinding[] {
  const uris = new Set(resources.map(({ at }) => at.uri));
  return lint(workspace).filter(({ at }) => uris.has(at.uri));
}

/** What is to be sent of a plan; nothing where it is as it was. */
function changeOf(key: string, before: ClusterForPanel | undefined, now: ClusterForPanel): readonly PanelPlan[] {
  const rest = ({ written: { lists: _, ...beside }, files }: ClusterForPanel) => ({ beside, files });
  const lists = listsSince(before?.written.lists, now.written.lists);
  const isSameList = (list: keyof typeof lists): boolean =>
    lists[list].entries.length === 0 && lists[list].length === before?.written.lists[list].length;
  const isAsBefore =
    before !== undefined &&
    (['graph', 'places', 'findings', 'findingPlaces'] as const).every(isSameList) &&
    JSON.stringify(rest(before)) === JSON.stringify(rest(now));
  return isAsBefore ? [] : [{ key, lists, ...rest(now) }];
}

function isSame(sent: Sent, now: Inputs): boolean {
  const equal = (a: readonly unknown[], b: readonly unknown[]): boolean =>
    a.length === b.length && a.every((each, index) => each === b[index]);
  return sent.cluster === now.cluster && equal(sent.models, now.models) && equal(sent.findings, now.findings);
}
