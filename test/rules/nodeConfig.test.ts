import { describe, expect, it } from 'vitest';
import { lint } from '../../server/index.js';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';

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
    ['`max_pods`', 'max_pods in backticks is no variable: such a name stands behind a dot'],
    ['MAX_PODS', 'there is no variable MAX_PODS'],
    ['(Default_ENIs - 1) * 4', 'there is no variable Default_ENIs'],
  ])('knows a variable by its own name only, and not %s', (expression, reason) => {
    const text = alone(`  kubelet: { maxPodsExpression: ${JSON.stringify(expression)} }`);
    const [found, ...others] = findings([{ path: 'a.yaml', text }]);
    expect(others).toEqual([]);
    expect(found?.message).toBe(
      `maxPodsExpression has no value: ${reason}, so the node silently takes its default, such as 29 on m5.large`,
    );
    expect(found?.fixes.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^Replace .+ by (?:max_pods|default_enis)$/),
    ]);
    expect(checkAllFixes(text)).toBe(1);
  });

  it.each([
    ['what we do not read', '[max_pods, 110][0]'],
    ['a command that a shell fills in', '`cat max-pods`'],
    ['a name that somebody puts in its place', '${MAX_PODS}'],
    ['variables of newer versions', 'vcpus * 10'],
    ['the other one of them', 'physical_memory_mib / 512'],
    ['a template', '"{{ .Values.expression }}"'],
  ])('is silent about %s', (_, expression) => {
    checkClean(alone(`  kubelet: { maxPodsExpression: ${JSON.stringify(expression)} }`));
  });

  it('is silent about user data of Karpenter, which sets max pods itself, and about hybrid nodes', () => {
    check(`apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec:
  userData: |
    apiVersion: node.eks.aws/v1alpha1
    kind: NodeConfig
    spec: { kubelet: { maxPodsExpression: "min(110, max_pods)" } }
#                                         ^^^^^^^^^^^^^^^^^^^^ warning karpenter-max-pods-in-user-data: spec.kubelet.maxPodsExpression has no effect
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
#                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info max-pods-expression-uncapped: maxPodsExpression has no upper limit: it gives, for example, 242 on t3.medium (EKS recommends 110), 434 on m5.large (EKS recommends 110) and 3714 on c5.9xlarge (EKS recommends 250)`),
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
    check(
      group(`          maxPodsExpression: ${prefixes}
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info max-pods-conflict: maxPodsExpression does not decide max pods, only how much memory is reserved: kubelet.config.maxPods 20 wins
          config: { maxPods: 20 }`),
    );
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
# ^^^^^^^ warning node-config-misplaced-field: spec.maxPods has no effect: nodeadm reads it from spec.kubelet.config.maxPods
  kubelet: { config: { maxPods: 30 }, maxPods: 20 }
#                                     ^^^^^^^ warning node-config-misplaced-field: spec.kubelet.maxPods has no effect`),
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
#                       ^^^^^^^^^^^^^^^^^^^^^ warning al2-bootstrap-in-al2023: /etc/eks/bootstrap.sh of Amazon Linux 2023 prints an error and ends
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
    const config = alone('  kubelet:\n    maxPodsExpression: min(110, max_pods)\n    flags: [--v=3]');
    expect(checkAllFixes(JSON.stringify({ Resources: { Nodes: { UserData: config } } }, null, 2))).toBe(1);
    const other = alone('  kubelet:\n    maxPods: 20\n    flags: ["—max-pods=20"]');
    expect(checkAllFixes(JSON.stringify({ Resources: { Nodes: { UserData: other } } }, null, 2))).toBe(2);
  });
});

const mime = (type: string, ...bodies: readonly string[]) => `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="B"

${bodies.map((body) => `--B\nContent-Type: ${type}\n\n${body}\n`).join('')}--B--
`;

describe('node-config-rejected', () => {
  const rule = 'node-config-rejected';

  it.each([
    ['apiVersion: node.eks.aws/v1', 'kind: NodeConfig', 'node.eks.aws/v1,'],
    ['apiVersion: node.eks.aws', 'kind: NodeConfig', 'apiVersion node.eks.aws,'],
    ['apiVersion: eks.aws/v1alpha1', 'kind: NodeConfig', 'apiVersion eks.aws/v1alpha1,'],
    ['apiVersion: node.eks.amazonaws.com/v1alpha1', 'kind: NodeConfig', 'apiVersion node.eks.amazonaws.com/v1alpha1,'],
    ['apiVersion: node.eks.aws/v1alpha1', 'kind: Nodeconfig', 'kind Nodeconfig,'],
    ['apiVersion: node.eks.aws/v1alpha1', 'kind: NodeConfiguration', 'kind NodeConfiguration,'],
    ['apiVersion: node.eks.aws/v1alpha1', '# no kind', 'a document without a kind'],
  ])('%s with %s', (version, kind, said) => {
    const rest = 'spec: { kubelet: { config: { maxPods: 20 } } }\n';
    const text = `${version}\n${kind}\n${rest}`;
    expect(messages(text)).toEqual([
      expect.stringContaining(`nodeadm refuses ${said}`.replace('refuses node', 'refuses apiVersion node')),
    ]);
    expect(checkAllFixes(text)).toBe(1);
    const inText = `apiVersion: v1\nkind: ConfigMap\ndata:\n  user-data: |\n${text.replace(/^/gm, '    ')}`;
    expect(messages(inText)).toHaveLength(text.includes('kind: ') ? 1 : 0);
  });

  it.each([
    ['another vendor', 'apiVersion: scylla.scylladb.com/v1alpha1\nkind: NodeConfig\nspec: { kubelet: {} }\n'],
    ['a template', 'apiVersion: node.eks.aws/${VERSION}\nkind: NodeConfig\nspec: {}\n'],
    ['what is half typed', 'apiVersion: node.eks.aws/v1alpha1\n'],
    ['another kind that names it', 'apiVersion: v1\nkind: ConfigMap\ndata: { a: node.eks.aws/v1 }\n'],
  ])('is silent about %s', (_, text) => {
    checkClean(text);
  });

  it.each([
    ['-max-pods=20', '--max-pods=20'],
    ['max-pods=20', '--max-pods=20'],
    ['--maxPods=20', '--max-pods=20'],
    ['--MAX-PODS=20', '--max-pods=20'],
    ['-maxPods=20', '--max-pods=20'],
  ])('writes %s as the kubelet reads it, in groups of eksctl as well', (written, right) => {
    const text = (flag: string) => group(`          flags: [--v=2, ${flag}]`, { list: 'managedNodeGroups' });
    checkFix(text(written), { rule, expected: text(right) });
    checkFix(alone(`  kubelet: { flags: ["--v=2 ${written}"] }`), {
      rule,
      expected: alone(`  kubelet: { flags: ["--v=2 ${right}"] }`),
    });
  });

  it.each(['--max-pods=abc', '--max-pods=-1', '--max-pods', '--max-pods=1e2', '--max-pods=3000000000'])(
    'says that the kubelet ends at %s',
    (flag) => {
      expect(messages(alone(`  kubelet: { flags: ["${flag}"] }`))).toEqual([
        expect.stringMatching(/^The kubelet ends at .+ and the node never joins/),
      ]);
    },
  );

  it.each(['--max-pods=20', '--max_pods=20', '--max-pods 20', "--max-pods='20'", '--max-pods=0x14', '--max-pods=20 '])(
    'reads %s as 20, which wins over another number',
    (flag) => {
      expect(messages(alone(`  kubelet: { config: { maxPods: 30 }, flags: ["${flag}"] }`))).toEqual([
        expect.stringContaining('kubelet.config.maxPods 30 has no effect: --max-pods 20 wins'),
      ]);
    },
  );

  it.each([
    '["--max-pods", "20"]',
    '[--v=2, --max-pods, "20"]',
    '["--v=2 --max-pods=20"]',
    '[--max-pods=10, --max-pods=20]',
  ])('reads %s as 20', (flags) => {
    expect(messages(alone(`  kubelet: { config: { maxPods: 30 }, flags: ${flags} }`))[0]).toContain(
      '--max-pods 20 wins',
    );
  });

  it('says which of two flags has no effect', () => {
    check(
      alone(`  kubelet:
    flags:
      - --max-pods=10
#       ^^^^^^^^^^^^^ warning max-pods-conflict: --max-pods 10 has no effect: --max-pods 20 wins
      - --max-pods=20`),
    );
  });

  it.each([
    '["--a max-pods"]',
    '["${EXTRA}"]',
    '["--node-labels=max-pods=20"]',
    '["--max-pods=${PODS}"]',
    '["$FLAG", max-pods]',
    '["--max-pods={max_pods}"]',
    '["--max-pods=MAX_PODS_PLACEHOLDER"]',
    '["--max-pods=((max_pods))"]',
    '["--max-pods=(( max_pods ))"]',
    '["--max-pods=[[max_pods]]"]',
    '["--max-pods=`cat max-pods`"]',
  ])('is silent about %s', (flags) => {
    checkClean(alone(`  kubelet: { config: { maxPods: 30 }, flags: ${flags} }`));
  });

  it.each<[string, (text: string) => string, string]>([
    ['a blank line first', (text) => `\n${text}`, 'no blank line may stand before the headers'],
    [
      'no blank line behind the headers',
      (text) => text.replace('"B"\n\n', '"B"\n'),
      'before --B a blank line is missing',
    ],
    ['another boundary', (text) => text.replace('"B"', '"C"'), 'no line is --C'],
    [
      'a boundary that needs quotes',
      (text) => text.replace('"B"', '//').replaceAll('--B', '--//'),
      'the boundary // needs quotes',
    ],
  ])('says what is wrong with the headers: %s', (_, change, said) => {
    const text = change(mime('application/node.eks.aws', alone('  kubelet: { config: { maxPods: 20 } }')));
    expect(messages(text, 'user-data.txt')).toEqual([expect.stringContaining(said)]);
  });
});

describe('types of a NodeConfig', () => {
  it.each([
    ['config: { maxPods: "110" }', 'The kubelet refuses maxPods "110": it must be an integer from 0 to 2147483647'],
    ['config: { maxPods: 4.5 }', 'The kubelet refuses maxPods 4.5'],
    ['config: { maxPods: -5 }', 'The kubelet refuses maxPods -5'],
    ['config: { maxPods: 99999999999 }', 'The kubelet refuses maxPods 99999999999'],
    ['config: { maxPods: yes }', 'The kubelet refuses maxPods yes'],
    ['config: [maxPods]', 'config must be a mapping'],
    ['flags: "--v=2"', 'flags must be a list'],
    ['flags: [{ v: 2 }]', 'Item 1 of flags must be a string'],
    ['maxPodsExpression: 110', 'maxPodsExpression must be a string'],
    ['maxPodsExpression: true', 'maxPodsExpression must be a string'],
  ])('%s', (kubelet, said) => {
    expect(messages(alone(`  kubelet: { ${kubelet} }`))).toEqual([expect.stringContaining(said)]);
  });

  it.each(['maxPodsExpression: 110', 'flags: [110]', 'config: { maxPods: null }'])(
    'says nothing of %s in a group, which eksctl writes as text',
    (kubelet) => {
      const said = messages(group(`          ${kubelet}`)).filter((each) => !each.includes('m5.large'));
      expect(said).toEqual([]);
    },
  );

  it('are said once in a group', () => {
    for (const kubelet of ['config: { maxPods: "110" }', 'flags: "--v=2"', 'flags: [{ v: 2 }]', 'config: [a]']) {
      expect(messages(group(`          ${kubelet}`)).filter((each) => !each.includes('m5.large'))).toHaveLength(1);
    }
  });
});

describe('node-config-not-read', () => {
  const config = alone('  kubelet: { config: { maxPods: 20 } }');

  it('is silent about documents behind those of another kind, scripts that write one, and cloud-config', () => {
    checkClean(`kind: Secret\napiVersion: v1\n---\n${config}`);
    for (const [type, body] of [
      ['text/x-shellscript', `#!/bin/bash\ncat <<EOF > /etc/eks/nodeadm.d/a.yaml\n${config}EOF\n`],
      [
        'text/cloud-config',
        `#cloud-config\nwrite_files:\n  - path: /etc/eks/nodeadm.d/a.yaml\n    content: |\n${config.replace(/^/gm, '      ')}`,
      ],
    ] as const) {
      expect(messages(mime(type, body), 'user-data.txt')).toEqual([]);
    }
  });

  it.each(['text/plain', 'text/cloud-config', 'text/x-shellscript'])('says the type of a part: %s', (type) => {
    expect(messages(mime(type, config), 'user-data.txt')).toEqual([
      `nodeadm never reads this NodeConfig: its part is of type ${type}, and not application/node.eks.aws`,
    ]);
  });

  it('does not look into what nobody reads', () => {
    const [first, second] = [alone('  kubelet: { config: { maxPods: 20 } }'), alone('  kubelet: { maxPods: 30 }')];
    expect(messages(`${first}---\n${second}`)).toEqual([
      expect.stringContaining('of several documents it reads the first'),
    ]);
    expect(messages(mime('application/node.eks.aws', `${first}---\n${second}`), 'user-data.txt')).toEqual([
      expect.stringContaining('of several documents it reads the first'),
    ]);
  });
});

describe('several NodeConfigs of one text are merged', () => {
  const type = 'application/node.eks.aws';
  const kubelet = (text: string) => alone(`  kubelet: { ${text} }`);

  it.each([
    ['a number decides', [kubelet('config: { maxPods: 30 }'), kubelet('maxPodsExpression: "min(1, 2)"')]],
    ['a flag decides', [kubelet('maxPodsExpression: "min(1, 2)", flags: [--max-pods=20]')]],
    ['a later expression decides', [kubelet('maxPodsExpression: "min(1, 2)"'), kubelet('maxPodsExpression: max_pods')]],
  ])('so that an expression without a value names no number where %s', (_, bodies) => {
    const said = messages(mime(type, ...bodies), 'user-data.txt').filter((each) => each.includes('no value'));
    expect(said).toEqual([
      expect.stringMatching(/^maxPodsExpression has no value: there is no function min(?!.*silently)/),
    ]);
  });

  it('so that an earlier number has no effect', () => {
    const text = mime(type, kubelet('config: { maxPods: 30 }'), kubelet('config: { maxPods: 40 }'));
    expect(messages(text, 'user-data.txt')).toEqual([
      expect.stringContaining('kubelet.config.maxPods 30 has no effect: kubelet.config.maxPods 40 wins'),
    ]);
  });
});

describe('a script is no NodeConfig, whatever it writes into a file', () => {
  const script = `cat <<EOF > /etc/eks/nodeadm.d/max.yaml
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec: { kubelet: { config: { maxPods: 110 } } }
EOF
`;
  const indented = (text: string, width: number) => text.replace(/^(?=.)/gm, ' '.repeat(width));
  const item = (text: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
managedNodeGroups:
  - name: web
    preBootstrapCommands:
      - |
${indented(text, 8)}`;

  it.each([
    ['a command of eksctl', item(script)],
    [
      'a command with options first',
      item(`set -ex\nmkdir -p /etc/eks/nodeadm.d\n${script.replace('cat <<EOF >', "tee <<'EOF'")}`),
    ],
    ['one line', item("echo 'apiVersion: node.eks.aws/v1alpha1, kind: NodeConfig' | tee /tmp/x")],
    [
      'a node class',
      `apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nspec:\n  userData: |\n${indented(`#!/bin/bash\n${script}`, 4)}`,
    ],
    [
      'a ConfigMap',
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  x.sh: |\n${indented(`#!/usr/bin/env bash\n${script}`, 4)}`,
    ],
    [
      'CloudFormation',
      `Resources:\n  T:\n    Properties:\n      UserData:\n        Fn::Base64: |\n${indented(`#!/bin/bash -xe\n${script}`, 10)}`,
    ],
    ['JSON', JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', data: { 'x.sh': `#!/bin/sh\n${script}` } })],
  ])('%s', (_, text) => {
    expect(messages(text).filter((each) => !/m5\.large|VPC CNI|^Karpenter does not see/.test(each))).toEqual([]);
  });
});

function messages(text: string, uri = 'node.yaml'): readonly string[] {
  return lint([{ uri, text }]).findings.map(({ message }) => message);
}
