import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { ExpressionText, FieldRepair, MisplacedField, NodeConfig } from '../model/nodeConfig.js';
import { scalarHost } from '../syntax/embedded.js';
import { localSpan } from '../syntax/host.js';
import type { MapNode, Node, ScalarNode } from '../syntax/node.js';
import { entries, get, items, path, textOf } from '../syntax/read.js';
import { closest } from '../text/closest.js';
import { wrongDashes } from './bootScript.js';
import { at, type Place } from './place.js';
import { apiGroup, hasHiddenEntries, integerFact, isKind, isMissing } from './read.js';

/** True for nodeadm's NodeConfig; the other vendors' have other groups. */
export function isNodeConfig(node: Node): node is MapNode {
  return node.kind === 'map' && isKind(node, 'NodeConfig') && apiGroup(node) === 'node.eks.aws';
}

/** What is known of a NodeConfig beyond its own text. */
export type Surroundings = Pick<NodeConfig, 'group' | 'isOverruled'> & { readonly templated: boolean };

/** Source of the fields: nodeadm/api/v1alpha1/nodeconfig_types.go:31-171 of amazon-eks-ami 81fec2e8. */
export function readNodeConfig(manifest: MapNode, { templated, ...around }: Surroundings, place: Place): NodeConfig {
  const spec = get(manifest, 'spec');
  const kubelet = get(spec, 'kubelet');
  const config = get(kubelet, 'config');
  const hidden = templated || [spec, kubelet, config].some(hasHiddenEntries);
  const seen = <T>(fact: Fact<T>): Fact<T> => (hidden && fact.kind === 'absent' ? unknown() : fact);
  return {
    kind: 'nodeConfig',
    at: at(place, manifest),
    place: at(place, get(manifest, 'kind') ?? manifest),
    ...around,
    namesCluster: !isMissing(path(spec, 'cluster', 'apiServerEndpoint')),
    isHybrid: !isMissing(get(spec, 'hybrid')),
    maxPods: seen(integerFact(get(config, 'maxPods'), place)),
    maxPodsFlag: seen(maxPodsFlag(get(kubelet, 'flags'), place)),
    expression: seen(expressionFact(get(kubelet, 'maxPodsExpression'), place)),
    misplaced: misplacedFields({ manifest, spec, kubelet, config }, place),
    wrongDashes: items(get(kubelet, 'flags')).flatMap((flag) =>
      flag.kind === 'scalar' ? wrongDashes(flag, place) : [],
    ),
    partlyHidden: hidden,
  };
}

/** The last flag counts, as the kubelet reads them. */
function maxPodsFlag(flags: Node | undefined, place: Place): Fact<number> {
  if (isMissing(flags)) return absent;
  if (flags.kind !== 'seq') return unknown(at(place, flags));
  const last = items(flags).findLast((flag) => /^--max-pods\b/.test(textOf(flag) ?? ''));
  if (last === undefined) return items(flags).some((flag) => flag.open) ? unknown() : absent;
  const [, digits] = /^--max-pods=(\d{1,10})$/.exec(textOf(last) ?? '') ?? [];
  return digits === undefined ? unknown(at(place, last)) : known(Number(digits), at(place, last));
}

/** nodeadm takes an empty text for none. A number without quotes, which it refuses, is not judged. */
function expressionFact(node: Node | undefined, place: Place): Fact<ExpressionText> {
  if (isMissing(node) || (node.kind === 'scalar' && node.text === '')) return absent;
  if (node.kind !== 'scalar' || node.readAs.type !== 'string' || node.open) {
    return unknown(at(place, node));
  }
  return known({ text: node.text, offsets: offsetsOf(node) }, at(place, node));
}

/** A text longer than this is no expression that we evaluate. */
const longestExpression = 4_000;

function offsetsOf(node: ScalarNode): readonly number[] | undefined {
  const host = scalarHost(node);
  if (!host.exact || host.text !== node.text || node.text.length > longestExpression) return undefined;
  const isQuoted = node.style === 'single' || node.style === 'double';
  // The end of the text is before the closing quote, which the host counts to it.
  const end = localSpan(node.host, node.span).end - (isQuoted ? 1 : 0);
  const starts = Array.from({ length: node.text.length }, (_, offset) => host.toDocument(offset));
  return [...starts, isQuoted ? node.host.toDocument(end) : host.toDocument(node.text.length)];
}

// ---------------------------------------------------------------------------------------------------- misplaced fields

interface Levels {
  readonly manifest: MapNode;
  readonly spec: Node | undefined;
  readonly kubelet: Node | undefined;
  readonly config: Node | undefined;
}

type Field = 'maxPods' | 'maxPodsExpression' | 'flags';
type Level = keyof Levels;

/** Where nodeadm reads the fields. */
const homes: Readonly<Record<Field, Level>> = { maxPods: 'config', maxPodsExpression: 'kubelet', flags: 'kubelet' };
const paths: Readonly<Record<Level, string>> = {
  manifest: '',
  spec: 'spec.',
  kubelet: 'spec.kubelet.',
  config: 'spec.kubelet.config.',
};

function misplacedFields(levels: Levels, place: Place): readonly MisplacedField[] {
  return (['manifest', 'spec', 'kubelet', 'config'] as const).flatMap((level) =>
    entries(levels[level]).flatMap(({ key }) => {
      const field = fieldMeant(key.text);
      if (field === undefined || (field === key.text && homes[field] === level)) return [];
      return [
        {
          at: at(place, key),
          path: `${paths[level]}${key.text}`,
          belongs: `${paths[homes[field]]}${field}`,
          repair: repairOf(levels, level, key.text, field, place),
        },
      ];
    }),
  );
}

/** The field a key is or is meant to be; undefined for everything that has nothing to do with max pods. */
function fieldMeant(key: string): Field | undefined {
  const plain = key.toLowerCase().replace(/[-_]/g, '');
  if (plain === 'flags' || plain === 'flag') return 'flags';
  if (closest(plain, ['maxpods'], 1).length > 0) return 'maxPods';
  return closest(plain, ['maxpodsexpression'], 3).length > 0 || plain === 'maxpodsexpr'
    ? 'maxPodsExpression'
    : undefined;
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
