import { describe, expect, it } from 'vitest';
import { workspaceSymbols } from '../../server/features/workspaceSymbols.js';
import { plan } from '../../server/index.js';
import { newConfigText } from '../../server/linter/newConfig.js';
import { render } from '../../server/messages/message.js';
import {
  check,
  checkAllFixes,
  checkClean,
  checkFix,
  checkFixesWithCrlf,
  findings,
  workspaceOf,
} from '../harness/check.js';

const patch = `spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            - { name: WARM_IP_TARGET, value: "5 " }
`;

function indented(text: string, margin: string): string {
  return text.replace(/^(?=.)/gm, margin);
}

const fence = (language: string, code: string): string => `\`\`\`${language}\n${code}\`\`\`\n`;

describe('a fence of a README', () => {
  it('is checked, and a fault is found at its place', () => {
    check(`# file: README.md
# Shop

\`\`\`yaml title="patch.yaml"
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            - { name: WARM_IP_TARGET, value: "5 " }
#                                            ^^^^ warning invalid-integer: WARM_IP_TARGET is "5 "
\`\`\`

> 1. \`\`\`console
>    $ kubectl set env daemonset aws-node -n kube-system WARM_IP_TARGET=five
#                                                                       ^^^^ warning invalid-integer
>    daemonset.apps/aws-node env updated
>    \`\`\`
`);
  });

  it.each([
    ['in a list', `- Do this:\n\n${indented(fence('yaml', patch), '  ')}`],
    ['in a block quote', indented(fence('yaml', patch), '> ')],
    ['in a list in a block quote', `> 1. x\n${indented(fence('yaml', patch), '>    ')}`],
    ['with several documents', fence('yaml', `kind: A\n---\n${patch}`)],
    ['in a script', fence('sh', 'kubectl set env ds/aws-node \\\n  WARM_IP_TARGET="5 " \\\n  MINIMUM_IP_TARGET=9\n')],
    [
      'in a transcript',
      fence('console', '$ kubectl set env ds/aws-node \\\n>   WARM_IP_TARGET="5 " MINIMUM_IP_TARGET=9\nok\n'),
    ],
    [
      'in JSON',
      fence(
        'json',
        `${JSON.stringify(
          {
            kind: 'DaemonSet',
            metadata: { name: 'aws-node' },
            spec: {
              template: {
                spec: { containers: [{ name: 'aws-node', env: [{ name: 'WARM_IP_TARGET', value: '5 ' }] }] },
              },
            },
          },
          null,
          2,
        )}\n`,
      ),
    ],
  ])('%s is repaired, and no other byte is changed', (_, text) => {
    checkFix(`# file: README.md\n${text}`, {
      rule: 'invalid-integer',
      expected: `# file: README.md\n${text.replace('5 "', '5"')}`,
    });
    checkFixesWithCrlf(`# file: README.md\n${text}`);
  });

  it('keeps the margin before the lines that a fix adds', () => {
    const text = (values: string) =>
      indented(
        fence(
          'yaml',
          `kind: ClusterConfig\napiVersion: eksctl.io/v1alpha5\naddons:\n  - name: vpc-cni\n    configurationValues: |\n${values}`,
        ),
        '> ',
      );
    checkFix(`# file: README.md\n${text('      WARM_IP_TARGET: "5"\n      MINIMUM_IP_TARGET: "9"\n')}`, {
      rule: 'settings-not-under-env',
      expected: `# file: README.md\n${text('      env:\n        WARM_IP_TARGET: "5"\n        MINIMUM_IP_TARGET: "9"\n')}`,
    });
  });

  it('puts before the lines that a fix adds what the mark of the fence has before it, where the code has less', () => {
    const text = (values: string) =>
      `  \`\`\`yaml\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\naddons:\n- name: vpc-cni\n    configurationValues: |\n${values}  \`\`\`\n`;
    checkFix(`# file: README.md\n${text('      WARM_IP_TARGET: "5"\n      MINIMUM_IP_TARGET: "9"\n')}`, {
      rule: 'settings-not-under-env',
      expected: `# file: README.md\n${text('      env:\n        WARM_IP_TARGET: "5"\n        MINIMUM_IP_TARGET: "9"\n')}`,
    });
    checkAllFixes(`# file: README.md\n${text('      env:\n        ENABLE_V6_EGRESS: "true"\n')}`);
  });

  const setEnv = 'kubectl set env ds/aws-node -n kube-system WARM_ENI_TARGET=five\n';
  const addons =
    'module "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  addons = { vpc-cni = { configuration_values = jsonencode({ env = { WARM_ENI_TARGET = "five" } }) } }\n}\n';

  it.each([
    ['README.md', fence('', setEnv)],
    ['README.md', fence('', `# Keep one ENI\n\n$ ${setEnv}daemonset.apps/aws-node env updated\n`)],
    [
      'README.md',
      fence(
        '',
        `---\napiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: aws-node }\n${patch.replace('5 ', 'five')}`,
      ),
    ],
    ['README.md', fence('', addons)],
    ['README.md', fence('json', addons)],
    ['a.adoc', `----\n${setEnv}----\n`],
    ['a.adoc', `.Keep one ENI\n----\nsudo ${setEnv}----\n`],
  ])('without a language is read by its first line: %s %j', (path, text) => {
    expect(findings([{ path, text }]).map(({ rule }) => rule)).toEqual(['invalid-integer']);
  });

  it.each([
    ['README.md', fence('text', setEnv)],
    ['README.md', fence('go', setEnv)],
    ['README.md', fence('', `The nodes have this now:\n${setEnv}`)],
    ['README.md', fence('', `NAME: aws-node\n${setEnv}`)],
    ['README.md', fence('', '')],
    ['a.adoc', `....\n${setEnv}....\n`],
    ['a.adoc', `====\n${setEnv}====\n`],
    ['a.adoc', `////\n${setEnv}////\n`],
  ])('of another language is not read: %s %j', (path, text) => checkClean(`# file: ${path}\n${text}`));

  it('says nothing of what a piece lacks', () => {
    checkClean(
      `# file: README.md\n${fence('yaml', 'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: eu-west-1a }\n')}`,
    );
  });

  it('says nothing of what it leaves out and of what its reader fills in', () => {
    checkClean(`# file: README.md
\`\`\`yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: <name>
  ...
managedNodeGroups:
  - name: [.replaceable]
    maxPodsPerNode: N
addons:
  - name: vpc-cni
    configurationValues: |
      { "env": { "WARM_IP_TARGET": "..." } }
\`\`\`

\`\`\`sh
kubectl set env daemonset aws-node -n kube-system WARM_IP_TARGET=<n> MINIMUM_IP_TARGET=N
kubectl set env daemonset aws-node -n kube-system KEY=VALUE ...
eksctl create nodegroup --cluster my-cluster --node-type instance-type --max-pods-per-node 20
cat <<EOF | kubectl apply -f -
apiVersion: vpcresources.k8s.aws/v1beta1
kind: SecurityGroupPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  securityGroups:
    groupIds:
      - cluster_security_group_id
EOF
\`\`\`

\`\`\`yaml
apiVersion: karpenter.sh/v1alpha5
kind: Provisioner
 ...
spec:
  labels: { team: web }
\`\`\`
`);
  });

  const eksctl = (fields: string): string =>
    `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: a, region: eu-west-1 }\n${fields}\n`;
  const nodeConfig = (kubelet: string): string =>
    `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: { kubelet: { ${kubelet} } }\n`;
  const rulesOf = (text: string) =>
    findings([{ path: 'README.md', text: fence('yaml', text) }]).map(({ rule }) => rule);

  it.each([
    eksctl('nodeGroups: [{ name: web, kubeletExtraConfig: { maxPods: N, podsPerCore: ... } }]'),
    eksctl('nodeGroups: [{ name: web, labels: { key: ... }, taints: [{ key: ..., effect: ... }] }]'),
    eksctl('nodeGroups: [{ name: web, asgSuspendProcesses: [...], cpuCredits: ... }]'),
    eksctl('managedNodeGroups: [{ name: web, ami: ami-xxx, amiFamily: ... }, { name: ..., maxPodsPerNode: N }]'),
    eksctl('vpc: { cidr: 10.x.x.x/8, subnets: { private: ... } }\navailabilityZones: [...]'),
    nodeConfig('config: { maxPods: N }'),
    nodeConfig('flags: ["--max-pods=N"]'),
    nodeConfig('flags: ["--max-pods=...", "--node-labels=..."]'),
    nodeConfig('flags: ["--max-pods N"]'),
    nodeConfig('maxPodsExpression: "..."'),
    nodeConfig('maxPodsExpression: xxx'),
  ])('says nothing of placeholders: %s', (text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  it.each([
    ['invalid-structure', eksctl('nodeGroups: [{ name: web, kubeletExtraConfig: { maxPods: many } }]')],
    ['node-config-rejected', nodeConfig('flags: ["--max-pods=many"]')],
    ['max-pods-expression-invalid', nodeConfig('maxPodsExpression: "eni * 2"')],
  ])('has a wrong value all the same: %s', (rule, text) => {
    expect(rulesOf(text)).toEqual([rule]);
  });

  it('has findings that are warnings at most', () => {
    const cluster =
      'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: a, region: eu-west-1, version: 1.30 }\n';
    const severities = (path: string, text: string) =>
      findings([{ path, text }]).map(({ rule, severity }) => `${severity} ${rule}`);
    expect(severities('a.yaml', cluster)).toEqual(['error version-not-a-string']);
    expect(severities('a.md', fence('yaml', cluster))).toEqual(['warning version-not-a-string']);
  });

  it('has nothing to do with the files beside it, nor with other fences, but says that the CNI is configured', () => {
    const cluster =
      'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: a, region: eu-west-1 }\nmanagedNodeGroups:\n  - { name: b, instanceType: m5.large, maxPodsPerNode: 1000 }\n';
    const config = (subnet: string) =>
      `apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: eu-west-1a }\nspec: { subnet: ${subnet} }\n`;
    const readme = [
      fence('sh', 'kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=true\n'),
      fence('yaml', config('subnet-0123456789abcdef0')),
      fence('yaml', config('subnet-0fedcba9876543210')),
    ].join('\n');
    const alone = findings([{ path: 'cluster.yaml', text: cluster }]);
    expect(alone.map(({ message }) => message)).toEqual([expect.stringContaining('as eksctl installs it')]);
    const beside = (text: string) =>
      findings([
        { path: 'cluster.yaml', text: cluster },
        { path: 'README.md', text },
      ]);
    expect(beside(fence('yaml', config('subnet-0123456789abcdef0')))).toEqual(alone);
    expect(beside(readme).map(({ uri, message }) => `${uri}: ${message}`)).toEqual([
      expect.stringContaining(
        'cluster.yaml: maxPodsPerNode 1000 is above the 434 pods m5.large can serve with the VPC CNI',
      ),
    ]);
  });
});

it('has no plan, is no symbol and stands in no new config file', () => {
  const text = fence(
    'yaml',
    'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: harbor, region: eu-west-1 }\nmanagedNodeGroups:\n  - { name: web, instanceType: m5.large }\n',
  );
  expect(plan([{ uri: 'README.md', text }])).toEqual([]);
  const workspace = workspaceOf([{ path: 'README.md', text }]);
  expect(workspaceSymbols(workspace, 'web')).toEqual([]);
  expect(newConfigText(workspace, { folder: '', schemaLine: '', say: (words) => render(words) })).not.toContain(
    'harbor',
  );
});

describe('comments in a README', () => {
  const faulty = fence(
    'sh',
    `kubectl set env ds/aws-node WARM_IP_TARGET=five\nkubectl set env ds/aws-node WARM_IP_TARGET=six\n`,
  );

  it('silence all of the fence below them, in all its documents', () => {
    checkClean(`# file: README.md\n<!-- eni-lens-disable-next-line invalid-integer -- an example -->\n\n${faulty}`);
    checkClean(
      `# file: README.md\n> <!-- eni-lens-disable-next-line -->\n${indented(fence('yaml', `${patch}---\n${patch}`), '> ')}`,
    );
  });

  it('silence no other fence', () => {
    const rules = findings([
      { path: 'README.md', text: `<!-- eni-lens-disable-next-line -->\n${faulty}\n${faulty}` },
    ]).map(({ rule }) => rule);
    expect(rules).toEqual(['invalid-integer', 'invalid-integer']);
  });

  it('silence the whole file', () => {
    checkClean(`# file: README.md\n${faulty}\n${faulty}\n<!-- eni-lens-disable-file invalid-integer -->\n`);
  });

  it('may be those of the code', () => {
    checkClean(
      `# file: README.md\n${fence('sh', '# eni-lens-disable-next-line\nkubectl set env ds/aws-node \\\n  -n kube-system \\\n  WARM_IP_TARGET=five\n')}`,
    );
  });

  it('are reported where they silence nothing', () => {
    check(`# file: README.md
<!-- eni-lens-disable-next-line invalid-integer -->
#                               ^^^^^^^^^^^^^^^ warning unused-suppression

\`\`\`sh
kubectl set env ds/aws-node WARM_IP_TARGET=5 MINIMUM_IP_TARGET=9
\`\`\`
`);
  });
});
