import { describe, expect, it } from 'vitest';
import { entryOf } from '../../server/model/env.js';
import { checkClean } from '../harness/check.js';
import { resource, textAt } from '../harness/read.js';

/** The same three variables in every way we read them: what is read and where must not depend on the carrier. */
const carriers: Readonly<Record<string, string>> = {
  'a DaemonSet': `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            - name: WARM_IP_TARGET
              value: "5"
            - { name: ENABLE_PREFIX_DELEGATION, value: 'false' }
            - name: AWS_VPC_K8S_CNI_LOGLEVEL
              value: INFO
`,
  'kubectl JSON in a List': `{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"aws-node"},
"spec":{"template":{"spec":{"containers":[{"name":"aws-node","env":[
{"name":"WARM_IP_TARGET","value":"5"},{"name":"ENABLE_PREFIX_DELEGATION","value":"false"},{"name":"AWS_VPC_K8S_CNI_LOGLEVEL","value":"INFO"}]}]}}}}]}`,
  'a bare env list': `- name: WARM_IP_TARGET
  value: "5"
- name: ENABLE_PREFIX_DELEGATION
  value: "false"
- name: AWS_VPC_K8S_CNI_LOGLEVEL
  value: INFO
`,
  'a bare container': `env:
  - name: WARM_IP_TARGET
    value: "5"
  - name: ENABLE_PREFIX_DELEGATION
    value: "false"
  - name: AWS_VPC_K8S_CNI_LOGLEVEL
    value: INFO
`,
};

const addon = (values: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: c, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: ${values}
`;

const json = '{"env":{"WARM_IP_TARGET":"5","ENABLE_PREFIX_DELEGATION":"false","AWS_VPC_K8S_CNI_LOGLEVEL":"INFO"}}';
const yamlLines = [
  'env:',
  '  WARM_IP_TARGET: "5"',
  "  ENABLE_PREFIX_DELEGATION: 'false'",
  '  AWS_VPC_K8S_CNI_LOGLEVEL: INFO',
];
const block = yamlLines.map((line) => `\n      ${line}`).join('');

const addons: Readonly<Record<string, string>> = {
  'an add-on with JSON in single quotes': addon(`'${json}'`),
  'an add-on with JSON in double quotes': addon(JSON.stringify(json)),
  'an add-on with JSON in a literal block': addon(`|-\n      ${json}`),
  'an add-on with JSON in a folded block': addon(`>-\n      ${json.replace(',"ENABLE', ',\n      "ENABLE')}`),
  'an add-on with YAML in a literal block': addon(`|${block}`),
  'an add-on with YAML and CRLF line ends': addon(`|-${block}`).replaceAll('\n', '\r\n'),
  'an add-on with a BOM and emoji before it': `\ufeff# 🚢🚢 harbour\n${addon(`|-${block}`)}`,
};

describe('every carrier gives the same settings at the right places', () => {
  for (const [name, text] of Object.entries({ ...carriers, ...addons })) {
    it(name, () => {
      const settings = resource(text, 'cniSettings');
      const read = (['WARM_IP_TARGET', 'ENABLE_PREFIX_DELEGATION', 'AWS_VPC_K8S_CNI_LOGLEVEL'] as const).map(
        (variable) => {
          const entry = entryOf(settings, variable);
          if (entry?.value.kind !== 'literal') return undefined;
          return [textAt(text, entry.name.at).replaceAll(/["\\]/g, ''), entry.value.text, entry.value.written];
        },
      );
      expect(read).toEqual([
        ['WARM_IP_TARGET', '5', 'string'],
        ['ENABLE_PREFIX_DELEGATION', 'false', 'string'],
        ['AWS_VPC_K8S_CNI_LOGLEVEL', 'INFO', 'string'],
      ]);
      const places = settings.containers
        .flatMap(({ env }) => env)
        .map(({ value }) => (value.kind === 'literal' ? textAt(text, value.at) : ''));
      expect(places.map((place) => place.replaceAll(/["'\\]/g, ''))).toEqual(['5', 'false', 'INFO']);
    });
  }
});

describe('what an absent variable means', () => {
  const daemonSet = (selector: string, image: string, env: string) => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node }
spec:
  ${selector}
  template:
    spec:
      containers:
        - name: aws-node
          ${image}
          env:
            - name: WARM_IP_TARGET
              value: "5"
            ${env}
`;
  const selector = 'selector: { matchLabels: { k8s-app: aws-node } }';
  const image = 'image: 602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1.20.4';
  const nodeName = '- { name: MY_NODE_NAME, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }';

  it('is the default of the code in a whole DaemonSet', () => {
    const settings = resource(daemonSet(selector, image, nodeName), 'cniSettings');
    expect([settings.takenBy, settings.whole, settings.absent]).toEqual(['apiServer', true, 'codeDefault']);
    expect([settings.imageName, settings.version]).toMatchObject([{ value: 'amazon-k8s-cni' }, { value: 'v1.20.4' }]);
  });

  it.each([
    ['a patch without selector', daemonSet('minReadySeconds: 0', image, nodeName)],
    ['a patch without image', daemonSet(selector, 'terminationMessagePath: /x', nodeName)],
    ['a patch without MY_NODE_NAME', daemonSet(selector, image, '')],
    [
      'a manifest with a templated variable name',
      daemonSet(selector, image, `${nodeName}\n            - { name: "{{ .name }}", value: x }`),
    ],
    [
      'a manifest with a template line',
      daemonSet(selector, image, `${nodeName}\n            {{- if .Values.more }}\n            {{- end }}`),
    ],
    ['an env list alone', carriers['a bare env list'] ?? ''],
  ])('is unknown in %s', (_, text) => {
    expect(resource(text, 'cniSettings').absent).toBe('unknown');
  });

  it('is unknown where envFrom may set it', () => {
    const text = daemonSet(selector, `${image}\n          envFrom: [{ configMapRef: { name: x } }]`, nodeName);
    expect(resource(text, 'cniSettings').absent).toBe('unknown');
  });

  it.each([
    ['an add-on without configuration values', addon('').replace('    configurationValues: \n', '')],
    ['an add-on with an empty string', addon('""')],
    ['an add-on with values', addon(`'${json}'`)],
  ])('is the shipped default in %s', (_, text) => {
    expect(resource(text, 'cniSettings').absent).toBe('shippedDefault');
  });

  it.each([
    ['an add-on whose values are a template', addon('${CNI_VALUES}')],
    ['an add-on whose JSON has a template in it', addon(`'{"env": {{ env | tojson }} }'`)],
    ['an add-on whose values cannot be read', addon(`'{"env": {"WARM_IP_TARGET": '`)],
    ['an add-on with a templated key', addon(`|-\n      env:\n        "\${MORE}": x`)],
  ])('is unknown in %s', (_, text) => {
    expect(resource(text, 'cniSettings').absent).toBe('unknown');
  });
});

describe('values that are there but cannot be seen', () => {
  it.each(['"${TARGET}"', '$TARGET', '"{{ .Values.target }}"', '<target>', '%target%', '!Ref Target'])(
    'takes %s for unknown',
    (value) => {
      const text = `- name: WARM_IP_TARGET\n  value: ${value}\n- name: MINIMUM_IP_TARGET\n  value: "1"\n`;
      expect(entryOf(resource(text, 'cniSettings'), 'WARM_IP_TARGET')?.value.kind).toBe('unknown');
    },
  );

  it('takes valueFrom for unknown, and a deletion by a patch for what it is', () => {
    const text = `- name: WARM_IP_TARGET
  valueFrom: { configMapKeyRef: { name: x, key: y } }
- name: MINIMUM_IP_TARGET
  $patch: delete
- name: WARM_ENI_TARGET
- null
`;
    const settings = resource(text, 'cniSettings');
    const kinds = ['WARM_IP_TARGET', 'MINIMUM_IP_TARGET', 'WARM_ENI_TARGET'].map(
      (name) => entryOf(settings, name)?.value.kind,
    );
    expect(kinds).toEqual(['unknown', 'removed', 'none']);
  });
});

describe('look-alikes are left alone', () => {
  it('values that may be of an unrelated chart, unless a command gives them to the CNI', () => {
    const text = 'env:\n  WARM_IP_TARGET: "five"\n  OTHER: x\n';
    expect(resource(text, 'cniSettings').onlyIfGiven).toBe(true);
    checkClean(text);
  });

  it.each([
    [
      'another DaemonSet',
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: aws-node-termination-handler }\nspec: { template: { spec: { containers: [{ name: handler }] } } }\n',
    ],
    [
      'a Deployment with a container of the name',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: aws-node }\nspec: { template: { spec: { containers: [{ name: aws-node }] } } }\n',
    ],
    [
      'a CRD of ENIConfig',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: { names: { kind: ENIConfig } }\n',
    ],
    [
      'a ConfigMap that holds variables',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata: { WARM_IP_TARGET: "5", ENABLE_PREFIX_DELEGATION: "true" }\n',
    ],
    ['a list with one variable of ours', '- name: WARM_IP_TARGET\n  value: "5"\n- name: LOG\n  value: x\n'],
    ['a ClusterConfig of another group', 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: ClusterConfig\n# eksctl.io/\n'],
    [
      'a NodeConfig of another vendor',
      'apiVersion: internal.deckhouse.io/v1alpha1\nkind: NodeConfig\nspec: { kubelet: { maxPods: 110 } }\n',
    ],
  ])('%s', (_, text) => {
    for (const kind of ['cniSettings', 'eniConfig', 'cluster', 'nodeGroup', 'node'] as const)
      expect(() => resource(text, kind)).toThrow('found 0');
  });
});
