import { categoryIds, ruleIds } from '../../linter/configProblems.js';
import { type Catalogue, list, type Message, message, sentence } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { type Fact, knownValue } from '../../model/fact.js';
import { groupTypes } from '../../model/groupTypes.js';
import type { ConfiguredCluster } from '../../model/lensConfig.js';
import type { NodeGroup } from '../../model/resource.js';
import { subnetsById } from '../../model/subnets.js';
import type { Workspace } from '../../workspace/workspace.js';
import type { Cursor } from '../convert.js';
import { treeUnder } from '../cursor.js';
import type { Content } from '../hover/content.js';
import { clusterContent, groupContent } from '../hover/group.js';
import { instanceTypeContent } from '../hover/instanceType.js';
import { maxPodsContent } from '../hover/maxPods.js';
import { sizeContent } from '../hover/size.js';
import { subnetContent } from '../hover/subnet.js';
import { usersOf } from './factUsers.js';
import { matchesContent } from './matches.js';
import { type ConfigPlace, configPlaceAt } from './place.js';
import { categoryContent, ruleContent } from './ruleContent.js';
import { type ConfigPath, schemaAt } from './schema.js';

/** What a hover in the config file says, and about which words. */
export interface ConfigHover {
  readonly content: Content;
  readonly span: ConfigPlace['scalar']['span'];
}

/** Who reads. */
interface ConfigReading {
  readonly schemaKnown: boolean;
  readonly catalogue: Catalogue | undefined;
}

/**
 * What there is to know about the words at a place of the config file. `schemaKnown`: another extension of the editor says what the
 * schema says, so that here stands only what goes beyond it.
 */
export function configHover(workspace: Workspace, cursor: Cursor, reading: ConfigReading): ConfigHover | undefined {
  const place = configPlaceAt(treeUnder(cursor), cursor.offset);
  if (place === undefined) return undefined;
  const content = contentOf(place, workspace, reading);
  return content && { content, span: place.scalar.span };
}

function contentOf(
  place: ConfigPlace,
  workspace: Workspace,
  { schemaKnown, catalogue }: ConfigReading,
): Content | undefined {
  const { path, isKey } = place;
  const holder = path.at(-2);
  const name = String(path.at(-1));
  if (holder === 'rules' && ruleIds.includes(name)) return ruleContent(name, schemaKnown, catalogue);
  if (holder === 'categories' && categoryIds.includes(name)) return categoryContent(name);
  if (!isKey && typeof path.at(-1) === 'number') {
    const matches = matchesContent(path, place.scalar.text, workspace);
    if (matches) return matches;
  }
  return factContent(place, workspace) ?? described(place, schemaKnown);
}

/** What the schema says of a key and of what is written behind it, and who uses the fact. */
function described({ path }: ConfigPlace, schemaKnown: boolean): Content | undefined {
  const about = usedBy(path);
  if (schemaKnown) return about && { answer: about };
  const isItem = typeof path.at(-1) === 'number';
  const description = schemaAt(path)?.description ?? (isItem ? schemaAt(path.slice(0, -1))?.description : undefined);
  return description === undefined ? undefined : { answer: sentence(description), about: about ? [about] : [] };
}

function usedBy(path: ConfigPath): Message | undefined {
  const users = usersOf(path);
  if (users === undefined) return undefined;
  const rules = list(users.rules);
  return users.shown
    ? message('Rules such as {rules} use it, and so do hovers, code lenses and inlay hints', { rules })
    : message('Rules such as {rules} use it', { rules });
}

/** What follows from a fact about a cluster: the numbers a hover on a manifest shows. */
function factContent({ path, isKey, scalar }: ConfigPlace, { config, clusters }: Workspace): Content | undefined {
  const [top, index, part, item, field] = path;
  const configured = top === 'clusters' && typeof index === 'number' ? config.clusters[index] : undefined;
  const cluster = clusters.find(({ key }) => key === `config:${configured?.name}`);
  if (configured === undefined || isKey) return undefined;
  if (part === 'name') return cluster && clusterContent(cluster, configured.name);
  if (typeof item !== 'number') return undefined;
  if (part === 'subnets') {
    // Half typed, the config counts as it was: a place in it may be that of another one now.
    const isMeant = (id: Fact<string>): boolean => knownValue(id) === scalar.text;
    const subnet = configured.subnets.find((each) => isMeant(field === 'cidr' ? each.cidr : each.id));
    return subnet && subnetContent(subnet, cluster);
  }
  return part === 'nodeGroups' && cluster ? groupFact(configured, item, { path, scalar }, cluster) : undefined;
}

function groupFact(
  { nodeGroups }: ConfiguredCluster,
  item: number,
  { path, scalar }: Pick<ConfigPlace, 'path' | 'scalar'>,
  cluster: Cluster,
): Content | undefined {
  const name = nodeGroups[item]?.name.value;
  const group = cluster.nodeGroups.find((each) => knownValue(each.name) === name);
  if (group === undefined) return undefined;
  switch (path[4]) {
    case 'name':
      return groupContent(group, cluster);
    case 'nodes':
    case 'maxNodes':
      return sizeContent(group, cluster);
    case 'maxPods':
      return maxPodsContent(group, cluster);
    case 'subnets': {
      const [subnet] = subnetsById(cluster).get(scalar.text) ?? [];
      return subnet && subnetContent(subnet, cluster);
    }
    case 'instanceTypes':
      return typeContent(scalar.text, group, cluster);
    default:
      return undefined;
  }
}

/** The type that is written here, which does not count where a manifest says another one. */
function typeContent(type: string, group: NodeGroup, cluster: Cluster): Content | undefined {
  const types = groupTypes(group, cluster);
  if (types === undefined || types.some(({ name }) => name === type)) return instanceTypeContent(type, group, cluster);
  const names = list(types.map(({ name }) => name));
  return { answer: message('{type} does not count here: the manifests say {names}', { type, names }) };
}
