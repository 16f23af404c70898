import { type Message, message } from '../messages/message.js';
import type { Change, EnvBlock, NewEnvBlock } from '../model/change.js';
import { containersWith, entryOf } from '../model/env.js';
import type { Interpretation } from '../model/envReading.js';
import { type Fix, removal } from '../model/fix.js';
import type { CniSettings, ContainerName, EnvEntry, Label } from '../model/resource.js';

/** The env block a container's variables are written in; undefined where it has none to write into. */
export function envBlock(settings: CniSettings, container: ContainerName = 'aws-node'): EnvBlock | undefined {
  return settings.containers.find(({ name, block }) => name === container && block !== undefined)?.block;
}

/** The change that sets variables of a container; undefined where nobody knows where to write them. */
export function settingVariables(
  settings: CniSettings,
  variables: Readonly<Record<string, string>>,
  container: ContainerName = 'aws-node',
): Change | undefined {
  const block = blockToSetIn(settings, Object.keys(variables), container);
  return block && { kind: 'setVariables', block, variables };
}

/**
 * Where variables have to be set to count: behind the last entry of any of them, which may be in a later command, else where the container's
 * variables are. Undefined too where that one takes the variable away: a command cannot do both.
 */
function blockToSetIn(
  settings: CniSettings,
  names: readonly string[],
  container: ContainerName,
): EnvBlock | NewEnvBlock | undefined {
  const counting = names.flatMap((name) => entryOf(settings, name, container) ?? []);
  const places = counting.flatMap((entry) => containersWith(settings, entry).map((each) => ({ ...each, entry })));
  if (places.length === 0) return envBlock(settings, container) ?? settings.newBlocks[container];
  const last = places.reduce((latest, each) => (each.place < latest.place ? latest : each));
  const isTakenAway = places.some(({ entry, place }) => entry.value.kind === 'removed' && place === last.place);
  return isTakenAway ? undefined : last.container.block;
}

/** A fix that sets variables; none where nobody knows where to write them. */
export function setVariables(
  settings: CniSettings,
  variables: Readonly<Record<string, string>>,
  level: Fix['level'],
  title: Message,
  container: ContainerName = 'aws-node',
): readonly Fix[] {
  const change = settingVariables(settings, variables, container);
  return change ? [{ title, level, changes: [change] }] : [];
}

/** A fix that sets a variable of aws-node. */
export function setVariable(
  settings: CniSettings,
  name: string,
  value: string,
  level: Fix['level'],
  title: Message = message('Set {name} to "{value}"', { name, value }),
): readonly Fix[] {
  return setVariables(settings, { [name]: value }, level, title);
}

/** Where an entry is written; undefined where nobody may write. Of several containers that a command writes it for, the first. */
export function blockOf(settings: CniSettings, entry: EnvEntry): EnvBlock | undefined {
  return containersWith(settings, entry)[0]?.container.block;
}

/** A fix that takes a variable out. */
export function removeVariable(
  settings: CniSettings,
  entry: EnvEntry,
  level: Fix['level'],
  title: Message = message('Remove {name}', { name: entry.name.value }),
): readonly Fix[] {
  const block = blockOf(settings, entry);
  return block ? [{ title, level, changes: [{ kind: 'removeVariable', block, at: entry.name.at }] }] : [];
}

/** A fix that moves a variable into another container; none where nobody knows where that one's variables go. */
export function moveVariable(
  settings: CniSettings,
  entry: EnvEntry,
  to: ContainerName,
  title: Message,
  level: Fix['level'],
): readonly Fix[] {
  const { name, value } = entry;
  const [removal] = removeVariable(settings, entry, level, title);
  const change = value.kind === 'literal' ? settingVariables(settings, { [name.value]: value.text }, to) : undefined;
  return removal && change ? [{ ...removal, changes: [...removal.changes, change] }] : [];
}

/** A fix that gives a variable another value, written as a string. */
export function replaceValue(
  entry: EnvEntry,
  value: string,
  level: Fix['level'],
  title: Message = message('Set {name} to "{value}"', { name: entry.name.value, value }),
): readonly Fix[] {
  return entry.value.kind === 'literal'
    ? [{ title, level, changes: [{ kind: 'replaceValue', at: entry.value.at, value, asString: true }] }]
    : [];
}

/** A fix that writes the text that was evidently meant; safe where the program already works with that value. */
export function writeIntended(entry: EnvEntry, reading: Interpretation): readonly Fix[] {
  if (reading.kind === 'accepted' || reading.intended === undefined) return [];
  const isSame = reading.kind === 'replaced' && String(reading.effective) === reading.intended;
  return replaceValue(entry, reading.intended, isSame ? 'safe' : 'suggested');
}

/** A fix that turns ENABLE_IPv6 off in every container that turns it on: aws-node and its init container have to agree. */
export function turnIpv6Off(settings: CniSettings, title: Message): readonly Fix[] {
  const places = settings.containers.flatMap(({ name }) => {
    const value = entryOf(settings, 'ENABLE_IPv6', name)?.value;
    return value?.kind === 'literal' && value.text !== 'false' ? [value.at] : [];
  });
  const changes = places.map((at) => ({ kind: 'replaceValue', at, value: 'false', asString: true }) as const);
  return changes.length > 0 ? [{ title, level: 'suggested', changes }] : [];
}

/** A fix that takes a label or annotation away. */
export function removeLabel(
  { key }: Label,
  level: Fix['level'],
  title: Message = message('Remove the label {label}', { label: key.value }),
): Fix {
  return removal(title, key.at, level);
}
