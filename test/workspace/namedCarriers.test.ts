import { describe, expect, it } from 'vitest';
import { clusterName } from '../../server/model/clusterName.js';
import { knownValue } from '../../server/model/fact.js';
import { check } from '../harness/check.js';
import { clusters } from '../harness/read.js';

/*
 * Carriers that say of which cluster they are: a command's `--cluster-name`, the cluster of an add-on. They are of that cluster wherever they lie,
 * and of no other; and one cluster may be declared in several files.
 */

const cluster = (name: string, rest = '', more = '') => `# file: ${name}/cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: ${name}, region: eu-west-1 }
${more}managedNodeGroups:
  - name: web
    instanceType: m5.large
    maxPodsPerNode: 110${rest}
`;

// m5.large without prefixes: 3 ENIs × (10 − 1) + 2 = 29.
const tooHigh =
  '\n#                   ^^^ warning max-pods-above-capacity: maxPodsPerNode 110 is above the 29 pods m5.large can serve';

const values = (on: boolean) => `{"env":{"ENABLE_PREFIX_DELEGATION":"${on}"}}`;

const setEnv = (on: boolean) => `kubectl set env daemonset aws-node -n kube-system ENABLE_PREFIX_DELEGATION=${on}\n`;

/** Carriers of a setting, which each name the cluster. */
const carriers: Readonly<Record<string, (name: string, on: boolean) => string>> = {
  'a command of the AWS CLI': (name, on) =>
    `# file: scripts/${name}.sh\naws eks update-addon --cluster-name ${name} --addon-name vpc-cni --configuration-values '${values(on)}'\n`,
  'kubectl behind update-kubeconfig': (name, on) =>
    `# file: scripts/${name}.sh\naws eks update-kubeconfig --region eu-west-1 --name ${name}\n${setEnv(on)}`,
  'kubectl behind an alias': (name, on) =>
    `# file: scripts/${name}.sh\naws eks update-kubeconfig --name ${name} --alias live\naws eks update-kubeconfig --name spare --alias spare\nkubectl config use-context live\n${setEnv(on)}`,
  'kubectl in the context of the AWS CLI': (name, on) =>
    `# file: scripts/${name}.sh\nkubectl config use-context arn:aws:eks:eu-west-1:111122223333:cluster/${name}\n${setEnv(on)}`,
  'kubectl in the context of eksctl': (name, on) =>
    `# file: scripts/${name}.sh\n${setEnv(on).trimEnd()} --context admin@${name}.eu-west-1.eksctl.io\n`,
  'an add-on of ACK': (name, on) => `# file: ack/${name}.yaml
apiVersion: eks.services.k8s.aws/v1alpha1
kind: Addon
metadata: { name: ${name}-cni }
spec: { name: vpc-cni, clusterName: ${name}, configurationValues: '${values(on)}' }
`,
  'an add-on of Crossplane': (name, on) => `# file: crossplane/${name}.yaml
apiVersion: eks.aws.upbound.io/v1beta1
kind: Addon
metadata: { name: ${name}-cni }
spec: { forProvider: { region: eu-west-1, addonName: vpc-cni, clusterName: ${name}, configurationValues: '${values(on)}' } }
`,
  'an add-on of Terraform': (name, on) => `# file: terraform/${name}/cni.tf
resource "aws_eks_addon" "cni" {
  cluster_name         = "${name}"
  addon_name           = "vpc-cni"
  configuration_values = jsonencode({ env = { ENABLE_PREFIX_DELEGATION = "${on}" } })
}
`,
  'an add-on of CloudFormation': (name, on) => `# file: templates/${name}.yaml
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Cni:
    Type: AWS::EKS::Addon
    Properties: { AddonName: vpc-cni, ClusterName: ${name}, ConfigurationValues: '${values(on)}' }
`,
};

/** Every cluster as `name: settings (possible settings)`. */
function joined(fixture: string): readonly string[] {
  return clusters(fixture).map(
    ({ declaration, settings, possibleSettings }) =>
      `${declaration ? knownValue(declaration.name) : '-'}: ${settings.length} (${possibleSettings.length})`,
  );
}

describe.each(Object.entries(carriers))('%s', (_, carrier) => {
  it('is of the cluster it names, in whatever folder', () => {
    const fixture = cluster('a') + cluster('b', tooHigh) + carrier('a', true) + carrier('b', false);
    expect(joined(fixture)).toEqual(['a: 1 (0)', 'b: 1 (0)']);
    check(fixture, { only: 'max-pods-above-capacity' });
  });

  it('is not of the only cluster there is where it names another, and keeps silent what rests on something missing', () => {
    for (const on of [true, false]) {
      const fixture = cluster('a') + carrier('dev', on);
      expect(joined(fixture)).toEqual(['a: 0 (1)', '-: 1 (0)']);
      check(fixture, { only: 'max-pods-above-capacity' });
    }
  });

  it('is of a cluster whose name is not seen, where there is no other', () => {
    expect(joined(cluster('a').replace('name: a', 'name: "$CLUSTER"') + carrier('dev', true))).toEqual([
      expect.stringMatching(/: 1 \(0\)$/),
    ]);
  });

  it('is of one of two clusters, and possibly of the other, where the name of one is not seen', () => {
    const open = cluster('a').replace('name: a', 'name: "$CLUSTER"');
    expect(joined(open + cluster('b') + carrier('dev', true)).at(-1)).toBe('-: 1 (0)');
    expect(joined(open + cluster('b') + carrier('b', true)).at(-1)).toBe('b: 1 (0)');
  });
});

it('keeps apart what names two clusters that nobody declares', () => {
  const command = carriers['a command of the AWS CLI'] ?? (() => '');
  expect(joined(command('a', true) + command('b', false))).toEqual(['-: 1 (0)', '-: 1 (0)']);
});

it('names the cluster of its own folder where two have the name', () => {
  const regions = ['east', 'west'].map((region) => cluster('shop').replaceAll('shop/', `${region}/`)).join('');
  const command = (carriers['a command of the AWS CLI']?.('shop', true) ?? '').replace('scripts/', 'west/');
  expect(joined(regions + command)).toEqual(['shop: 0 (1)', 'shop: 1 (0)']);
});

describe('a cluster that two files declare', () => {
  const addons = (region: string) => `# file: addons.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: ${region} }
addons: [{ name: vpc-cni, configurationValues: '${values(true)}' }]
`;

  it('lacks nothing in the one that the other has', () => {
    check(addons('eu-west-1') + cluster('shop'));
  });

  it('is another cluster in another region', () => {
    expect(joined(addons('eu-west-1') + cluster('shop'))).toEqual(['shop: 1 (0)', 'shop: 0 (1)']);
    expect(joined(addons('us-east-1') + cluster('shop'))).toEqual(['shop: 1 (0)', 'shop: 0 (0)']);
  });
});

/** Groups of nodes, which each name their cluster. */
const groups: Readonly<Record<string, (name: string) => string>> = {
  'a command of eksctl': (name) =>
    `# file: scripts/${name}.sh\neksctl create nodegroup --cluster ${name} --name more --node-type m5.large\n`,
  'a group of ACK': (name) => `# file: ack/${name}.yaml
apiVersion: eks.services.k8s.aws/v1alpha1
kind: Nodegroup
metadata: { name: more }
spec: { name: more, clusterName: ${name}, instanceTypes: [m5.large] }
`,
  'a group of CloudFormation': (name) => `# file: templates/${name}.yaml
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  More:
    Type: AWS::EKS::Nodegroup
    Properties: { ClusterName: ${name}, InstanceTypes: [m5.large] }
`,
  'a group of Terraform': (name) => `# file: terraform/${name}/more.tf
resource "aws_eks_node_group" "more" {
  cluster_name   = "${name}"
  instance_types = ["m5.large"]
}
`,
};

/** Every cluster as `name: groups`. */
function withGroups(fixture: string): readonly string[] {
  return clusters(fixture).map(
    ({ declaration, nodeGroups }) => `${declaration ? knownValue(declaration.name) : '-'}: ${nodeGroups.length}`,
  );
}

describe.each(Object.entries(groups))('%s', (_, group) => {
  it('is of the cluster it names beside another', () => {
    expect(withGroups(cluster('a') + cluster('b') + group('b'))).toEqual(['a: 1', 'b: 2']);
    expect(withGroups(cluster('a') + cluster('b') + group('a') + group('b'))).toEqual(['a: 2', 'b: 2']);
  });

  it('is not of the only cluster there is where it names another', () => {
    expect(withGroups(cluster('a') + group('dev'))).toEqual(['a: 1', '-: 1']);
  });
});

it('gives a cluster that no file declares its name, where all agree on one', () => {
  const names = (fixture: string) => clusters(fixture).map(clusterName);
  const [command = () => ''] = Object.values(carriers);
  const [group = () => ''] = Object.values(groups);
  expect(names(command('shop', true) + group('shop'))).toEqual(['shop']);
  expect(
    names(`${command('a', true)}# file: scripts/other.sh\nkubectl set env ds/aws-node -n kube-system MAX_ENI=3\n`),
  ).toEqual(['a']);
  expect(names('# file: a.sh\nkubectl set env ds/aws-node -n kube-system MAX_ENI=3\n')).toEqual([undefined]);
});

describe('a carrier that names no cluster, beside one that is only named', () => {
  /** The cluster `a`, with the values `own` of its add-on if any; a command that names a cluster; a patch of aws-node that names none. */
  const place = (named: string, folders: { patch: string; naming?: string }, own = '') => {
    const addons = own && `addons: [{ name: vpc-cni, configurationValues: '${own}' }]\n`;
    return `${cluster('a', '', addons)}# file: ${folders.naming ?? 'a/'}more.sh
eksctl create nodegroup --cluster ${named} --name more --node-type m5.large
# file: ${folders.patch}patch.yaml
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: ENABLE_PREFIX_DELEGATION, value: "true" }] }] } } }
`;
  };

  it('is only possible where the other is named in the folder, between the two, or anywhere where no folder tells', () => {
    expect(joined(place('b', { patch: 'a/' }))).toEqual(['a: 0 (1)', '-: 0 (0)', '-: 1 (0)']);
    expect(joined(place('b', { patch: 'a/x/', naming: 'a/x/' }))).toEqual(['a: 0 (1)', '-: 1 (0)']);
    expect(joined(place('b', { patch: 'x/', naming: 'y/' }))).toEqual(['a: 0 (1)', '-: 1 (0)', '-: 0 (0)']);
  });

  it('is of the cluster of its folder where the other is named elsewhere', () => {
    expect(joined(place('b', { patch: 'a/', naming: 'b/' }))).toEqual(['a: 1 (0)', '-: 0 (0)']);
    expect(joined(place('b', { patch: 'a/', naming: 'a/x/' }))).toEqual(['a: 1 (0)', '-: 0 (0)']);
  });

  it('is of the cluster that all name, and of one whose name is not seen', () => {
    for (const patch of ['a/', 'x/']) {
      expect(joined(place('a', { patch }))).toEqual(['a: 1 (0)']);
      expect(joined(place('b', { patch }).replace('name: a,', 'name: "$CLUSTER",'))).toEqual([
        expect.stringMatching(/: 1 \(0\)$/),
      ]);
    }
  });

  it('is where the config file assigns it, and where the script is that gives it', () => {
    const config = '# file: eni-lens.yaml\nclusters: [{ name: a, files: [a/] }]\n';
    expect(joined(config + place('b', { patch: 'a/' }))).toEqual(['a: 1 (0)']);
    const given = `# file: a/more.sh
eksctl create nodegroup --cluster a --name more --node-type m5.large
helm upgrade aws-vpc-cni eks/aws-vpc-cni --namespace kube-system -f values.yaml
# file: a/values.yaml
env: { WARM_IP_TARGET: "5" }
# file: a/cni.tf
resource "aws_eks_addon" "cni" {
  cluster_name = "b"
  addon_name   = "vpc-cni"
}
`;
    expect(joined(cluster('a') + given)).toEqual(['a: 1 (1)', '-: 1 (0)']);
  });

  it('is no second place of its settings, and leaves the numbers of the cluster as its own files say', () => {
    check(place('b', { patch: 'a/' }, values(true)), { only: 'settings-in-two-places' });
    const fixture = place('b', { patch: 'a/' }, values(false)).replace(
      'maxPodsPerNode: 110',
      `maxPodsPerNode: 110${tooHigh}`,
    );
    check(fixture, { only: 'max-pods-above-capacity' });
  });
});

describe('a script that names two clusters', () => {
  const choose = (name: string) => `aws eks update-kubeconfig --name ${name}\n`;

  it('is of each by what follows its name', () => {
    const script = `# file: scripts/all.sh\n${choose('a')}${setEnv(true)}${choose('b')}${setEnv(false)}`;
    const fixture = cluster('a') + cluster('b', tooHigh) + script;
    expect(joined(fixture)).toEqual(['a: 1 (0)', 'b: 1 (0)']);
    check(fixture, { only: 'max-pods-above-capacity' });
  });

  it('says nothing of the one that it makes where it goes on with another', () => {
    const made =
      '# file: scripts/all.sh\neksctl create cluster --name a --node-type m5.large --max-pods-per-node 110\n';
    expect(joined(`${made}${setEnv(true)}`)).toEqual(['a: 1 (0)']);
    expect(joined(`${made}${choose('b')}${setEnv(true)}`)).toEqual(['a: 0 (1)', '-: 1 (0)']);
  });
});

describe('a script whose cluster is not told', () => {
  const script = (first: string) => `# file: scripts/a.sh\n${first}\n${setEnv(false)}`;
  const other = cluster('other', '', '').replace('maxPodsPerNode: 110', 'maxPodsPerNode: 20');

  it.each([
    'aws eks update-kubeconfig --name "$CLUSTER"',
    'aws eks update-kubeconfig --name shop --kubeconfig /tmp/shop',
    'aws eks update-kubeconfig --name shop --dry-run',
    'if $LIVE; then aws eks update-kubeconfig --name shop; fi',
    'kubectl config use-context live',
    'kubectl config use-context "$CONTEXT"',
    'gcloud container clusters get-credentials shop',
  ])('%s', (first) => {
    expect(
      joined(`${cluster('shop')}${other}${script(first)}`).filter((line) => /^(?:shop|other):/.test(line)),
    ).toEqual(joined(`${cluster('shop')}${other}${script('true')}`).filter((line) => /^(?:shop|other):/.test(line)));
  });
});
