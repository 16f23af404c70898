import { settledForm } from '../../ipam/closedForm.js';
import { addressesOfEni } from '../../ipam/settings.js';
import { type Argument, alternatives, enumeration, list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { effective } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings } from '../../model/resource.js';
import { addressesOfSmallest, minimumBeside } from '../../plan/minimumTarget.js';
import { type GroupKind, kindsInIpv4 } from '../../plan/nodes.js';
import { nodePool } from '../../plan/pool.js';
import { type SettingsInForce, settingsOf } from '../../plan/settings.js';
import { eachCarrier } from '../each.js';
import { replaceValue, setVariables } from '../fixes.js';
import { isLeftToOthers } from '../leftToOthers.js';
import { isOff, type PoolTargets, poolTargets, type WrittenTarget } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'warm-eni-target-zero',
  severity: 'warning',
  advice: message('Set WARM_ENI_TARGET to "1", or WARM_IP_TARGET and MINIMUM_IP_TARGET in its place'),
  needsAll: true,
  silentWithout: ['WARM_ENI_TARGET'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const targets = poolTargets(settings, cluster);
  if (targets === undefined) return;
  const { warmEni } = targets;
  if (warmEni.kind !== 'set') return;
  if (warmEni.value === 0 && isLeftOpen(targets, settings, cluster)) {
    yield unlessElsewhere(warmEni, settings, cluster);
    return;
  }
  if (!isWithoutWarmth(targets)) return;
  const nodes = kindsInIpv4(cluster);
  const restless = restlessNodes(nodes, settingsOf(settings, cluster));
  if (nodes.length > 0 && restless.length === 0) return;
  yield {
    at: warmEni.at,
    message:
      restless.length > 0
        ? message(
            'WARM_ENI_TARGET is 0: a node whose pods just fill its ENIs attaches an ENI and deletes it again about every 65 seconds, on {nodes}',
            { nodes: list(restless) },
          )
        : message(
            'WARM_ENI_TARGET is 0: a node whose pods just fill its ENIs (multiples of addresses per ENI less 1) attaches an ENI and deletes it again about every 65 seconds',
          ),
    fixes: () => warmFixes(warmEni, settings, cluster),
  };
}

function warmFixes(warmEni: WrittenTarget, settings: CniSettings, cluster: Cluster): readonly Fix[] {
  const title = message('Set WARM_ENI_TARGET to "1": one ENI more than the pods need');
  return [...replaceValue(warmEni.entry, '1', 'suggested', title), ...targetAddresses(settings, cluster)];
}

/** A patch says nothing of what else sizes the pool, and no other file does. */
function isLeftOpen({ warmIp, minimumIp, prefixes }: PoolTargets, settings: CniSettings, cluster: Cluster): boolean {
  const open = [
    [warmIp, 'WARM_IP_TARGET'],
    [minimumIp, 'MINIMUM_IP_TARGET'],
    [prefixes, 'ENABLE_PREFIX_DELEGATION'],
  ] as const;
  return open.every(([{ kind }, name]) => kind === 'unknown' && isLeftToOthers(settings, cluster, name));
}

function unlessElsewhere(warmEni: WrittenTarget, settings: CniSettings, cluster: Cluster): Finding {
  return {
    at: warmEni.at,
    severity: 'info',
    message: message(
      'WARM_ENI_TARGET is 0, and nothing here sets WARM_IP_TARGET or turns prefix delegation on: unless that is done elsewhere, a node whose pods just fill its ENIs attaches an ENI and deletes it again about every 65 seconds',
    ),
    fixes: () => warmFixes(warmEni, settings, cluster),
  };
}

/** Nothing but WARM_ENI_TARGET sizes the pool, and it is 0. Texts that are not numbers are reported where they stand. */
function isWithoutWarmth({ warmEni, warmIp, minimumIp, prefixes }: PoolTargets): boolean {
  const usesWholeEnis = prefixes.kind !== 'invalid' && effective(prefixes) === false;
  return warmEni.kind === 'set' && isOff(warmEni) && isOff(warmIp) && isOff(minimumIp) && usesWholeEnis;
}

const mostTypes = 3;
const mostCounts = 4;

/** `m5.large with 9 or 18 pods`, for the types on which there are such numbers of pods. */
function restlessNodes(nodes: readonly GroupKind[], settings: SettingsInForce): readonly Argument[] {
  const types = new Map(nodes.map((node) => [node.type.name, node]));
  return [...types.values()]
    .map((node) => ({ type: node.type.name, counts: restlessCounts(node, settings) }))
    .filter(({ counts }) => counts.length > 0)
    .slice(0, mostTypes)
    .map(({ type, counts }) => {
      const more = counts.length > mostCounts;
      const shown = more
        ? message('{counts} and so on', { counts: enumeration(counts.slice(0, mostCounts)) })
        : alternatives(counts);
      return message('{type} with {counts} pods', { type, counts: shown });
    });
}

/** The numbers of pods with which the pool never rests: its settled form leaves two numbers of ENIs open. */
function restlessCounts({ type: { limits }, pods }: GroupKind, settings: SettingsInForce): readonly number[] {
  const pool = nodePool(limits, settings, pods);
  if (pool.kind === 'refused') return [];
  return Array.from({ length: limits.enis + 1 }, (_, enis) => enis * addressesOfEni(limits, false)).filter((count) => {
    const settled = settledForm(pool.config, count);
    return settled !== undefined && settled.enis[0] < settled.enis[1];
  });
}

/** What a target of 0 is mostly written for, saving addresses, done so that the pool rests. */
function targetAddresses(settings: CniSettings, cluster: Cluster): readonly Fix[] {
  const warm = Math.min(5, Math.floor((addressesOfSmallest(cluster) ?? 20) / 4));
  const minimum = minimumBeside(warm, cluster);
  if (warm < 1 || minimum === undefined) return [];
  const title = message(
    'Set WARM_IP_TARGET to "{warm}" and MINIMUM_IP_TARGET to "{minimum}": fewer free addresses, for more EC2 calls',
    { warm, minimum },
  );
  const variables = { WARM_IP_TARGET: String(warm), MINIMUM_IP_TARGET: String(minimum) };
  return setVariables(settings, variables, 'suggested', title);
}
