import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { atLeast } from '../../model/cniVersion.js';
import { entryOf, interpretContext } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings, EnvEntry } from '../../model/resource.js';
import { isRendered } from '../../model/shippedValues.js';
import { eachCarrier } from '../each.js';
import { envBlock, removeVariable } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'ec2-endpoint-ignored',
  severity: 'warning',
  advice: message('Set AWS_ENDPOINT_URL_EC2 instead'),
  silentWithout: ['AWS_EC2_ENDPOINT'],
  check: eachCarrier(checkCarrier),
};

/** The first release whose EC2 client is built without it. Source: pkg/awsutils/awsutils.go:420-456 of v1.23.1. */
const since = '1.19.4';
const replacement = 'AWS_ENDPOINT_URL_EC2';

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const entry = entryOf(settings, 'AWS_EC2_ENDPOINT');
  if (entry?.value.kind !== 'literal' || entry.value.text === '') return;
  const isPast = atLeast(interpretContext(settings, cluster).version, since);
  if (isPast === false || (isPast === undefined && isRendered(settings))) return;
  yield {
    at: entry.name.at,
    severity: isPast ? 'warning' : 'info',
    message: message(
      'AWS_EC2_ENDPOINT has no effect since version {since} of the CNI: it calls the usual endpoint of EC2; the SDK reads {replacement}',
      { since, replacement },
    ),
    fixes: () => repair(settings, entry),
    tags: ['deprecated'],
  };
}

/** The add-on's schema does not have the SDK's variable, so there it can only go. */
function repair(settings: CniSettings, entry: EnvEntry): readonly Fix[] {
  const block = envBlock(settings);
  if (settings.takenBy === 'addon' || entryOf(settings, replacement) || block === undefined) {
    return removeVariable(settings, entry, 'suggested');
  }
  const title = message('Rename it to {replacement}, which the SDK reads', { replacement });
  const change = { kind: 'renameVariable', block, at: entry.name.at, name: replacement } as const;
  return [{ title, level: 'suggested', changes: [change] }];
}
