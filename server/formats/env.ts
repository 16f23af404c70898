import { type Message, message } from '../messages/message.js';
import { envVar } from '../model/envVars.js';
import { absent, known, unknown } from '../model/fact.js';
import type { Fix } from '../model/fix.js';
import type { ShapeProblem } from '../model/problem.js';
import type { ContainerName, ContainerSettings, EnvEntry, EnvValue, Flag } from '../model/resource.js';
import { declaredTag, type MapNode, type Node } from '../syntax/node.js';
import { entries, entryOf, get, items, path, textOf } from '../syntax/read.js';
import { isPlaceholderForNumber } from '../text/placeholderWord.js';
import type { Location, Sourced } from '../text/span.js';
import { isTemplate } from '../text/template.js';
import { at, type Place } from './place.js';
import { hasHiddenEntries, isMissing, isOpen, textFact } from './read.js';

/** A list of `name` and `value`, as containers have it. Items without a readable name are left out. */
export function envList(list: Node | undefined, place: Place): readonly EnvEntry[] {
  return items(list).flatMap((item) => {
    const name = get(item, 'name');
    const text = textOf(name);
    if (name === undefined || text === undefined || name.open) return [];
    return [{ name: { value: text, at: at(place, name) }, value: listedValue(item, text, place), at: at(place, item) }];
  });
}

/** A map from variable to value, as add-ons and Helm have it. */
export function envMap(map: Node | undefined, place: Place): readonly EnvEntry[] {
  return entries(map)
    .filter(({ key }) => !key.open)
    .map(({ key, value, span }) => ({
      name: { value: key.text, at: at(place, key) },
      value: isMissing(value) ? { kind: 'none' } : writtenEnvValue(value, key.text, place),
      at: at(place, { host: key.host, span }),
    }));
}

/** Variables as a map, as add-ons and charts have them, where what `text` names takes a list only. */
export function mapForList(holder: Node, text: Message, place: Place): readonly ShapeProblem[] {
  const env = entryOf(holder, 'env');
  if (env?.value.kind !== 'map' || env.alias !== undefined) return [];
  const here = at(place, env.key);
  return [{ kind: 'shapeProblem', fault: 'structure', at: here, message: text, fixes: asList(env.value, here) }];
}

/** The same variables as a list, where all of them can be read. */
function asList({ entries: variables, merges }: MapNode, key: Location): readonly Fix[] {
  const values = variables.map(({ value }) => (value.open ? undefined : textOf(value)));
  if (variables.length === 0 || merges.length > 0 || values.includes(undefined)) return [];
  const env = variables.map(({ key: name }, index) => ({ name: name.text, value: values[index] ?? '' }));
  const title = message('Write the variables as a list');
  return [{ title, level: 'suggested', changes: [{ kind: 'replaceEntry', at: key, entries: { env } }] }];
}

/** True when the entries may come from where we cannot see: a template in place of the list, of an item or of a name. */
export function hasHiddenEnv(node: Node | undefined): boolean {
  if (isMissing(node)) return false;
  if (node.kind === 'scalar') return true;
  if (node.kind === 'map') return entries(node).some(({ key }) => key.open);
  return items(node).some((item) => {
    const name = get(item, 'name');
    return name === undefined || textOf(name) === undefined ? !isMissing(item) : name.open;
  });
}

/** A container's settings out of its `env`, in either shape. */
export function containerSettings(name: ContainerName, container: Node, place: Place): ContainerSettings {
  const env = get(container, 'env');
  const shape = env?.kind === 'map' ? 'map' : 'list';
  return {
    name,
    at: at(place, container),
    env: shape === 'map' ? envMap(env, place) : envList(env, place),
    envFrom: items(get(container, 'envFrom')).length > 0,
    block: env && env.kind !== 'scalar' ? { at: at(place, env), shape } : undefined,
    flags: flags([...items(get(container, 'command')), ...items(get(container, 'args'))], place),
    image: textFact(get(container, 'image'), place),
    mountPaths: items(get(container, 'volumeMounts')).flatMap((mount) => textOf(get(mount, 'mountPath')) ?? []),
    probeWords: probeNames.flatMap((probe) => words(path(container, probe, 'exec', 'command'), place)),
  };
}

const probeNames = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function words(command: Node | undefined, place: Place): readonly Sourced<string>[] {
  return items(command).flatMap((item) => {
    const text = textOf(item);
    return text === undefined || item.open ? [] : [{ value: text, at: at(place, item) }];
  });
}

/** The flags among words, as pflag reads them: the value stands in the same word, or for a flag that is no switch in the next one. */
function flags(list: readonly Node[], place: Place): readonly Flag[] {
  return list.flatMap((item, index): readonly Flag[] => {
    const [, dashes = '', name, value] = flagPattern.exec(textOf(item) ?? '') ?? [];
    if (name === undefined) return [];
    const here = at(place, item);
    const word = { value: `${dashes}${name}`, at: here };
    const next = list[index + 1];
    if (
      value === undefined &&
      next !== undefined &&
      !name.startsWith('enable-') &&
      !flagPattern.test(textOf(next) ?? '')
    ) {
      return [{ name, word, value: textFact(next, place), at: at(place, next), lead: '' }];
    }
    const read = value === undefined ? absent : isTemplate(value) ? unknown(here) : known(value, here);
    return [{ name, word, value: read, at: here, lead: `${dashes}${name}=` }];
  });
}

const flagPattern = /^(--?)([A-Za-z][\w-]*)(?:=([\s\S]*))?$/;

function listedValue(item: Node, name: string, place: Place): EnvValue {
  const value = get(item, 'value');
  const isHidden = value === undefined && hasHiddenEntries(item);
  const directive = get(item, '$patch');
  if (textOf(directive) === 'delete') return { kind: 'removed', at: at(place, item) };
  if (isHidden || directive || get(item, 'valueFrom')) return { kind: 'unknown', at: at(place, item) };
  return isMissing(value) ? { kind: 'none' } : writtenEnvValue(value, name, place);
}

/** A value as it is written for a variable; unknown for a template, and for what a person has yet to fill in. */
export function writtenEnvValue(value: Node, name: string, place: Place): EnvValue {
  const here = at(place, value);
  if (value.kind !== 'scalar' || isOpen(value, place) || isYetToBeFilledIn(value.text, name))
    return { kind: 'unknown', at: here };
  const declared = value.tag === declaredTag ? ({ isDeclared: true } as const) : {};
  return { kind: 'literal', text: value.text, written: value.readAs.type, ...declared, at: here };
}

function isYetToBeFilledIn(text: string, name: string): boolean {
  const kind = envVar(name)?.kind;
  return (kind === 'boolean' || kind === 'integer' || kind === 'uint32') && isPlaceholderForNumber(text, name);
}
