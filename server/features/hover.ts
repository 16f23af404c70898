import type { Hover, Position } from 'vscode-languageserver-types';
import type { ChartTheme } from '../charts/stepChart.js';
import { type Catalogue, message } from '../messages/message.js';
import { cniAddon, cniChart } from '../model/addonNames.js';
import { byDefault, type Cluster } from '../model/cluster.js';
import { groupIn, groupsOf, isClassAlone } from '../model/nodeGroup.js';
import { subnetNamed } from '../model/subnets.js';
import type { ScalarNode } from '../syntax/node.js';
import type { Workspace } from '../workspace/workspace.js';
import { configHover } from './config/hover.js';
import { isConfigFile } from './config/place.js';
import { type Cursor, cursorAt, rangeInDocument } from './convert.js';
import { clusterOf, placeUnder, resourcesIn } from './cursor.js';
import { configMapKeyContent } from './hover/configMapKey.js';
import type { Content } from './hover/content.js';
import { eniConfigContent, labelContent, zoneContent } from './hover/eniConfig.js';
import { expressionContent } from './hover/expression.js';
import { clusterContent, groupContent, settingsContent } from './hover/group.js';
import { instanceTypeContent, instanceTypesContent } from './hover/instanceType.js';
import { toMarkdown } from './hover/markdown.js';
import { classMaxPodsContent, maxPodsContent, nodeMaxPodsContent } from './hover/maxPods.js';
import { nicRequestContent } from './hover/nicRequest.js';
import { runningNodeContent } from './hover/runningNode.js';
import { securityGroupPolicyContent } from './hover/securityGroupPolicy.js';
import { sizeContent } from './hover/size.js';
import { cidrContent, subnetContent } from './hover/subnet.js';
import { valuesKeyContent } from './hover/valuesKey.js';
import { variableContent } from './hover/variable.js';
import type { Drawing } from './hover/warmPool.js';
import { assumedAt, type Subject, subjectAt } from './subject.js';
import { valuesKeyAt } from './valuesKey.js';

export interface HoverOptions {
  readonly catalogue?: Catalogue | undefined;
  /** False for an editor that does not draw the images of Markdown: the hover then leaves its chart out. */
  readonly pictures?: boolean;
  /** The background that charts are drawn for; a card of their own where the editor does not say. */
  readonly chartTheme?: ChartTheme;
  /** What another extension of the editor says of our config file from its schema is left out. */
  readonly schemaKnown?: boolean;
}

/** What there is to know about the words at a position, computed. Undefined where nothing of ours stands. */
export function hover(
  workspace: Workspace,
  uri: string,
  position: Position,
  { catalogue, pictures = true, chartTheme = 'card', schemaKnown = false }: HoverOptions = {},
): Hover | undefined {
  const cursor = cursorAt(workspace, uri, position);
  if (cursor === undefined) return undefined;
  if (isConfigFile(workspace.config, uri)) {
    const found = configHover(workspace, cursor, { schemaKnown, catalogue });
    return (
      found && {
        contents: { kind: 'markdown', value: toMarkdown(found.content, { workspace, catalogue, pictures }) },
        range: rangeInDocument(cursor.file, cursor.document, found.span),
      }
    );
  }
  const cluster = clusterOf(workspace, cursor);
  const declared = cluster && subjectAt(workspace, cursor);
  const assumed = cluster && declared === undefined ? assumedAt(workspace, cursor) : undefined;
  const subject = declared ?? assumed;
  const drawing = { catalogue, chartTheme };
  const content =
    (cluster && declared && contentOf(declared, cluster, drawing)) ??
    (cluster && assumed && assumedContent(assumed, cluster, drawing));
  // Keys beside the variables are no resource's: they are found by the schema, as for completion.
  const key = cluster && content === undefined ? valuesKeyAt(cursor) : undefined;
  const ofKey = key && valuesKeyContent(key);
  const carrier = cluster && (content ?? ofKey) === undefined ? carrierNameAt(workspace, cursor) : undefined;
  const shown = content ?? ofKey ?? (cluster && carrier && settingsContent(cluster));
  const span = content ? subject?.span : (ofKey ? key : carrier)?.span;
  if (shown === undefined || span === undefined) return undefined;
  return {
    contents: { kind: 'markdown', value: toMarkdown(shown, { workspace, catalogue, pictures }) },
    range: rangeInDocument(cursor.file, cursor.document, span),
  };
}

/** The add-on, the DaemonSet or the chart, as files and commands name it: the last part of `ds/aws-node` and `eks/aws-vpc-cni`. */
const carrierNames: ReadonlySet<string> = new Set([cniAddon, cniChart, 'aws-node']);

/** The name of what carries settings of the CNI that stand in the document. */
function carrierNameAt(workspace: Workspace, cursor: Cursor): ScalarNode | undefined {
  const innermost = placeUnder(cursor).nodes.at(-1);
  if (innermost?.kind !== 'scalar') return undefined;
  const name = innermost.text.slice(innermost.text.lastIndexOf('/') + 1);
  if (!carrierNames.has(name)) return undefined;
  return resourcesIn(workspace, cursor).some(({ kind }) => kind === 'cniSettings') ? innermost : undefined;
}

/** The content of a hover on a variable that has its value unless something gives another one: what that value means, and no number that follows from it. */
function assumedContent(
  subject: Parameters<typeof variableContent>[0],
  cluster: Cluster,
  drawing: Drawing,
): Content | undefined {
  const content = variableContent(subject, { ...byDefault(cluster), nodeGroups: [] }, drawing);
  const caveat = message('This holds unless something gives the variable of Terraform another value');
  return content && { ...content, caveats: [...(content.caveats ?? []), caveat] };
}

/** The content of a hover on a subject; undefined where nothing can be said. */
function contentOf(subject: Subject, cluster: Cluster, drawing: Drawing): Content | undefined {
  switch (subject.kind) {
    case 'variable':
      return variableContent(subject, cluster, drawing);
    case 'nodeGroup':
      return groupContent(groupIn(cluster, subject.group), cluster);
    case 'cluster':
      return clusterContent(cluster, subject.name);
    case 'instanceType':
      return subject.type === undefined
        ? instanceTypesContent(groupIn(cluster, subject.group), cluster)
        : instanceTypeContent(subject.type, groupIn(cluster, subject.group), cluster);
    case 'maxPods':
      return isClassAlone(cluster, subject.group)
        ? classMaxPodsContent(subject.group, cluster)
        : firstOf(groupsOf(cluster, subject.group), (group) => maxPodsContent(group, cluster));
    case 'maxPodsOfNode':
      return nodeMaxPodsContent(subject, cluster);
    case 'expression':
      return expressionContent(subject.config, cluster);
    case 'runningNode':
      return runningNodeContent(subject.node, cluster);
    case 'size':
      return sizeContent(groupIn(cluster, subject.group), cluster);
    case 'eniConfig':
      return eniConfigContent(subject.eniConfig, cluster);
    case 'securityGroupPolicy':
      return securityGroupPolicyContent(subject.policy, cluster);
    case 'nicRequest':
      return nicRequestContent(subject.request, cluster);
    case 'label':
      return labelContent(subject, cluster);
    case 'zone':
      return zoneContent(subject.zone, cluster);
    case 'subnet':
      return subnetContent(subject.subnet, cluster);
    case 'subnetName': {
      const subnet = subnetNamed(subject.name, cluster);
      return subnet && subnetContent(subnet, cluster);
    }
    case 'cidr':
      return cidrContent(subject.cidr, subject.of, cluster);
    case 'configMapEntry':
      return configMapKeyContent(subject);
    default:
      return subject satisfies never;
  }
}

/** What is found first among several things. */
function firstOf<A, B>(all: readonly A[], find: (each: A) => B | undefined): B | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
