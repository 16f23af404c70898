import { type Message, message } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import type { Fact } from '../model/fact.js';
import { isServedByAnotherCni, limitsOf } from '../model/groupTypes.js';
import type { NodeGroup } from '../model/resource.js';
import type { GroupPlan } from './plan.js';

/** Why a group of a cluster with a pool is not in its plan. */
export function whyUnplanned(group: NodeGroup, cluster: Cluster): Message {
  const { amiFamily } = group;
  if (amiFamily === 'windows') return message('Windows nodes have one ENI and no warm pool of the VPC CNI');
  if (isServedByAnotherCni(group, cluster))
    return message('Another CNI, or EKS Auto Mode, gives its pods their addresses');
  const hidden = whyTypesUnseen(group);
  if (hidden) return hidden;
  const unknown = writtenTypes(group).find(
    (type) => type.kind === 'known' && limitsOf(type.value, cluster) === undefined,
  );
  return unknown?.kind === 'known'
    ? message('The limits of {type} are not known; instanceTypes in eni-lens.yaml can say them', {
        type: unknown.value,
      })
    : message('The node does not become Ready with these settings: it gets no addresses');
}

/** Why the instance types of a group cannot be seen; undefined where they can. */
export function whyTypesUnseen(group: NodeGroup): Message | undefined {
  const { instanceTypes, openValue } = group;
  const types = writtenTypes(group);
  if (types.length > 0 && types.every(({ kind }) => kind === 'known')) return undefined;
  const isWritten = types.length > 0 || (instanceTypes.kind === 'unknown' && instanceTypes.at !== undefined);
  return openValue !== undefined && isWritten
    ? message(
        'Its instance types are not visible: {value} decides, which is not evaluated here; eni-lens.yaml can name them',
        { value: openValue },
      )
    : message(
        'Its instance types are not visible: a template, a launch template or a selector decides; eni-lens.yaml can name them',
      );
}

function writtenTypes({ instanceTypes }: NodeGroup): readonly Fact<string>[] {
  return instanceTypes.kind === 'known' ? instanceTypes.value : [];
}

/** Why nobody can say how many nodes a group has; undefined where that is known. */
export function whyUnsized({ nodes, group }: GroupPlan): Message | undefined {
  if (nodes !== undefined) return undefined;
  const { openValue } = group;
  if (!isSizeHidden(group) || isLaunchersChoice(group)) {
    return message('No file says how many nodes it has; eni-lens.yaml can');
  }
  return openValue === undefined
    ? message('A template decides how many nodes it has; eni-lens.yaml can say it')
    : message(
        'Its number of nodes is not visible: {value} decides, which is not evaluated here; eni-lens.yaml can say it',
        {
          value: openValue,
        },
      );
}

/** True where a size is written and cannot be read. */
export function isSizeHidden({ minSize, maxSize, desiredCapacity }: NodeGroup): boolean {
  return [minSize, maxSize, desiredCapacity].some(({ kind }) => kind === 'unknown');
}

/** A launcher starts as many nodes as pods need: there is no place where a number is written. */
function isLaunchersChoice({ nodeClass, minSize, maxSize, desiredCapacity }: NodeGroup): boolean {
  return (
    nodeClass !== undefined &&
    [minSize, maxSize, desiredCapacity].every((size) => size.kind === 'unknown' && size.at === undefined)
  );
}

/** Why the subnets of a group's pods are not known; undefined where the size of each is. */
export function whyUnplaced({ zones }: GroupPlan): Message | undefined {
  if (zones.length > 0 && zones.every(({ pods }) => pods !== undefined)) return undefined;
  return message('The sizes of the subnets are not visible; eni-lens.yaml can name them');
}
