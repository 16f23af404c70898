import { expect, it } from 'vitest';
import { check, checkClean, checkFix, findings } from '../harness/check.js';
import { hoverText } from '../harness/features.js';

/** A workload whose pods ask for network cards, with the place of its value free for a mark of a finding. */
function workload(value = 'multi-nic-attachment', podSpec = '', mark = ''): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata: { name: train, namespace: ml }
spec:
  jobTemplate:
    spec:
      template:
        metadata:
          annotations:
            k8s.amazonaws.com/nicConfig: ${value}
${mark}        spec:
          containers: [{ name: train, image: train }]
${podSpec}`;
}

const addon = (env: string, more = '', version = '') => `# file: cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
${more}addons:
  - name: vpc-cni
${version}    configurationValues: |-
      env:
        ${env}
`;

const off = 'ENABLE_MULTI_NIC: "false"';
const on = 'ENABLE_MULTI_NIC: "true"';
const file = '# file: train.yaml\n';
const marked = (said: string) => `${file}${workload(undefined, '', `# 41..61 ${said}\n`)}`;

it('says that pods which ask for several network cards are refused, and turns them on', () => {
  check(
    `${marked('warning multi-nic-pods-unserved: CronJob train asks for an interface on each network card, and ENABLE_MULTI_NIC is "false": ipamd refuses')}${addon(off)}`,
  );
  check(
    `${marked('info multi-nic-pods-unserved: CronJob train asks for an interface on each network card, and no file here turns on')}${addon('WARM_ENI_TARGET: "2"')}`,
  );
});

it('says that a CNI is too old for the annotation', () => {
  const old = addon('WARM_ENI_TARGET: "2"', '', '    version: v1.19.6-eksbuild.1\n');
  check(
    `${marked('warning multi-nic-pods-unserved: CronJob train asks for an interface on each network card, which CNI 1.19.6 does not know')}${old}`,
  );
});

it('is silent where it is on, cannot be seen, or the pods are served otherwise', () => {
  checkClean(`${file}${workload()}`);
  checkClean(`${file}${workload()}${addon(on)}`);
  checkClean(`${file}${workload()}${addon('ENABLE_MULTI_NIC: "${MULTI_NIC}"')}`);
  checkClean(`${file}${workload(undefined, '          hostNetwork: true\n')}${addon(off)}`);
  checkClean(`${file}${workload(undefined, '          hostNetwork: {{ .Values.host }}\n')}${addon(off)}`);
  checkClean(`${file}${workload('default')}${addon(off)}`);
  const fargate = 'fargateProfiles: [{ name: all, selectors: [{ namespace: ml }] }]\n';
  checkClean(`${file}${workload()}${addon(off, fargate)}`);
});

it('leaves pods alone that may have security groups of their own', () => {
  const policy = `# file: policy.yaml
apiVersion: vpcresources.k8s.aws/v1beta1
kind: SecurityGroupPolicy
metadata: { name: ml, namespace: ml }
spec: { podSelector: {}, securityGroups: { groupIds: [sg-0123456789abcdef0] } }
`;
  const unserved = ({ rule }: { readonly rule: string }) => rule === 'multi-nic-pods-unserved';
  const files = (text: string) =>
    text
      .split(/^# file: /m)
      .slice(1)
      .map((part) => ({ path: part.slice(0, part.indexOf('\n')), text: part.slice(part.indexOf('\n') + 1) }));
  expect(findings(files(`${file}${workload()}${policy}${addon(off)}`)).filter(unserved)).toEqual([]);
  expect(findings(files(`${file}${workload()}${addon(off)}`)).filter(unserved)).toHaveLength(1);
});

it.each(['multi-nic-attachement', 'Multi-NIC-Attachment', 'multi-nic', 'mutli-nic-attachment'])('mends %s', (value) => {
  checkFix(workload(value), { rule: 'multi-nic-pods-unserved', expected: workload() });
});

it('turns the switch on where it is off', () => {
  const both = (value: string) =>
    `${workload()}---\nspec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: ENABLE_MULTI_NIC, value: "${value}" }] }] } } }\n`;
  checkFix(both('false'), { rule: 'multi-nic-pods-unserved', expected: both('true') });
});

it('tells in the hover what the pods get, and on which types', () => {
  const text = `${file}${workload('multi-nic-$0attachment')}${addon(on, 'managedNodeGroups: [{ name: web, instanceType: p4d.24xlarge }]\n')}`;
  const hover = hoverText(text);
  expect(hover).toContain('CronJob train: each pod gets an interface on each network card of its node');
  // p4d.24xlarge has 4 network cards: amazon-vpc-resource-controller-k8s b8d4251, pkg/aws/vpc/limits.go.
  expect(hover).toMatch(/web(?:&ensp;)* *\| *p4d\.24xlarge(?:&ensp;)* *\| *4/);
  expect(hoverText(text.replace(on, off))).toContain('ipamd refuses its pods while ENABLE_MULTI_NIC is off');
  expect(hoverText(text.replace('attachment', 'attach'))).toContain('the CNI does not know multi-nic-attach');
});
