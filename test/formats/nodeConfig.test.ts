import { describe, expect, it } from 'vitest';
import { checkFix, findings } from '../harness/check.js';
import { resource, resources, textAt } from '../harness/read.js';

const nodeConfig = (kubelet: string) => `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet: ${kubelet}
`;

const mime = `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="//"

--//
Content-Type: application/node.eks.aws

---
${nodeConfig('{ config: { maxPods: 58 } }')}
--//
Content-Type: text/x-shellscript; charset="us-ascii"

#!/bin/bash
export USE_MAX_PODS=false
key: [broken

--//
Content-Type: application/node.eks.aws

${nodeConfig("{ flags: ['--max-pods=60'] }")}
--//--
`;

function indented(text: string, width: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(width));
}

describe('where a NodeConfig may stand', () => {
  it.each([
    ['a document', nodeConfig('{ config: { maxPods: 58 } }')],
    ['one of several documents', `kind: Secret\n---\n${nodeConfig('{ config: { maxPods: 58 } }')}`],
    [
      'user data of a Karpenter node class',
      `apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nspec:\n  userData: |\n${indented(nodeConfig('{ config: { maxPods: 58 } }'), 4)}`,
    ],
    [
      'a JSON string',
      JSON.stringify({ Resources: { T: { UserData: { 'Fn::Base64': nodeConfig('{ config: { maxPods: 58 } }') } } } }),
    ],
    [
      'overrideBootstrapCommand',
      `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nnodeGroups:\n  - name: a\n    overrideBootstrapCommand: |\n${indented(nodeConfig('{ config: { maxPods: 58 } }'), 6)}`,
    ],
  ])('%s', (_, text) => {
    const { maxPods } = resource(text, 'nodeConfig');
    expect(maxPods.kind === 'known' && [maxPods.value, textAt(text, maxPods.at)]).toEqual([58, '58']);
  });

  it.each([
    ['a file', mime],
    ['a file with CRLF', mime.replaceAll('\n', '\r\n')],
    ['a boundary on a line of its own', mime.replace(' boundary=', '\n boundary=')],
    [
      'a string',
      `apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nspec:\n  kubelet: { maxPods: 60 }\n  userData: |\n${indented(mime, 4)}`,
    ],
    [
      'a quoted string',
      `apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nspec: { kubelet: { maxPods: 60 }, userData: ${JSON.stringify(mime)} }`,
    ],
  ])('parts of MIME user data: %s', (_, text) => {
    const [first, second, ...others] = resources(text, 'nodeConfig');
    const [number, flag] = [first?.maxPods, second?.maxPodsFlag];
    expect(number?.kind === 'known' && [number.value, textAt(text, number.at)]).toEqual([58, '58']);
    expect(flag?.kind === 'known' && [flag.value.pods, textAt(text, flag.at)]).toEqual([60, '--max-pods=60']);
    expect(others).toEqual([]);
    expect(resources(text, 'fileProblem')).toEqual([]);
    expect(resources(text, 'shapeProblem')).toEqual([]);
    const [script] = resources(text, 'bootScript');
    expect(script?.al2Words.map(({ value, at }) => [value, textAt(text, at)])).toEqual([
      ['USE_MAX_PODS', 'USE_MAX_PODS'],
    ]);
  });

  it.each([
    ['of another vendor', nodeConfig('{ config: { maxPods: 58 } }').replace('node.eks.aws', 'internal.deckhouse.io')],
    ['of another kind', nodeConfig('{ config: { maxPods: 58 } }').replace('NodeConfig', 'NodeConfigList')],
    ['encoded', mime.replaceAll('node.eks.aws\n', 'node.eks.aws\nContent-Transfer-Encoding: base64\n')],
  ])('is not read when it is %s', (_, text) => {
    expect(resources(text, 'nodeConfig')).toEqual([]);
  });
});

describe('what it says', () => {
  it('is unknown where a template stands', () => {
    const text = nodeConfig('{ config: { maxPods: "${MAX}" }, maxPodsExpression: "{{ expression }}", "${KEY}": 1 }');
    const { maxPods, expression, maxPodsFlag, partlyHidden } = resource(text, 'nodeConfig');
    expect([maxPods.kind, expression.kind, maxPodsFlag.kind, partlyHidden]).toEqual([
      'unknown',
      'unknown',
      'unknown',
      true,
    ]);
  });

  it.each([
    ['double quotes', 'maxPodsExpression: "max_pods + \\u0062ad"', 'max_pods + bad'],
    ['no quotes', 'maxPodsExpression: max_pods + bad', 'max_pods + bad'],
  ])('follows the characters of an expression in %s', (_, line, text) => {
    const file = `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    ${line}\n`;
    const { expression } = resource(file, 'nodeConfig');
    if (expression.kind !== 'known') throw new Error('it must be known');
    const { offsets = [] } = expression.value;
    expect(expression.value.text).toBe(text);
    expect(file.slice(offsets[0], offsets[8])).toBe('max_pods');
    expect(file.slice(offsets[11], offsets[14])).toMatch(/^(bad|\\u0062ad)$/);
  });

  it('takes an empty expression for none, and does not judge a number', () => {
    const kinds = ["''", '110', ''].map(
      (value) => resource(nodeConfig(`\n    maxPodsExpression: ${value}`), 'nodeConfig').expression.kind,
    );
    expect(kinds).toEqual(['absent', 'unknown', 'absent']);
  });
});

describe('max pods of a group that carries a NodeConfig', () => {
  const group = (kubelet: string, more = '', list = 'nodeGroups') =>
    resource(
      `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n${list}:\n  - name: a\n${more && `    ${more}\n`}    overrideBootstrapCommand: |\n${indented(nodeConfig(kubelet), 6)}`,
      'nodeGroup',
    ).maxPods;
  const shape = (maxPods: ReturnType<typeof group>) =>
    maxPods.kind === 'set' ? [maxPods.setting, maxPods.value] : maxPods.kind;

  it.each([
    ['config', '{ config: { maxPods: 20 } }', '', ['kubelet.config.maxPods', 20]],
    [
      'config before maxPodsPerNode',
      '{ config: { maxPods: 20 } }',
      'maxPodsPerNode: 30',
      ['kubelet.config.maxPods', 20],
    ],
    ['a flag before config', "{ config: { maxPods: 20 }, flags: ['--max-pods=40'] }", '', ['--max-pods', 40]],
    ['an expression', '{ maxPodsExpression: max_pods }', '', 'expression'],
    [
      'maxPodsPerNode before an expression',
      '{ maxPodsExpression: max_pods }',
      'maxPodsPerNode: 30',
      ['maxPodsPerNode', 30],
    ],
    ['nothing', '{}', '', 'computed'],
    ['a template', '{ config: { maxPods: "${MAX}" } }', '', 'unknown'],
    ['a script beside it', '{}', 'preBootstrapCommands: ["sed -i s/max-pods/x/ y"]', 'unknown'],
    ['another family', '{ config: { maxPods: 20 } }', 'amiFamily: Ubuntu2204', 'unknown'],
  ])('%s', (_, kubelet, more, expected) => {
    expect(shape(group(kubelet, more))).toEqual(expected);
  });

  it('is not known where EKS may win over an expression', () => {
    expect(shape(group('{ maxPodsExpression: max_pods }', '', 'managedNodeGroups'))).toBe('unknown');
    const ownAmi = 'ami: ami-0123456789abcdef0\n    amiFamily: AmazonLinux2023';
    expect(shape(group('{ maxPodsExpression: max_pods }', ownAmi, 'managedNodeGroups'))).toBe('expression');
  });
});

describe('what nodeadm never reads or the kubelet refuses', () => {
  const said = (text: string, path = 'node-config.yaml') =>
    findings([{ path, text }]).map(({ rule, message }) => `${rule}: ${message}`);

  it('has no faults behind the first document', () => {
    const faulty = nodeConfig('{ maxPods: 3, flags: [-max-pods=3], config: { maxPods: "3" } }');
    const unread = 'node-config-not-read: nodeadm never reads this NodeConfig: of several documents it reads the first';
    expect(said(`${nodeConfig('{ config: { maxPods: 20 } }')}---\n${faulty}`)).toEqual([unread]);
    expect(said(`${nodeConfig('{ config: { maxPods: 20 } }')}---\n${faulty.replace('v1alpha1', 'v1beta1')}`)).toEqual(
      [],
    );
    const inPart = `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: application/node.eks.aws\n\n`;
    expect(said(`${inPart}${nodeConfig('{ config: { maxPods: 20 } }')}---\n${faulty}--x--\n`, 'user-data.txt')).toEqual(
      [unread],
    );
  });

  it('is all of a multipart text without a boundary, and no YAML', () => {
    const text = mime.replace('; boundary="//"', '');
    expect(said(text, 'user-data.txt')).toEqual([
      'node-config-rejected: nodeadm cannot take this user data apart, and the node never joins: multipart/mixed needs a boundary',
    ]);
  });

  it('is broken text, of which nothing else is said', () => {
    const text = nodeConfig('{ config: { maxPods: a: b } }');
    expect(said(text).filter((each) => !each.startsWith('syntax-error'))).toEqual([]);
    const cluster = `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2 }\nnodeGroups:\n  - name: web\n    overrideBootstrapCommand: |\n`;
    expect(said(cluster + indented(nodeConfig('\n    config:\n      maxPods: 5: 8'), 6), 'cluster.yaml')).toEqual([
      expect.stringContaining('invalid-embedded-document: NodeConfig holds neither JSON nor YAML'),
    ]);
  });

  it('is a map of flags, which is one fault', () => {
    expect(said(nodeConfig('{ flags: { max-pods: 20 } }'))).toEqual(['invalid-structure: flags must be a list']);
  });

  it.each(['"20"', "'20'"])('is maxPods %s, said as it is written', (written) => {
    const text = nodeConfig(`{ config: { maxPods: ${written} } }`);
    expect(said(text)).toEqual([
      `invalid-structure: The kubelet refuses maxPods ${written}: it must be an integer from 0 to 2147483647`,
    ]);
    checkFix(text, { rule: 'invalid-structure', expected: nodeConfig('{ config: { maxPods: 20 } }') });
  });

  it.each([
    ['kubernetes.io/role=a', 1],
    ['tier=a,app.k8s.io/tier=b', 1],
    ['node.kubernetes.io/role=a', 0],
    ['"${LABELS}"', 0],
  ])('is the label %s of a flag, at which the kubelet ends', (labels, count) => {
    const text = nodeConfig(`{ flags: ['--node-labels=${labels}'] }`);
    expect(said(text).filter((each) => each.startsWith('reserved-node-label'))).toHaveLength(count);
  });
});

describe('a key that the JSON of an add-on has twice', () => {
  const file = (values: string) =>
    `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2 }\naddons: [{ name: vpc-cni, configurationValues: ${values} }]\n`;
  const twice = (values: string) =>
    findings([{ path: 'cluster.yaml', text: file(values) }]).map(({ rule, message }) => `${rule}: ${message}`);

  it('is no reason to call it no JSON', () => {
    expect(twice(`'{"env":{"MAX_ENI":"3","MAX_ENI":"4"}}'`)).toEqual([
      'duplicate-key: The key MAX_ENI is repeated: which one EKS takes is nowhere said',
    ]);
    expect(twice(`'{env: {MAX_ENI: "3", MAX_ENI: "4"}}'`)).toEqual([
      'invalid-embedded-document: configurationValues holds neither JSON nor YAML: The key MAX_ENI is repeated',
    ]);
  });
});
