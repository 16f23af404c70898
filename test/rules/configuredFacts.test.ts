import { describe, expect, it } from 'vitest';
import { checkClean, findings } from '../harness/check.js';
import { checkHover } from '../harness/features.js';
import { parseFixture } from '../harness/fixture.js';

const config = (facts: string) => `# file: eni-lens.yaml
clusters:
  - name: shop
    files: ["*"]
${facts.replace(/^(?=.)/gm, '    ')}
# file: shop.yaml
`;
const cluster = (groups: string, addon = '{ name: vpc-cni }') => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: us-west-2 }
addons: [${addon}]
${groups}`;
const found = (fixture: string, rule: string) =>
  findings(parseFixture(fixture).files).filter((finding) => finding.rule === rule);

describe('the version of the CNI', () => {
  it('decides which variables it knows', () => {
    // IP_COOLDOWN_PERIOD came with v1.15.0.
    const addon = `{ name: vpc-cni, configurationValues: '{"env": {"IP_COOLDOWN_PERIOD": "40"}}' }`;
    expect(found(config('cniVersion: v1.14.0') + cluster('', addon), 'variable-too-new')).toHaveLength(1);
    expect(found(config('cniVersion: v1.15.0') + cluster('', addon), 'variable-too-new')).toEqual([]);
  });
});

describe('limits of instance types', () => {
  const groups = 'managedNodeGroups: [{ name: web, instanceType: m99.large, maxPodsPerNode: 20 }]\n';
  const addon = `{ name: vpc-cni, configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "false"}}' }`;
  const types = (ipv4PerEni: number) => `# file: eni-lens.yaml
instanceTypes: { m99.large: { enis: 2, ipv4PerEni: ${ipv4PerEni} } }
# file: shop.yaml
`;

  it('make a type known, and count in its capacity', () => {
    expect(found(cluster(groups, addon), 'unknown-instance-type')).toHaveLength(1);
    expect(found(types(10) + cluster(groups, addon), 'unknown-instance-type')).toEqual([]);
    // 2 ENIs × (10 − 1) + 2 = 20 pods; with 9 addresses 18.
    expect(found(types(10) + cluster(groups, addon), 'max-pods-above-capacity')).toEqual([]);
    expect(found(types(9) + cluster(groups, addon), 'max-pods-above-capacity')).toHaveLength(1);
  });
});

const subnets = `subnets:
  - { id: subnet-0123456789abcdef0, cidr: 10.0.0.0/26, zone: us-west-2a }
  - { id: subnet-0123456789abcdef1, cidr: 10.0.0.64/26, zone: us-west-2b, freeAddresses: 39 }
`;
const refs = 'subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]';

// Per m5.large: 20 addresses with one pod, 30 full. A /26 has 64 − 5 = 59, and of the second 39 are free.
/** The subnets stand in the config file, the add-on in the manifest. */
const by = ' (by the settings in shop.yaml)';

describe('subnets and numbers of nodes', () => {
  const group = (more: string) => `nodeGroups: [{ name: web, instanceType: m5.large, ${refs}, ${more} }]\n`;
  const texts = (facts: string, groups: string) =>
    found(config(subnets + facts) + cluster(groups), 'subnet-too-small').map(({ message }) => message);

  it('count where no manifest says them', () => {
    expect(texts('', group('maxSize: 2'))).toEqual([]);
    // Two nodes per zone.
    expect(texts('', group('maxSize: 4'))).toEqual([
      `10.0.0.0/26 has 59 addresses: 2 nodes full of pods take 60${by}`,
      `10.0.0.64/26 has 39 free addresses: 2 nodes with one pod each take 40${by}`,
    ]);
  });

  it('count instead of the sizes in the manifest, the most nodes before the usual number', () => {
    expect(texts('nodeGroups: [{ name: web, nodes: 2 }]', group('minSize: 1, maxSize: 40'))).toEqual([]);
    const most = texts('nodeGroups: [{ name: web, nodes: 2, maxNodes: 6 }]', group('maxSize: 2'));
    expect(most[0]).toBe(`10.0.0.0/26 has 59 addresses: 3 nodes with one pod each take 60${by}`);
  });

  it('are multiplied by the pods that are expected on a node', () => {
    // 12 pods need two ENIs and a spare one: all 30 addresses.
    expect(texts('expectedPodsPerNode: 12', group('maxSize: 4'))[0]).toBe(
      `10.0.0.0/26 has 59 addresses: 2 nodes with 12 pods each take 60${by}`,
    );
  });

  it('are shown by hovers, with where they stand', () => {
    const facts = `${subnets}expectedPodsPerNode: 12\nnodeGroups: [{ name: web, nodes: 2, maxNodes: 4 }]`;
    checkHover(config(facts) + cluster(group('maxSize: 1').replace('name: web', 'name: w$0eb')), [
      '2–4 nodes',
      'most nodes, 12 pods each | 4 | 30',
      'eni-lens.yaml:8',
      'eni-lens.yaml:7',
    ]);
  });
});

describe('a node group', () => {
  const addon = `{ name: vpc-cni, configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "false"}}' }`;
  const launched = 'managedNodeGroups: [{ name: web, launchTemplate: { id: lt-0123456789abcdef0 } }]\n';
  const facts = (more: string) => config(`nodeGroups:\n  - { name: web, ${more} }`);

  it('has the types and max pods a launch template hides, and what is wrong with them is said there', () => {
    const fixture = facts('instanceTypes: [m5.large], maxPods: 110') + cluster(launched, addon);
    const [wrong] = found(fixture, 'max-pods-above-capacity');
    expect(wrong).toMatchObject({ uri: 'eni-lens.yaml', range: { start: { line: 4, character: 57 } } });
    expect(wrong?.message).toContain('the 29 pods m5.large can serve');
    // Another number in the config file would repair nothing.
    expect(wrong?.fixes.flatMap(({ edits }) => edits.map(({ uri }) => uri))).toEqual(['shop.yaml']);
    checkClean(facts('instanceTypes: [m5.large], maxPods: 29') + cluster(launched, addon));
  });

  it('keeps the types and max pods of its manifest', () => {
    const written = 'nodeGroups: [{ name: web, instanceType: m5.large, maxPodsPerNode: 110 }]\n';
    const [wrong] = found(
      facts('instanceTypes: [m5.xlarge], maxPods: 58') + cluster(written, addon),
      'max-pods-above-capacity',
    );
    expect(wrong).toMatchObject({ uri: 'shop.yaml' });
  });

  it('can be one that no manifest has, of which nothing but what is said is taken to be so', () => {
    const made = (maxPods: number) =>
      config(
        `${subnets}nodeGroups:\n  - { name: terraform, nodes: 4, instanceTypes: [m5.large], maxPods: ${maxPods}, ${refs} }`,
      );
    const rules = findings(parseFixture(made(110) + cluster('', addon)).files).map(({ rule, uri }) => `${uri} ${rule}`);
    expect(rules).toEqual([
      'eni-lens.yaml subnet-too-small',
      'eni-lens.yaml subnet-too-small',
      'eni-lens.yaml max-pods-above-capacity',
    ]);
    checkClean(config('nodeGroups: [{ name: terraform }]') + cluster('', addon));
  });
});
