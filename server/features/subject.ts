import { type Fact, type Known, knownValue } from '../model/fact.js';
import type { NicRequest } from '../model/nicRequest.js';
import type { NodeConfig } from '../model/nodeConfig.js';
import type {
  ClusterDeclaration,
  CniSettings,
  ConfigMap,
  ConfigMapEntry,
  ContainerSettings,
  EniConfig,
  EnvEntry,
  Label,
  NodeClass,
  NodeGroup,
  NodeObject,
  Resource,
  Subnet,
} from '../model/resource.js';
import type { SecurityGroupPolicy } from '../model/securityGroupPolicy.js';
import { type WrittenNumber, writtenNumbers } from '../rules/nodegroups/nodeConfigs.js';
import { isSame, isSameDocument, type Location, type Span, touches } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Cursor } from './convert.js';
import { assumedIn, placeUnder, resourcesIn } from './cursor.js';

/** What the words under a cursor declare. */
export type Subject = { readonly span: Span } & (
  | {
      readonly kind: 'variable';
      readonly settings: CniSettings;
      readonly container: ContainerSettings;
      readonly entry: EnvEntry;
      readonly part: 'name' | 'value';
    }
  | { readonly kind: 'nodeGroup'; readonly group: NodeGroup }
  /** `type` is undefined on the list as a whole. */
  | { readonly kind: 'instanceType'; readonly group: NodeGroup; readonly type: string | undefined }
  /** In a class it is that of its groups. */
  | { readonly kind: 'maxPods'; readonly group: NodeGroup | NodeClass }
  /** Of a NodeConfig, by its field or by a flag. */
  | { readonly kind: 'maxPodsOfNode'; readonly config: NodeConfig; readonly number: WrittenNumber }
  | { readonly kind: 'expression'; readonly config: NodeConfig }
  /** A node of a running cluster. */
  | { readonly kind: 'runningNode'; readonly node: NodeObject }
  | { readonly kind: 'size'; readonly group: NodeGroup }
  | { readonly kind: 'eniConfig'; readonly eniConfig: EniConfig }
  | { readonly kind: 'securityGroupPolicy'; readonly policy: SecurityGroupPolicy }
  | { readonly kind: 'nicRequest'; readonly request: NicRequest }
  | { readonly kind: 'label'; readonly of: NodeGroup | NodeObject; readonly label: Label; readonly annotation: boolean }
  | { readonly kind: 'subnet'; readonly subnet: Subnet }
  /** A subnet as something else names it: by its id, its key, or the expression that Terraform has for it. */
  | { readonly kind: 'subnetName'; readonly name: Known<string> }
  | { readonly kind: 'cidr'; readonly cidr: string; readonly of: 'vpc' | 'service' }
  | { readonly kind: 'zone'; readonly zone: string }
  | { readonly kind: 'cluster'; readonly name: string }
  | { readonly kind: 'configMapEntry'; readonly configMap: ConfigMap; readonly entry: ConfigMapEntry }
);

/** What is declared under the cursor; on a key it is what the key's value declares. Undefined where that is nothing of ours. */
export function subjectAt(workspace: Workspace, cursor: Cursor): Subject | undefined {
  return subjectAmong(resourcesIn(workspace, cursor), cursor);
}

/** The variable under the cursor that has its value unless something gives another one; undefined where that is no variable. */
export function assumedAt(workspace: Workspace, cursor: Cursor): (Subject & { readonly kind: 'variable' }) | undefined {
  const subject = subjectAmong(assumedIn(workspace, cursor), cursor);
  return subject?.kind === 'variable' ? subject : undefined;
}

function subjectAmong(resources: readonly Resource[], cursor: Cursor): Subject | undefined {
  const { file, document, offset } = cursor;
  if (resources.length === 0) return undefined;
  const own = { uri: file.uri, document: document.id };
  const direct = find(resources, {
    isHere: (at) => touches(at.span, offset) && isSameDocument(at, own),
    onKey: false,
  });
  if (direct) return direct;
  const { entry, isKey } = placeUnder(cursor);
  if (entry === undefined || !isKey) return undefined;
  const value = entry.alias ?? entry.value.span;
  const isValue = (at: Location): boolean => isSame(at.span, value) && isSameDocument(at, own);
  const found = find(resources, { isHere: isValue, onKey: true });
  return found && { ...found, span: entry.key.span };
}

/** What is looked for: what stands under the cursor, or the value of the key under it. */
interface Target {
  readonly isHere: (at: Location) => boolean;
  readonly onKey: boolean;
}

function find(resources: readonly Resource[], target: Target): Subject | undefined {
  for (const resource of resources) {
    const found = within(resource, target);
    if (found) return found;
  }
  return undefined;
}

function within(resource: Resource, target: Target): Subject | undefined {
  switch (resource.kind) {
    case 'cniSettings':
      return inSettings(resource, target);
    case 'eniConfig':
      return inEniConfig(resource, target);
    case 'securityGroupPolicy':
      return inPolicy(resource, target);
    case 'nicRequest':
      return target.isHere(resource.value.at)
        ? { kind: 'nicRequest', request: resource, span: resource.value.at.span }
        : undefined;
    case 'node':
      return (
        inRunningNode(resource, target) ??
        inLabels(resource, resource.labels, false, target) ??
        inLabels(resource, resource.annotations, true, target)
      );
    case 'nodeGroup':
      return inGroup(resource, target);
    case 'nodeClass':
      return inNodeClass(resource, target);
    case 'subnet':
      return inSubnet(resource, target);
    case 'cluster':
      return inCluster(resource, target);
    case 'nodeConfig':
      return inNodeConfig(resource, target);
    case 'configMap':
      return inConfigMap(resource, target);
    case 'pod':
    case 'event':
    case 'answeredType':
    case 'bootScript':
    case 'cniSign':
    case 'shapeProblem':
    case 'fileProblem':
      return undefined;
    default:
      return resource satisfies never;
  }
}

function inSettings(settings: CniSettings, target: Target): Subject | undefined {
  for (const container of settings.containers) {
    for (const entry of container.env) {
      const { name, value } = entry;
      const subject = { kind: 'variable', settings, container, entry } as const;
      if (target.isHere(name.at)) return { ...subject, part: 'name', span: name.at.span };
      if (value.kind !== 'none' && target.isHere(value.at)) return { ...subject, part: 'value', span: value.at.span };
    }
  }
  return undefined;
}

function inConfigMap(configMap: ConfigMap, target: Target): Subject | undefined {
  for (const entry of configMap.entries) {
    const at = [entry.key.at, placeOf(entry.value)].find((place) => place !== undefined && target.isHere(place));
    if (at) return { kind: 'configMapEntry', configMap, entry, span: at.span };
  }
  return undefined;
}

function inEniConfig(eniConfig: EniConfig, target: Target): Subject | undefined {
  const { name, subnetId, subnetKey } = eniConfig;
  if (name.kind === 'known' && target.isHere(name.at)) return { kind: 'eniConfig', eniConfig, span: name.at.span };
  return subnetAmong([subnetKey ? { kind: 'known', ...subnetKey } : subnetId], target);
}

/** Of several subnets that stand at one place, as those of a module's list, none is the one that is meant. */
function subnetAmong(names: readonly Fact<string>[], target: Target): Subject | undefined {
  const [name, ...others] = names.filter((each) => each.kind === 'known' && target.isHere(each.at));
  return name?.kind === 'known' && others.length === 0 ? { kind: 'subnetName', name, span: name.at.span } : undefined;
}

function inPolicy(policy: SecurityGroupPolicy, target: Target): Subject | undefined {
  const { name, selector, groupIds } = policy;
  const facts = target.onKey ? [name, selector, groupIds] : [name];
  const here = facts.find((fact) => fact.kind === 'known' && target.isHere(fact.at));
  return here?.kind === 'known' ? { kind: 'securityGroupPolicy', policy, span: here.at.span } : undefined;
}

function inNodeConfig(config: NodeConfig, target: Target): Subject | undefined {
  const { expression } = config;
  if (expression.kind === 'known' && target.isHere(expression.at)) {
    return { kind: 'expression', config, span: expression.at.span };
  }
  const number = writtenNumbers(config).find((each) => target.isHere(each.at));
  return number && { kind: 'maxPodsOfNode', config, number, span: number.at.span };
}

function inRunningNode(node: NodeObject, target: Target): Subject | undefined {
  const facts = node.observed === undefined ? [] : [node.name, node.observed.maxPods];
  const here = facts.find((fact) => fact.kind === 'known' && target.isHere(fact.at));
  return here?.kind === 'known' ? { kind: 'runningNode', node, span: here.at.span } : undefined;
}

function inLabels(
  of: NodeGroup | NodeObject,
  labels: readonly Label[],
  annotation: boolean,
  target: Target,
): Subject | undefined {
  for (const label of labels) {
    const at = [label.key.at, placeOf(label.value)].find((place) => place !== undefined && target.isHere(place));
    if (at) return { kind: 'label', of, label, annotation, span: at.span };
  }
  return undefined;
}

function inGroup(group: NodeGroup, target: Target): Subject | undefined {
  const { name, instanceTypes, instanceTypesDefaulted, maxPods } = group;
  if (name.kind === 'known' && target.isHere(name.at)) return { kind: 'nodeGroup', group, span: name.at.span };
  if (instanceTypes.kind === 'known' && !instanceTypesDefaulted) {
    for (const type of instanceTypes.value) {
      if (type.kind === 'known' && target.isHere(type.at)) {
        return { kind: 'instanceType', group, type: type.value, span: type.at.span };
      }
    }
    // A cursor between the items of a list stands on nothing; the whole list is meant on its key only.
    if (target.onKey && target.isHere(instanceTypes.at)) {
      return { kind: 'instanceType', group, type: undefined, span: instanceTypes.at.span };
    }
  }
  if (maxPods.kind === 'set' && target.isHere(maxPods.at)) return { kind: 'maxPods', group, span: maxPods.at.span };
  for (const size of [group.minSize, group.maxSize, group.desiredCapacity]) {
    if (size.kind === 'known' && target.isHere(size.at)) return { kind: 'size', group, span: size.at.span };
  }
  return (
    inZones(group.availabilityZones, target) ??
    subnetAmong(knownValue(group.subnetRefs) ?? [], target) ??
    inLabels(group, group.labels, false, target)
  );
}

function inNodeClass(nodeClass: NodeClass, target: Target): Subject | undefined {
  const { maxPods, subnetRefs } = nodeClass;
  return maxPods.kind === 'set' && target.isHere(maxPods.at)
    ? { kind: 'maxPods', group: nodeClass, span: maxPods.at.span }
    : subnetAmong((subnetRefs && knownValue(subnetRefs)) ?? [], target);
}

function inZones(zones: Fact<readonly Fact<string>[]>, target: Target): Subject | undefined {
  const zone =
    zones.kind === 'known' ? zones.value.find((each) => each.kind === 'known' && target.isHere(each.at)) : undefined;
  return zone?.kind === 'known' ? { kind: 'zone', zone: zone.value, span: zone.at.span } : undefined;
}

function inSubnet(subnet: Subnet, target: Target): Subject | undefined {
  const { id, key, cidr, zone } = subnet;
  const at = [id, key, cidr, zone].map(placeOf).find((place) => place !== undefined && target.isHere(place));
  return at && { kind: 'subnet', subnet, span: at.span };
}

function inCluster(declaration: ClusterDeclaration, target: Target): Subject | undefined {
  const { vpcCidr, serviceIpv4Cidr, extraCidrs, name } = declaration;
  const zone = inZones(declaration.availabilityZones, target);
  if (zone) return zone;
  for (const cidr of [vpcCidr, ...extraCidrs]) {
    if (cidr.kind === 'known' && target.isHere(cidr.at))
      return { kind: 'cidr', cidr: cidr.value, of: 'vpc', span: cidr.at.span };
  }
  if (serviceIpv4Cidr.kind === 'known' && target.isHere(serviceIpv4Cidr.at)) {
    return { kind: 'cidr', cidr: serviceIpv4Cidr.value, of: 'service', span: serviceIpv4Cidr.at.span };
  }
  if (name.kind === 'known' && target.isHere(name.at)) return { kind: 'cluster', name: name.value, span: name.at.span };
  return undefined;
}

function placeOf(fact: Fact<unknown>): Location | undefined {
  return fact.kind === 'absent' ? undefined : fact.at;
}
