import { describe, it } from 'vitest';
import { addon, patch } from '../harness/carriers.js';
import { check, checkFix } from '../harness/check.js';

const rule = 'unquoted-value';
const only = { only: rule };

describe(rule, () => {
  it('reports numbers and booleans in an add-on', () => {
    check(
      addon(`DISABLE_METRICS: true
#                ^^^^ error ${rule}: DISABLE_METRICS is true without quotes, a boolean: the add-on refuses all but strings
MAX_ENI: 3
#        ^ error ${rule}: MAX_ENI is 3 without quotes, a number: the add-on refuses all but strings`),
      only,
    );
  });

  it('reports them in a DaemonSet and its patches, as YAML 1.1 reads them', () => {
    check(
      patch(`- { name: DISABLE_METRICS, value: on }
#                                 ^^ error ${rule}: DISABLE_METRICS is on without quotes, a boolean: the API server refuses all but strings
- { name: AWS_VPC_ENI_MTU, value: 0x1F40 }
#                                 ^^^^^^ error ${rule}: AWS_VPC_ENI_MTU is 0x1F40 without quotes, a number`),
      only,
    );
  });

  it('reports the variables of any container, known or not', () => {
    check(
      `spec:
  template:
    spec:
      containers:
        - name: aws-node
          env: []
        - name: aws-eks-nodeagent
          env: [{ name: GOMAXPROCS, value: 2 }]
#                                          ^ error ${rule}: GOMAXPROCS is 2 without quotes
`,
      only,
    );
  });

  it('is silent about strings, templates and nothing', () => {
    check(
      addon('MAX_ENI: "3"\nDISABLE_METRICS: \'true\'\nAWS_VPC_K8S_CNI_LOGLEVEL: INFO\nWARM_IP_TARGET: ${N}\nPOD_MTU:'),
      only,
    );
  });

  it('is silent where a file may be the values of a chart, and not where it is a bare list', () => {
    check('env:\n  - { name: WARM_IP_TARGET, value: 5 }\n  - { name: MINIMUM_IP_TARGET, value: 10 }\n', only);
    check(
      `- { name: WARM_IP_TARGET, value: 5 }
#                                ^ error ${rule}: WARM_IP_TARGET is 5 without quotes
- { name: MINIMUM_IP_TARGET, value: "10" }
`,
      only,
    );
  });

  it('reports the switches of an add-on beside the variables', () => {
    const text = (np: string, port: string) => `${addon('MAX_ENI: "3"')}      enableNetworkPolicy: ${np}
      nodeAgent:
        metricsBindAddr: ${port}
`;
    check(
      text(
        `true
#                          ^^^^ error ${rule}: enableNetworkPolicy is true without quotes, a boolean: the add-on refuses all but strings`,
        `8162
#                        ^^^^ error ${rule}: nodeAgent.metricsBindAddr is 8162 without quotes, a number`,
      ),
    );
    checkFix(text('yes', '"8162"'), { rule, title: 'Write "true"', expected: text('"true"', '"8162"') });
    checkFix(text('"true"', '8162'), { rule, expected: text('"true"', '"8162"') });
    check(text('"true"', '"${PORT}"'));
    // Numbers in the schema too.
    check(`${addon('MAX_ENI: "3"')}      branchENICooldown: 60\n      livenessProbeTimeoutSeconds: 10\n`);
  });

  it('writes what yes means to the file’s reader, because the CNI reads no such text', () => {
    checkFix(patch('- { name: ENABLE_POD_ENI, value: yes }'), {
      rule,
      title: 'Write "true"',
      expected: patch('- { name: ENABLE_POD_ENI, value: "true" }'),
    });
    // A chart quotes the boolean, so that `on` is "true".
    check('env:\n  DISABLE_METRICS: on\n  WARM_ENI_TARGET: 1\n');
  });

  it('quotes the text as it stands, whatever holds it', () => {
    checkFix(addon('MAX_ENI: 3'), { rule, title: 'Write "3"', expected: addon('MAX_ENI: "3"') });
    checkFix(patch('- { name: AWS_VPC_ENI_MTU, value: 8_951 }'), {
      rule,
      expected: patch('- { name: AWS_VPC_ENI_MTU, value: "8_951" }'),
    });
    const file = (values: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: ${values}
`;
    checkFix(file(`'{"env": {"MAX_ENI": 3}}'`), { rule, expected: file(`'{"env": {"MAX_ENI": "3"}}'`) });
    checkFix(file('"{\\"env\\": {\\"MAX_ENI\\": 3}}"'), {
      rule,
      expected: file('"{\\"env\\": {\\"MAX_ENI\\": \\"3\\"}}"'),
    });
  });
});
