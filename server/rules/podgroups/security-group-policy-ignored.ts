import { message } from '../../messages/message.js';
import type { SecurityGroupPolicy } from '../../model/securityGroupPolicy.js';
import { isReadInFull } from '../../model/visibility.js';
import { refusals } from '../each.js';
import type { Finding, Rule } from '../rule.js';

const id = 'security-group-policy-ignored';
const refused = refusals(id);

export const rule: Rule = {
  id,
  severity: 'warning',
  advice: message('Write podSelector or serviceAccountSelector, and securityGroups.groupIds'),
  reportsAbsence: true,
  silentWithout: ['securityGroupPolicies'],
  *check(cluster) {
    yield* refused(cluster);
    const dropped = new Set(
      cluster.shapeProblems.flatMap((fault) =>
        fault.fault === 'refused' && fault.rule === 'security-group-policy-unknown-field' ? [documentOf(fault)] : [],
      ),
    );
    for (const policy of cluster.securityGroupPolicies) {
      // What is missing stands there under another name, or may.
      if (isReadInFull(policy.at, cluster) && !dropped.has(documentOf(policy))) yield* checkPolicy(policy);
    }
  },
};

function documentOf({ at }: { readonly at: SecurityGroupPolicy['at'] }): string {
  return `${at.document} ${at.uri}`;
}

/** A policy that has one of the two may be a patch of one that has the other. */
function* checkPolicy({ name, selector, groupIds }: SecurityGroupPolicy): Iterable<Finding> {
  if (name.kind !== 'known' || (selector.kind !== 'absent' && groupIds.kind !== 'absent')) return;
  if (selector.kind === 'unknown' || groupIds.kind === 'unknown') return;
  const isPiece = selector.kind === 'known' || groupIds.kind === 'known';
  yield {
    at: name.at,
    severity: isPiece ? 'info' : 'warning',
    message:
      selector.kind === 'known'
        ? message(
            'SecurityGroupPolicy {name} has no securityGroups.groupIds here: unless another file adds them, the VPC resource controller passes over it',
            { name: name.value },
          )
        : isPiece
          ? message(
              'SecurityGroupPolicy {name} has neither podSelector nor serviceAccountSelector here: unless another file adds one, the VPC resource controller passes over it',
              { name: name.value },
            )
          : message(
              'SecurityGroupPolicy {name} has neither a selector nor security groups: the VPC resource controller passes over it',
              { name: name.value },
            ),
    ...(selector.kind === 'absent'
      ? {
          advice: message(
            'Write podSelector with labels under matchLabels; an empty map selects all pods of the namespace',
          ),
        }
      : {}),
  };
}
