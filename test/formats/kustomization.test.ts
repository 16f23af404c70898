import { describe, expect, it } from 'vitest';
import { checkAllFixes, findings } from '../harness/check.js';

/** What is found in a kustomization, as `rule text`. */
function found(text: string, path = 'kustomization.yaml'): readonly string[] {
  return findings([{ path, text }]).map(
    ({ rule, range }) => `${rule} ${text.slice(range.span.start, range.span.end).replaceAll('"', '')}`,
  );
}

const indented = (text: string, columns: number): string => text.replace(/^(?=.)/gm, ' '.repeat(columns));

const manifest = (variable: string, kind = 'DaemonSet', name = 'aws-node'): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: kube-system }\nspec:\n  template:\n    spec:\n      containers:\n        - name: ${name}\n          env:\n            - ${variable}\n`;

const operation = (variable: string, path = '/spec/template/spec/containers/0/env/-'): string =>
  `- op: add\n  path: ${path}\n  value: ${variable}\n`;

const wrong = '{ name: WARM_IP_TARGET, value: "five" }';
const target = '{ kind: DaemonSet, name: aws-node }';
const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [aws-node.yaml]\n';
const patches = (patch: string, of: string | undefined = target): string =>
  `patches:\n  - patch: |-\n${indented(patch, 6)}${of === undefined ? '' : `    target: ${of}\n`}`;

describe('patches of aws-node in a kustomization', () => {
  it.each([
    ['a manifest', `${head}${patches(manifest(wrong))}`],
    ['a manifest without a target', `${head}patches:\n  - patch: |-\n${indented(manifest(wrong), 6)}`],
    [
      'a manifest in the old list',
      `${head}patchesStrategicMerge:\n  - other.yaml\n  - |-\n${indented(manifest(wrong), 4)}`,
    ],
    ['operations', `${head}${patches(operation(wrong))}`],
    [
      'operations in the old list',
      `patchesJson6902:\n  - target: ${target}\n    patch: |-\n${indented(operation(wrong), 6)}`,
    ],
    [
      'operations as JSON',
      `patchesJson6902:\n  - target: ${target}\n    patch: '[{"op": "add", "path": "/spec/template/spec/containers/0/env/-", "value": {"name": "WARM_IP_TARGET", "value": "five"}}]'\n`,
    ],
    ['without a kind', patches(operation(wrong))],
    ['of a component', `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${patches(operation(wrong))}`],
    ['of any kind of that name', patches(operation(wrong), '{ name: aws-node }')],
  ])('%s', (_, text) => expect(found(text)).toEqual(['invalid-integer five']));

  it.each([
    ['another name', patches(operation(wrong), '{ kind: DaemonSet, name: kube-proxy } # aws-node')],
    ['another kind', patches(operation(wrong), '{ kind: Deployment, name: aws-node }')],
    ['another container', patches(operation(wrong, '/spec/template/spec/containers/2/env/-'))],
    ['another object', `${head}${patches(manifest(wrong, 'Deployment', 'web'))}# aws-node\n`],
    ['the name of a file', 'patchesStrategicMerge: [aws-node.yaml]\npatches:\n  - path: aws-node.yaml\n'],
    ['a template', patches(operation('{ name: WARM_IP_TARGET, value: "${TARGET}" }'))],
    ['half a patch', patches('- op: add\n  path: "/spec\n')],
    ['another kind of file', `apiVersion: example.com/v1\nkind: Patch\n${patches(operation(wrong))}`],
    ['what may be set elsewhere', patches(operation('{ name: WARM_PREFIX_TARGET, value: "2" }'))],
    ['what is taken away', patches(manifest('{ name: WARM_IP_TARGET, $patch: delete }'))],
  ])('is silent about %s', (_, text) => expect(found(text)).toEqual([]));

  it('writes fixes into the string', () => {
    const number = '{ name: WARM_IP_TARGET, value: 5 }';
    const rules = ['unquoted-value 5'];
    for (const text of [patches(manifest(number)), patches(operation(number))]) {
      expect(found(text).filter((each) => each.startsWith('unquoted'))).toEqual(rules);
      checkAllFixes(text);
    }
  });
});

describe('a patch beside the DaemonSet that it is for', () => {
  const base = (tag: string): string =>
    `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  selector: { matchLabels: { k8s-app: aws-node } }
  template:
    spec:
      containers:
        - name: aws-node
          image: registry.example/amazon-k8s-cni:${tag}
          env:
            - { name: MY_NODE_NAME, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
            - { name: ENABLE_IPv4, value: "true" }
            - { name: WARM_ENI_TARGET, value: "1" }
`;
  const patch = manifest('{ name: ENABLE_PREFIX_DELEGATION, value: "true" }');
  const cluster = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\n';
  const told = (more: Readonly<Record<string, string>>): readonly string[] =>
    findings(
      Object.entries({ 'cluster.yaml': cluster, 'patch.yaml': patch, ...more }).map(([path, text]) => ({ path, text })),
    )
      .filter(({ rule }) => rule === 'variable-too-new')
      .map(({ uri, message }) => `${uri}: ${message}`);
  const ignored =
    'patch.yaml: ENABLE_PREFIX_DELEGATION is read since version 1.9.0 of the CNI; version 1.7.5 here ignores it';
  const image = (more: string): string => `${head}images:\n  - name: registry.example/amazon-k8s-cni\n    ${more}\n`;

  it('is read by its version', () => {
    expect(told({ 'aws-node.yaml': base('v1.7.5') })).toEqual([ignored]);
    expect(told({ 'aws-node.yaml': base('v1.18.1') })).toEqual([]);
  });

  it.each([
    ['another version of the same', { 'aws-node.yaml': base('v1.7.5'), 'other.yaml': base('v1.18.1') }],
    [
      'another image in the patch',
      {
        'aws-node.yaml': base('v1.7.5'),
        'patch.yaml': patch.replace('env:', 'image: registry.example/amazon-k8s-cni:v1.18.1\n          env:'),
      },
    ],
    [
      'another image in the kustomization',
      { 'aws-node.yaml': base('v1.7.5'), 'kustomization.yaml': image('newTag: v1.18.1') },
    ],
    [
      'a digest in the kustomization',
      { 'aws-node.yaml': base('v1.7.5'), 'kustomization.yaml': image('digest: sha256:24a0') },
    ],
    [
      'an operation on the image',
      {
        'aws-node.yaml': base('v1.7.5'),
        'kustomization.yaml': `${head}${patches('- op: replace\n  path: /spec/template/spec/containers/0/image\n  value: x/amazon-k8s-cni:v1.18.1\n')}`,
      },
    ],
  ])('is not judged with %s', (_, files) => expect(told(files)).toEqual([]));

  it('is judged beside the image of something else', () => {
    const other = image('newTag: v1.18.1').replace('amazon-k8s-cni', 'kube-proxy');
    expect(told({ 'aws-node.yaml': base('v1.7.5'), 'kustomization.yaml': other })).toEqual([ignored]);
  });
});
