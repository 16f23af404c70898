import type { Resource } from '../model/resource.js';
import type { MapNode, Node } from '../syntax/node.js';
import { entryOf, get, items, path, textOf } from '../syntax/read.js';
import { addonSettings } from './addon/addon.js';
import { versionFact } from './addon/version.js';
import type { Format } from './format.js';
import { groupNumbers, managedGroup } from './nodes/managedGroup.js';
import type { Place } from './place.js';
import { apiGroup, isKind, manifests, textFact, textListFact } from './read.js';

/**
 * The add-on and node groups of EKS as manifests, for controllers that hand them to its API: AWS Controllers for Kubernetes and Crossplane.
 * Source: eks-controller fcb7569, apis/v1alpha1; crossplane-contrib/provider-aws 405d4d48, apis/eks; upbound/provider-aws, eks v1beta1 and v1beta2.
 */
export const format: Format = {
  id: 'eksControllers',
  kinds: ['Addon', 'Nodegroup', 'NodeGroup'],
  hints: ['eks.services.k8s.aws/', 'eks.aws.'],
  takes: { texts: ['eks.services.k8s.aws/', 'eks.aws.'] },
  read: (document, place) =>
    manifests(document).flatMap((manifest): readonly Resource[] => {
      const fields = fieldsOf(manifest);
      if (fields === undefined) return [];
      if (isKind(manifest, 'Addon')) return addon(fields, place);
      const isGroup = isKind(manifest, 'Nodegroup') || isKind(manifest, 'NodeGroup');
      return isGroup ? group(manifest, fields, place) : [];
    }),
};

const crossplane = /^eks\.aws\.(?:m\.)?(?:upbound|crossplane)\.io$/;

/** Where the fields of the API stand; undefined for manifests of others. */
function fieldsOf(manifest: MapNode): MapNode | undefined {
  const api = apiGroup(manifest) ?? '';
  const spec = get(manifest, 'spec');
  const fields = api === 'eks.services.k8s.aws' ? spec : crossplane.test(api) ? get(spec, 'forProvider') : undefined;
  return fields?.kind === 'map' ? fields : undefined;
}

function addon(fields: MapNode, place: Place): readonly Resource[] {
  // ACK has the name of the add-on in `name`, where Crossplane has `addonName`.
  if (textOf(get(fields, 'addonName') ?? get(fields, 'name')) !== 'vpc-cni') return [];
  const conflicts = get(fields, 'resolveConflictsOnUpdate') ?? get(fields, 'resolveConflicts');
  return addonSettings({
    addon: fields,
    values: entryOf(fields, 'configurationValues'),
    valuesKey: 'configurationValues',
    overwrites: textOf(conflicts)?.toLowerCase() === 'overwrite',
    clusterName: textFact(get(fields, 'clusterName'), place),
    version: versionFact(get(fields, 'addonVersion'), place),
    place,
  });
}

function group(manifest: MapNode, fields: MapNode, place: Place): readonly Resource[] {
  const own = textFact(get(fields, 'name'), place);
  return [
    {
      ...managedGroup({
        body: fields,
        name: own.kind === 'absent' ? textFact(path(manifest, 'metadata', 'name'), place) : own,
        instanceTypes: textListFact(get(fields, 'instanceTypes'), place),
        amiType: get(fields, 'amiType'),
        launchTemplate: only(get(fields, 'launchTemplate')),
        subnets: get(fields, 'subnets') ?? get(fields, 'subnetIds'),
        labels: get(fields, 'labels'),
        taints: items(get(fields, 'taints') ?? get(fields, 'taint')),
        ...groupNumbers(only(get(fields, 'scalingConfig')), only(get(fields, 'updateConfig'))),
        place,
      }),
      clusterName: textFact(get(fields, 'clusterName'), place),
    },
  ];
}

/** What is one in the API is a list of one in v1beta1 of Upbound's provider, as in Terraform. */
function only(node: Node | undefined): Node | undefined {
  return node?.kind === 'seq' ? items(node)[0] : node;
}
