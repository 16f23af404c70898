import { nodeadmMaxPods } from '../../ipam/maxPods.js';
import { ADDRESSES_PER_PREFIX } from '../../ipam/settings.js';
import { type Catalogue, type Message, message, render } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { pages } from '../links.js';
import {
  type Bounds,
  hull,
  type NodeKind,
  type NodePool,
  nodePool,
  type PoolSettings,
  poolSettings,
  seenOrAssumedKinds,
  targetNames,
} from '../pool.js';
import { type ChartPoint, type StepChart, stepChart } from '../stepChart.js';
import { assumed, type Content, type Formula, type Input, type Picture, rangeText, type Table } from './content.js';

/** More kinds of nodes than this are not listed. */
const mostKinds = 4;

/** What the pool of the cluster's nodes comes to: the part of a hover on any variable that sizes it. */
export interface PoolContent extends Pick<Content, 'formula' | 'picture' | 'tables' | 'inputs' | 'caveats' | 'links'> {
  /** `10–30 addresses per m5.large node`; undefined where there is no pool. */
  readonly answer: Message | undefined;
}

/** How the pool changes with pods, for a variable of a cluster. Undefined where not even an assumption makes sense. */
export function poolContent(
  cluster: Cluster,
  variable: string,
  catalogue: Catalogue | undefined,
): PoolContent | undefined {
  const settings = poolSettings(cluster);
  if (settings.refused) return { answer: undefined, caveats: [settings.refused] };
  const kinds = seenOrAssumedKinds(cluster, settings).slice(0, mostKinds);
  const [first] = kinds;
  if (first === undefined) return undefined;
  const pools = kinds.map((kind) => ({ kind, pool: nodePool(kind.limits, settings.env, kind.maxPods) }));
  const pool = pools[0]?.pool;
  if (pool === undefined) return undefined;
  if (pool.kind === 'refused') return { answer: undefined, caveats: [pool.reason] };
  const compared = comparedSettings(settings, variable);
  const referencePool = nodePool(
    first.limits,
    compared.env,
    compared.keepsMode ? first.maxPods : shippedMaxPods(first),
  );
  return {
    answer: message('{addresses} addresses per {type} node', {
      addresses: rangeText(hull([pool.idle, pool.full])),
      type: first.type,
    }),
    formula: idleFormula(pool),
    picture: poolPicture(first, pool, referencePool, compared.label, catalogue),
    tables: [poolTable(pools)],
    inputs: poolInputs(settings, first),
    caveats: poolCaveats(settings, first, variable),
    links: [
      settings.prefixDelegation
        ? { title: message('How the CNI sizes the pool with prefixes'), href: pages.prefixes }
        : { title: message('How the CNI sizes the pool'), href: pages.targets },
    ],
  };
}

interface Compared {
  readonly env: PoolSettings['env'];
  readonly label: Message;
  /** The comparison is between targets in the same mode. */
  readonly keepsMode: boolean;
}

/** A target is compared with the shipped targets in the same mode; a mode with the shipped settings altogether. */
function comparedSettings({ env }: PoolSettings, variable: string): Compared {
  const isTarget = targetNames.some((name) => name === variable);
  const label = message('shipped default');
  if (!isTarget) return { env: {}, label, keepsMode: false };
  const modes = Object.entries(env).filter(([name]) => !targetNames.some((target) => target === name));
  return { env: Object.fromEntries(modes), label, keepsMode: true };
}

/** Without prefixes and custom networking a node's own number of pods is the plain one. */
function shippedMaxPods({ limits, maxPods, maxPodsSource }: NodeKind): number {
  return maxPodsSource.kind === 'written' ? maxPods : nodeadmMaxPods(limits).pods;
}

type Pool = Extract<NodePool, { readonly kind: 'pool' }>;

/** The chart of a kind of node, with its text in the reader's language. */
export function poolChart(
  kind: NodeKind,
  pool: Pool,
  reference: NodePool,
  referenceLabel: Message,
  catalogue: Catalogue | undefined,
): StepChart {
  const points = pointsOf(pool);
  const other = reference.kind === 'pool' ? pointsOf(reference) : [];
  const isSame = JSON.stringify(points) === JSON.stringify(other);
  const text = (each: Message): string => render(each, catalogue);
  return {
    title: text(message('Addresses held by one {type} node', { type: kind.type })),
    podsLabel: text(message('pods with an address of their own')),
    addressesLabel: text(message('addresses')),
    current: { label: text(isSame ? message('now: the shipped default') : message('now')), points },
    reference: isSame || other.length === 0 ? undefined : { label: text(referenceLabel), points: other },
    inUseLabel: text(message('used by pods')),
    idleLabel: text(message('idle')),
  };
}

function poolPicture(
  kind: NodeKind,
  pool: Pool,
  reference: NodePool,
  label: Message,
  catalogue: Catalogue | undefined,
): Picture {
  const alt = message('Chart: {low} addresses without pods, {high} with {pods} pods', {
    low: rangeText(pool.idle),
    high: rangeText(pool.full),
    pods: pool.fullPods,
  });
  return { svg: stepChart(poolChart(kind, pool, reference, label, catalogue)), alt };
}

function pointsOf({ fullPods, at }: Pool): readonly ChartPoint[] {
  return Array.from({ length: fullPods + 1 }, (_, pods) => {
    const [low, high]: Bounds = at(pods)?.subnetIPs ?? [0, 0];
    return { pods, low, high };
  });
}

function poolTable(pools: readonly { readonly kind: NodeKind; readonly pool: NodePool }[]): Table {
  return {
    head: [
      message('Node'),
      message('Max pods'),
      message('Without pods'),
      message('Half full'),
      message('Full'),
      message('ENIs'),
    ],
    rows: pools.flatMap(({ kind, pool }) => {
      if (pool.kind === 'refused') return [];
      const half = pool.at(Math.floor(pool.fullPods / 2));
      const full = pool.at(pool.fullPods);
      const enis = hull([pool.at(0)?.enis ?? [0, 0], full?.enis ?? [0, 0]]);
      return [
        [
          kind.type,
          kind.maxPods,
          rangeText(pool.idle),
          half ? rangeText(half.subnetIPs) : '?',
          rangeText(pool.full),
          rangeText(enis),
        ],
      ];
    }),
  };
}

function poolInputs({ inputs }: PoolSettings, kind: NodeKind): readonly Input[] {
  const type: Input = {
    name: message('instance type'),
    value: kind.type,
    source: kind.group ? typeSource(kind) : assumed,
  };
  return [type, { name: message('max pods'), value: kind.maxPods, source: kind.maxPodsSource }, ...inputs.values()];
}

function typeSource({ group, type }: NodeKind): Input['source'] {
  if (group?.instanceTypesDefaulted) return { kind: 'eksctlDefault' };
  const listed = group?.instanceTypes.kind === 'known' ? group.instanceTypes.value : [];
  const found = listed.find((fact) => fact.kind === 'known' && fact.value === type);
  return found?.kind === 'known' ? { kind: 'written', at: found.at } : assumed;
}

function poolCaveats(settings: PoolSettings, kind: NodeKind, variable: string): readonly Message[] {
  const caveats: Message[] = [];
  const overruled = overruledBy(settings, variable);
  if (overruled) caveats.push(overruled);
  if (settings.customNetworking) {
    caveats.push(
      message(
        "One of these addresses is the primary ENI's in the node's own subnet; the others come from the ENIConfig's",
      ),
    );
  }
  if (kind.group === undefined) {
    caveats.push(message('No node group is visible: {type} is assumed', { type: kind.type }));
  }
  return caveats;
}

/** Says which other setting decides instead of the one asked about. */
function overruledBy({ inputs, prefixDelegation }: PoolSettings, variable: string): Message | undefined {
  const isSet = (name: 'WARM_IP_TARGET' | 'MINIMUM_IP_TARGET'): boolean => {
    const value = inputs.get(name)?.value;
    return typeof value === 'string';
  };
  const other = (['WARM_IP_TARGET', 'MINIMUM_IP_TARGET'] as const).find(isSet);
  if (variable === 'WARM_ENI_TARGET' || variable === 'WARM_PREFIX_TARGET') {
    if (other) return message('{variable} decides nothing here: {other} is set', { variable, other });
    if (variable === 'WARM_ENI_TARGET' && prefixDelegation) {
      return message('{variable} decides nothing here: prefix delegation is on', { variable });
    }
    if (variable === 'WARM_PREFIX_TARGET' && !prefixDelegation) {
      return message('{variable} decides nothing here: prefix delegation is off', { variable });
    }
  }
  return undefined;
}

/** How many addresses a node without pods takes; undefined where the pool does not follow the plain rule, or its size is open. */
function idleFormula({ config, at, idle }: Pool): Formula | undefined {
  const enis = at(0)?.enis[0] ?? 0;
  const { warmIP, minIP, warmPrefix, warmENI, ipv4PerENI, pd } = config;
  const size = pd ? ADDRESSES_PER_PREFIX : 1;
  const candidate =
    warmIP > 0 || minIP > 0
      ? {
          names: pd
            ? message('⌈max(pods + WARM_IP_TARGET, MINIMUM_IP_TARGET) ÷ 16⌉ × 16 + ENIs')
            : message('max(pods + WARM_IP_TARGET, MINIMUM_IP_TARGET) + ENIs'),
          numbers: pd ? `⌈max(0 + ${warmIP}, ${minIP}) ÷ 16⌉ × 16 + ${enis}` : `max(0 + ${warmIP}, ${minIP}) + ${enis}`,
          result: Math.ceil(Math.max(warmIP, minIP) / size) * size + enis,
        }
      : pd
        ? {
            names: message('(⌈pods ÷ 16⌉ + WARM_PREFIX_TARGET) × 16 + ENIs'),
            numbers: `(0 + ${warmPrefix}) × 16 + ${enis}`,
            result: warmPrefix * size + enis,
          }
        : {
            names: message('(⌈pods ÷ (addresses per ENI − 1)⌉ + WARM_ENI_TARGET) × (addresses per ENI − 1) + ENIs'),
            numbers: `(0 + ${warmENI}) × (${ipv4PerENI} − 1) + ${enis}`,
            result: warmENI * (ipv4PerENI - 1) + enis,
          };
  const isPlain = idle[0] === idle[1] && idle[0] === candidate.result;
  return isPlain ? { names: candidate.names, numbers: `${candidate.numbers} = ${candidate.result}` } : undefined;
}
