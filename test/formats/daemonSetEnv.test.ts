import { describe, it } from 'vitest';
import { check, checkFix } from '../harness/check.js';

const container = (env: string, kind = 'DaemonSet'): string => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
${env}`;

const said = 'env must be a list of names and values: the API server refuses a map in a container';

describe('variables of a container as a map', () => {
  it('are refused by the API server, and written as a list', () => {
    check(
      container(`          env:
#         ^^^ error invalid-structure: ${said}
            WARM_ENI_TARGET: "1"
            MAX_ENI: "4"
`),
    );
    checkFix(container('          env:\n            WARM_ENI_TARGET: "1"\n            MAX_ENI: "4"\n'), {
      rule: 'invalid-structure',
      expected: container(`          env:
            - name: WARM_ENI_TARGET
              value: "1"
            - name: MAX_ENI
              value: "4"
`),
    });
    checkFix(container('          env: { WARM_ENI_TARGET: "1" }\n'), {
      rule: 'invalid-structure',
      expected: container(`          env:
            - name: WARM_ENI_TARGET
              value: "1"
`),
    });
  });

  it('are refused in a patch, and in another container', () => {
    check(`spec:
  template:
    spec:
      containers:
        - name: aws-eks-nodeagent
          env: { A: b }
#         ^^^ error invalid-structure: ${said}
        - name: aws-node
          env: [{ name: MAX_ENI, value: "4" }]
`);
  });

  it.each([
    container(
      '          env:\n            {{- range $k, $v := .Values.env }}\n            {{ $k }}: "{{ $v }}"\n            {{- end }}\n',
    ),
    container('          env: {{ toYaml .Values.env }}\n'),
    container('          env:\n'),
    container('          env: { MAX_ENI: "4" }\n', 'MyDaemonSet').replace('apps/v1', 'example.com/v1'),
  ])('are unknown where something else writes them: %s', (text) => check(text, { only: 'invalid-structure' }));
});

describe('variables of a tool that has a list, as a map', () => {
  it.each([
    [
      'kOps',
      'kops.k8s.io/v1alpha2\nkind: Cluster\nmetadata: { name: shop }\nspec:\n  networking:\n    amazonvpc:\n',
      'kOps',
    ],
    [
      'Cluster API',
      'controlplane.cluster.x-k8s.io/v1beta2\nkind: AWSManagedControlPlane\nmetadata: { name: shop }\nspec:\n  region: eu-west-1\n  vpcCni:\n',
      'the API server',
    ],
  ])('are refused, and written as a list: %s', (_, head, tool) => {
    check(`apiVersion: ${head}      env:
#     ^^^ error invalid-structure: env must be a list of names and values: ${tool} refuses a map here
        MAX_ENI: "4"
`);
    checkFix(`apiVersion: ${head}      env:\n        MAX_ENI: "4"\n`, {
      rule: 'invalid-structure',
      expected: `apiVersion: ${head}      env:\n        - name: MAX_ENI\n          value: "4"\n`,
    });
    check(`apiVersion: ${head}      env: # as people who have none yet write it\n`);
  });
});
