import { recommendedCap } from '../../ipam/maxPods.js';
import { isPrefixCapable } from '../../ipam/settings.js';
import { type Argument, message } from '../../messages/message.js';
import { limitsOf } from '../../model/capacity.js';
import type { Cluster } from '../../model/cluster.js';
import { formula, formulaInNames } from '../../model/formula.js';
import { maxPodsAnswer } from '../../model/maxPodsAnswer.js';
import type { NodeGroup } from '../../model/resource.js';
import { pages } from '../links.js';
import { hull, kindsOfGroup, maxPodsOf, nodePool, type PoolSettings, poolSettings } from '../pool.js';
import { type Content, type Input, instanceTable, rangeText, type Table } from './content.js';

/** Limits and max pods of an instance type in every mode. Undefined for a type without known limits. */
export function instanceTypeContent(type: string, group: NodeGroup, cluster: Cluster): Content | undefined {
  const limits = limitsOf(type, cluster);
  if (limits === undefined) return undefined;
  const settings = poolSettings(cluster);
  const here = group.instanceTypes.kind === 'known' ? group.instanceTypes.at : group.at;
  const inForce = maxPodsOf(group, { name: type, at: here, limits }, cluster, settings);
  const derivation = inForce?.derivation;
  const trunk = limits.trunking === true;
  const inputs: readonly Input[] = [
    { name: message('ENIs'), value: limits.enis, source: instanceTable },
    { name: message('addresses per ENI'), value: limits.ipv4PerEni, source: instanceTable },
    { name: message('vCPUs'), value: limits.vcpus ?? '?', source: instanceTable },
    { name: message('hypervisor'), value: hypervisorOf(limits), source: instanceTable },
    {
      name: message('trunk ENI for security groups for pods'),
      value: trunk ? message('yes, {branches} branch ENIs', { branches: limits.branchEnis ?? '?' }) : message('no'),
      source: instanceTable,
    },
    ...(inForce ? [{ name: message('max pods'), value: inForce.pods, source: inForce.source }] : []),
    ...[...settings.inputs.values()].slice(0, 2),
  ];
  return {
    answer: inForce
      ? message('{type}: {pods} pods per node', { type, pods: inForce.pods })
      : message('{type}: {enis} ENIs of {addresses} addresses', {
          type,
          enis: limits.enis,
          addresses: limits.ipv4PerEni,
        }),
    about: inForce?.by ? [message('Max pods is not written: {by}', { by: inForce.by })] : [],
    formula: derivation && { names: formulaInNames(derivation), numbers: formula(derivation) },
    tables: [modeTable(type, cluster, settings)],
    inputs,
    caveats: isPrefixCapable(limits)
      ? []
      : [message('{type} cannot have prefixes: prefix delegation does nothing on it', { type })],
    links: [{ title: message('Choosing instance types for EKS'), href: pages.maxPods }],
  };
}

function hypervisorOf({
  hypervisor,
  bareMetal,
}: {
  readonly hypervisor: string | undefined;
  readonly bareMetal: boolean;
}): Argument {
  if (bareMetal) return message('bare metal');
  return hypervisor === 'nitro' ? 'Nitro' : hypervisor === 'xen' ? 'Xen' : '?';
}

const modes = [
  { prefixDelegation: false, customNetworking: false, name: message('addresses') },
  { prefixDelegation: false, customNetworking: true, name: message('addresses, custom networking') },
  { prefixDelegation: true, customNetworking: false, name: message('prefixes') },
  { prefixDelegation: true, customNetworking: true, name: message('prefixes, custom networking') },
] as const;

/** Max pods by mode: what EKS recommends, and what the addresses would serve. */
function modeTable(type: string, cluster: Cluster, settings: PoolSettings): Table {
  return {
    head: [message('Mode'), message('Max pods'), message('Calculation'), message('Addresses would serve')],
    rows: modes.flatMap(({ name, ...mode }) => {
      const answer = maxPodsAnswer(type, { ...mode, instanceTypes: cluster.facts.instanceTypes });
      const calculated = answer?.paths.find(({ path }) => path === 'calculator');
      const served = answer?.paths.find(({ path }) => path === 'servable');
      if (answer === undefined || calculated === undefined || served === undefined) return [];
      const isInForce =
        mode.prefixDelegation === settings.prefixDelegation && mode.customNetworking === settings.customNetworking;
      return [
        [
          isInForce ? message('{mode} (in force)', { mode: name }) : name,
          answer.maxPods,
          calculated.formula,
          served.maxPods,
        ],
      ];
    }),
  };
}

/** The types of a group in one table, for the key of the list. */
export function instanceTypesContent(group: NodeGroup, cluster: Cluster): Content | undefined {
  const settings = poolSettings(cluster);
  const kinds = kindsOfGroup(group, cluster, settings);
  const [first] = kinds;
  if (first === undefined) return undefined;
  if (kinds.length === 1) return instanceTypeContent(first.type, group, cluster);
  const rows = kinds.map(({ type, limits, maxPods: pods }) => {
    const pool = nodePool(limits, settings.env, pods);
    const addresses = pool.kind === 'pool' ? rangeText(hull([pool.idle, pool.full])) : '–';
    return [type, `${limits.enis} × ${limits.ipv4PerEni}`, pods, recommendedCap(limits).pods, addresses];
  });
  const pods = hull(kinds.map((kind) => [kind.maxPods, kind.maxPods]));
  return {
    answer: message('{count} instance types: {pods} pods per node', { count: kinds.length, pods: rangeText(pods) }),
    tables: [
      {
        head: [
          message('Instance type'),
          message('ENIs × addresses'),
          message('Max pods'),
          message('Most EKS recommends'),
          message('Addresses per node'),
        ],
        rows,
      },
    ],
    caveats:
      group.management === 'managed' && group.maxPods.kind === 'computed'
        ? [message('EKS gives every node of a managed group the smallest number of its types')]
        : [],
    links: [{ title: message('Choosing instance types for EKS'), href: pages.maxPods }],
  };
}
