import { describe, expect, it } from 'vitest';
import { check, checkFix, findings } from '../harness/check.js';

const rule = 'invalid-structure';
const head = (apiVersion: string, kind: string, name = 'eu-west-1a'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\n`;
const spec = 'spec: { subnet: subnet-0a1b2c3d4e5f60711, securityGroups: [sg-0a1b2c3d4e5f60711] }\n';

describe('a kind that the API server does not know', () => {
  it('is said of an ENIConfig in another case, and mended', () => {
    check(`apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: EniConfig
#     ^^^^^^^^^ error ${rule}: There is no EniConfig in crd.k8s.amazonaws.com/v1alpha1: its kind is ENIConfig
metadata: { name: eu-west-1a }
${spec}`);
    checkFix(head('crd.k8s.amazonaws.com/v1alpha1', 'EniConfig') + spec, {
      rule,
      title: 'Set kind to ENIConfig',
      expected: head('crd.k8s.amazonaws.com/v1alpha1', 'ENIConfig') + spec,
    });
  });

  it.each([
    ['crd.k8s.amazonaws.com/v1alpha1', 'ENIConfigs', 'ENIConfig'],
    ['crd.k8s.amazonaws.com/v1alpha1', 'eni-config', 'ENIConfig'],
    ['vpcresources.k8s.aws/v1beta1', 'SecurityGroupPolicies', 'SecurityGroupPolicy'],
    ['karpenter.k8s.aws/v1', 'Ec2NodeClass', 'EC2NodeClass'],
    ['karpenter.k8s.aws/v1', 'NodeClass', 'EC2NodeClass'],
    ['karpenter.sh/v1', 'Nodepool', 'NodePool'],
    ['karpenter.sh/v1', 'NodePol', 'NodePool'],
  ])('of %s %s is %s', (apiVersion, kind, right) => {
    const said = findings([{ path: 'a.yaml', text: head(apiVersion, kind) }]).filter((each) => each.rule === rule);
    expect(said.map(({ message }) => message)).toEqual([`There is no ${kind} in ${apiVersion}: its kind is ${right}`]);
  });

  it.each([
    ['karpenter.k8s.aws/v1', 'NodePool', 'karpenter.sh/v1'],
    ['karpenter.sh/v1', 'EC2NodeClass', 'karpenter.k8s.aws/v1'],
    ['karpenter.sh/v1alpha5', 'NodePool', 'karpenter.sh/v1'],
    ['karpenter.k8s.aws/v1alpha1', 'EC2NodeClass', 'karpenter.k8s.aws/v1'],
  ])('nor is %s %s, which is of another API', (apiVersion, kind, right) => {
    const said = findings([{ path: 'a.yaml', text: head(apiVersion, kind) }]);
    expect(said.map(({ message }) => message)).toEqual([
      `There is no ${kind} in ${apiVersion}: its apiVersion is ${right}`,
    ]);
  });

  it('is said of what belongs to the CNI among the kinds that others have', () => {
    check(`apiVersion: apps/v1
kind: Daemonset
#     ^^^^^^^^^ error ${rule}
metadata: { name: aws-node, namespace: kube-system }
---
apiVersion: v1
#           ^^ error ${rule}: There is no DaemonSet in v1: its apiVersion is apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
---
apiVersion: v1
kind: Configmap
#     ^^^^^^^^^ error ${rule}
metadata: { name: amazon-vpc-cni, namespace: kube-system }
`);
  });

  it('is one finding: the object counts as what it is meant to be', () => {
    check(`apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: '{"env":{"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG":"true","ENI_CONFIG_LABEL_DEF":"topology.kubernetes.io/zone"}}'
managedNodeGroups: [{ name: web, instanceType: m5.large, availabilityZones: [eu-west-1a] }]
---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: EniConfig
#     ^^^^^^^^^ error ${rule}
metadata: { name: eu-west-1a }
${spec}`);
  });

  it('is found in a here-document and in Terraform', () => {
    const text = head('crd.k8s.amazonaws.com/v1alpha1', 'EniConfig') + spec;
    const rulesIn = (path: string, all: string): readonly string[] =>
      findings([{ path, text: all }]).map((each) => each.rule);
    expect(rulesIn('a.sh', `kubectl apply -f - <<'EOF'\n${text}EOF\n`)).toEqual([rule]);
    expect(rulesIn('a.tf', `resource "kubectl_manifest" "a" {\n  yaml_body = <<-EOT\n${text}EOT\n}\n`)).toEqual([rule]);
  });

  it('is mended in what eksctl reads', () => {
    checkFix('apiVersion: eksctl.io/v1alpha5\nkind: clusterConfig\nmetadata: { name: shop, region: eu-west-1 }\n', {
      rule,
      expected: 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\n',
    });
  });
});
