import type { InstanceLimits } from '../../ipam/settings.js';
import { type Message, message } from '../../messages/message.js';
import { absent, knownValue } from '../../model/fact.js';
import {
  type ConfigProblem,
  type ConfiguredCluster,
  type ConfiguredGroup,
  defaultConfig,
  faultIn,
  type LensConfig,
  type Override,
  type SeveritySetting,
  type SeveritySettings,
  severityChoices,
  severityMeant,
} from '../../model/lensConfig.js';
import type { Subnet } from '../../model/resource.js';
import { syntaxNamed } from '../../syntax/claims.js';
import { readDocument } from '../../syntax/document.js';
import type { Node, SyntaxDocument, SyntaxProblem } from '../../syntax/node.js';
import { entries, get, items, path, textOf } from '../../syntax/read.js';
import type { ShapeFault } from '../../syntax/validate.js';
import { characterAt } from '../../text/characters.js';
import { attempted } from '../../text/fault.js';
import type { Sourced } from '../../text/span.js';
import { at, type Place, spanAt } from '../place.js';
import { booleanFact, integerFact, isMissing, textFact, textListFact } from '../read.js';
import { configShapeFaults } from '../shapes.js';

/**
 * Our own config file. Everything readable is taken over; what is wrong is in `problems`, each with its place. Which rules and
 * categories exist is not known here: see `linter/configProblems.ts`. Patterns and places are relative to `uri`.
 */
export function readLensConfig(uri: string, text: string): LensConfig {
  const read = attempted(() => readSettings(uri, text));
  return 'value' in read ? read.value : { ...defaultConfig, uri, text, problems: [faultIn(uri, read.fault)] };
}

function readSettings(uri: string, text: string): LensConfig {
  const { root, problems } = configDocument(uri, text);
  const place = { uri, document: 0 };
  const syntax = [...problems.map((problem) => problemIn(problem, place)), ...furtherDocuments(text, place)];
  if (isMissing(root)) return { ...defaultConfig, uri, text, problems: syntax };
  const shape = configShapeFaults(root).map((fault) => shapeProblem(fault, root, place));
  return {
    uri,
    text,
    ...severitySettings(root, place),
    commandLine: defaultConfig.commandLine,
    ignore: sourcedTexts(get(root, 'ignore'), place),
    baseline: sourcedText(get(root, 'baseline'), place),
    overrides: items(get(root, 'overrides')).map((override) => readOverride(override, place)),
    requireReason: booleanFact(path(root, 'suppressions', 'requireReason'), place),
    clusters: items(get(root, 'clusters')).map((cluster) => configuredCluster(cluster, place)),
    cniVersion: sourcedText(get(root, 'cniVersion'), place),
    expectedPodsPerNode: sourcedInteger(get(root, 'expectedPodsPerNode'), place),
    instanceTypes: instanceTypes(get(root, 'instanceTypes'), place),
    budgets: sourcedTexts(get(root, 'budgets'), place),
    // Where a part cannot be read, what is missing or seems to be in the wrong place follows from that.
    problems: problems.length > 0 ? syntax : [...syntax, ...shape, ...untargeted(root, text, place)],
  };
}

/** What is wrong with the text of a file of ours. */
export function problemIn(problem: SyntaxProblem, place: Place): ConfigProblem {
  const found = { at: spanAt(place, problem.span), message: problem.message };
  return problem.rule === 'internal-error' ? { ...found, isFault: true } : found;
}

/** The tree of a config file. One in JSON may have comments, like those of other tools. */
export function configDocument(uri: string, text: string): SyntaxDocument {
  const plain = uri.endsWith('.json') ? withoutJsonComments(text) : text;
  return { ...readDocument(plain, { syntax: 'yaml' }), text };
}

/** The text with blanks in place of comments, so that every place stays where it is. */
function withoutJsonComments(text: string): string {
  return text.replace(stringOrComment, (part) =>
    part.startsWith('"') || (part.startsWith('/*') && !part.endsWith('*/')) ? part : part.replace(/[^\r\n]/g, ' '),
  );
}

/** One that is not closed goes as far as it can, so that nothing is looked at twice. */
const stringOrComment = /"(?:\\.|[^"\\\n])*"?|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** What stands in further documents would count for nothing. */
function furtherDocuments(text: string, place: Place): readonly ConfigProblem[] {
  const others = syntaxNamed('yaml')?.split(text).slice(1) ?? [];
  return others
    .filter((other) => !isMissing(readDocument(other.text, other).root))
    .map(({ start }) => ({
      at: spanAt(place, characterAt(text, start)),
      message: message('A config file is one document: take this --- out'),
    }));
}

function shapeProblem(fault: ShapeFault, root: Node, place: Place): ConfigProblem {
  const written = textOf(valueAt(root, fault.path)) ?? '';
  const better =
    fault.keyword === 'pattern'
      ? formOf(fault.path, written)
      : fault.keyword === 'enum'
        ? severityOf(fault.path, written)
        : undefined;
  return { at: at(place, fault), message: better ?? fault.message };
}

function valueAt(root: Node, keys: readonly string[]): Node | undefined {
  return keys.reduce<Node | undefined>(
    (node, key) => (node?.kind === 'seq' ? node.items[Number(key)]?.value : get(node, key)),
    root,
  );
}

/** The severity that is meant by what is none. */
function severityOf(keys: readonly string[], written: string): Message | undefined {
  const [name = '', holder] = [keys.at(-1), keys.at(-2)];
  const near = holder === 'rules' || holder === 'categories' ? severityMeant(written) : undefined;
  return near && message('{name} is {written}, which is no severity: did you mean {near}?', { name, written, near });
}

/** The form of a value that does not have it. */
function formOf(keys: readonly string[], written: string): Message | undefined {
  const [key, holder] = [keys.at(-1), keys.at(-2)];
  if (holder === 'resources')
    return message(
      'A resource is written as Kind/name or Kind/namespace/name, such as DaemonSet/aws-node or NodeGroup/web-*',
    );
  if (holder === 'files' || holder === 'ignore') return deadPattern(written);
  if (key === 'cniVersion')
    return message('{written} is no version of the CNI: write one such as v1.20.4', { written });
  if (key === 'id' || holder === 'subnets')
    return message('{written} is no id of a subnet: write one such as subnet-0123456789abcdef0', { written });
  return undefined;
}

/** As in `.gitignore`, a pattern is a path from the folder of the file, and nothing in it is named `.` or `..`. */
function deadPattern(pattern: string): Message {
  return /^!?\.\//.test(pattern)
    ? message('The pattern {pattern} matches nothing: write {right}', { pattern, right: pattern.replace('./', '/') })
    : message('The pattern {pattern} matches nothing: it leads out of the folder of this file', { pattern });
}

/** An override for nothing in particular is one for everything, which is said better without it. */
function untargeted(root: Node, text: string, place: Place): readonly ConfigProblem[] {
  return items(get(root, 'overrides'))
    .filter((override) => override.kind === 'map' && !get(override, 'files') && !get(override, 'resources'))
    .map((override) => ({
      at: spanAt(place, characterAt(text, override.span.start)),
      message: message('This override needs files or resources: which findings is it for?'),
    }));
}

function readOverride(node: Node, place: Place): Override {
  const [files, resources] = [get(node, 'files'), get(node, 'resources')];
  return {
    at: at(place, node),
    files: files && sourcedTexts(files, place).map(({ value }) => value),
    resources: resources && sourcedTexts(resources, place),
    ...severitySettings(node, place),
  };
}

function severitySettings(node: Node, place: Place): SeveritySettings {
  const settings = (key: 'rules' | 'categories'): readonly SeveritySetting[] =>
    entries(get(node, key)).flatMap(({ key: id, value }) => {
      const text = textOf(value);
      const severity = severityChoices.find((each) => each === text);
      return severity ? [{ id: id.text, severity, at: at(place, id) }] : [];
    });
  return { rules: settings('rules'), categories: settings('categories') };
}

function sourcedTexts(node: Node | undefined, place: Place): readonly Sourced<string>[] {
  return items(node).flatMap((item) => sourcedText(item, place) ?? []);
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
    files: sourcedTexts(get(node, 'files'), place).map(({ value }) => value),
    cniVersion: sourcedText(get(node, 'cniVersion'), place),
    expectedPodsPerNode: sourcedInteger(get(node, 'expectedPodsPerNode'), place),
    subnets: items(get(node, 'subnets')).map((subnet) => readSubnet(subnet, place)),
    nodeGroups: items(get(node, 'nodeGroups')).flatMap((group) => readGroup(group, place) ?? []),
  };
}

function readGroup(node: Node, place: Place): ConfiguredGroup | undefined {
  const name = sourcedText(get(node, 'name'), place);
  return (
    name && {
      at: at(place, node),
      name,
      nodes: integerFact(get(node, 'nodes'), place),
      maxNodes: integerFact(get(node, 'maxNodes'), place),
      instanceTypes: textListFact(get(node, 'instanceTypes'), place),
      maxPods: integerFact(get(node, 'maxPods'), place),
      subnets: textListFact(get(node, 'subnets'), place),
    }
  );
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

function instanceTypes(node: Node | undefined, place: Place): LensConfig['instanceTypes'] {
  const limits = entries(node).flatMap(({ key, value: written }): readonly [string, Sourced<InstanceLimits>][] => {
    const number = (name: string) => knownValue(integerFact(get(written, name), place));
    const flag = (name: string) => knownValue(booleanFact(get(written, name), place));
    const enis = number('enis');
    const ipv4PerEni = number('ipv4PerEni');
    if (enis === undefined || ipv4PerEni === undefined) return [];
    const value: InstanceLimits = {
      enis,
      ipv4PerEni,
      networkCards: [enis],
      vcpus: number('vcpus'),
      hypervisor: textOf(get(written, 'hypervisor')) === 'xen' ? 'xen' : 'nitro',
      bareMetal: flag('bareMetal') ?? false,
      trunking: flag('trunking'),
      branchEnis: number('branchEnis'),
      arch: undefined,
    };
    return [[key.text, { value, at: at(place, key) }]];
  });
  return Object.fromEntries(limits);
}
