import { describe, expect, it } from 'vitest';
import { check, checkAllFixes, checkClean, checkFix } from '../harness/check.js';

/** A group of eksctl with a NodeConfig; `kubelet` are lines below `kubelet:`, at column 10. */
const group = (
  kubelet: string,
  { more = '', type = 'm5.large', list = 'nodeGroups' } = {},
) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
${list}:
  - name: web
    instanceType: ${type}
${more && `    ${more}\n`}    overrideBootstrapCommand: |
      apiVersion: node.eks.aws/v1alpha1
      kind: NodeConfig
      spec:
        kubelet:
${kubelet}
`;

/** Its cluster, in which no max pods is above the addresses. */
const prefixesOn = `addons: [{ name: vpc-cni, configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "true"}}' }]\n`;

const alone = (spec: string) => `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
${spec}
`;

describe('max-pods-expression-invalid', () => {
  const rule = 'max-pods-expression-invalid';

  it('marks what is to blame, and names the number of each type that is silently used', () => {
    // c5.24xlarge: 15 × (50 − 1) + 2 = 737, m5.large: 3 × (10 − 1) + 2 = 29
    check(`apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
nodeGroups:
  - name: web
    instancesDistribution: { instanceTypes: [m5.large, c5.24xlarge] }
    overrideBootstrapCommand: |
      apiVersion: node.eks.aws/v1alpha1
      kind: NodeConfig
      spec:
        kubelet:
          maxPodsExpression: "max_pods < 250 ? maxpods : 250"
#                                              ^^^^^^^ warning max-pods-expression-invalid: maxPodsExpression has no value: there is no variable maxpods, so the node silently takes its default, 29 on m5.large and 737 on c5.24xlarge
`);
  });

  it('names a typical type where none is visible', () => {
    check(
      alone(`  kubelet:
    maxPodsExpression: max_pods * 1.5
#                      ^^^^^^^^^^^^^^ warning max-pods-expression-invalid: maxPodsExpression has no value: * is not defined for int and double, so the node silently takes its default, such as 29 on m5.large`),
    );
  });

  it('finds what fails on the types of the group only', () => {
    // t3.micro: 2 ENIs, so the result is 0
    check(
      group(
        `          maxPodsExpression: (default_enis - 2) * 5
#                            ^^^^^^^^^^^^^^^^^^^^^^ warning max-pods-expression-invalid: maxPodsExpression has no value: the result 0 is not from 1 to 2147483647, so the node silently takes its default, 4 on t3.micro`,
        { type: 't3.micro' },
      ),
    );
    checkClean(group('          maxPodsExpression: (default_enis - 2) * 5'));
    checkClean(alone('  kubelet: { maxPodsExpression: 100 / (default_enis - 2) }'));
  });

  it('says what fails on every type where none is visible', () => {
    check(
      alone(`  kubelet: { maxPodsExpression: "max_pods / 0" }
#                                ^^^^^^^^^^^^ warning max-pods-expression-invalid: maxPodsExpression has no value: it divides by zero`),
    );
  });

  it('names no number where something else decides', () => {
    check(
      group(
        `          maxPodsExpression: max_pods +
#                            ^^^^^^^^^^ warning max-pods-expression-invalid: maxPodsExpression has no value: the expression is not complete`,
        { more: 'maxPodsPerNode: 20' },
      ),
    );
  });

  it.each([
    ['what we do not read', '[max_pods, 110][0]'],
    ['variables of newer versions', 'vcpus * 10'],
    ['the other one of them', 'physical_memory_mib / 512'],
    ['a template', '"{{ .Values.expression }}"'],
  ])('is silent about %s', (_, expression) => {
    checkClean(alone(`  kubelet: { maxPodsExpression: ${JSON.stringify(expression)} }`));
  });

  it('is silent about user data of Karpenter, which sets max pods itself, and about hybrid nodes', () => {
    checkClean(`apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec:
  userData: |
    apiVersion: node.eks.aws/v1alpha1
    kind: NodeConfig
    spec: { kubelet: { maxPodsExpression: "min(110, max_pods)" } }
`);
    checkClean(
      alone('  hybrid: { enableCredentialsFile: true }\n  kubelet: { maxPodsExpression: "min(110, max_pods)" }'),
    );
  });

  it('writes min as a comparison', () => {
    checkFix(group('          maxPodsExpression: "1 + min(110, max_pods) - 2"'), {
      rule,
      expected: group('          maxPodsExpression: "1 + (110 < max_pods ? 110 : max_pods) - 2"'),
    });
    checkFix(alone('  kubelet:\n    maxPodsExpression: max(8, max_pods)'), {
      rule,
      expected: alone('  kubelet:\n    maxPodsExpression: "8 > max_pods ? 8 : max_pods"'),
    });
  });

  it.each([
    [
      'min(max_pods > 30 ? 30 : max_pods, 110)',
      '(max_pods > 30 ? 30 : max_pods) < 110 ? (max_pods > 30 ? 30 : max_pods) : 110',
    ],
    ['max(max_pods - 5, 20) + 1', '((max_pods - 5) > 20 ? (max_pods - 5) : 20) + 1'],
    ['max(20, min(max_pods, 110))', '20 > (max_pods < 110 ? max_pods : 110) ? 20 : (max_pods < 110 ? max_pods : 110)'],
    ['min(int("110"), -max_pods + 300)', 'int("110") < (-max_pods + 300) ? int("110") : (-max_pods + 300)'],
    ['max_pods < 110 ? max_pods < 30 ? 30 : max_pods : 110', 'max_pods < 110 ? (max_pods < 30 ? 30 : max_pods) : 110'],
  ])('writes %s with the brackets that nodeadm wants', (before, after) => {
    checkFix(group(`          maxPodsExpression: '${before}'`) + prefixesOn, {
      rule,
      expected: group(`          maxPodsExpression: '${after}'`) + prefixesOn,
    });
  });

  it('replaces a misspelt variable', () => {
    checkFix(alone("  kubelet:\n    maxPodsExpression: 'maxPods - 2'"), {
      rule,
      expected: alone("  kubelet:\n    maxPodsExpression: 'max_pods - 2'"),
    });
  });
});

describe('max-pods-expression-uncapped', () => {
  const rule = 'max-pods-expression-uncapped';
  const prefixes = 'default_enis * (ips_per_eni - 1) * 16 + 2';

  it('shows the result of typical types where none is visible', () => {
    // 3 × 5 × 16 + 2 = 242, 3 × 9 × 16 + 2 = 434, 8 × 29 × 16 + 2 = 3714
    check(
      alone(`  kubelet:
    maxPodsExpression: ${prefixes}
#                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info max-pods-expression-uncapped: maxPodsExpression has no upper limit: it gives, for example, 242 on t3.medium, where EKS recommends at most 110, 434 on m5.large, where EKS recommends at most 110 and 3714 on c5.9xlarge, where EKS recommends at most 250`),
    );
  });

  it.each([
    ['the default, also above the recommendation', 'max_pods', 'c5.24xlarge'],
    ['less than the default', 'max_pods - 100', 'c5.24xlarge'],
    ['the recommendation', '110', 'm5.large'],
    ['250 above 30 vCPUs', '250', 'c5.9xlarge'],
  ])('is silent about %s', (_, expression, type) => {
    checkClean(group(`          maxPodsExpression: "${expression}"`, { type }) + prefixesOn);
  });

  it('is silent where something else decides', () => {
    checkClean(group(`          maxPodsExpression: ${prefixes}\n          config: { maxPods: 20 }`));
    checkClean(group(`          maxPodsExpression: ${prefixes}`, { list: 'managedNodeGroups' }));
  });

  it('limits the result', () => {
    checkFix(group(`          maxPodsExpression: "${prefixes}"`), {
      rule,
      expected: group(`          maxPodsExpression: "(${prefixes}) < 110 ? (${prefixes}) : 110"`),
    });
  });

  it('leaves it to max-pods-above-capacity where there are no addresses for so many', () => {
    // Without prefix delegation 29 pods have an address.
    check(
      `${group(`          maxPodsExpression: "${prefixes}"
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning max-pods-above-capacity: The 434 that maxPodsExpression gives is above the 29 pods m5.large can serve: 3 ENIs × (10 − 1) + 2 = 29`)}addons:
  - name: vpc-cni
    configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "false"}}'
`,
    );
  });
});

describe('the rules of groups see a NodeConfig', () => {
  const cni = `addons:
  - name: vpc-cni
    configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "false"}}'
`;

  it.each([
    ['config', '          config:\n            maxPods: 110', '          config:\n            maxPods: 29'],
    ['a flag', '          flags: ["--max-pods=110"]', '          flags: ["--max-pods=29"]'],
  ])('max-pods-above-capacity lowers max pods in %s', (_, kubelet, lowered) => {
    checkFix(group(kubelet) + cni, {
      rule: 'max-pods-above-capacity',
      title: 'Set',
      expected: group(lowered) + cni,
    });
  });

  it('max-pods-not-raised speaks of a NodeConfig of its own that names the cluster', () => {
    const files = (spec: string) => `# file: addon.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "true"}}'
# file: node.yaml
apiVersion: node.eks.aws/v1alpha1
${spec}
`;
    check(
      files(`kind: NodeConfig
#     ^^^^^^^^^^ info max-pods-not-raised: Prefix delegation is on, but this NodeConfig sets no max pods: the node takes the number of single addresses, such as 29 on m5.large, which could take 110
spec: { cluster: { apiServerEndpoint: https://example.com } }`),
    );
    checkClean(
      files(
        'kind: NodeConfig\nspec: { cluster: { apiServerEndpoint: https://example.com }, kubelet: { config: { maxPods: 110 } } }',
      ),
    );
    checkClean(files('kind: NodeConfig\nspec: { kubelet: { config: { clusterDNS: [10.0.0.10] } } }'));
  });
});

describe('node-config-misplaced-field', () => {
  const rule = 'node-config-misplaced-field';

  it.each<[string, string, string | undefined]>([
    [
      'out of config',
      '    config:\n      a: 1\n      maxPodsExpression: max_pods # x',
      '    maxPodsExpression: max_pods # x\n    config:\n      a: 1',
    ],
    [
      'out of config, with its lines',
      '    config:\n      flags:\n        - --v=2\n      a: 1',
      '    flags:\n      - --v=2\n    config:\n      a: 1',
    ],
    [
      'out of config, as its only entry',
      '    config:\n      maxPodsExpression: max_pods',
      '    maxPodsExpression: max_pods',
    ],
    ['into config', '    maxPods: 20', '    config:\n      maxPods: 20'],
    [
      'into config that exists',
      '    maxPods: 20\n    config:\n      a: 1',
      '    config:\n      a: 1\n      maxPods: 20',
    ],
    ['by its name', '    config:\n      max-pods: 20', '    config:\n      maxPods: 20'],
    ['by the name of an expression', '    maxPodExpression: max_pods', '    maxPodsExpression: max_pods'],
  ])('moves a field %s', (_, before, after) => {
    checkFix(alone(`  kubelet:\n${before}`), { rule, expected: alone(`  kubelet:\n${after}`) });
  });

  it('says where it belongs also where it cannot move it', () => {
    check(
      alone(`  maxPods: 20
# ^^^^^^^ error node-config-misplaced-field: spec.maxPods has no effect: nodeadm reads it from spec.kubelet.config.maxPods
  kubelet: { config: { maxPods: 30 }, maxPods: 20 }
#                                     ^^^^^^^ error node-config-misplaced-field: spec.kubelet.maxPods has no effect`),
    );
  });

  it('is silent about everything else, and about hybrid nodes', () => {
    checkClean(alone('  region: eu-west-1\n  kubelet: { config: { podsPerCore: 10, maxOpenFiles: 9 }, unknown: 1 }'));
    checkClean(alone('  hybrid: { iamRolesAnywhere: {} }\n  kubelet: { maxPods: 20 }'));
  });
});

describe('max-pods-flag-dash', () => {
  const mime = (flag: string) => `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="BOUNDARY"

--BOUNDARY
Content-Type: application/node.eks.aws

---
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    flags:
      - ${flag}
--BOUNDARY--
`;

  it('writes two hyphens, in MIME user data as well', () => {
    checkFix(mime('–max-pods=29'), { rule: 'max-pods-flag-dash', expected: mime('--max-pods=29') });
    checkFix(mime('-—max-pods=29'), { rule: 'max-pods-flag-dash', expected: mime('--max-pods=29') });
  });

  it('leaves comments alone', () => {
    checkClean(group('          # flags: [—max-pods=29]\n          config: { maxPods: 29 }'));
  });
});

describe('al2-bootstrap-in-al2023', () => {
  it('finds every word once, and leaves comments alone', () => {
    check(`apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
nodeGroups:
  - name: web
    instanceType: m5.large
    amiFamily: AmazonLinux2023
    preBootstrapCommands:
      - |
        # USE_MAX_PODS=false
        sed -i 's/a/b/' /etc/eks/bootstrap.sh
#                       ^^^^^^^^^^^^^^^^^^^^^ warning al2-bootstrap-in-al2023: /etc/eks/bootstrap.sh has no effect on Amazon Linux 2023
        export KUBELET_EXTRA_ARGS=--v=2
`);
  });

  it('knows AL2023 by a NodeConfig in the same MIME user data', () => {
    check(
      `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="//"

--//
Content-Type: text/x-shellscript

export USE_MAX_PODS=false
#.     ^^^^^^^^^^^^ warning al2-bootstrap-in-al2023: USE_MAX_PODS has no effect on Amazon Linux 2023
--//
Content-Type: application/node.eks.aws

apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
--//--
`.replace('#. ', '#  '),
    );
  });

  it.each(['amiFamily: AmazonLinux2', 'amiFamily: Ubuntu2204', 'amiFamily: "{{ family }}"'])(
    'is silent about %s',
    (family) => {
      checkClean(`apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1, version: "1.32" }
managedNodeGroups:
  - { name: web, instanceType: m5.large, ${family}, preBootstrapCommands: [export KUBELET_EXTRA_ARGS=--v=2] }
`);
    },
  );
});

describe('use-max-pods-false-alone', () => {
  const al2 = (script: string, more = '') => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1, version: "1.32" }
nodeGroups:
  - name: web
    instanceType: m5.large
    amiFamily: AmazonLinux2
${more}    preBootstrapCommands:
      - ${script}
`;

  it('does not compare with what is not seen', () => {
    check(`${al2('export USE_MAX_PODS=false')}#              ^^^^^^^^^^^^^^^^^^ info use-max-pods-false-alone: USE_MAX_PODS=false without --max-pods leaves every node with the 110 pods of the kubelet, whatever
`);
  });

  it('is silent where a number is given beside it', () => {
    checkClean(al2('export USE_MAX_PODS=false', '    maxPodsPerNode: 29\n'));
    checkClean(al2('export USE_MAX_PODS=false KUBELET_EXTRA_ARGS=--max-pods=29'));
    checkClean(al2('export USE_MAX_PODS=true'));
  });
});

describe('every fix', () => {
  it('works inside a JSON string too', () => {
    const config = alone(
      '  kubelet:\n    maxPodsExpression: min(110, max_pods)\n    maxPods: 20\n    flags: ["—max-pods=3"]',
    );
    expect(checkAllFixes(JSON.stringify({ Resources: { Nodes: { UserData: config } } }, null, 2))).toBe(3);
  });
});
