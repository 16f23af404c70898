import { describe, expect, it } from 'vitest';
import { addon, patch } from '../harness/carriers.js';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';

const rule = 'addon-unsupported-key';
const refused = 'is not a variable of the CNI, so the add-on does not take it';

const file = (values: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    ${values}
`;

describe(rule, () => {
  it('names the variable that is evidently meant and renames it', () => {
    check(
      addon(`AWS_VPC_K8S_CNI_EXTERNAL_SNAT: "true"
# 8..37 warning ${rule}: AWS_VPC_K8S_CNI_EXTERNAL_SNAT ${refused}: did you mean AWS_VPC_K8S_CNI_EXTERNALSNAT?`),
    );
    checkFix(addon('AWS_VPC_K8S_CNI_EXTERNAL_SNAT: "true"'), {
      rule,
      title: 'Rename AWS_VPC_K8S_CNI_EXTERNAL_SNAT to AWS_VPC_K8S_CNI_EXTERNALSNAT',
      expected: addon('AWS_VPC_K8S_CNI_EXTERNALSNAT: "true"'),
    });
  });

  it.each([
    [
      'v1.12.0-eksbuild.1',
      [
        'POD_SECURITY_GROUP_ENFORCING_MODE cannot be set under env of the add-on: the schema of this version does not have it yet',
      ],
    ],
    ['v1.15.1-eksbuild.1', []],
    ['latest', []],
  ])('knows of version %s whether its schema has the mode of security groups for pods', (version, expected) => {
    const values = `version: ${version}\n    configurationValues: '{"env": {"ENABLE_POD_ENI": "true", "POD_SECURITY_GROUP_ENFORCING_MODE": "standard"}}'`;
    const found = findings([{ path: 'cluster.yaml', text: file(values) }]).filter((each) => each.rule === rule);
    expect(found.map(({ message }) => message)).toEqual(expected);
  });

  it.each([
    [`configurationValues: '{"env": {"MAX_ENIS": "3"}}'`, `configurationValues: '{"env": {"MAX_ENI": "3"}}'`],
    [
      'configurationValues: "{\\"env\\": {\\"MAX_ENIS\\": \\"3\\"}}"',
      'configurationValues: "{\\"env\\": {\\"MAX_ENI\\": \\"3\\"}}"',
    ],
    [
      'configurationValues: |\n      { "env": { "MAX_ENIS": "3" } }',
      'configurationValues: |\n      { "env": { "MAX_ENI": "3" } }',
    ],
  ])('renames within %s', (written, expected) => {
    checkFix(file(written), { rule, expected: file(expected) });
  });

  it('reports every name that the schema does not have', () => {
    check(addon(`GOMAXPROCS: "2"\n# 8..18 warning ${rule}: GOMAXPROCS ${refused}`));
    check(
      addon(`AWS_REGION: eu-west-1
# 8..18 warning ${rule}: AWS_REGION cannot be set under env of the add-on: its schema does not have it`),
    );
    check(
      addon(`USE_CLOUDWATCH: "yes"
# 8..22 warning ${rule}: USE_CLOUDWATCH cannot be set under env of the add-on: it is a variable of cni-metrics-helper`),
    );
  });

  it('is an error for what is known not to be settable', () => {
    check(
      addon(`ENABLE_IPv4: "true"
# 8..19 error ${rule}: ENABLE_IPv4 cannot be set under env of the add-on: EKS sets it by the IP family of the cluster
CLUSTER_NAME: shop
# 8..20 error ${rule}: CLUSTER_NAME cannot be set under env of the add-on: EKS refuses a configuration with keys`),
    );
  });

  it('lets newer variables and newer keys pass', () => {
    const newer = ['POD_MTU: "1400"', 'ENABLE_SUBNET_DISCOVERY: "true"', 'ENABLE_MULTI_NIC: "false"'];
    checkClean(addon(newer.join('\n')));
    checkClean(file('configurationValues: \'{"podLabels": {}, "cniConfig": {}, "branchENICooldown": 60}\''));
  });

  it('moves DISABLE_TCP_EARLY_DEMUX to the init container', () => {
    const demux = 'DISABLE_TCP_EARLY_DEMUX: "true"';
    const snat = 'AWS_VPC_K8S_CNI_EXTERNALSNAT: "true"';
    check(
      addon(`${demux}
# 8..31 error ${rule}: DISABLE_TCP_EARLY_DEMUX cannot be set under env of the add-on: its schema has it under init.env`),
    );
    const block = (text: string) => file(`configurationValues: |-\n      ${text.replaceAll('\n', '\n      ')}`);
    checkFix(block(`env:\n  ${snat}\n  ${demux}`), {
      rule,
      title: 'Move DISABLE_TCP_EARLY_DEMUX to init.env',
      expected: block(`init:\n  env:\n    ${demux}\nenv:\n  ${snat}`),
    });
    checkFix(block(`env:\n  ${demux}\n  ${snat}\ninit:\n  env: {}`), {
      rule,
      expected: block(`env:\n  ${snat}\ninit:\n  env: {${demux}}`),
    });
    checkFix(file(`configurationValues: '{"env": {"DISABLE_TCP_EARLY_DEMUX": "true"}}'`), {
      rule,
      expected: file(`configurationValues: '{"env": {}, "init": {"env": {"DISABLE_TCP_EARLY_DEMUX": "true"}}}'`),
    });
  });

  it('removes it where the init container has its own value', () => {
    const values = (env: string) =>
      `configurationValues: '{"env": {${env}}, "init": {"env": {"DISABLE_TCP_EARLY_DEMUX": "true"}}}'`;
    checkFix(file(values('"DISABLE_TCP_EARLY_DEMUX": "true"')), {
      rule,
      title: 'Remove',
      expected: file(values('')),
    });
  });

  it('reports keys at the top level that no version has', () => {
    check(
      file(`configurationValues: '{"enablePrefixDelegation": true}'
#                          ^^^^^^^^^^^^^^^^^^^^^^^^ warning ${rule}: enablePrefixDelegation is no key of the add-on: the variable ENABLE_PREFIX_DELEGATION under env does that`),
    );
    check(
      file(`configurationValues: '{"enableNetworkpolicy": "true"}'
#                          ^^^^^^^^^^^^^^^^^^^^^ warning ${rule}: enableNetworkpolicy is no key of the add-on, and EKS refuses all of it: did you mean enableNetworkPolicy?`),
    );
    checkFix(file(`configurationValues: '{"enableNetworkpolicy": "true"}'`), {
      rule,
      expected: file(`configurationValues: '{"enableNetworkPolicy": "true"}'`),
    });
  });

  it('says what became of a comment that is none', () => {
    check(
      file(`configurationValues: '{ // three ENIs "env": {"MAX_ENI": "3"} }'
#                           ^^^^^^^^^^^^^^^^^^^ warning ${rule}: // begins no comment here, so this line becomes a part of a key: remove it, or write # where the text is YAML`),
    );
  });

  it('is all that is said where a key may be meant for the setting that is missing', () => {
    check(`${addon('MAX_ENI: "3"')}      enablePrefixDelegation: "true"
#     ^^^^^^^^^^^^^^^^^^^^^^ warning ${rule}: enablePrefixDelegation is no key of the add-on: the variable ENABLE_PREFIX_DELEGATION under env does that
nodeGroups:
  - { name: web, instanceType: m5.2xlarge, maxPodsPerNode: 110 }
`);
  });

  it('does not rename where the other name is written, not settable, or would be misread', () => {
    const max = 'MAX_ENI: "4"';
    checkFix(addon(`MAX_ENIS: "3"\n${max}`), { rule, title: 'Remove MAX_ENIS', expected: addon(max) });
    checkFix(addon(`ENABLE_IPV6: "false"\n${max}`), { rule, title: 'Remove', expected: addon(max) });
    checkFix(addon('MAX_ENIS: "all"\nENABLE_POD_ENI: "false"'), {
      rule,
      title: 'Remove',
      expected: addon('ENABLE_POD_ENI: "false"'),
    });
  });

  it('is silent about templates, other add-ons and other carriers', () => {
    checkClean(addon('MAX_ENIS: ${MAX_ENIS}'));
    checkClean(
      file('configurationValues: \'{"env": {}}\'').replace('vpc-cni', 'coredns').replace('env', 'replicaCount'),
    );
    check(patch('- { name: AWS_REGION, value: eu-west-1 }\n- { name: CLUSTER_NAME, value: shop }'), { only: rule });
  });

  it.each([
    ['image: { tag: v1.18.6 }', 'image'],
    ['init: { image: { pullPolicy: Always } }', 'init.image'],
    ['nodeAgent: { image: {} }', 'nodeAgent.image'],
    ['resources: { request: {} }', 'resources.request'],
    ['resources: { limits: { gpu: "1" } }', 'resources.limits.gpu'],
    [
      'eniConfig: { create: false, region: eu-west-1, zones: {}, subnets: { eu-west-1a: { id: subnet-0123456789abcdef0 } } }',
      'eniConfig.zones',
    ],
  ])('reports what no schema has: %s', (values, key) => {
    const found = findings([{ path: 'a.yaml', text: file(`configurationValues: '{ ${values} }'`) }]);
    expect(found.map((each) => `${each.rule} ${each.message.split(' ')[0]}`)).toEqual([`${rule} ${key}`]);
  });

  it('goes by the published schema where the version is of it', () => {
    const text = (version: string) =>
      file(`version: ${version}\n    configurationValues: '{"podLabels": {}, "branchENICooldown": 60}'`);
    expect(
      findings([{ path: 'a.yaml', text: text('v1.15.1-eksbuild.1') }]).map(({ message }) => message.split(' ')[0]),
    ).toEqual(['podLabels', 'branchENICooldown']);
    checkClean(text('v1.20.4-eksbuild.1'));
  });

  it('writes what a key was meant for in its place', () => {
    const block = (text: string) => file(`configurationValues: |-\n      ${text.replaceAll('\n', '\n      ')}`);
    checkFix(
      block(
        'VpcCni:\n  properties:\n    enableNetworkPolicy: "true"\n    nodeAgent:\n      enablePolicyEventLogs: "true"',
      ),
      {
        rule,
        expected: block('enableNetworkPolicy: "true"\nnodeAgent:\n  enablePolicyEventLogs: "true"'),
      },
    );
    checkFix(block('VpcCni:\n  properties:\n    tolerations: []\n    affinity: { nodeAffinity: { required: [{}] } }'), {
      rule,
      expected: block('tolerations: []\naffinity:\n  nodeAffinity:\n    required:\n      - {}'),
    });
    checkFix(block('InitEnv:\n  DISABLE_TCP_EARLY_DEMUX: "true"'), {
      rule,
      expected: block('init:\n  env:\n    DISABLE_TCP_EARLY_DEMUX: "true"'),
    });
    checkFix(block('env:\n  MAX_ENI: "3"\n  enable-windows-ipam: "true"'), {
      rule,
      expected: block('env:\n  MAX_ENI: "3"\nenableWindowsIpam: "true"'),
    });
  });

  it('leaves nothing behind when it is repaired', () => {
    checkAllFixes(addon('MAX_ENIS: "3"\nENABLE_PREFIX_ASSIGNMENT: "false"\nMAX_PODS: "20"'));
  });
});

describe('one word of what the add-on refuses', () => {
  const said = (values: string, version: string) =>
    findings([
      {
        path: 'cluster.yaml',
        text: `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2 }\naddons: [{ name: vpc-cni, version: ${version}, configurationValues: '${values}' }]\n`,
      },
    ]).map(({ rule, message }) => `${rule}: ${message}`);

  it('where its version ignores the variable too', () => {
    expect(said('{"env":{"POD_SECURITY_GROUP_ENFORCING_MODE":"standard"}}', 'v1.9.0-eksbuild.1')).toEqual([
      expect.stringContaining('addon-unsupported-key: POD_SECURITY_GROUP_ENFORCING_MODE cannot be set'),
    ]);
    expect(said('{"env":{"POD_MTU":"1400"}}', 'v1.11.4-eksbuild.1')).toEqual([
      expect.stringContaining('variable-too-new: POD_MTU is read since version 1.16.4'),
    ]);
  });

  it('speaks of images only where the key is about images', () => {
    expect(said('{"image":{}}', 'latest')[0]).toContain('EKS chooses the images itself');
    for (const key of ['serviceAccount', 'nameOverride'])
      expect(said(`{"${key}":{}}`, 'latest')[0]).not.toContain('images');
  });
});
