import { absent, unknown } from '../model/fact.js';
import type { CniSettings, ContainerSettings } from '../model/resource.js';

/** What most carriers do not say of the settings that they hold. Each spreads it first, and writes behind it what it does say. */
export const bareSettings = {
  kind: 'cniSettings',
  whole: false,
  layer: undefined,
  layers: [],
  clusterName: absent,
  version: unknown(),
  imageName: unknown(),
  newBlocks: {},
} as const satisfies Partial<CniSettings>;

/** The same of one container. */
export const bareContainer = {
  env: [],
  envFrom: false,
  block: undefined,
  flags: [],
  image: absent,
  mountPaths: [],
  probeWords: [],
} as const satisfies Partial<ContainerSettings>;

/** A container of which nothing says the image, as EKS and the chart choose it. */
export const chosenContainer = { ...bareContainer, image: unknown() } as const satisfies Partial<ContainerSettings>;
