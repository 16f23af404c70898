import { format as addonCommand } from './addonCommand.js';
import { format as eksctlCommand } from './eksctlCommand.js';
import type { Format } from './format.js';
import { format as helmCommand } from './helmCommand.js';
import { format as hereDocuments } from './hereDocuments.js';
import { format as kubectlLabel } from './kubectlLabel.js';
import { format as kubectlPatch } from './kubectlPatch.js';
import { format as kubectlSetEnv } from './kubectlSetEnv.js';

/** The formats of what stands in scripts. */
export const scriptFormats: readonly Format[] = [
  addonCommand,
  eksctlCommand,
  helmCommand,
  hereDocuments,
  kubectlLabel,
  kubectlPatch,
  kubectlSetEnv,
];
