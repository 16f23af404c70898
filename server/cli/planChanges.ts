import { parseCidr } from '../ipam/cidr.js';
import { isSubnetLength } from '../ipam/subnet.js';
import { enumeration, type Message, message } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { isEnvVarName } from '../model/envVars.js';
import { knownValue } from '../model/fact.js';
import { limitsOf } from '../model/groupTypes.js';
import type { GroupChanges, PlanChanges } from '../plan/planChanges.js';
import type { PlanQuestion } from '../plan/question.js';
import { UsageError } from './exitCodes.js';
import type { PlanCommandOptions } from './options.js';
import { unknownType } from './runMaxPods.js';
import { unknownVariable } from './unknownVariable.js';

/** True where the command line describes a cluster itself, and no file is read. */
export function isQuestion({ nodes, subnet, ipFamily, instanceType = [] }: PlanCommandOptions): boolean {
  return (
    nodes !== undefined ||
    subnet !== undefined ||
    ipFamily !== undefined ||
    instanceType.some((each) => !each.includes('='))
  );
}

/** The cluster that the command line describes. Throws a UsageError where something is missing or cannot be. */
export function questionOf(
  options: PlanCommandOptions,
  paths: readonly string[],
  limits: PlanQuestion['limits'],
): PlanQuestion {
  const { instanceType: instanceTypes = [], nodes, subnet: subnets = [], podsPerNode, maxNodes } = options;
  const named = instanceTypes.find((each) => each.includes('='));
  if (paths.length > 0 || named !== undefined || maxNodes !== undefined) {
    throw new UsageError(
      message(
        '--instance-type without a group, --nodes, --subnet and --ip-family describe a cluster that no file does: leave out paths, --max-nodes and GROUP=',
      ),
    );
  }
  if (instanceTypes.length === 0 || nodes === undefined) {
    throw new UsageError(
      message('Without files --instance-type and --nodes are needed, such as --instance-type m5.large --nodes 50'),
    );
  }
  const wrong = subnets.find((range) => !isSubnet(range));
  if (wrong !== undefined) {
    throw new UsageError(message('--subnet {range} is no range of a subnet: AWS takes /16 to /28', { range: wrong }));
  }
  const [leastNodes, mostNodes] = nodes;
  const ipFamily = options.ipFamily === 'ipv6' ? 'IPv6' : 'IPv4';
  return { instanceTypes, leastNodes, mostNodes, subnets, podsPerNode, ipFamily, limits };
}

function isSubnet(range: string): boolean {
  const reading = parseCidr(range);
  return reading.kind === 'cidr' && isSubnetLength(reading.cidr.prefixLength);
}

/** Instance types that somebody asks for, checked against the limits that are known for one of the clusters: a misspelt one could not be counted. */
export function checkTypesIn(types: readonly string[], clusters: readonly Cluster[]): void {
  const unknown = types.filter((type) => clusters.every((cluster) => limitsOf(type, cluster) === undefined));
  if (unknown.length > 0) throw new UsageError(...unknown.map(unknownType));
}

/** What is to be otherwise than in the files; undefined where that is nothing. Throws a UsageError for names that nothing has. */
export function changesOf(options: PlanCommandOptions, clusters: readonly Cluster[]): PlanChanges | undefined {
  const { set, podsPerNode } = options;
  const nodeGroups = groupChanges(options);
  checkGroups(Object.keys(nodeGroups), clusters);
  checkTypesIn(
    Object.values(nodeGroups).flatMap(({ instanceTypes = [] }) => instanceTypes),
    clusters,
  );
  const variables = set && checkedVariables(set);
  const isAny = variables !== undefined || podsPerNode !== undefined || Object.keys(nodeGroups).length > 0;
  if (!isAny) return undefined;
  return {
    ...(variables ? { variables } : {}),
    ...(podsPerNode === undefined ? {} : { expectedPodsPerNode: podsPerNode }),
    nodeGroups,
  };
}

/** Variables for a pool, checked: a misspelt one would change nothing. */
export function checkedVariables(set: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const unknown = Object.keys(set).filter((name) => !isEnvVarName(name));
  if (unknown.length > 0) throw new UsageError(...unknown.map((name) => unknownVariable(name, '--set')));
  return set;
}

function groupChanges({ instanceType = [], maxNodes = {} }: PlanCommandOptions): Record<string, GroupChanges> {
  const changes: Record<string, GroupChanges> = {};
  for (const each of instanceType) {
    const [name = '', types = ''] = each.split(/=(.*)/s);
    changes[name] = { ...changes[name], instanceTypes: types.split(',') };
  }
  for (const [name, text] of Object.entries(maxNodes)) {
    const maxSize = Number(text);
    if (!/^\d{1,6}$/.test(text) || maxSize < 1) {
      throw new UsageError(
        message('--max-nodes {text}: a whole number of at least 1 is needed', { text: `${name}=${text}` }),
      );
    }
    changes[name] = { ...changes[name], maxSize };
  }
  return changes;
}

function checkGroups(names: readonly string[], clusters: readonly Cluster[]): void {
  const known = new Set(clusters.flatMap(({ nodeGroups }) => nodeGroups.flatMap(({ name }) => knownValue(name) ?? [])));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new UsageError(...unknown.map((name) => unknownGroup(name, [...known])));
}

function unknownGroup(name: string, known: readonly string[]): Message {
  return known.length === 0
    ? message('There is no node group {name}: none is found here', { name })
    : message('There is no node group {name}, but {names}', { name, names: enumeration(known) });
}
