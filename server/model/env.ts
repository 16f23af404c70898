import { groupBy } from '../text/groupBy.js';
import { memoized, memoizedByName, memoizedWithin } from '../text/memo.js';
import type { Location } from '../text/span.js';
import type { Cluster } from './cluster.js';
import { type CniVersion, parseVersion } from './cniVersion.js';
import { type EnvVarName, envVarIn, type InterpretContext, interpret } from './envVars.js';
import { knownValue } from './fact.js';
import type { CniSettings, ContainerName, ContainerSettings, EnvEntry } from './resource.js';

/** What a variable comes to. A rule has to decide about each kind, so that nothing unseen is taken for unset. */
export type Setting<T> =
  | { readonly kind: 'set'; readonly value: T; readonly at: Location; readonly entry: EnvEntry }
  /** Not written: `value` is the default of the program or of the shipped manifest; undefined where there is none. */
  | { readonly kind: 'default'; readonly value: T | undefined; readonly from: 'codeDefault' | 'shippedDefault' }
  /** Written, but the program does not take it: it uses `effective` instead, or exits. */
  | {
      readonly kind: 'invalid';
      readonly written: string;
      readonly effective: T | undefined;
      readonly exits: boolean;
      readonly at: Location;
      readonly entry: EnvEntry;
    }
  | { readonly kind: 'unknown' };

/** The variables of aws-node, typed. `container` matters for the few that the init container reads. */
export interface Env {
  flag(name: EnvVarName, container?: ContainerName): Setting<boolean>;
  integer(name: EnvVarName, container?: ContainerName): Setting<number>;
  text(name: EnvVarName, container?: ContainerName): Setting<string>;
}

/** The value the program works with, or undefined where it cannot be known, has none or exits. */
export function effective<T>(setting: Setting<T>): T | undefined {
  switch (setting.kind) {
    case 'set':
    case 'default':
      return setting.value;
    case 'invalid':
      return setting.exits ? undefined : setting.effective;
    case 'unknown':
      return undefined;
    default:
      return setting satisfies never;
  }
}

/** True where a person wrote the value: the setting has a place. */
export function isWritten<T>(setting: Setting<T>): setting is Extract<Setting<T>, { readonly at: Location }> {
  return setting.kind === 'set' || setting.kind === 'invalid';
}

/** The entry of a variable that counts: the last of its name in the container, so that of the last layer. */
export function entryOf(
  settings: CniSettings,
  name: string,
  container: ContainerName = 'aws-node',
): EnvEntry | undefined {
  return entriesByName(settings).get(container)?.get(name);
}

/** A container among those of settings, which are written one after the other. */
export interface PlacedContainer {
  readonly container: ContainerSettings;
  readonly place: number;
}

/** The containers that an entry is written for, in order: a command may write one for several. */
export function containersWith(settings: CniSettings, entry: EnvEntry): readonly PlacedContainer[] {
  return containersByEntry(settings).get(entry) ?? [];
}

/** A memo, because there may be a fix for each of thousands of entries. */
const containersByEntry = memoized(({ containers }: CniSettings) =>
  groupBy(
    containers.flatMap((container, place) => container.env.map((entry) => ({ container, place, entry }))),
    ({ entry }) => entry,
  ),
);

/** True where another entry counts instead: one behind it in the container, or one of a later layer. */
export function isOverruled(settings: CniSettings, container: ContainerName, entry: EnvEntry): boolean {
  const counting = entryOf(settings, entry.name.value, container);
  return counting !== undefined && counting !== entry;
}

/** What there is for the variables of each container. Two maps, because rules ask often: joining two names to one costs more than to look up both. */
type ByVariable<T> = ReadonlyMap<ContainerName, ReadonlyMap<string, T>>;

/** The map of a container, which is there from then on. */
function mapOf<T>(byContainer: Map<ContainerName, Map<string, T>>, container: ContainerName): Map<string, T> {
  const before = byContainer.get(container);
  if (before !== undefined) return before;
  const map = new Map<string, T>();
  byContainer.set(container, map);
  return map;
}

/** A memo, because rules ask for many variables of many carriers. */
const entriesByName = memoized(({ containers }: CniSettings): ByVariable<EnvEntry> => {
  const byContainer = new Map<ContainerName, Map<string, EnvEntry>>();
  for (const { name: container, env } of containers) {
    const byName = mapOf(byContainer, container);
    for (const entry of env) byName.set(entry.name.value, entry);
  }
  return byContainer;
});

/**
 * The variables as one carrier of a cluster sets them. What the carrier does not write is its default only when no other
 * carrier writes it, be it of the cluster or only possibly.
 */
export const carrierEnv = memoizedWithin((settings: CniSettings, cluster: Cluster): Env => {
  const context = interpretContext(settings, cluster);
  // What runs is seen whole, whatever is to run.
  if (settings.observed) return envOf((name, container) => raw(settings, name, container), context, cluster);
  const written = writtenNames(declaredSettings(cluster));
  const possible = writtenNames(cluster.possibleSettings);
  const isCounted = membersOf(declaredSettings(cluster)).has(settings);
  return envOf(
    (name, container) => {
      const own = raw(settings, name, container);
      if (own.kind !== 'default') return own;
      // A variable that the carrier itself takes away counts as one it writes.
      const byItself = isCounted && entryOf(settings, name, container) ? 1 : 0;
      const byOthers = (written.get(container)?.get(name) ?? 0) - byItself;
      return byOthers > 0 || possible.get(container)?.has(name) ? { kind: 'unsaid' } : own;
    },
    context,
    cluster,
  );
});

/**
 * The variables a cluster's nodes run with once its files are applied, over all its carriers. Where two carriers disagree, or no carrier is seen, a
 * variable is unknown; and where none of them writes it but one that only possibly belongs to the cluster does. What they write counts, whatever
 * such a carrier says. What no file writes is as the DaemonSet has it that was read from the cluster, where that was.
 */
export const clusterEnv = memoized((cluster: Cluster): Env => {
  const carriers = declaredSettings(cluster);
  const running = runningSettings(cluster);
  const first = carriers[0] ?? running;
  if (first === undefined) return envOf(() => ({ kind: 'unsaid' }), {}, cluster);
  const possible = writtenNames(cluster.possibleSettings);
  return envOf(
    (name, container) => {
      const raws = carriers.map((settings) => raw(settings, name, container));
      const written = raws.filter((each) => each.kind === 'written' || each.kind === 'hidden');
      const [one] = written;
      if (one === undefined) {
        if (running) return raw(running, name, container);
        return possible.get(container)?.has(name) ? { kind: 'unsaid' } : agreedDefault(raws);
      }
      const agree =
        one.kind === 'written' && written.every((each) => each.kind === 'written' && each.text === one.text);
      return agree ? one : { kind: 'hidden' };
    },
    interpretContext(first, cluster),
    cluster,
  );
});

/** The DaemonSet that was read from the cluster; undefined where none was, or several were. */
export const runningSettings = memoized(({ settings }: Cluster): CniSettings | undefined => {
  const [running, ...others] = settings.filter(({ observed, whole }) => observed && whole);
  return others.length === 0 ? running : undefined;
});

/** The settings that are written to make a cluster; those that were read from one only where there is nothing else. */
const declaredSettings = memoized((cluster: Cluster): readonly CniSettings[] => {
  const { settings } = cluster;
  if (settings.every(({ observed }) => !observed)) return settings;
  const declared = settings.filter(({ observed }) => !observed);
  return declared.length > 0 || runningSettings(cluster) ? declared : settings;
});

/** The cluster as it runs, whatever its files are to make of it; undefined where its DaemonSet was not read. */
export const asItRuns = memoized((cluster: Cluster): Cluster | undefined => {
  const running = runningSettings(cluster);
  if (running === undefined || cluster.settings.length === 1) return running && cluster;
  return { ...cluster, settings: [running], possibleSettings: [] };
});

/** A memo, because every carrier asks whether it is one of the cluster's. */
const membersOf = memoized((carriers: readonly CniSettings[]): ReadonlySet<CniSettings> => new Set(carriers));

/**
 * How many carriers write each variable, by container and name. A memo, because clusters of a workspace may share a list of possible
 * ones.
 */
const writtenNames = memoized((carriers: readonly CniSettings[]): ByVariable<number> => {
  const byContainer = new Map<ContainerName, Map<string, number>>();
  for (const [container, entries] of carriers.flatMap((settings) => [...entriesByName(settings)])) {
    const counts = mapOf(byContainer, container);
    for (const name of entries.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return byContainer;
});

/** The CNI version of a cluster: what the config file says, else the one its carriers agree on; a patch without an image leaves it as it is. */
export const versionOf = memoized((cluster: Cluster): CniVersion | undefined => {
  const stated = cluster.facts.cniVersion;
  if (stated) return parseVersion(stated.value);
  const deciding = declaredSettings(cluster).filter((settings) => !leavesVersion(settings));
  const versions = new Set(deciding.map(({ version }) => knownValue(version)));
  const [only] = versions;
  if (versions.size === 1 && only !== undefined) return parseVersion(only);
  const running = runningSettings(cluster);
  const runs = running && [...versions].every((each) => each === undefined) ? knownValue(running.version) : undefined;
  return runs === undefined ? undefined : parseVersion(runs);
});

/** True for a patch that writes no image, readable or not, and for a command that sets variables. */
function leavesVersion({ isPatch, takenBy, version }: CniSettings): boolean {
  return (isPatch === true || takenBy === 'command') && version.kind === 'unknown' && version.at === undefined;
}

/** The IP family the cluster declares; eksctl's default is IPv4. Undefined where a template or no declaration leaves it open. */
export function ipFamilyOf(cluster: Cluster): 'IPv4' | 'IPv6' | undefined {
  const family = cluster.declaration?.ipFamily;
  return family?.kind === 'absent' ? 'IPv4' : family && knownValue(family);
}

/** The CNI version that reads a carrier: what the config file says, else the carrier's own, else the cluster's. */
function versionFor({ version }: CniSettings, cluster: Cluster): CniVersion | undefined {
  const own = cluster.facts.cniVersion ? undefined : knownValue(version);
  return own === undefined ? versionOf(cluster) : parseVersion(own);
}

type Raw =
  | { readonly kind: 'written'; readonly text: string; readonly at: Location; readonly entry: EnvEntry }
  | { readonly kind: 'default'; readonly from: 'codeDefault' | 'shippedDefault'; readonly settings: CniSettings }
  /** Written, but as a template or the like. */
  | { readonly kind: 'hidden' }
  /** Not written, and what that means cannot be seen. */
  | { readonly kind: 'unsaid' };

function raw(settings: CniSettings, name: EnvVarName, container: ContainerName): Raw {
  const entry = entryOf(settings, name, container);
  if (entry === undefined) {
    return settings.absent === 'unknown' ? { kind: 'unsaid' } : { kind: 'default', from: settings.absent, settings };
  }
  // A name without a value is an empty string for the program, but in a patch or in values the rest may be elsewhere.
  if (entry.value.kind === 'none') {
    return settings.whole ? { kind: 'written', text: '', at: entry.at, entry } : { kind: 'hidden' };
  }
  if (entry.value.kind === 'unknown') return { kind: 'hidden' };
  // What is taken away is not set, whatever else would have set it.
  if (entry.value.kind === 'removed') return { kind: 'default', from: 'codeDefault', settings };
  return { kind: 'written', text: entry.value.text, at: entry.value.at, entry };
}

function agreedDefault(raws: readonly Raw[]): Raw {
  const [first, ...others] = raws;
  if (first?.kind !== 'default') return { kind: 'unsaid' };
  return others.every((other) => other.kind === 'default' && other.from === first.from) ? first : { kind: 'unsaid' };
}

/** What else decides how a text is read: other settings of the same carrier, and the version. */
export const interpretContext = memoizedWithin((settings: CniSettings, cluster: Cluster): InterpretContext => {
  const version = versionFor(settings, cluster);
  const flagOf = (name: EnvVarName): boolean | undefined => {
    const own = raw(settings, name, 'aws-node');
    if (own.kind === 'hidden' || own.kind === 'unsaid') return undefined;
    if (own.kind === 'default') return defaultValue(name, own.from, own.settings, cluster, version) === true;
    const read = interpret(name, own.text, version === undefined ? {} : { version });
    return read.kind === 'accepted' ? read.value === true : undefined;
  };
  const ipv6 = flagOf('ENABLE_IPv6');
  const podEni = flagOf('ENABLE_POD_ENI');
  return {
    ...(ipv6 === undefined ? {} : { ipv6 }),
    ...(podEni === undefined ? {} : { podEni }),
    ...(version === undefined ? {} : { version }),
  };
});

function envOf(
  find: (name: EnvVarName, container: ContainerName) => Raw,
  context: InterpretContext,
  cluster: Cluster,
): Env {
  const read = <T>(name: EnvVarName, container: ContainerName, is: (value: unknown) => value is T): Setting<T> => {
    const found = find(name, container);
    if (found.kind === 'hidden' || found.kind === 'unsaid') return { kind: 'unknown' };
    if (found.kind === 'default') {
      const value = defaultValue(name, found.from, found.settings, cluster, context.version);
      return { kind: 'default', value: is(value) ? value : undefined, from: found.from };
    }
    const { text, at, entry } = found;
    const result = interpret(name, text, context);
    if (result.kind === 'accepted') {
      return is(result.value) ? { kind: 'set', value: result.value, at, entry } : { kind: 'unknown' };
    }
    const value = result.kind === 'replaced' && is(result.effective) ? result.effective : undefined;
    // Nothing reads the variable in this version, so its text decides nothing.
    if (isUnread(result.reason.code)) return { kind: 'unknown' };
    // To the CNI an empty text it says nothing about is a variable that is not set.
    if (result.reason.code === 'empty' && result.log === 'none') return { kind: 'default', value, from: 'codeDefault' };
    return { kind: 'invalid', written: text, effective: value, exits: result.exits, at, entry };
  };
  return {
    flag: readOnce((name, container) => read(name, container, (value) => typeof value === 'boolean')),
    integer: readOnce((name, container) => read(name, container, (value) => typeof value === 'number')),
    text: readOnce((name, container) => read(name, container, (value) => typeof value === 'string')),
  };
}

function readOnce<T>(
  read: (name: EnvVarName, container: ContainerName) => Setting<T>,
): (name: EnvVarName, container?: ContainerName) => Setting<T> {
  const known = new Map<string, Setting<T>>();
  return (name, container = 'aws-node') => {
    // Nearly all questions are about aws-node.
    const key = container === 'aws-node' ? name : `${container}/${name}`;
    const before = known.get(key);
    if (before) return before;
    const setting = read(name, container);
    known.set(key, setting);
    return setting;
  };
}

function isUnread(code: string): boolean {
  return code === 'tooNew' || code === 'removed' || code === 'elsewhere';
}

/** The default by the carrier's meaning of absence; EKS sets the IP family of an add-on from the cluster. */
function defaultValue(
  name: EnvVarName,
  from: 'codeDefault' | 'shippedDefault',
  settings: CniSettings,
  cluster: Cluster,
  version: CniVersion | undefined,
): string | number | boolean | undefined {
  const row = envVarIn(name, version);
  if (from === 'codeDefault') return row.codeDefault;
  if (settings.takenBy === 'addon' && ipFamilyOf(cluster) === 'IPv6') {
    if (name === 'ENABLE_IPv6' || name === 'ENABLE_PREFIX_DELEGATION') return true;
    if (name === 'ENABLE_IPv4') return false;
  }
  return row.shippedDefault === undefined ? row.codeDefault : shippedValue(name);
}

/** A shipped text is one that every release takes. */
const shippedValue = memoizedByName((name: EnvVarName): string | number | boolean | undefined => {
  const read = interpret(name, envVarIn(name, undefined).shippedDefault ?? '', {});
  return read.kind === 'accepted' ? read.value : undefined;
});
