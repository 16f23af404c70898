import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';

const rule = 'cni-release-faulty';

const of = (text: string) =>
  findings([{ path: 'file.yaml', text }])
    .filter((finding) => finding.rule === rule)
    .map(({ severity, message }) => `${severity}: ${message}`);

const daemonSet = (tag: string, env: string, selector = true) => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
${selector ? '  selector: { matchLabels: { k8s-app: aws-node } }\n' : ''}  template:
    spec:
      containers:
        - name: aws-node
          image: example.com/amazon-k8s-cni:${tag}
          env: [{ name: MY_NODE_NAME, value: a }, { name: ENABLE_IPv4, value: "true" }${env}]
`;

const custom = ', { name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true" }';
const named = ', { name: CLUSTER_NAME, value: shop }';
const eniConfig = (more: string) =>
  `---\napiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: default }\nspec: { subnet: subnet-0123456789abcdef0${more} }\n`;

const early =
  'info: Version 1.13.0 of the CNI creates the first ENIs of a node before it knows the security groups of the node: 1.13.2 mends that';
const leftOut =
  'info: Version 1.22.0 of the CNI leaves out every subnet that has a tag kubernetes.io/cluster/…, the one of the node too, while CLUSTER_NAME is not set: 1.22.1 mends that';

describe(rule, () => {
  it.each([
    ['an ENIConfig takes the security groups of the node', daemonSet('v1.13.0', custom) + eniConfig(''), [early]],
    ['a build of it', daemonSet('v1.13.0-eksbuild.1', custom) + eniConfig(''), [early]],
    [
      'an ENIConfig names its own',
      daemonSet('v1.13.0', custom) + eniConfig(', securityGroups: [sg-0123456789abcdef0]'),
      [],
    ],
    ['custom networking is off', daemonSet('v1.13.0', '') + eniConfig(''), []],
    ['the release after it', daemonSet('v1.13.2', custom) + eniConfig(''), []],
    ['the release before it', daemonSet('v1.12.6', custom) + eniConfig(''), []],
    ['a version whose patch nobody sees', daemonSet('v1.13', custom) + eniConfig(''), []],
    ['the name of the cluster is not set', daemonSet('v1.22.0', ''), [leftOut]],
    ['the name of the cluster is set', daemonSet('v1.22.0', named), []],
    ['1.22.1', daemonSet('v1.22.1', ''), []],
    ['a patch may leave the name to others', daemonSet('v1.22.0', '', false).replace(/ {2}image.*\n/, ''), []],
  ])('where %s', (_, text, expected) => expect(of(text)).toEqual(expected));

  it('leaves an add-on alone, whose DaemonSet EKS gives the name', () => {
    const addon =
      'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2 }\naddons: [{ name: vpc-cni, version: v1.22.0-eksbuild.1 }]\n';
    expect(of(addon)).toEqual([]);
  });
});
