import { describe, expect, it } from 'vitest';
import { knownValue } from '../../server/model/fact.js';
import { item, manifest } from '../harness/carriers.js';
import { findings } from '../harness/check.js';
import { clusters } from '../harness/read.js';

const declared = (name: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: ${name}, region: eu-west-1 }
addons: [{ name: vpc-cni }]
managedNodeGroups: [{ name: g, instanceType: m5.large }]
`;
const eniConfig = (name: string, subnet = 'subnet-0123456789abcdef0') => `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: ${name} }
spec: { subnet: ${subnet} }
`;

/** Every cluster as `name: ENIConfigs (possible ENIConfigs)`. */
function joined(fixture: string): readonly string[] {
  return clusters(fixture).map(({ declaration, eniConfigs, possibleEniConfigs }) => {
    const names = (all: typeof eniConfigs) => all.map(({ name }) => knownValue(name)).join(' ');
    const possible = possibleEniConfigs.length > 0 ? ` (${names(possibleEniConfigs)})` : '';
    return `${declaration ? knownValue(declaration.name) : '-'}: ${names(eniConfigs)}${possible}`;
  });
}

describe('a document belongs to', () => {
  it('the cluster the config file assigns its file to', () => {
    const fixture = `# file: eni-lens.yaml
clusters:
  - name: one
    files: [a/, shared/one.yaml]
# file: a/cluster.yaml
${declared('a')}# file: b/cluster.yaml
${declared('b')}# file: shared/one.yaml
${eniConfig('x')}# file: b/eni.yaml
${eniConfig('y')}`;
    expect(joined(fixture)).toEqual(['a: x', 'b: y']);
  });

  it('the cluster declared in its file', () => {
    expect(joined(`# file: a.yaml\n${declared('a')}---\n${eniConfig('x')}# file: b.yaml\n${declared('b')}`)).toEqual([
      'a: x',
      'b: ',
    ]);
  });

  it('each of two clusters declared in its file, possibly', () => {
    expect(joined(`# file: a.yaml\n${declared('a')}---\n${declared('b')}---\n${eniConfig('x')}`)).toEqual([
      'a:  (x)',
      'b:  (x)',
      '-: x',
    ]);
  });

  it('the only cluster declared in the nearest enclosing folder', () => {
    const fixture = `# file: cluster.yaml\n${declared('top')}# file: prod/cluster.yaml\n${declared('prod')}# file: prod/network/eni.yaml\n${eniConfig('x')}`;
    expect(joined(fixture)).toEqual(['top: ', 'prod: x']);
  });

  it('each cluster of a folder that declares several, possibly', () => {
    const fixture = `# file: a.yaml\n${declared('a')}# file: b.yaml\n${declared('b')}# file: eni.yaml\n${eniConfig('x')}`;
    expect(joined(fixture)).toEqual(['a:  (x)', 'b:  (x)', '-: x']);
  });

  it("the workspace's only cluster, wherever that is declared", () => {
    expect(
      joined(`# file: eksctl/cluster.yaml\n${declared('a')}# file: manifests/eni.yaml\n${eniConfig('x')}`),
    ).toEqual(['a: x']);
  });

  it('a cluster of its own folder where nothing is declared', () => {
    expect(
      joined(
        `# file: a/x.yaml\n${eniConfig('x')}# file: a/y.yaml\n${eniConfig('y')}# file: b/z.yaml\n${eniConfig('z')}`,
      ),
    ).toEqual(['-: x y', '-: z']);
  });
});

describe('a copy of the DaemonSet as it is released', () => {
  const group = 'nodeGroups: [{ name: g, instanceType: m5.large, maxPodsPerNode: 110 }]\n';
  const cluster = `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\n`;
  const released = manifest(`${item('ENABLE_IPv4', 'true')}\n${item('ENABLE_PREFIX_DELEGATION', 'false')}`);
  const changed = manifest(`${item('ENABLE_IPv4', 'true')}\n${item('AWS_VPC_K8S_CNI_EXTERNALSNAT', 'true')}`);
  const found = (where: string, text: string, own = group) =>
    findings([
      { path: 'eksctl/cluster.yaml', text: cluster + own },
      { path: `${where}/aws-k8s-cni.yaml`, text },
    ]).map(({ uri, rule }) => `${uri}: ${rule}`);

  it('says nothing about a cluster of another folder', () => {
    const alone = findings([{ path: 'eksctl/cluster.yaml', text: cluster + group }]);
    expect(alone.map(({ message }) => message)).toEqual([expect.stringContaining('as eksctl installs it')]);
    const beside = (where: string) =>
      findings([
        { path: 'eksctl/cluster.yaml', text: cluster + group },
        { path: `${where}/aws-k8s-cni.yaml`, text: released },
      ]);
    expect(beside('vendor')).toEqual(alone);
    expect(beside('eksctl/vendor')).toEqual(alone);
    const addon = 'addons: [{ name: vpc-cni, configurationValues: \'{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}\' }]\n';
    expect(found('vendor', released, addon)).toEqual([]);
  });

  it('says something about the cluster of its folder, and a changed one about the only cluster there is', () => {
    // m5.large without prefixes: 3 x (10 - 1) + 2 = 29, below 110.
    expect(found('eksctl', released)).toEqual(['eksctl/cluster.yaml: max-pods-above-capacity']);
    expect(found('network', changed)).toEqual(['eksctl/cluster.yaml: max-pods-above-capacity']);
  });
});

describe('documents that contradict each other are not joined', () => {
  it('ENIConfigs of one name with different subnets', () => {
    const fixture = `# file: cluster.yaml\n${declared('a')}# file: blue/eni.yaml\n${eniConfig('x')}# file: green/eni.yaml\n${eniConfig('x', 'subnet-0123456789abcdef1')}`;
    expect(joined(fixture)).toEqual(['a:  (x x)', '-: x', '-: x']);
  });

  it('whole DaemonSets, also in one file', () => {
    const daemonSet = (tag: string) => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node }
spec:
  selector: {}
  template:
    spec:
      containers:
        - name: aws-node
          image: example/amazon-k8s-cni:${tag}
          env: [{ name: MY_NODE_NAME, value: x }]
`;
    const fixture = `# file: all.yaml\n${daemonSet('v1.16.4')}---\n${daemonSet('v1.20.4')}# file: cluster.yaml\n${declared('a')}`;
    expect(clusters(fixture).map(({ settings }) => settings.length)).toEqual([1, 1, 1]);
    expect(new Set(clusters(fixture).map(({ key }) => key)).size).toBe(3);
  });

  it('two declarations of one name', () => {
    expect(joined(`# file: a.yaml\n${declared('same')}# file: b.yaml\n${declared('same')}`)).toEqual([
      'same: ',
      'same: ',
    ]);
  });
});

describe('a cluster is wholly visible', () => {
  const visible = (fixture: string) => clusters(fixture).map(({ whollyVisible }) => whollyVisible);

  it('when one file holds carrier, groups and ENIConfigs', () => {
    expect(visible(`${declared('a')}---\n${eniConfig('x')}`)).toEqual([true]);
  });

  it('when the config file names its files', () => {
    const config = '# file: eni-lens.yaml\nclusters: [{ name: a, files: [a/] }]\n';
    expect(visible(`${config}# file: a/cluster.yaml\n${declared('a')}# file: a/eni.yaml\n${eniConfig('x')}`)).toEqual([
      true,
    ]);
  });

  it('but not over files nobody joined', () => {
    expect(visible(`# file: a/cluster.yaml\n${declared('a')}# file: a/eni.yaml\n${eniConfig('x')}`)).toEqual([false]);
  });

  it('but not when a part is missing', () => {
    expect(visible(declared('a'))).toEqual([false]);
  });

  it('but not while an ENIConfig is being written', () => {
    const begun = eniConfig('y').replace(/spec.*\n/, '');
    expect(visible(`${declared('a')}---\n${eniConfig('x')}---\n${begun}`)).toEqual([false]);
    expect(visible(`${declared('a')}---\n${eniConfig('x')}---\n${begun.replace(' name: y ', ' ')}`)).toEqual([false]);
  });

  it('but not when a part does not parse, or is templated', () => {
    expect(visible(`${declared('a')}---\n${eniConfig('x')}---\nkind: ENIConfig\nspec: { subnet: [\n`)).toEqual([false]);
    expect(visible(`${declared('a')}---\n${eniConfig('"${NAME}"')}`)).toEqual([false]);
    expect(visible(`${declared('a')}addonsConfig: \${X}\n$KEY: y\n---\n${eniConfig('x')}`)).toEqual([false]);
  });
});

it('tells clusters of one name apart by the files that declare them, where another file may belong to either', () => {
  const shop = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\n';
  const config =
    'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: a }\nspec: { subnet: subnet-0123456789abcdef0 }\n';
  const joined = clusters(
    `# file: east/cluster.yaml\n${shop}# file: west/cluster.yaml\n${shop}# file: k/a.yaml\n${config}`,
  );
  expect(joined.map(({ mayBelongTo }) => mayBelongTo?.names)).toEqual([
    undefined,
    undefined,
    ['shop (east/cluster.yaml)', 'shop (west/cluster.yaml)'],
  ]);
});
