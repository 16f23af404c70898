import { describe, it } from 'vitest';
import { checkHover } from '../harness/features.js';

/* Commands of one script run one after the other: the last one that names a variable decides. */

describe('the hover of a variable that several commands set', () => {
  const script = (first: string, second: string): string => `# file: setup.sh
kubectl set env ds/aws-node WARM_IP_TARGET=${first} MINIMUM_IP_TARGET=10
kubectl set env ds/aws-node WARM_IP_TARGET=${second}
# file: cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
managedNodeGroups: [{ name: web, instanceType: m5.large }]
`;

  it('says that the later one counts, and shows what that comes to there only', () => {
    checkHover(script('2$0', '5'), [
      '**WARM_IP_TARGET = 2 addresses**',
      'A later entry of the same name counts instead of this one: 5',
    ]);
  });

  // m5.large, idle: max(0 + 5, 10) + 2 ENIs = 12; with 2 it would be 12 too, so the formula tells.
  it('says nothing of the earlier one where it counts itself', () => {
    checkHover(script('2', '5$0'), ['WARM_IP_TARGET = 5 addresses', 'max(0 + 5, 10)']);
  });
});
