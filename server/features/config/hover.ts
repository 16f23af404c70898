import { parseCidr } from '../../ipam/cidr.js';
import { categoryIds, ruleIds } from '../../linter/configProblems.js';
import { list, type Message, message, sentence } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import type { ConfiguredCluster } from '../../model/lensConfig.js';
import type { Workspace } from '../../workspace/workspace.js';
import type { Cursor } from '../convert.js';
import { treeUnder } from '../cursor.js';
import type { Content } from '../hover/content.js';
import { groupContent } from '../hover/group.js';
import { instanceTypeContent } from '../hover/instanceType.js';
import { maxPodsContent } from '../hover/maxPods.js';
import { sizeContent } from '../hover/size.js';
import { subnetContent } from '../hover/subnet.js';
import { usersOf } from './factUsers.js';
import { matchesContent } from './matches.js';
import { type ConfigPlace, configPlaceAt } from './place.js';
import { categoryContent, ruleContent } from './ruleContent.js';
import { schemaAt } from './schema.js';

/** What a hover in the config file says, and about which words. */
export interface ConfigHover {
  readonly content: Content;
  readonly span: ConfigPlace['scalar']['span'];
}

/**
 * What there is to know about the words at a place of the config file. `schemaKnown`: another extension of the editor says what the
 * schema says, so that here stands only what goes beyond it.
 */
export function configHover(
  workspace: Workspace,
  cursor: Cursor,
  { schemaKnown }: { readonly schemaKnown: boolean },
): ConfigHover | undefined {
  const place = configPlaceAt(treeUnder(cursor), cursor.offset);
  if (place === undefined) return undefined;
  const content = contentOf(place, workspace, schemaKnown);
  return content && { content, span: place.scalar.span };
}

function contentOf(place: ConfigPlace, workspace: Workspace, schemaKnown: boolean): Content | undefined {
  const { path, isKey } = place;
  const holder = path.at(-2);
  const name = String(path.at(-1));
  if (holder === 'rules' && ruleIds.includes(name)) return ruleContent(name, schemaKnown);
  if (holder === 'categories' && categoryIds.includes(name)) return categoryContent(name);
  if (!isKey && typeof path.at(-1) === 'number') {
    const matches = matchesContent(path, place.scalar.text, workspace);
    if (matches) return matches;
  }
  return factContent(place, workspace) ?? described(place, schemaKnown);
}

/** What the schema says of a key, and who uses the fact behind it. */
function described({ path, isKey }: ConfigPlace, schemaKnown: boolean): Content | undefined {
  const description = isKey && !schemaKnown ? schemaAt(path)?.description : undefined;
  const users = usersOf(path);
  const about: readonly Message[] = users ? [usedBy(users)] : [];
  if (description !== undefined) return { answer: sentence(description), about };
  const [answer] = about;
  return answer && isKey ? { answer } : undefined;
}

function usedBy(users: NonNullable<ReturnType<typeof usersOf>>): Message {
  const rules = list(users.rules);
  return users.shown
    ? message('Used by {rules}, and by hovers, code lenses and inlay hints', { rules })
    : message('Used by {rules}', { rules });
}

/** What follows from a fact about a cluster: the numbers a hover on a manifest shows. */
function factContent({ path, isKey, scalar }: ConfigPlace, { config, clusters }: Workspace): Content | undefined {
  const [top, index, part, item, field] = path;
  const configured = top === 'clusters' && typeof index === 'number' ? config.clusters[index] : undefined;
  if (configured === undefined || typeof item !== 'number') return undefined;
  if (part === 'subnets' && field === 'cidr') return rangeContent(scalar.text, configured, item, isKey);
  const cluster = clusters.find(({ key }) => key === `config:${configured.name}`);
  if (part !== 'nodeGroups' || cluster === undefined || isKey) return undefined;
  return groupFact(configured, item, path, cluster);
}

function rangeContent(
  text: string,
  { subnets }: ConfiguredCluster,
  index: number,
  isKey: boolean,
): Content | undefined {
  const subnet = subnets[index];
  if (subnet === undefined) return undefined;
  // Half typed, the config counts as it was: what is written is what is meant.
  return isKey || parseCidr(text).kind === 'cidr' ? subnetContent(subnet) : undefined;
}

function groupFact(
  { nodeGroups }: ConfiguredCluster,
  item: number,
  path: ConfigPlace['path'],
  cluster: Cluster,
): Content | undefined {
  const name = nodeGroups[item]?.name.value;
  const group = cluster.nodeGroups.find((each) => each.name.kind === 'known' && each.name.value === name);
  if (group === undefined) return undefined;
  switch (path[4]) {
    case 'name':
      return groupContent(group, cluster);
    case 'nodes':
    case 'maxNodes':
      return sizeContent(group, cluster);
    case 'maxPods':
      return maxPodsContent(group, cluster);
    case 'instanceTypes': {
      const types = group.instanceTypes.kind === 'known' ? group.instanceTypes.value : [];
      const type = types[Number(path[5])];
      return type?.kind === 'known' ? instanceTypeContent(type.value, group, cluster) : undefined;
    }
    default:
      return undefined;
  }
}
