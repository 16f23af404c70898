import { validateEniLensConfig } from '../../schemas/validators.mjs';
import type { InstanceLimits } from '../ipam/settings.js';
import { message } from '../messages/message.js';
import { absent, knownValue } from '../model/fact.js';
import {
  type ConfigProblem,
  type ConfiguredCluster,
  defaultConfig,
  type LensConfig,
  type RuleSetting,
  severities,
} from '../model/lensConfig.js';
import type { Subnet } from '../model/resource.js';
import type { Node } from '../syntax/node.js';
import { parseDocument } from '../syntax/parse.js';
import { entries, get, items, textOf } from '../syntax/read.js';
import { validate } from '../syntax/validate.js';
import { closest } from '../text/closest.js';
import type { Sourced } from '../text/span.js';
import { at, type Place } from './place.js';
import { booleanFact, integerFact, isMissing, textFact } from './read.js';

/** The names the config file may have, in order of preference. */
export const configFileNames = ['eni-lens.yaml', 'eni-lens.yml', 'eni-lens.json'] as const;

/**
 * Our own config file. Everything readable is taken over; what is wrong is in `problems`, each with its place.
 * Patterns and places are relative to `uri`.
 */
export function readLensConfig(uri: string, text: string): LensConfig {
  const { root, problems } = parseDocument(text);
  const place = { uri, document: 0 };
  const syntax = problems.map((problem) => ({ at: at(place, problem), message: problem.message }));
  if (isMissing(root)) return { ...defaultConfig, uri, problems: syntax };
  const shape = validate(root, validateEniLensConfig)
    // Names of rules that do not exist are told by `unknownRules`, with the nearest ones.
    .filter(({ keyword }) => keyword !== 'propertyNames')
    .map((fault) => ({ at: at(place, fault), message: fault.message }));
  return {
    uri,
    rules: ruleSettings(get(root, 'rules'), place),
    ignore: texts(get(root, 'ignore')),
    overrides: items(get(root, 'overrides')).map((override) => ({
      files: texts(get(override, 'files')),
      rules: ruleSettings(get(override, 'rules'), place),
    })),
    clusters: items(get(root, 'clusters')).map((cluster) => configuredCluster(cluster, place)),
    cniVersion: sourcedText(get(root, 'cniVersion'), place),
    expectedPodsPerNode: sourcedInteger(get(root, 'expectedPodsPerNode'), place),
    instanceTypes: instanceTypes(get(root, 'instanceTypes'), place),
    problems: [...syntax, ...shape],
  };
}

/** The rules a config names that do not exist, with the nearest names that do. */
export function unknownRules(config: LensConfig, known: readonly string[]): readonly ConfigProblem[] {
  const settings = [...config.rules, ...config.overrides.flatMap(({ rules }) => rules)];
  return settings
    .filter(({ rule }) => !known.includes(rule.value))
    .map(({ rule }) => {
      const [near] = closest(rule.value, known);
      return {
        at: rule.at,
        message: near
          ? message('There is no rule {rule}: did you mean {near}?', { rule: rule.value, near })
          : message('There is no rule {rule}', { rule: rule.value }),
      };
    });
}

function ruleSettings(node: Node | undefined, place: Place): readonly RuleSetting[] {
  return entries(node).flatMap(({ key, value }) => {
    const text = textOf(value);
    const severity = [...severities, 'off' as const].find((each) => each === text);
    return severity ? [{ rule: { value: key.text, at: at(place, key) }, severity }] : [];
  });
}

function texts(node: Node | undefined): readonly string[] {
  return items(node).flatMap((item) => textOf(item) ?? []);
}

function sourcedText(node: Node | undefined, place: Place): Sourced<string> | undefined {
  const text = textOf(node);
  return node && text !== undefined ? { value: text, at: at(place, node) } : undefined;
}

function sourcedInteger(node: Node | undefined, place: Place): Sourced<number> | undefined {
  const fact = integerFact(node, place);
  return fact.kind === 'known' ? { value: fact.value, at: fact.at } : undefined;
}

function configuredCluster(node: Node, place: Place): ConfiguredCluster {
  return {
    at: at(place, node),
    name: textOf(get(node, 'name')) ?? '',
    files: texts(get(node, 'files')),
    cniVersion: sourcedText(get(node, 'cniVersion'), place),
    expectedPodsPerNode: sourcedInteger(get(node, 'expectedPodsPerNode'), place),
    subnets: items(get(node, 'subnets')).map((subnet) => readSubnet(subnet, place)),
  };
}

function readSubnet(node: Node, place: Place): Subnet {
  return {
    kind: 'subnet',
    at: at(place, node),
    key: absent,
    id: textFact(get(node, 'id'), place),
    cidr: textFact(get(node, 'cidr'), place),
    zone: textFact(get(node, 'zone'), place),
    access: 'unknown',
    freeAddresses: integerFact(get(node, 'freeAddresses'), place),
  };
}

function instanceTypes(node: Node | undefined, place: Place): Readonly<Record<string, InstanceLimits>> {
  const limits = entries(node).flatMap(({ key, value }): readonly [string, InstanceLimits][] => {
    const number = (name: string) => knownValue(integerFact(get(value, name), place));
    const flag = (name: string) => knownValue(booleanFact(get(value, name), place));
    const enis = number('enis');
    const ipv4PerEni = number('ipv4PerEni');
    if (enis === undefined || ipv4PerEni === undefined) return [];
    const type: InstanceLimits = {
      enis,
      ipv4PerEni,
      networkCards: [enis],
      vcpus: number('vcpus'),
      hypervisor: textOf(get(value, 'hypervisor')) === 'xen' ? 'xen' : 'nitro',
      bareMetal: flag('bareMetal') ?? false,
      trunking: flag('trunking'),
      branchEnis: number('branchEnis'),
      arch: undefined,
    };
    return [[key.text, type]];
  });
  return Object.fromEntries(limits);
}
