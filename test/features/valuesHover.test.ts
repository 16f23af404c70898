import { describe, expect, it } from 'vitest';
import { hoverText } from '../harness/features.js';

const eksctl = (values: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    version: v1.20.4-eksbuild.2
    configurationValues: |-
${values.replace(/^/gm, '      ')}
`;

describe('the keys beside the variables', () => {
  it('say in the add-on what they do, what they take, their default and since when the add-on has them', () => {
    const text = hoverText(eksctl('env: {}\nbranchENI$0Cooldown: 90'));
    expect(text).toContain('**branchENICooldown: seconds before the branch ENI of a deleted pod is deleted**');
    expect(text).toMatch(/\| written.* \| 90.* \| .*:9/);
    expect(text).toMatch(/\| type.* \| a whole number/);
    // amazon-vpc-cni-k8s v1.23.1, charts/aws-vpc-cni/values.yaml.
    expect(text).toMatch(/\| default.* \| 60/);
    expect(text).toMatch(/\| since.* \| add-on 1\.19\.0/);
  });

  it('say of a switch that the add-on wants it as a text, and the chart does not', () => {
    const addon = hoverText(eksctl('enableNetwork$0Policy: "true"'));
    expect(addon).toContain('**enableNetworkPolicy: network policies take effect');
    expect(addon).toMatch(/\| type.* \| "true" or "false", in quotes/);
    expect(addon).toMatch(/\| default.* \| false/);
    const chart = hoverText('env: { WARM_IP_TARGET: 5, MINIMUM_IP_TARGET: 10 }\nenableNetwork$0Policy: true\n');
    expect(chart).toMatch(/\| type.* \| true or false/);
  });

  it('are told by where they stand', () => {
    expect(hoverText(eksctl('e$0nv:\n  WARM_IP_TARGET: "5"'))).toBe('**env: variables of the VPC CNI**');
    expect(hoverText(eksctl('init:\n  e$0nv:\n    DISABLE_TCP_EARLY_DEMUX: "true"'))).toContain('**init.env: ');
    expect(hoverText(eksctl('env: {}\nnodeAgent:\n  enablePolicy$0EventLogs: "true"'))).toContain(
      '**nodeAgent.enablePolicyEventLogs: ',
    );
    expect(hoverText(eksctl('env: {}\neniCon$0fig: { create: true, region: eu-west-1, subnets: {} }'))).toContain(
      '**eniConfig: one ENIConfig per zone',
    );
  });

  it('say nothing that Kubernetes says, and nothing of what no schema has', () => {
    expect(hoverText(eksctl('env: {}\nresources:\n  lim$0its: {}'))).toBeUndefined();
    expect(hoverText(eksctl('env: {}\nfoo$0bar: 1'))).toBeUndefined();
  });

  it.each([
    ['JSON in a string', eksctl('{ "env": {}, "nodeAgent": { "enablePolicyEvent$0Logs": "true" } }')],
    [
      'Terraform',
      `resource "aws_eks_addon" "cni" {
  addon_name           = "vpc-cni"
  cluster_name         = "shop"
  configuration_values = jsonencode({ nodeAgent = { enablePolicyEvent$0Logs = "true" } })
}
`,
    ],
    [
      'a script',
      `aws eks update-addon --cluster-name shop --addon-name vpc-cni \\
  --configuration-values '{"env":{"WARM_IP_TARGET":"5"},"nodeAgent":{"enablePolicyEvent$0Logs":"true"}}'
`,
    ],
    [
      'CloudFormation',
      `Resources:
  Cni:
    Type: AWS::EKS::Addon
    Properties:
      AddonName: vpc-cni
      ClusterName: shop
      ConfigurationValues: '{"env":{},"nodeAgent":{"enablePolicyEvent$0Logs":"true"}}'
`,
    ],
    [
      'Argo CD',
      `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cni }
spec:
  source:
    chart: aws-vpc-cni
    repoURL: https://aws.github.io/eks-charts
    helm:
      valuesObject:
        nodeAgent: { enablePolicyEvent$0Logs: "true" }
`,
    ],
  ])('have a hover in %s', (where, text) => {
    const path = { Terraform: 'cni.tf', 'a script': 'cni.sh' }[where] ?? 'cni.yaml';
    expect(hoverText(`# file: ${path}\n${text}`)).toContain('**nodeAgent.enablePolicyEventLogs: ');
  });
});
