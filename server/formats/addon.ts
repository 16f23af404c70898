import { message } from '../messages/message.js';
import { envVar } from '../model/envVars.js';
import { type Fact, unknown } from '../model/fact.js';
import type { Carrier, CniSettings, ContainerSettings, Resource, ShapeProblem } from '../model/resource.js';
import { openScalar } from '../syntax/embedded.js';
import type { MapNode, Node, ScalarNode } from '../syntax/node.js';
import { entries, get } from '../syntax/read.js';
import { isTemplate } from '../text/template.js';
import { eniConfigValues } from './eniConfigValues.js';
import { envMap, hasHiddenEnv } from './env.js';
import { at, type Place } from './place.js';
import { isMissing } from './read.js';

export interface AddonSource {
  /** The entry of the add-on list. */
  readonly addon: Node;
  /** Its configuration values, a string that holds JSON or YAML. */
  readonly values: Node | undefined;
  readonly carrier: Carrier;
  readonly clusterName: Fact<string>;
  readonly version: Fact<string>;
  readonly place: Place;
}

/** The settings of a vpc-cni EKS add-on, and what is wrong with the shape of its configuration values. */
export function addonSettings(source: AddonSource): readonly Resource[] {
  const { values, place } = source;
  if (isMissing(values)) return [settings(source, [], 'seen')];
  const here = at(place, values);
  if (values.kind !== 'scalar') return [settings(source, [], 'hidden'), problem(here, 'notText')];
  if (values.text.trim() === '') return [settings(source, [], 'seen')];
  const { root, problems } = openScalar(values);
  const [first] = problems;
  if (isTemplate(values.text) && (first || root?.kind !== 'map')) return [settings(source, [], 'hidden')];
  const faults: readonly ShapeProblem[] = first
    ? [{ ...problem(at(place, first), 'notReadable'), detail: first.message }]
    : root?.kind === 'map'
      ? [...misplacedVariables(root, place), ...envOfWrongShape(root, place)]
      : [problem(here, 'notMap')];
  if (root?.kind !== 'map') return [settings(source, [], 'hidden'), ...faults];
  const hidden = faults.length > 0 || hasTemplateInEnv(root);
  return [
    settings(source, containers(root, place), hidden ? 'hidden' : 'seen'),
    ...eniConfigValues(root, source.carrier, place),
    ...faults,
  ];
}

function settings(
  source: AddonSource,
  containers: readonly ContainerSettings[],
  sight: 'seen' | 'hidden',
): CniSettings {
  return {
    kind: 'cniSettings',
    at: at(source.place, source.addon),
    carrier: source.carrier,
    form: 'addon',
    absent: sight === 'seen' ? 'shippedDefault' : 'unknown',
    clusterName: source.clusterName,
    containers,
    version: source.version,
    imageName: unknown(),
    partlyHidden: sight === 'hidden',
  };
}

function containers(root: MapNode, place: Place): readonly ContainerSettings[] {
  const parts = [
    { name: 'aws-node', holder: root },
    { name: 'aws-vpc-cni-init', holder: get(root, 'init') },
  ] as const;
  return parts.flatMap(({ name, holder }): readonly ContainerSettings[] => {
    const env = get(holder, 'env');
    if (holder === undefined || (name !== 'aws-node' && env === undefined)) return [];
    const block = env?.kind === 'map' ? ({ at: at(place, env), shape: 'map' } as const) : undefined;
    return [{ name, at: at(place, holder), env: envMap(env, place), envFrom: false, block, flags: [] }];
  });
}

function hasTemplateInEnv(root: MapNode): boolean {
  return hasHiddenEnv(root) || hasHiddenEnv(get(root, 'env')) || hasHiddenEnv(get(get(root, 'init'), 'env'));
}

/** Variables at the top level: the add-on's schema knows them only under `env`. */
function misplacedVariables(root: MapNode, place: Place): readonly ShapeProblem[] {
  const names = entries(root)
    .map(({ key }) => key)
    .filter((key: ScalarNode) => envVar(key.text) !== undefined || /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(key.text))
    .map((key) => ({ value: key.text, at: at(place, key) }));
  const [first] = names;
  return first
    ? [{ kind: 'shapeProblem', fault: 'settingsNotUnderEnv', at: first.at, map: at(place, root), names }]
    : [];
}

/** The schema has `env` as a map; a list of names and values, as containers have it, is refused. */
function envOfWrongShape(root: MapNode, place: Place): readonly ShapeProblem[] {
  return [get(root, 'env'), get(get(root, 'init'), 'env')].flatMap((env) => {
    if (isMissing(env) || env.kind === 'map' || (env.kind === 'scalar' && isTemplate(env.text))) return [];
    const text = message('env must be a map from variables to values, as the add-on has it');
    return [{ kind: 'shapeProblem', fault: 'structure', at: at(place, env), message: text }];
  });
}

function problem(
  here: ShapeProblem['at'],
  kind: 'notText' | 'notMap' | 'notReadable',
): ShapeProblem & { readonly fault: 'embeddedDocument' } {
  return {
    kind: 'shapeProblem',
    fault: 'embeddedDocument',
    at: here,
    field: 'configurationValues',
    problem: kind,
    detail: undefined,
  };
}
