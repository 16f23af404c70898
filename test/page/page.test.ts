import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { placeIn, plannedClusters, planOfCluster } from '../../server/linter/plans.js';
import { render } from '../../server/messages/message.js';
import { carriers, copiedSettings, leftOutBy } from '../../server/page/carriers.js';
import { changesIn, controlsPart, type Field } from '../../server/page/controls.js';
import { planPage } from '../../server/page/page.js';
import { type PageCluster, readCluster, writtenCluster } from '../../server/page/pageCluster.js';
import { partHtml } from '../../server/page/parts.js';
import { planner, writtenResults } from '../../server/page/results.js';
import type { Workspace } from '../../server/workspace/workspace.js';
import { workspaceOf } from '../harness/features.js';
import { parseFixture } from '../harness/fixture.js';

/** Two groups, one of which is in subnets that eksctl makes; a name that would end a script, and an ENIConfig. */
const fixture = `# file: eni-lens.yaml
expectedPodsPerNode: 20
# file: shop.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: "</script x", region: eu-central-1 }
vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets:
    private:
      eu-central-1a: { id: subnet-0aaaaaaaaaaaaaaa0, cidr: 10.0.0.0/24 }
      eu-central-1b: { id: subnet-0aaaaaaaaaaaaaaa1, cidr: 10.0.1.0/24 }
addons:
  - name: vpc-cni
    version: v1.21.1
    configurationValues: '{"env":{"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"}}'
managedNodeGroups:
  - { name: 'a"<qq', instanceType: m5.large, privateNetworking: true, minSize: 2, desiredCapacity: 4, maxSize: 12 }
  - { name: jobs, instanceTypes: [c5.xlarge, m5.xlarge], privateNetworking: true, maxSize: 6 }
  - { name: hidden, instanceType: "{{ type }}", privateNetworking: true, maxSize: 6 }
# file: vpc.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: made, region: eu-central-1 }
availabilityZones: [eu-central-1a, eu-central-1b]
managedNodeGroups:
  - { name: web, instanceType: m5.large, minSize: 2, maxSize: 12 }
# file: six.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: six, region: eu-central-1 }
kubernetesNetworkConfig: { ipFamily: IPv6 }
availabilityZones: [eu-central-1a, eu-central-1b]
iam: { withOIDC: true }
addons: [{ name: vpc-cni }, { name: coredns }, { name: kube-proxy }]
managedNodeGroups:
  - { name: jobs, instanceType: m5.large, minSize: 2, maxSize: 12 }
`;

const workspace = workspaceOf(parseFixture(fixture).files);

function pageClusterOf(from: Workspace, index: number): PageCluster {
  const cluster = plannedClusters(from)[index];
  if (cluster === undefined) throw new Error('no cluster');
  const { findings } = planOfCluster(from, cluster, {});
  return { cluster, findings, budgets: [], changes: {}, placeOf: (at) => placeIn(from, at, (uri) => uri) };
}

function page(clusters: readonly PageCluster[]): string {
  return planPage({
    clusters,
    language: 'en',
    catalogue: undefined,
    program: 'program',
    pack: (text) => text.replaceAll('<', '&lt;'),
    hashOf: (text) => `${text.length}`,
  });
}

const field = (change: Field['change'], name: string, value: string, part: Field['field'] = ''): Field => ({
  change,
  name,
  field: part,
  was: '',
  value,
});

describe('the page of a plan', () => {
  it('has names of files as text, wherever they stand', () => {
    const own = pageClusterOf(workspace, 0);
    const html = page([own]);
    expect(html).not.toMatch(/<qq|<\/script x/);
    expect(html).toContain('&#60;/script x');
    expect(html).toContain('a&#34;&#60;qq');
    const fields = partHtml(controlsPart(planner(own, undefined)({}), { id: 'own', catalogue: undefined, more: [] }));
    expect(fields).not.toContain('<qq');
    expect(fields).toContain('data-name="a&#34;&#60;qq"');
    // The program, its data, and what unpacks them.
    expect(html.match(/<\/script>/g)).toHaveLength(3);
  });

  it('has the words of another language also for what its clusters bring along', () => {
    const [refused, ours] = ['kOps refuses the VPC CNI in an IPv6 cluster', 'kOps は IPv6 クラスターで'];
    const own = pageClusterOf(workspace, 0);
    const { declaration } = own.cluster;
    if (declaration === undefined) throw new Error('no declaration');
    const cluster = { ...own.cluster, declaration: { ...declaration, ipv4Only: { template: refused, args: {} } } };
    const html = planPage({
      clusters: [{ ...own, cluster }],
      language: 'ja',
      catalogue: { [refused]: ours, 'a text that nobody says': 'どこにもない' },
      program: 'program',
      pack: (text) => text,
      hashOf: () => '',
    });
    const [, content = '{}'] = /id="content">(.*?)<\/script>/s.exec(html) ?? [];
    expect(JSON.parse(content).catalogue).toEqual({ [refused]: ours });
  });

  it('plans in the page what is planned beside it, for the same settings', () => {
    const fields = [
      field('variable', 'WARM_IP_TARGET', '5'),
      field('pods', '', '12'),
      field('group', 'jobs', '30', 'maxSize'),
      field('group', 'jobs', 'm5.large c5.large', 'instanceTypes'),
      field('subnet', '10.0.0.0/24', '10.0.0.0/22'),
      field('subnet', '/19', '/20'),
    ];
    for (const index of [0, 1, 2]) {
      const own = pageClusterOf(workspace, index);
      const read = readCluster(JSON.parse(JSON.stringify(writtenCluster(own))));
      for (const changes of [{}, changesIn(fields)]) {
        const direct = planOfCluster(workspace, own.cluster, changes);
        const results = planner(read, undefined)(changes);
        expect(results.told).toEqual(direct);
        // There is a picture of each kind of subnet, in IPv6 too.
        expect(writtenResults(results, undefined)).toContain('<svg');
      }
    }
  });

  it('changes ranges of subnets that are written, and the size of those that a tool makes', () => {
    const subnets = { '10.0.0.0/24': '10.0.0.0/22', '10.0.1.0/24': '10.0.1.0', '/19': '/20' };
    const rooms = [0, 1].flatMap((index) => {
      const own = pageClusterOf(workspace, index);
      return planOfCluster(workspace, own.cluster, { subnets }).subnets.map(({ name, availableAddresses }) => [
        name,
        availableAddresses,
      ]);
    });
    // 2 ^ (32 - length) - 5.
    expect(rooms).toEqual([
      ['10.0.0.0/22', 1019],
      ['10.0.1.0/24', 251],
      ['/20', 4091],
      ['/20', 4091],
    ]);
  });

  it('takes fields that are as in the files, empty or impossible for no change', () => {
    const fields: readonly Field[] = [
      { ...field('variable', 'WARM_IP_TARGET', '2'), was: '2' },
      field('variable', 'MAX_ENI', ''),
      field('group', 'web', 'many', 'maxSize'),
      field('group', 'web', ' , ', 'instanceTypes'),
    ];
    expect(changesIn(fields)).toEqual({ variables: {}, nodeGroups: {}, subnets: {} });
  });
});

describe('settings of the page, copied', () => {
  const variables = [
    ['WARM_IP_TARGET', '2'],
    ['ENABLE_PREFIX_DELEGATION', 'true'],
  ] as const;
  const texts = Object.fromEntries(
    carriers.map(({ id, text }) => [id, text({ variables, cluster: 'a "${b}"', groups: [] })]),
  );

  it('are written as each carrier writes them', () => {
    expect(texts).toEqual({
      addon: '{\n  "env": {\n    "WARM_IP_TARGET": "2",\n    "ENABLE_PREFIX_DELEGATION": "true"\n  }\n}',
      daemonSet:
        'env:\n  - name: WARM_IP_TARGET\n    value: "2"\n  - name: ENABLE_PREFIX_DELEGATION\n    value: "true"',
      kubectl:
        'kubectl set env daemonset/aws-node -n kube-system \\\n  WARM_IP_TARGET=2 \\\n  ENABLE_PREFIX_DELEGATION=true',
      terraform: `resource "aws_eks_addon" "vpc_cni" {
  cluster_name = "a \\"$\${b}\\""
  addon_name   = "vpc-cni"
  configuration_values = jsonencode({
    env = {
      WARM_IP_TARGET           = "2"
      ENABLE_PREFIX_DELEGATION = "true"
    }
  })
}`,
      eksctl: `addons:
  - name: vpc-cni
    configurationValues: |-
      {"env":{"WARM_IP_TARGET":"2","ENABLE_PREFIX_DELEGATION":"true"}}`,
    });
  });

  it('have the changed node groups where the carrier holds some, and what is left out is said', () => {
    const own = pageClusterOf(workspace, 0);
    const changes = changesIn([
      field('variable', 'WARM_IP_TARGET', '5'),
      field('group', 'a"<qq', 'm5.xlarge', 'instanceTypes'),
      field('group', 'a"<qq', '20', 'maxSize'),
      field('group', 'jobs', 'm5.large c5.large', 'instanceTypes'),
      field('subnet', '10.0.0.0/24', '10.0.0.0/22'),
      field('pods', '', '12'),
    ]);
    const { plan, told } = planner(own, undefined)(changes);
    const copied = copiedSettings(told, plan.cluster, changes);
    const said = carriers.map((carrier) => {
      const left = leftOutBy(carrier, changes);
      return [carrier.id, left && render(left, undefined)];
    });
    expect(Object.fromEntries(said)).toEqual({
      ...Object.fromEntries(
        ['addon', 'daemonSet', 'kubectl', 'terraform'].map((id) => [
          id,
          'Changed as well, and not in it: a"<qq, jobs, 10.0.0.0/24, expectedPodsPerNode of eni-lens.yaml',
        ]),
      ),
      eksctl: 'Changed as well, and not in it: 10.0.0.0/24, expectedPodsPerNode of eni-lens.yaml',
    });
    const eksctl = carriers.find(({ id }) => id === 'eksctl')?.text(copied) ?? '';
    expect(parse(eksctl)).toEqual({
      addons: [{ name: 'vpc-cni', configurationValues: '{"env":{"WARM_IP_TARGET":"5","MINIMUM_IP_TARGET":"10"}}' }],
      managedNodeGroups: [
        { name: 'a"<qq', instanceType: 'm5.xlarge', maxSize: 20 },
        { name: 'jobs', instanceTypes: ['m5.large', 'c5.large'] },
      ],
    });
  });

  it('of a self-managed group have its types where eksctl reads them, and nothing where nothing is changed', () => {
    const [group] = [
      { name: 'web', management: 'selfManaged', changes: { instanceTypes: ['m5.large', 'c5.large'], maxPods: 58 } },
    ] as const;
    const text = (groups: Parameters<(typeof carriers)[number]['text']>[0]['groups']) =>
      carriers.map((carrier) => carrier.text({ cluster: 'shop', variables: [], groups }));
    expect(text([])).toEqual(carriers.map(() => undefined));
    expect(text([group]).flatMap((each) => (each === undefined ? [] : [parse(each)]))).toEqual([
      {
        nodeGroups: [
          { name: 'web', instancesDistribution: { instanceTypes: ['m5.large', 'c5.large'] }, maxPodsPerNode: 58 },
        ],
      },
    ]);
  });
});
