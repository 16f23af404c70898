import type { Location } from '../text/span.js';
import type { Fact } from './fact.js';

/** A SecurityGroupPolicy: the pods it selects get security groups of their own, each on a branch ENI. */
export interface SecurityGroupPolicy {
  readonly kind: 'securityGroupPolicy';
  readonly at: Location;
  readonly name: Fact<string>;
  readonly namespace: Fact<string>;
  /** `absent` where neither podSelector nor serviceAccountSelector is written: the policy then selects nothing. */
  readonly selector: Fact<'written'>;
  /** Absent where there is no list. */
  readonly groupIds: Fact<readonly Fact<string>[]>;
}
