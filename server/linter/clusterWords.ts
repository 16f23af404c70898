import { enumeration, type Message, message, signs } from '../messages/message.js';
import { newestCniVersion } from '../model/cniVersion.js';
import type { ClusterReport } from './clusterReport.js';

/* What is said of how files were joined, on the command line and in editors alike. */

export const clusterTexts = {
  none: message('No aws-node settings, ENIConfig, eksctl cluster or node settings were found here'),
  files: message('Files'),
  settings: message('Settings that files write'),
  unseen: message('(cannot be seen)'),
  possible: message(
    'May belong to this cluster or to another, so nothing is said to be missing: clusters[].files in eni-lens.yaml says which',
  ),
} as const satisfies Readonly<Record<string, Message>>;

/** The name of a cluster; of files of which none is known, where they lie, and to which clusters they may belong. */
export function titleOf({ name, files, mayBelongTo }: ClusterReport, pathOf: (uri: string) => string): Message {
  if (name !== undefined && mayBelongTo.length === 0) return signs('{name}', { name });
  const [first] = files;
  const place = first ? pathOf(first.uri) : '';
  if (mayBelongTo.length === 0) return message('{place}, without a declared cluster', { place });
  return message('{place}, which may belong to {clusters} and is checked by itself', {
    place,
    clusters: enumeration(mayBelongTo),
  });
}

/** The version of the CNI that counts. */
export function versionLine({ cniVersion }: Pick<ClusterReport, 'cniVersion'>): Message {
  return cniVersion === undefined
    ? message('VPC CNI {version} is assumed: no file says which', { version: newestCniVersion })
    : message('VPC CNI {version}', { version: cniVersion.version });
}

/** How much of each kind there is. */
export function countsText({ nodeGroups, eniConfigs, subnets }: ClusterReport): Message {
  return message('node groups: {nodeGroups}, ENIConfigs: {eniConfigs}, subnets: {subnets}', {
    nodeGroups,
    eniConfigs,
    subnets,
  });
}
