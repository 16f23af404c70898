import { recommendedCap } from '../../ipam/maxPods.js';
import { type Argument, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import type { NodeClass, NodeGroup } from '../../model/resource.js';
import { conditionOf } from '../../plan/assumptions.js';
import { capacityInForce, capacityOfTypes, groupCapacity, type TypeCapacity } from '../../plan/capacity.js';
import { heldPods } from '../../plan/nodes.js';
import { nodePool } from '../../plan/pool.js';
import { type SettingsInForce, settingsInForce } from '../../plan/settings.js';
import { written } from '../../plan/source.js';
import { decidingMaxPods, groupOf, overruledText } from '../../rules/nodegroups/nodeConfigs.js';
import { grouped, rangeText } from '../../text/numbers.js';
import { modeInputs, settingInputs } from '../inputs.js';
import { pages } from '../links.js';
import { typesOfNode } from '../nodeTypes.js';
import type { Subject } from '../subject.js';
import { type Content, type Input, sourceOfLimits } from './content.js';

/** A max pods that somebody wrote, against what each instance type can serve. Undefined where that cannot be judged. */
export function maxPodsContent(group: NodeGroup, cluster: Cluster): Content | undefined {
  const { maxPods } = group;
  const types = capacityInForce(group, cluster);
  const smallest = smallestOf(types);
  const best = smallestOf(groupCapacity(group, cluster));
  if (maxPods.kind !== 'set' || types === undefined || smallest === undefined || best === undefined) return undefined;
  const pods = maxPods.value;
  const settings = settingsInForce(cluster);
  const isWindows = group.amiFamily === 'windows';
  const held = isWindows ? undefined : heldPods(smallest.limits, settings);
  const isHeld = held !== undefined && held < Math.min(pods, smallest.servable);
  const refused = isWindows ? undefined : settings.refused;
  const source = sourceOfLimits(smallest.name, cluster);
  const inputs: readonly Input[] = [
    { name: maxPods.setting, value: pods, source: written(maxPods.at) },
    { name: message('ENIs of {type}', { type: smallest.name }), value: smallest.limits.enis, source },
    { name: message('addresses per ENI'), value: smallest.limits.ipv4PerEni, source },
    ...(isWindows ? [] : modeInputs(settings)),
    ...(isHeld ? settingInputs(settings).filter(({ name }) => isTargetOfAddresses(name)) : []),
  ];
  const most = Math.min(smallest.servable, held ?? smallest.servable);
  return {
    answer: refused ?? (isHeld ? heldVerdict(pods, held, settings) : verdict(pods, smallest, best, isWindows)),
    about: refused || pods <= most ? [] : [left(pods, most)],
    formula: isHeld ? undefined : { names: smallest.formulaInNames, numbers: smallest.formula },
    tables: [
      {
        head,
        rows: types.map((type) => typeRow(type, pods, isWindows ? undefined : settings)),
      },
    ],
    inputs,
    caveats: isWindows ? [] : conditionOf(settings),
    links: [{ title: message('Choosing instance types for EKS'), href: pages.maxPods }],
  };
}

const head = [
  message('Instance type'),
  message('Can serve'),
  message('EKS recommends at most'),
  message('Addresses without pods'),
  message('Addresses full'),
];

/**
 * The max pods of a NodeConfig: what wins over it; else, where it is of no group, what the types can serve that its nodes may have. Undefined where
 * nobody can judge, or nobody reads it.
 */
export function nodeMaxPodsContent(
  { config, number }: Extract<Subject, { readonly kind: 'maxPodsOfNode' }>,
  cluster: Cluster,
): Content | undefined {
  const { isRead, winner } = decidingMaxPods(config, cluster);
  if (!isRead || config.isOverruled || config.isHybrid) return undefined;
  const { setting: name, value: pods } = number;
  const own: Input = { name, value: pods, source: written(number.at) };
  if (winner && winner.pods !== pods) {
    const instead: Input = { name: winner.by, value: winner.pods, source: written(winner.at) };
    return { answer: overruledText(number, winner), inputs: [own, instead] };
  }
  const group = groupOf(config, cluster);
  if (group) return maxPodsContent(group, cluster);
  const content = ofSomeTypes({ at: config.at, name, pods, source: own.source }, cluster);
  if (content === undefined || winner) return content;
  const unseen = message('A script beside it may give the nodes another number, which would win');
  return { ...content, caveats: [...(content.caveats ?? []), unseen] };
}

/** The same of a class of which no group is seen. */
export function classMaxPodsContent({ at, maxPods }: NodeGroup | NodeClass, cluster: Cluster): Content | undefined {
  if (maxPods.kind !== 'set') return undefined;
  return ofSomeTypes({ at, name: maxPods.setting, pods: maxPods.value, source: written(maxPods.at) }, cluster);
}

interface WrittenMaxPods extends Pick<NodeClass, 'at'> {
  readonly name: string;
  readonly pods: number;
  readonly source: Input['source'];
}

function ofSomeTypes({ at, name, pods, source }: WrittenMaxPods, cluster: Cluster): Content | undefined {
  const { types, areSeen } = typesOfNode({ at }, cluster);
  const capacities = capacityOfTypes(types, cluster);
  const [smallest] = capacities?.toSorted((a, b) => a.inForce.servable - b.inForce.servable) ?? [];
  if (capacities === undefined || smallest === undefined) return undefined;
  const settings = settingsInForce(cluster);
  const { inForce, best } = smallest;
  return {
    answer:
      settings.refused ??
      (areSeen
        ? verdict(pods, inForce, best, false)
        : message('{pods} pods on every node, whatever its instance type can serve', { pods })),
    about: areSeen && pods > inForce.servable ? [left(pods, inForce.servable)] : [],
    formula: areSeen ? { names: inForce.formulaInNames, numbers: inForce.formula } : undefined,
    tables: [{ head, rows: capacities.map((type) => typeRow(type.inForce, pods, settings)) }],
    inputs: [{ name, value: pods, source }, ...modeInputs(settings)],
    caveats: [
      ...(areSeen ? [] : [message('The instance types cannot be seen here: some usual ones are shown')]),
      ...conditionOf(settings),
    ],
    links: [{ title: message('Choosing instance types for EKS'), href: pages.maxPods }],
  };
}

function smallestOf(types: readonly TypeCapacity[] | undefined): TypeCapacity | undefined {
  return types?.toSorted((a, b) => a.servable - b.servable)[0];
}

/** What holds is what is in force; what another setting would make possible is said as such. */
function verdict(
  pods: number,
  { name: type, servable: most }: TypeCapacity,
  best: TypeCapacity,
  isWindows: boolean,
): Message {
  const servable = grouped(most);
  if (pods <= most)
    return message('{pods} pods fit: a node of type {type} can serve {servable}', { pods, type, servable });
  if (pods <= best.servable && isWindows) {
    return message(
      '{pods} pods need enable-windows-prefix-delegation, which is not seen here: without it a Windows node of type {type} serves {servable}',
      { pods, type, servable },
    );
  }
  if (pods <= best.servable && best.assumesPrefixes) {
    return message(
      '{pods} pods need prefix delegation, which nothing here turns on: without it a node of type {type} serves {servable}',
      { pods, type, servable },
    );
  }
  return best.assumesPrefixes
    ? message(
        '{pods} pods are too many: a node of type {type} can serve {servable}, and {most} with prefix delegation',
        {
          pods,
          type,
          servable,
          most: grouped(best.servable),
        },
      )
    : message('{pods} pods are too many: a node of type {type} can serve {servable}', { pods, type, servable });
}

/** MINIMUM_IP_TARGET alone is the limit, whatever the type. */
function heldVerdict(pods: number, held: number, { ipam }: SettingsInForce): Message {
  return message(
    '{pods} pods are too many: with MINIMUM_IP_TARGET {minimum} and no WARM_IP_TARGET a node has addresses for {held}',
    { pods, minimum: ipam.minimumIpTarget, held },
  );
}

function isTargetOfAddresses(name: Input['name']): boolean {
  return name === 'WARM_IP_TARGET' || name === 'MINIMUM_IP_TARGET';
}

function left(pods: number, servable: number): Message {
  return message(
    'The scheduler places up to {pods} pods; those above {servable} wait for an address and do not start',
    {
      pods,
      servable: grouped(servable),
    },
  );
}

/** Without settings, as of Windows nodes, nobody knows the pool. */
function typeRow(type: TypeCapacity, pods: number, settings: SettingsInForce | undefined): readonly Argument[] {
  const pool = settings && nodePool(type.limits, settings, pods);
  const [idle, full] =
    pool?.kind === 'pool' ? [rangeText(pool.idle.subnetIPs), rangeText(pool.full.subnetIPs)] : ['–', '–'];
  return [type.name, type.servable, recommendedCap(type.limits).pods, idle, full];
}
