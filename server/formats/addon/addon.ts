import { message } from '../../messages/message.js';
import { envVar } from '../../model/envVars.js';
import { type Fact, knownValue } from '../../model/fact.js';
import type { Fix } from '../../model/fix.js';
import type { ShapeProblem } from '../../model/problem.js';
import type { AddonFaults, CniSettings, ContainerSettings, MadeAfterNodes, Resource } from '../../model/resource.js';
import { openScalar } from '../../syntax/embedded.js';
import type { Entry, MapNode, Node, ScalarNode, SyntaxProblem } from '../../syntax/node.js';
import { entries, get, items, textOf } from '../../syntax/read.js';
import type { Location } from '../../text/span.js';
import { bareSettings, chosenContainer } from '../bare.js';
import { envMap, hasHiddenEnv } from '../env.js';
import { eniConfigValues } from '../manifests/eniConfigValues.js';
import { at, type Place } from '../place.js';
import { hasHiddenEntries, isMissing } from '../read.js';
import { refusedBy } from '../refused.js';
import { structureFault } from '../structure.js';
import { agentFlags, blocksIn } from './agentValues.js';
import { asDocument, typeFaults, unsupportedKeys } from './schema.js';

export interface AddonSource {
  /** The entry of the add-on list. */
  readonly addon: Node;
  /** The entry of its configuration values, a string that holds JSON or YAML. */
  readonly values: Entry | undefined;
  /** The key of the configuration values, also where they are not written. */
  readonly valuesKey: 'configurationValues' | 'configuration_values' | 'configuration' | 'ConfigurationValues';
  /** Its updates overwrite what others changed in the DaemonSet. */
  readonly overwrites: boolean;
  readonly madeAfterNodes?: MadeAfterNodes | undefined;
  readonly clusterName: Fact<string>;
  readonly version: Fact<string>;
  /** A program before EKS refuses YAML in which a key is repeated. */
  readonly isYamlStrict?: true;
  readonly place: Place;
}

/** The settings of a vpc-cni EKS add-on, and what is wrong with the shape of its configuration values. */
export function addonSettings(source: AddonSource): readonly Resource[] {
  const { place } = source;
  const values = source.values?.value;
  if (isMissing(values)) return [settings(source, undefined, hasHiddenEntries(source.addon) ? 'hidden' : 'seen')];
  const problem = faultOf(source.values?.key.text ?? '');
  const here = at(place, values);
  if (values.kind !== 'scalar') {
    return [settings(source, undefined, 'hidden'), { ...problem(here, 'notText'), fixes: asText(source) }];
  }
  const { root, problems } = openScalar(values);
  // Comments are as good as nothing.
  const isEmpty = typeof values.value === 'string' && root === undefined && problems.length === 0;
  if (isEmpty && !values.open) return [settings(source, undefined, 'seen')];
  const [first] = problems;
  if (values.open && (first || root?.kind !== 'map')) return [settings(source, undefined, 'hidden')];
  const faults: readonly ShapeProblem[] = first
    ? [
        repeatedKey(root, first, source) ?? {
          ...problem(at(place, { host: values.host, span: first.span }), 'notReadable'),
          detail: first.message,
        },
      ]
    : root?.kind === 'map'
      ? misplaced(root, place)
      : [problem(here, 'notMap')];
  if (root?.kind !== 'map') return [settings(source, undefined, 'hidden'), ...faults];
  // A key that is no key may be meant for a setting, or be what a comment in JSON makes of `env`.
  const others = unsupportedKeys(root, knownValue(source.version), isVariable, place);
  const hidden = faults.length > 0 || others.length > 0 || hasTemplateInEnv(root);
  return [
    settings(source, root, hidden ? 'hidden' : 'seen'),
    ...eniConfigValues(root, place, 'addon'),
    ...faults,
    ...others,
    ...typeFaults(root, place),
  ];
}

/** What is wrong with the values of a file where a command gives them to an add-on. */
export function addonFaults(root: MapNode, place: Place): AddonFaults {
  const before = misplaced(root, place);
  const behind = [
    ...eniConfigValues(root, place, 'addon').filter((each) => each.kind === 'shapeProblem'),
    ...typeFaults(root, place),
  ];
  const faultsOf = (version?: string): readonly ShapeProblem[] => [
    ...before,
    ...unsupportedKeys(root, version, isVariable, place),
    ...behind,
  ];
  return { newest: faultsOf(), early: faultsOf('1.15.1') };
}

/** What the schema has in other places or another form. */
function misplaced(root: MapNode, place: Place): readonly ShapeProblem[] {
  return [...misplacedVariables(root, place), ...envOfWrongShape(root, place)];
}

/**
 * A key that is repeated: eksctl hands it on in JSON, and in YAML it refuses it. Nobody says what EKS does with it. Source: eksctl 99984adb,
 * addon.go:136-150, where json.Valid and yaml.UnmarshalStrict judge.
 */
function repeatedKey(
  root: Node | undefined,
  first: SyntaxProblem,
  { isYamlStrict, place }: AddonSource,
): ShapeProblem | undefined {
  if (first.rule !== 'duplicate-key' || root === undefined || (isYamlStrict && !isJson(root))) return undefined;
  const related = first.related
    ? [{ at: at(place, { host: root.host, span: first.related }), message: message('The first one is here') }]
    : [];
  const text = message('{fault}: which one EKS takes is nowhere said', { fault: first.message });
  return refusedBy('EKS')('duplicate-key', at(place, { host: root.host, span: first.span }), text, {
    related,
    severity: 'warning',
  });
}

function isJson(node: Node): boolean {
  if (node.kind === 'scalar') return node.style === 'double' || typeof node.value !== 'string';
  if (node.style !== 'flow') return false;
  return node.kind === 'seq'
    ? items(node).every(isJson)
    : node.entries.every(({ key, value }) => key.style === 'double' && isJson(value));
}

/** The map as the text it must be. */
function asText({ values, place }: AddonSource): readonly Fix[] {
  const text = values?.value.kind === 'map' ? asDocument(values.value) : undefined;
  if (values === undefined || text === undefined) return [];
  const title = message('Write the map as a string');
  const changes = [{ kind: 'replaceEntry', at: at(place, values.key), entries: { [values.key.text]: text } }] as const;
  return [{ title, level: 'suggested', changes }];
}

function settings(source: AddonSource, root: MapNode | undefined, sight: 'seen' | 'hidden'): CniSettings {
  return {
    ...bareSettings,
    at: at(source.place, source.addon),
    takenBy: 'addon',
    absent: sight === 'seen' ? 'shippedDefault' : 'unknown',
    clusterName: source.clusterName,
    ...(source.overwrites ? { overwrites: true } : {}),
    ...(source.madeAfterNodes ? { madeAfterNodes: source.madeAfterNodes } : {}),
    containers: root ? containers(root, source.place) : [],
    version: source.version,
    newBlocks: root ? blocksIn(root, source.place) : sight === 'seen' ? newValues(source) : {},
    partlyHidden: sight === 'hidden',
  };
}

function containers(root: MapNode, place: Place): readonly ContainerSettings[] {
  const parts = [
    { name: 'aws-node', holder: root },
    { name: 'aws-vpc-cni-init', holder: get(root, 'init') },
  ] as const;
  const withEnv = parts.flatMap(({ name, holder }): readonly ContainerSettings[] => {
    const env = get(holder, 'env');
    if (holder === undefined || (name !== 'aws-node' && env === undefined)) return [];
    const block = env?.kind === 'map' ? ({ at: at(place, env), shape: 'map' } as const) : undefined;
    return [{ ...chosenContainer, name, at: at(place, holder), env: envMap(env, place), block }];
  });
  const flags = agentFlags(root, place);
  if (flags.length === 0) return withEnv;
  return [
    ...withEnv,
    { ...chosenContainer, name: 'aws-eks-nodeagent', at: at(place, get(root, 'nodeAgent') ?? root), flags },
  ];
}

/** Where variables go in an add-on without configuration values: they are a text. */
function newValues({ addon, valuesKey, place }: AddonSource): CniSettings['newBlocks'] {
  const here = at(place, addon);
  const values = { text: valuesKey };
  return {
    'aws-node': { at: here, path: [values, 'env'] },
    'aws-vpc-cni-init': { at: here, path: [values, 'init', 'env'] },
  };
}

function hasTemplateInEnv(root: MapNode): boolean {
  return hasHiddenEnv(root) || hasHiddenEnv(get(root, 'env')) || hasHiddenEnv(get(get(root, 'init'), 'env'));
}

/** Variables at the top level, or directly in `init`: the add-on's schema knows them only under `env` and `init.env`. */
function misplacedVariables(root: MapNode, place: Place): readonly ShapeProblem[] {
  const init = get(root, 'init');
  const maps = [
    { map: root, env: 'env' },
    ...(init?.kind === 'map' ? [{ map: init, env: 'init.env' } as const] : []),
  ] as const;
  return maps.flatMap(({ map, env }): readonly ShapeProblem[] => {
    const names = entries(map)
      .map(({ key }) => key)
      .filter(isVariable)
      .map((key) => ({ value: key.text, at: at(place, key) }));
    const [first] = names;
    const facts = { map: at(place, map), env, names } as const;
    return first ? [{ kind: 'shapeProblem', fault: 'settingsNotUnderEnv', at: first.at, ...facts }] : [];
  });
}

function isVariable({ text }: ScalarNode): boolean {
  return envVar(text) !== undefined || /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(text);
}

/** The schema has `env` as a map; a list of names and values, as containers have it, is refused. */
function envOfWrongShape(root: MapNode, place: Place): readonly ShapeProblem[] {
  return [get(root, 'env'), get(get(root, 'init'), 'env')].flatMap((env) => {
    if (isMissing(env) || env.kind === 'map' || (env.kind === 'scalar' && env.open)) return [];
    const text = message('env must be a map from variables to values, as the add-on has it');
    return [structureFault(at(place, env), text)];
  });
}

/** The add-ons of a ClusterConfig with a name as it is written here; mostly one. */
export function addonsNamed(config: MapNode, name: string): readonly Node[] {
  return items(get(config, 'addons')).filter((addon) => textOf(get(addon, 'name')) === name);
}

type Fault = ShapeProblem & { readonly fault: 'embeddedDocument' };

function faultOf(field: string) {
  return (here: Location, problem: Fault['problem']): Fault => ({
    kind: 'shapeProblem',
    fault: 'embeddedDocument',
    at: here,
    field,
    problem,
    detail: undefined,
  });
}
