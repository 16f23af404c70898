import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective, entryOf, isWritten } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import { atoi } from '../../model/goValues.js';
import type { CniSettings, EnvEntry } from '../../model/resource.js';
import { comparedTargets } from '../../plan/comparedTargets.js';
import { isIpv6, settingsInForce } from '../../plan/settings.js';
import type { Location } from '../../text/span.js';
import { eachCarrier } from '../each.js';
import { replaceValue, setVariable } from '../fixes.js';
import { type ComparedTarget, comparedTexts, lacksWarmTarget, refusedTargets } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'prefix-delegation-without-warm-target',
  severity: 'error',
  advice: message('Set WARM_PREFIX_TARGET to "1"'),
  reportsAbsence: true,
  silentWithout: ['ENABLE_PREFIX_DELEGATION', ...comparedTargets],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const prefixes = carrierEnv(settings, cluster).flag('ENABLE_PREFIX_DELEGATION');
  if (effective(prefixes) !== true || lacksWarmTarget(settings, cluster) !== true) return;
  const compared = comparedTexts(settings, cluster) ?? [];
  const places = compared.flatMap(({ name }) => placeOf(entryOf(settings, name)));
  const at = isWritten(prefixes) ? prefixes.at : places[0];
  if (at === undefined) return;
  // A text that says more than 0 and yet sorts before "0": aws-node compares texts here.
  const [refused] = refusedTargets(settings, cluster);
  yield {
    at,
    message: refused
      ? message(
          'ENABLE_PREFIX_DELEGATION is true and {name} is "{text}", which aws-node compares with "0" as text and takes for less: it exits',
          { name: refused.name, text: refused.text },
        )
      : message(
          'ENABLE_PREFIX_DELEGATION is true while WARM_PREFIX_TARGET, WARM_IP_TARGET and MINIMUM_IP_TARGET are all 0 or not set: aws-node exits',
        ),
    related: places.map((place) => ({ at: place, message: message('This is not above 0') })),
    fixes: () =>
      refused && (atoi(refused.text.trim()) ?? 0) > 0
        ? asPlainNumber(settings, refused)
        : keepOnePrefix(settings, cluster),
  };
}

function placeOf(entry: EnvEntry | undefined): readonly Location[] {
  if (entry === undefined) return [];
  return [entry.value.kind === 'literal' ? entry.value.at : entry.at];
}

/** The same number without sign and blanks; with a sign alone the CNI already works with it. */
function asPlainNumber(settings: CniSettings, { name, text }: ComparedTarget): readonly Fix[] {
  const entry = entryOf(settings, name);
  const level = atoi(text) === undefined ? 'suggested' : 'safe';
  return entry ? replaceValue(entry, String(atoi(text.trim())), level) : [];
}

/** In IPv6 a node has one /80 prefix, whatever the target is. */
function keepOnePrefix(settings: CniSettings, cluster: Cluster): readonly Fix[] {
  const title = isIpv6(settingsInForce(cluster))
    ? message('Set WARM_PREFIX_TARGET to "1", the shipped value')
    : message('Set WARM_PREFIX_TARGET to "1", the shipped value: 16 addresses ready on every node');
  return setVariable(settings, 'WARM_PREFIX_TARGET', '1', 'suggested', title);
}
