import { describe, expect, it } from 'vitest';
import { knownValue } from '../../server/model/fact.js';
import { check, checkFix, findings } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';
import { resource } from '../harness/read.js';

const file = (
  script: string,
  { list = 'nodeGroups', family = 'AmazonLinux2', more = '' } = {},
) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1, version: "1.31" }
addons:
  - name: vpc-cni
    configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "false"}}'
${list}:
  - name: web
    ami: ami-0123456789abcdef0
    amiFamily: ${family}
    instanceType: m5.large
${more && `    ${more}\n`}    overrideBootstrapCommand: |
${script.replace(/^(?=.)/gm, '      ')}
`;

const maxPodsOf = (script: string, options?: Parameters<typeof file>[1]) => {
  const { maxPods } = resource(file(script, options), 'nodeGroup');
  return maxPods.kind === 'set' ? maxPods.value : maxPods.kind;
};

describe('max pods that a script gives bootstrap.sh', () => {
  it.each<[string, number | string]>([
    [`/etc/eks/bootstrap.sh shop --use-max-pods false --kubelet-extra-args '--max-pods=20'`, 20],
    [`#!/bin/bash\nset -o xtrace\n/etc/eks/bootstrap.sh shop --kubelet-extra-args "--v=2 --max-pods=20"`, 20],
    [`/etc/eks/bootstrap.sh shop --kubelet-extra-args --max-pods=20`, 20],
    [`/etc/eks/bootstrap.sh shop --kubelet-extra-args '--max-pods 20'`, 20],
    // Of one flag the kubelet takes the last one, and of its own option the script does.
    [`/etc/eks/bootstrap.sh shop \\\n  --kubelet-extra-args '--max-pods=10 --max-pods=20'`, 20],
    [`/etc/eks/bootstrap.sh shop --kubelet-extra-args '--max-pods=10' --kubelet-extra-args '--max-pods=20'`, 20],
    [`/etc/eks/bootstrap.sh shop --kubelet-extra-args '--max-pods=10' --kubelet-extra-args '--v=2'`, 'unknown'],
    [`A=\${B}\n/etc/eks/bootstrap.sh "\${CLUSTER}" --kubelet-extra-args "--node-labels=a=\${C} --max-pods=20"`, 20],
    [
      `source /var/lib/cloud/scripts/eksctl/bootstrap.helper.sh\n/etc/eks/bootstrap.sh shop --kubelet-extra-args '--max-pods=20'`,
      20,
    ],
    [`# was --max-pods=10\n/etc/eks/bootstrap.sh shop --kubelet-extra-args '--max-pods=20'`, 20],
    [`/etc/eks/bootstrap.sh shop`, 'computed'],
    [
      `source /var/lib/cloud/scripts/eksctl/bootstrap.helper.sh\n/etc/eks/bootstrap.sh shop --kubelet-extra-args "--node-labels=\${NODE_LABELS}"`,
      'computed',
    ],
    [`/etc/eks/bootstrap.sh shop --kubelet-extra-args "--max-pods=\${MAX_PODS}"`, 'unknown'],
    [`/etc/eks/bootstrap.sh shop --kubelet-extra-args "\${KUBELET_EXTRA_ARGS}"`, 'unknown'],
    [`/etc/eks/bootstrap.sh shop \${EXTRA}`, 'unknown'],
    [`/etc/eks/bootstrap.sh shop $(cat /etc/args)`, 'unknown'],
    [`/etc/eks/bootstrap.sh shop --use-max-pods false`, 'unknown'],
    // Behind the name of the cluster nobody reads what has an equals sign; before it nobody knows which cluster the node is for.
    [`/etc/eks/bootstrap.sh shop --kubelet-extra-args='--max-pods=20'`, 'unknown'],
    [`/etc/eks/bootstrap.sh shop --use-max-pods=false --kubelet-extra-args '--max-pods=20'`, 20],
    [`/etc/eks/bootstrap.sh shop --use-max-pods=false`, 'computed'],
    [`/etc/eks/bootstrap.sh --use-max-pods=false shop --kubelet-extra-args '--max-pods=20'`, 'unknown'],
    [`if true; then /etc/eks/bootstrap.sh shop --kubelet-extra-args '--max-pods=20'; fi`, 'unknown'],
    [`echo /etc/eks/bootstrap.sh shop --kubelet-extra-args '--max-pods=20'`, 'unknown'],
    [`sed -i s/x/y/ /etc/kubernetes/kubelet/kubelet-config.json\n/etc/eks/bootstrap.sh shop`, 'unknown'],
    [`/var/lib/cloud/scripts/eksctl/bootstrap.al2.sh`, 'unknown'],
  ])('%s', (script, expected) => {
    expect(maxPodsOf(script)).toBe(expected);
    expect(maxPodsOf(script, { list: 'managedNodeGroups' })).toBe(expected);
    expect(maxPodsOf(script, { family: 'Ubuntu2204' })).toBe(expected);
  });

  it('is compared with what the type can serve, and lowered there', () => {
    const script = (pods: number) =>
      `#!/bin/bash\n/etc/eks/bootstrap.sh shop --kubelet-extra-args '--max-pods=${pods}'`;
    for (const list of ['nodeGroups', 'managedNodeGroups']) {
      checkFix(file(script(110), { list }), {
        rule: 'max-pods-above-capacity',
        title: 'Set',
        expected: file(script(29), { list }),
      });
    }
  });

  it('is nothing behind an equals sign', () => {
    const told = (script: string): readonly string[] =>
      findings(parseFixture(file(script)).files)
        .filter(({ rule }) => rule !== 'max-pods-above-capacity')
        .map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
    const ignored =
      'warning max-pods-ignored: bootstrap.sh takes the value of an option from the next word: nothing reads';
    expect(told(`/etc/eks/bootstrap.sh shop --use-max-pods=false --kubelet-extra-args '--max-pods=20'`)).toEqual([
      `${ignored} --use-max-pods=false`,
    ]);
    expect(told(`/etc/eks/bootstrap.sh shop --kubelet-extra-args='--max-pods=20'`)).toEqual([
      `${ignored} --kubelet-extra-args=--max-pods=20`,
    ]);
    expect(told(`/etc/eks/bootstrap.sh --b64-cluster-ca x --use-max-pods=false shop`)).toEqual([
      'error max-pods-rejected: bootstrap.sh takes --use-max-pods=false for the name of the cluster, and the node does not join: the value of an option is the next word',
    ]);
    for (const script of [
      '/etc/eks/bootstrap.sh shop --use-max-pods=true',
      '/etc/eks/bootstrap.sh shop --kubelet-extra-args=--v=2',
      'echo /etc/eks/bootstrap.sh shop --use-max-pods=false',
      './boot.sh shop --use-max-pods=false',
    ])
      expect(told(script)).toEqual([]);
    checkFix(file(`/etc/eks/bootstrap.sh shop --kubelet-extra-args='--max-pods=20'`), {
      rule: 'max-pods-ignored',
      expected: file(`/etc/eks/bootstrap.sh shop --kubelet-extra-args '--max-pods=20'`),
    });
  });

  it('wins over maxPodsPerNode, which nothing reads where the script passes none', () => {
    check(
      file(`/etc/eks/bootstrap.sh shop --kubelet-extra-args '--max-pods=20'`, {
        more: `maxPodsPerNode: 25
#                   ^^ warning max-pods-conflict: maxPodsPerNode 25 has no effect: --max-pods 20 wins on the nodes of web`,
      }),
    );
    check(
      file(
        'source /var/lib/cloud/scripts/eksctl/bootstrap.helper.sh\n/etc/eks/bootstrap.sh shop --b64-cluster-ca "${CA}"',
        {
          more: `maxPodsPerNode: 25
#                   ^^ warning max-pods-ignored: Nothing reads maxPodsPerNode 25: overrideBootstrapCommand of web starts the node without it`,
        },
      ),
    );
  });
});

describe('labels that a script gives the nodes', () => {
  const labelsOf = (script: string, options?: Parameters<typeof file>[1]) => {
    const { labels, labelsPartlyHidden } = resource(file(script, options), 'nodeGroup');
    return [labels.map(({ key, value }) => [key.value, knownValue(value)]), labelsPartlyHidden];
  };

  it.each<[string, readonly (readonly [string, string | undefined])[], boolean]>([
    [
      `/etc/eks/bootstrap.sh shop --kubelet-extra-args '--node-labels=team=web,k8s.amazonaws.com/eniConfig=a'`,
      [
        ['team', 'web'],
        ['k8s.amazonaws.com/eniConfig', 'a'],
      ],
      false,
    ],
    [`/etc/eks/bootstrap.sh shop --kubelet-extra-args "--node-labels=\${NODE_LABELS},a=b"`, [['a', 'b']], false],
    [`/etc/eks/bootstrap.sh shop --kubelet-extra-args "--node-labels=\${LABELS}"`, [], true],
    [`/etc/eks/bootstrap.sh shop --kubelet-extra-args "--node-labels=[[labels]],a=b"`, [['a', 'b']], true],
    [`/etc/eks/bootstrap.sh shop --kubelet-extra-args "--node-labels=a=((zone))"`, [['a', undefined]], false],
    [`/etc/eks/bootstrap.sh shop`, [], false],
  ])('%s', (script, labels, hidden) => {
    expect(labelsOf(script)).toEqual([labels, hidden]);
  });

  it('are those of the flags of a NodeConfig as well, and no matter of eksctl', () => {
    const config = `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec: { kubelet: { flags: ["--node-labels=node.kubernetes.io/a=b,kubernetes.io/c=d"] } }`;
    expect(labelsOf(config, { family: 'AmazonLinux2023' })[0]).toEqual([
      ['node.kubernetes.io/a', 'b'],
      ['kubernetes.io/c', 'd'],
    ]);
    // eksctl does not see them, but the kubelet ends at the second one.
    const { files } = parseFixture(file(config, { family: 'AmazonLinux2023' }));
    expect(findings(files).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The kubelet ends at the label kubernetes.io\/c of --node-labels/),
    ]);
  });
});
