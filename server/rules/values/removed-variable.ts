import { message } from '../../messages/message.js';
import { atLeast, type CniVersion } from '../../model/cniVersion.js';
import { interpretContext } from '../../model/env.js';
import type { EnvVar } from '../../model/envVarRow.js';
import { envVar } from '../../model/envVars.js';
import type { CniSettings, EnvEntry } from '../../model/resource.js';
import { isRendered } from '../../model/shippedValues.js';
import { removeVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'removed-variable',
  severity: 'warning',
  advice: message('Remove it'),
  judgesValues: true,
  silentWithout: ['settings'],
  *check(cluster) {
    for (const settings of cluster.settings) {
      const { version } = interpretContext(settings, cluster);
      for (const { name: container, env } of settings.containers) {
        if (container === 'aws-eks-nodeagent') continue;
        for (const entry of env) yield* checkEntry(settings, entry, version);
      }
    }
  },
};

/** A name that agents and applications use for something of their own. */
const commonNames: readonly string[] = ['NODE_IP', 'WATCH_NAMESPACE'];

function* checkEntry(settings: CniSettings, entry: EnvEntry, version: CniVersion | undefined): Iterable<Finding> {
  const row = envVar(entry.name.value);
  if (row?.removed === undefined || entry.value.kind !== 'literal' || isReportedElsewhere(row, settings)) return;
  const isPast = atLeast(version, row.removed);
  if (isPast === false || (isPast === undefined && isRendered(settings))) return;
  if (wasShipped(entry) && isRendered(settings)) return;
  const { name, removed } = row;
  yield {
    at: entry.name.at,
    severity: isPast ? 'warning' : 'info',
    message: message('{name} has no effect since version {removed} of the CNI: nothing reads it', { name, removed }),
    fixes: () => removeVariable(settings, entry, isPast ? 'safe' : 'suggested'),
    tags: ['deprecated'],
  };
}

/** `ec2-endpoint-ignored` says what to use instead, and an add-on refuses what its schema does not have. */
function isReportedElsewhere({ name, addonEnv }: EnvVar, { takenBy }: CniSettings): boolean {
  if (name === 'AWS_EC2_ENDPOINT' || commonNames.includes(name)) return true;
  return takenBy === 'addon' && (addonEnv === 'unlisted' || addonEnv === 'refused');
}

/** Manifests had it with this value for years, and `kubectl apply` leaves it behind: nobody chose it. */
function wasShipped({ name, value }: EnvEntry): boolean {
  return name.value === 'AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER' && value.kind === 'literal' && value.text === 'false';
}
