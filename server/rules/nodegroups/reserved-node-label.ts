import { message } from '../../messages/message.js';
import { selectionKeys } from '../../model/eniConfigChoice.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import { removeLabel } from '../fixes.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'reserved-node-label',
  severity: 'error',
  *check(cluster) {
    const keys = selectionKeys(cluster);
    for (const group of cluster.nodeGroups) {
      if (group.carrier !== 'eksctl') continue;
      for (const label of group.labels) {
        const key = label.key.value;
        if (!isReserved(key)) continue;
        yield {
          at: label.key.at,
          message: message(
            'eksctl refuses the label {label} of {group}: a kubelet may not set labels of kubernetes.io and k8s.io but a few',
            { label: key, group: nameOfGroup(group) },
          ),
          // Where the label chooses the ENIConfig, another one has to do that first.
          fixes: key === keys.label ? [] : [removeLabel(label, 'suggested')],
        };
      }
    }
  },
};

/**
 * True for a label that kubelets must not set and eksctl refuses. Source: eksctl 99984adb, validation.go:1286-1307;
 * Kubernetes, k8s.io/kubelet/pkg/apis/well_known_labels.go.
 */
function isReserved(key: string): boolean {
  const [namespace = '', name] = key.split('/');
  if (name === undefined || !/(^|\.)(kubernetes|k8s)\.io$/.test(namespace)) return false;
  return !/(^|\.)(kubelet|node)\.kubernetes\.io$/.test(namespace) && !allowed.has(key);
}

const allowed: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
]);
