import type { FieldRepair, MisplacedField } from '../../model/nodeConfig.js';
import type { Entry, MapNode, Node } from '../../syntax/node.js';
import { entries, get, items, textOf } from '../../syntax/read.js';
import { closest } from '../../text/closest.js';
import { at, type Place } from '../place.js';

/** The levels of a NodeConfig that people mix up. */
interface Levels {
  readonly manifest: MapNode;
  readonly spec: Node | undefined;
  readonly kubelet: Node | undefined;
  readonly config: Node | undefined;
}

type Field = 'maxPods' | 'maxPodsExpression' | 'flags';
type Level = keyof Levels;

function isField(key: string): key is Field {
  return Object.hasOwn(homes, key);
}

/** Where nodeadm reads the fields. */
const homes: Readonly<Record<Field, Level>> = { maxPods: 'config', maxPodsExpression: 'kubelet', flags: 'kubelet' };
const paths: Readonly<Record<Level, readonly string[]>> = {
  manifest: [],
  spec: ['spec'],
  kubelet: ['spec', 'kubelet'],
  config: ['spec', 'kubelet', 'config'],
};

/** Fields about max pods that stand where nodeadm does not look for them: at another level, under another name, in a map of another name. */
export function misplacedFields(levels: Levels, place: Place): readonly MisplacedField[] {
  const known = (['manifest', 'spec', 'kubelet', 'config'] as const).flatMap((level) =>
    entries(levels[level]).flatMap((entry) => fieldAt(levels, level, entry, place)),
  );
  return [...known, ...strayMaps(levels, place)];
}

function fieldAt(levels: Levels, level: Level, { key, value }: Entry, place: Place): readonly MisplacedField[] {
  const field = fieldMeant(key.text) ?? (holdsFlag(value) ? 'flags' : undefined);
  if (field === undefined || (field === key.text && homes[field] === level)) return [];
  return [
    {
      at: at(place, key),
      path: [...paths[level], key.text].join('.'),
      belongs: [...paths[homes[field]], field].join('.'),
      repair: repairOf(levels, level, key.text, field, place),
    },
  ];
}

/** The field a key is or is meant to be; undefined for everything that has nothing to do with max pods. */
function fieldMeant(key: string): Field | undefined {
  const plain = key.toLowerCase().replace(/[-_]/g, '');
  if (plain === 'flags' || plain === 'flag') return 'flags';
  if (plain === 'maxpodspernode' || closest(plain, ['maxpods'], 1).length > 0) return 'maxPods';
  return closest(plain, ['maxpodsexpression'], 3).length > 0 || plain === 'maxpodsexpr'
    ? 'maxPodsExpression'
    : undefined;
}

/** True for a key that is not `maxPods` and was to be. */
export function isMeantForMaxPods(key: string): boolean {
  return key !== 'maxPods' && fieldMeant(key) === 'maxPods';
}

/** True for a list of flags, whatever it is called. */
function holdsFlag(value: Node): boolean {
  return items(value).some((item) => /^-{1,2}max[-_]?pods\b/i.test(textOf(item) ?? ''));
}

function repairOf(levels: Levels, level: Level, key: string, field: Field, place: Place): FieldRepair | undefined {
  const home = homes[field];
  if (get(levels[home], field) !== undefined) return undefined;
  if (level === home) return { kind: 'rename', key: field };
  const map = levels[level];
  if (key !== field || map?.kind !== 'map') return undefined;
  if (level === 'config') return { kind: 'moveOut' };
  const isOneDeeper = (level === 'kubelet' && home === 'config') || (level === 'spec' && home === 'kubelet');
  return isOneDeeper ? { kind: 'moveUnder', map: at(place, map), name: key, key: home } : undefined;
}

// ---------------------------------------------------------------------------------------------------- maps of another name

/** Maps at the levels that are none of them, and hold a field about max pods: `spec.Kubelet`, `spec.kubelet.kubeletConfiguration`. */
function strayMaps(levels: Levels, place: Place): readonly MisplacedField[] {
  return (['manifest', 'spec', 'kubelet'] as const).flatMap((level) =>
    entries(levels[level]).flatMap((entry): readonly MisplacedField[] => {
      if (entry.value === levels[next[level]] || elsewhere.has(entry.key.text)) return [];
      // A field at its place, whatever it holds: that it is no list is said already.
      if (isField(entry.key.text) && homes[entry.key.text] === level) return [];
      const found = fieldWithin(entry.value, mostLevels);
      if (found === undefined) return [];
      const written = [...paths[level], entry.key.text, ...found.path];
      const belongs = [...paths[homes[found.field]], found.field];
      return [
        {
          at: at(place, entry.key),
          path: written.join('.'),
          belongs: belongs.join('.'),
          repair: renamed(levels, level, written, belongs),
        },
      ];
    }),
  );
}

const next = { manifest: 'spec', spec: 'kubelet', kubelet: 'config' } as const;

/** Maps of other programs' settings. */
const elsewhere: ReadonlySet<string> = new Set(['metadata', 'instance', 'containerd', 'featureGates', 'hybrid']);

/** Deeper than this nobody looks for a field of the kubelet. */
const mostLevels = 4;

/** The first field about max pods in a map, with the keys that lead to it. */
function fieldWithin(
  node: Node,
  levels: number,
): { readonly field: Field; readonly path: readonly string[] } | undefined {
  for (const { key, value } of levels > 0 ? entries(node) : []) {
    const meant = fieldMeant(key.text);
    // Other programs have flags too.
    const field = holdsFlag(value) ? 'flags' : meant === 'flags' ? undefined : meant;
    if (field !== undefined) return { field, path: [key.text] };
    const deeper = fieldWithin(value, levels - 1);
    if (deeper) return { ...deeper, path: [key.text, ...deeper.path] };
  }
  return undefined;
}

/** Where one key is all that is wrong, and nothing has the right one yet. */
function renamed(
  levels: Levels,
  level: 'manifest' | 'spec' | 'kubelet',
  written: readonly string[],
  belongs: readonly string[],
): FieldRepair | undefined {
  const depth = paths[level].length;
  const name = belongs[depth];
  const isOnly =
    written.length === belongs.length && written.every((key, index) => index === depth || key === belongs[index]);
  return isOnly && name !== undefined && get(levels[level], name) === undefined
    ? { kind: 'rename', key: name }
    : undefined;
}
