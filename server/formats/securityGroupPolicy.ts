import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { Resource } from '../model/resource.js';
import type { SecurityGroupPolicy } from '../model/securityGroupPolicy.js';
import type { MapNode, Node } from '../syntax/node.js';
import { get, items, path } from '../syntax/read.js';
import { idFact } from './eniConfig.js';
import type { Format } from './format.js';
import { kindFaults, kindMeant } from './manifests/kinds.js';
import { policyFaults } from './manifests/securityGroupPolicyFaults.js';
import { at, type Place } from './place.js';
import { apiGroup, hasHiddenEntries, isMissing, isOpen, manifests, textFact, textListFact } from './read.js';

/** SecurityGroupPolicy manifests. Source: amazon-vpc-resource-controller-k8s b8d4251, apis/vpcresources/v1beta1/securitygrouppolicy_types.go. */
export const format: Format = {
  id: 'securityGroupPolicy',
  kinds: ['SecurityGroupPolicy'],
  hints: ['SecurityGroupPolicy', 'vpcresources.k8s.aws/'],
  apiGroups: ['vpcresources.k8s.aws'],
  takes: { texts: ['SecurityGroupPolicy', 'vpcresources.k8s.aws/'] },
  read: (document, place) =>
    manifests(document)
      .filter(isPolicy)
      .flatMap((manifest): readonly Resource[] => [
        readPolicy(manifest, place),
        ...kindFaults(manifest, ['SecurityGroupPolicy'], place),
        ...policyFaults(manifest, place),
      ]),
};

/** Other vendors have kinds of that name: the API group is one of AWS, or was forgotten. */
function isPolicy(manifest: MapNode): boolean {
  if (kindMeant(manifest) !== 'SecurityGroupPolicy') return false;
  const group = apiGroup(manifest);
  return !group || /(?:^|\.)(?:k8s\.aws|amazonaws\.com)$/.test(group);
}

function readPolicy(manifest: MapNode, place: Place): SecurityGroupPolicy {
  const spec = get(manifest, 'spec');
  const groups = get(spec, 'securityGroups');
  const isHidden = (spec !== undefined && isOpen(spec, place)) || hasHiddenEntries(spec);
  const hidden = isHidden || (groups !== undefined && (isOpen(groups, place) || hasHiddenEntries(groups)));
  const groupIds = idListFact(get(groups, 'groupIds'), place);
  return {
    kind: 'securityGroupPolicy',
    at: at(place, manifest),
    name: textFact(path(manifest, 'metadata', 'name'), place),
    namespace: textFact(path(manifest, 'metadata', 'namespace'), place),
    // Without a spec it is only half written.
    selector: isHidden || isMissing(spec) ? unknown() : selectorFact(spec, place),
    groupIds: (hidden || isMissing(spec)) && groupIds.kind === 'absent' ? unknown() : groupIds,
  };
}

/** What is no text is refused as a whole, and no fault of an id. */
function idListFact(node: Node | undefined, place: Place): SecurityGroupPolicy['groupIds'] {
  const texts = textListFact(node, place);
  return texts.kind === 'known'
    ? known(
        items(node)
          .filter((item) => !isMissing(item))
          .map((item) => idFact(item, place)),
        texts.at,
      )
    : texts;
}

function selectorFact(spec: Node, place: Place): Fact<'written'> {
  const selector = ['podSelector', 'serviceAccountSelector']
    .map((key) => get(spec, key))
    .find((node) => !isMissing(node));
  return selector ? known('written', at(place, selector)) : absent;
}
