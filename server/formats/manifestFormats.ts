import { format as clusterApi } from './clusterApi.js';
import { format as configMap } from './configMap.js';
import { format as daemonSet } from './daemonSet.js';
import { format as eksControllers } from './eksControllers.js';
import { format as eniConfig } from './eniConfig.js';
import type { Format } from './format.js';
import { format as helmReleases } from './helmReleases.js';
import { format as karpenterNodes } from './karpenterNodes.js';
import { format as kops } from './kops.js';
import { format as multiNicPods } from './multiNicPods.js';
import { format as nodeConfig } from './nodeConfig.js';
import { format as securityGroupPolicy } from './securityGroupPolicy.js';

/** The formats of what a cluster is given, also where a script or Terraform gives it. */
export const manifestFormats: readonly Format[] = [
  clusterApi,
  configMap,
  daemonSet,
  eksControllers,
  eniConfig,
  helmReleases,
  karpenterNodes,
  kops,
  multiNicPods,
  nodeConfig,
  securityGroupPolicy,
];
