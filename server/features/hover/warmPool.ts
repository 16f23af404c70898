import { type ChartTheme, type StepChart, stepChart } from '../../charts/stepChart.js';
import { nodeadmMaxPods } from '../../ipam/maxPods.js';
import { ADDRESSES_PER_PREFIX } from '../../ipam/settings.js';
import { type Catalogue, type Message, message, render } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { cniBasis, isAutoModeAlone } from '../../model/cniBasis.js';
import { type NodeKind, seenOrAssumedKinds } from '../../plan/nodes.js';
import { heldByPods, hull, type NodePool, nodePool, type Pool, poolWith } from '../../plan/pool.js';
import { type SettingsInForce, shippedSettings, targetNames, withDefaults } from '../../plan/settings.js';
import { assumed } from '../../plan/source.js';
import { overruledBy, withoutEffect } from '../../plan/withoutEffect.js';
import { rangeText } from '../../text/numbers.js';
import { settingInputs } from '../inputs.js';
import { pages } from '../links.js';
import type { Content, Formula, Input, Picture, Table } from './content.js';

/** More kinds of nodes than this are not listed. */
const mostKinds = 4;

/** What the pool of the cluster's nodes comes to: the part of a hover on any variable that sizes it. */
export interface PoolContent extends Pick<Content, 'formula' | 'picture' | 'tables' | 'inputs' | 'caveats' | 'links'> {
  /** `10–30 addresses per m5.large node`; undefined where there is no pool. */
  readonly answer: Message | undefined;
}

/** In which language and on which background a picture is drawn. */
export interface Drawing {
  readonly catalogue: Catalogue | undefined;
  readonly chartTheme: ChartTheme;
}

/** How the pool changes with pods by these settings, for a variable of a cluster. Undefined where not even an assumption makes sense. */
export function poolContent(
  cluster: Cluster,
  settings: SettingsInForce,
  variable: string,
  { catalogue, chartTheme }: Drawing,
): PoolContent | undefined {
  const without = isAutoModeAlone(cluster) ? noNodes : cniBasis(cluster) === 'another' ? anotherCni : settings.refused;
  if (without) return { answer: undefined, caveats: [without] };
  const kinds = seenOrAssumedKinds(cluster, settings).slice(0, mostKinds);
  const pools = kinds.map((kind) => ({ kind, pool: nodePool(kind.type.limits, settings, kind.pods) }));
  const [shown] = [...pools.filter(({ kind }) => decidesOn(kind, settings, variable)), ...pools];
  if (shown === undefined) return undefined;
  const { kind: first, pool } = shown;
  if (pool.kind === 'refused') return { answer: undefined, caveats: [pool.reason] };
  const compared = comparedSettings(settings, variable);
  const referencePool = nodePool(
    first.type.limits,
    compared.settings,
    compared.keepsMode ? first.pods : shippedMaxPods(first),
  );
  return {
    answer: message('{addresses} addresses per {type} node', {
      addresses: rangeText(hull([pool.idle.subnetIPs, pool.full.subnetIPs])),
      type: first.type.name,
    }),
    formula: idleFormula(pool),
    picture: poolPicture(pool, poolChart(first, pool, referencePool, compared.label, catalogue), chartTheme),
    tables: [stateTable(first, pool), ...(pools.length > 1 ? [kindsTable(pools)] : [])],
    inputs: poolInputs(settings, first),
    caveats: [...endOfGrowth(pool), ...poolCaveats(settings, first, overruledBy(settings.ipam, first.type, variable))],
    links: [
      settings.ipam.prefixDelegation
        ? { title: message('How the CNI sizes the pool with prefixes'), href: pages.prefixes }
        : { title: message('How the CNI sizes the pool'), href: pages.targets },
    ],
  };
}

const noNodes = message('EKS Auto Mode runs no aws-node on its nodes, and no others are visible here');
const anotherCni = message('Another CNI gives the pods of this cluster their addresses, as far as the files show');

/** False where a variable does nothing on a kind of node, which is then no example of what it does. */
function decidesOn({ type }: NodeKind, { ipam }: SettingsInForce, variable: string): boolean {
  return withoutEffect(type, ipam, [variable]).length === 0;
}

interface Compared {
  readonly settings: SettingsInForce;
  readonly label: Message;
  /** The comparison is between targets in the same mode. */
  readonly keepsMode: boolean;
}

/** A target is compared with the shipped targets in the same mode; a mode with the shipped settings altogether. */
function comparedSettings(settings: SettingsInForce, variable: string): Compared {
  const isTarget = targetNames.some((name) => name === variable);
  const label = message('shipped default');
  return isTarget
    ? { settings: withDefaults(settings, targetNames), label, keepsMode: true }
    : { settings: shippedSettings(settings), label, keepsMode: false };
}

/** Without prefixes and custom networking a node's own number of pods is the plain one. */
function shippedMaxPods({ type, pods, podsSource }: NodeKind): number {
  return podsSource.kind === 'written' ? pods : nodeadmMaxPods(type.limits).pods;
}

/** The chart of a kind of node, with its text in the reader's language. */
function poolChart(
  kind: NodeKind,
  pool: Pool,
  reference: NodePool,
  referenceLabel: Message,
  catalogue: Catalogue | undefined,
): StepChart {
  const points = heldByPods(pool);
  const other = reference.kind === 'pool' ? heldByPods(reference) : [];
  const isSame = JSON.stringify(points) === JSON.stringify(other);
  const text = (each: Message): string => render(each, catalogue);
  return {
    title: text(message('Addresses held by one {type} node', { type: kind.type.name })),
    podsLabel: text(message('pods with an address of their own')),
    current: { label: text(isSame ? message('now: the shipped default') : message('now')), points },
    reference: isSame || other.length === 0 ? undefined : { label: text(referenceLabel), points: other },
    inUseLabel: text(message('used by pods')),
    idleLabel: text(message('idle')),
  };
}

function poolPicture(pool: Pool, chart: StepChart, theme: ChartTheme): Picture {
  const alt = message('Chart: {low} addresses without pods, {high} with {pods} pods', {
    low: rangeText(pool.idle.subnetIPs),
    high: rangeText(pool.full.subnetIPs),
    pods: pool.fullPods,
  });
  return { svg: stepChart(chart, theme), alt };
}

/** The states of one node. What it takes from subnets is what it has for pods and one address for each ENI, so that all can be added up. */
function stateTable({ type }: NodeKind, pool: Pool): Table {
  const half = Math.floor(pool.fullPods / 2);
  const states = [
    { name: message('without pods'), form: pool.idle },
    { name: message('with {pods} pods', { pods: half }), form: poolWith(pool, half) },
    { name: message('full, with {pods} pods', { pods: pool.fullPods }), form: pool.full },
  ];
  return {
    head: [
      message('{type} node', { type: type.name }),
      message('for pods'),
      message('ENIs'),
      message('addresses of subnets'),
    ],
    rows: states.map(({ name, form: { totalIPs, prefixes, enis, subnetIPs } }) => [
      name,
      pool.config.pd ? `${rangeText(prefixes)} × ${ADDRESSES_PER_PREFIX}` : rangeText(totalIPs),
      rangeText(enis),
      rangeText(subnetIPs),
    ]),
  };
}

/** What the formula gives for a full node may be more than it ever has. */
function endOfGrowth({ config, full, fullPods }: Pool): readonly Message[] {
  const { warmIP, minIP, warmPrefix, warmENI, ipv4PerENI, pd } = config;
  const size = pd ? ADDRESSES_PER_PREFIX : 1;
  const slots = ipv4PerENI - 1;
  const wanted =
    warmIP > 0 || minIP > 0
      ? Math.ceil(Math.max(warmIP > 0 ? fullPods + warmIP : 0, minIP) / size) * size
      : pd
        ? (Math.ceil(fullPods / size) + warmPrefix) * size
        : (Math.ceil(fullPods / slots) + warmENI) * slots;
  const [, most] = full.totalIPs;
  if (wanted <= most) return [];
  return [
    message(
      'Full, it has {most} addresses for pods and not {wanted}: it gets no more once max pods have theirs, or its ENIs are full',
      {
        most,
        wanted,
      },
    ),
  ];
}

function kindsTable(pools: readonly { readonly kind: NodeKind; readonly pool: NodePool }[]): Table {
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
      const half = poolWith(pool, Math.floor(pool.fullPods / 2));
      return [
        [
          kind.type.name,
          kind.pods,
          rangeText(pool.idle.subnetIPs),
          rangeText(half.subnetIPs),
          rangeText(pool.full.subnetIPs),
          rangeText(hull([pool.idle.enis, pool.full.enis])),
        ],
      ];
    }),
  };
}

function poolInputs(settings: SettingsInForce, kind: NodeKind): readonly Input[] {
  const type: Input = {
    name: message('instance type'),
    value: kind.type.name,
    source: kind.group ? typeSource(kind) : assumed,
  };
  return [type, { name: message('max pods'), value: kind.pods, source: kind.podsSource }, ...settingInputs(settings)];
}

function typeSource({ group, type }: NodeKind): Input['source'] {
  if (group?.instanceTypesDefaulted) return { kind: 'eksctlDefault' };
  const listed = group?.instanceTypes.kind === 'known' ? group.instanceTypes.value : [];
  const found = listed.find((fact) => fact.kind === 'known' && fact.value === type.name);
  return found?.kind === 'known' ? { kind: 'written', at: found.at } : assumed;
}

function poolCaveats(settings: SettingsInForce, kind: NodeKind, overruled: Message | undefined): readonly Message[] {
  const caveats = overruled ? [overruled] : [];
  if (settings.ipam.customNetworking) {
    caveats.push(
      message(
        "One of these addresses is the primary ENI's in the node's own subnet; the others come from the ENIConfig's",
      ),
    );
  }
  if (kind.group === undefined) {
    caveats.push(message('No node group is visible: {type} is assumed', { type: kind.type.name }));
  }
  return caveats;
}

/** How many addresses a node without pods takes; undefined where the pool does not follow the plain rule, or its size is open. */
function idleFormula({ config, idle }: Pool): Formula | undefined {
  const [enis] = idle.enis;
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
  const [low, high] = idle.subnetIPs;
  const isPlain = low === high && low === candidate.result;
  return isPlain ? { names: candidate.names, numbers: `${candidate.numbers} = ${candidate.result}` } : undefined;
}
