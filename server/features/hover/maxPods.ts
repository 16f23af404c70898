import { recommendedCap } from '../../ipam/maxPods.js';
import { type Argument, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { groupCapacity, type TypeCapacity } from '../../model/groupCapacity.js';
import type { NodeGroup } from '../../model/resource.js';
import { pages } from '../links.js';
import { nodePool, poolSettings } from '../pool.js';
import { type Content, type Input, instanceTable, rangeText, written } from './content.js';

/** A max pods that somebody wrote, against what each instance type can serve. Undefined where that cannot be judged. */
export function maxPodsContent(group: NodeGroup, cluster: Cluster): Content | undefined {
  const { maxPods } = group;
  const types = groupCapacity(group, cluster);
  if (maxPods.kind !== 'set' || types === undefined) return undefined;
  const [smallest] = types.toSorted((a, b) => a.servable - b.servable);
  if (smallest === undefined) return undefined;
  const pods = maxPods.value;
  const settings = poolSettings(cluster);
  const inputs: readonly Input[] = [
    { name: maxPods.setting, value: pods, source: written(maxPods.at) },
    { name: message('ENIs of {type}', { type: smallest.name }), value: smallest.limits.enis, source: instanceTable },
    { name: message('addresses per ENI'), value: smallest.limits.ipv4PerEni, source: instanceTable },
    ...[...settings.inputs.values()].slice(0, 4),
  ];
  const fits = pods <= smallest.servable;
  return {
    answer: fits
      ? message('{pods} pods fit: a node of type {type} can serve {servable}', {
          pods,
          type: smallest.name,
          servable: smallest.servable,
        })
      : message('{pods} pods are too many: a node of type {type} can serve {servable}', {
          pods,
          type: smallest.name,
          servable: smallest.servable,
        }),
    about: fits
      ? []
      : [
          message(
            'The scheduler places up to {pods} pods; those above {servable} wait for an address and do not start',
            {
              pods,
              servable: smallest.servable,
            },
          ),
        ],
    formula: { names: smallest.formulaInNames, numbers: smallest.formula },
    tables: [
      {
        head: [
          message('Instance type'),
          message('Can serve'),
          message('Most EKS recommends'),
          message('Addresses without pods'),
          message('Addresses full'),
        ],
        rows: types.map((type) => typeRow(type, pods, settings.env)),
      },
    ],
    inputs,
    caveats: types.some(({ assumesPrefixes }) => assumesPrefixes)
      ? [message('Prefix delegation cannot be seen here: what a node can serve is its best case, with prefixes')]
      : [],
    links: [{ title: message('Choosing instance types for EKS'), href: pages.maxPods }],
  };
}

function typeRow(type: TypeCapacity, pods: number, env: Readonly<Record<string, string>>): readonly Argument[] {
  const pool = nodePool(type.limits, env, pods);
  const [idle, full] = pool.kind === 'pool' ? [rangeText(pool.idle), rangeText(pool.full)] : ['–', '–'];
  return [type.name, type.servable, recommendedCap(type.limits).pods, idle, full];
}
