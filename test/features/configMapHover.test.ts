import { describe, expect, it } from 'vitest';
import { hoverText } from '../harness/features.js';

const configMap = (data: string, name = 'amazon-vpc-cni') => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: kube-system }
data:
${data}`;

describe('the keys of the ConfigMap amazon-vpc-cni', () => {
  it('say what they are for, and what comes of their value', () => {
    const cooldown = hoverText(configMap('  branch-eni-c$0ooldown: "10"\n'));
    expect(cooldown).toContain('branch-eni-cooldown: seconds before the branch ENI of a deleted pod is deleted');
    expect(cooldown).toContain('30 at least; 60 where it is no whole number');
    const second = hoverText(configMap('  windows-warm-ip-target: "$05"\n'));
    expect(second).toContain('windows-warm-ip-target: free addresses to keep on each Windows node');
    expect(second).toContain('It is read only where warm-ip-target is not there');
    expect(hoverText(configMap('  own$0er: team-a\n'))).toBeUndefined();
    expect(hoverText(configMap('  warm-ip$0-target: "1"\n', 'aws-node'))).toBeUndefined();
  });
});
