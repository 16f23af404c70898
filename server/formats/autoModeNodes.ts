import { message } from '../messages/message.js';
import type { MapNode } from '../syntax/node.js';
import { entryOf, get } from '../syntax/read.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { apiGroup, isKind, manifests } from './read.js';
import { type Refused, refusedBy } from './refused.js';

/**
 * The NodeClass of EKS Auto Mode, which has subnets for nodes and for pods, and nothing of what the VPC CNI or the kubelet is set up with. Source: EKS user guide,
 * auto-networking and create-node-class.
 */
export const format: Format = {
  id: 'autoModeNodes',
  kinds: ['NodeClass'],
  hints: ['eks.amazonaws.com/v1'],
  takes: { texts: ['eks.amazonaws.com/v1'] },
  read: (document, place) =>
    manifests(document)
      .filter((manifest) => isKind(manifest, 'NodeClass') && apiGroup(manifest) === 'eks.amazonaws.com')
      .flatMap((manifest) => fieldsOfKarpenter(manifest, place)),
};

/** What an EC2NodeClass of Karpenter has, and Auto Mode decides by itself. */
const decided = ['kubelet', 'userData', 'amiFamily', 'amiSelectorTerms'] as const;

const refused = refusedBy('EKS Auto Mode');

function fieldsOfKarpenter(manifest: MapNode, place: Place): readonly Refused[] {
  const spec = get(manifest, 'spec');
  return decided.flatMap((field) => {
    const entry = entryOf(spec, field);
    if (entry === undefined || entry.key.open) return [];
    const text = message('A NodeClass of EKS Auto Mode has no {field}: Auto Mode decides that itself', { field });
    const advice = message('Remove it, or use Karpenter with an EC2NodeClass of karpenter.k8s.aws');
    return [refused('auto-mode-ignores-settings', at(place, entry.key), text, { advice, severity: 'warning' })];
  });
}
