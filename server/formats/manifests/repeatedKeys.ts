import { message } from '../../messages/message.js';
import type { RepeatedKey } from '../../model/problem.js';
import type { Resource } from '../../model/resource.js';
import type { ScalarNode, SyntaxDocument, SyntaxProblem } from '../../syntax/node.js';
import { at, type Place } from '../place.js';
import { apiGroup } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';

/**
 * Who reads a document, by the API group of its manifest, and what that program does with a key that is repeated. Tried with kubectl 1.32,
 * kustomize 5.5 (its own file; it refuses a manifest) and Terraform 1.11. Sources: eksctl 99984adb, pkg/eks/api.go:222 (UnmarshalStrict);
 * nodeadm/internal/api/bridge/decode.go of amazon-eks-ami 81fec2e8 (a decoder that is not strict); `ReadValues` of Helm 3 (Unmarshal).
 */
export function repeatedKeyOf(
  { root, form }: SyntaxDocument,
  { uri }: Place,
  resources: readonly Resource[],
): RepeatedKey {
  if (form.syntax === 'hcl') return { by: 'Terraform', effect: 'lastCounts' };
  if (form.syntax === 'json' && uri.endsWith('.tf.json')) return { by: 'Terraform', effect: 'refused' };
  const group = root?.kind === 'map' ? apiGroup(root) : undefined;
  if (group === 'eksctl.io') return { by: 'eksctl', effect: 'refused' };
  if (group === 'node.eks.aws') return { by: 'nodeadm', effect: 'lastCounts' };
  if (group === 'kops.k8s.io') return { by: 'kops', effect: 'lastCounts' };
  if (group === 'kustomize.config.k8s.io' || /(?:^|\/)kustomization\.ya?ml$/.test(uri)) {
    return { by: 'kustomize', effect: 'lastCounts' };
  }
  if (group !== undefined) return { by: 'kubectl', effect: 'lastCounts', refusedBy: 'kustomize' };
  const isChart = resources.some((each) => each.kind === 'cniSettings' && each.takenBy === 'chart');
  return isChart ? { by: 'Helm', effect: 'lastCounts' } : { by: undefined, effect: 'unknown' };
}

/** The keys that are repeated in a document within a string, of which its reader takes the last one. */
export function repeatedWithin(
  problems: readonly SyntaxProblem[],
  by: 'eksctl' | 'nodeadm',
  { host }: ScalarNode,
  place: Place,
): readonly Refused[] {
  return problems
    .filter(({ rule, advice }) => rule === 'duplicate-key' && advice === undefined)
    .map((problem) => {
      const related = problem.related
        ? [{ at: at(place, { host, span: problem.related }), message: message('The first one is here') }]
        : [];
      const text = message('{fault}: {program} takes the last one', { fault: problem.message, program: by });
      return refusedBy(by)('duplicate-key', at(place, { host, span: problem.span }), text, {
        related,
        severity: 'warning',
      });
    });
}
