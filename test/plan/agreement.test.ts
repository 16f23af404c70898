import { describe, expect, it } from 'vitest';
import { codeLens } from '../../server/features/codeLens.js';
import { inlayHints } from '../../server/features/inlayHints.js';
import { type ClusterPlan, maxPods, plan } from '../../server/index.js';
import { lint } from '../../server/linter/lint.js';
import { render } from '../../server/messages/message.js';
import { instanceLimits } from '../../server/model/instanceTypes.js';
import { oneByOneDriver, warmPoolAnswer } from '../../server/plan/warmPoolAnswer.js';
import { hoverText, proposals, workspaceOf } from '../harness/features.js';
import { parseFixture } from '../harness/fixture.js';

/*
 * One line of a file, and everybody who says a number about it: the finding, the hover, the code lens, the inlay hint, completion, the
 * command and the API. Each input is one about which two of them once said different things.
 */

const everywhere = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

const oneNode = { type: 't3.small', maxPods: undefined, driver: oneByOneDriver([0, 9]) };

/** A hover, without the gaps that keep columns apart. */
function hoverOf(text: string): string {
  return (hoverText(text) ?? '').replaceAll('&ensp; |', ' |');
}

/** What is said about a fixture: findings of a rule, and lens titles and hints of a file. */
function said(text: string, rule: string) {
  const { files } = parseFixture(text.replace('$0', ''));
  const workspace = workspaceOf(files);
  const uri = files.at(-1)?.path ?? '';
  return {
    findings: lint(workspace)
      .filter((finding) => finding.rule === rule)
      .map(({ message }) => render(message)),
    lenses: codeLens(workspace, uri).map(({ command }) => command?.title),
    hints: inlayHints(workspace, uri, everywhere).map(({ label }) => label),
    hover: text.includes('$0') ? hoverOf(text) : '',
  };
}

/** What the library's plan says of a fixture's one cluster. */
function planned(text: string): ClusterPlan | undefined {
  const files = parseFixture(text.replace('$0', '')).files.map(({ path, text: each }) => ({ uri: path, text: each }));
  const config = files.find(({ uri }) => uri === 'eni-lens.yaml');
  return plan(
    files.filter((file) => file !== config),
    config,
  )[0];
}

const eksctl = (rest: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: quay, region: eu-central-1 }
${rest}`;

const vpc = (...ranges: readonly string[]): string =>
  `vpc:\n  id: vpc-0aaaaaaaaaaaaaaaa\n  subnets:\n    private:\n${ranges
    .map((cidr, at) => `      eu-central-1${'abc'[at]}: { id: subnet-0aaaaaaaaaaaaaaa${at}, cidr: ${cidr} }\n`)
    .join('')}`;

const addon = (env: string, version = 'v1.21.1'): string =>
  `addons: [{ name: vpc-cni, version: ${version}, configurationValues: '{"env":{${env}}}' }]\n`;

const web = (fields: string): string =>
  `managedNodeGroups:\n  - name: web\n    instanceType: m5.large\n    privateNetworking: true\n${fields}`;

const targets = '"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"';

describe('free addresses that the config file gives for an id', () => {
  it('are what the finding, the hover, the lens and the hover of the subnet count against', () => {
    // 10 addresses for pods need 2 ENIs of m5.large: 12 a node. Full: 27 + 3 ENIs = 30, and 6 × 30 = 180 = 900 % of 20.
    const config = `# file: eni-lens.yaml
clusters:
  - { name: quay, files: [cluster.yaml], subnets: [{ id: subnet-0aaaaaaaaaaaaaaa0, freeAddresses: 20 }] }
# file: cluster.yaml
`;
    const text = (size: string, range = '10.0.0.0/24'): string =>
      config + eksctl(vpc(range) + addon(targets) + web(`    minSize: 2\n    max${size}: 6\n`));
    const { findings, lenses, hover } = said(text('$0Size'), 'subnet-too-small');
    expect(findings).toEqual(['10.0.0.0/24 has 20 free addresses: 6 nodes with one pod each take 72']);
    expect(hover).toContain('**2–6 nodes take 24–180 of 20 addresses (900 %)**');
    expect(hover).toContain('| 10.0.0.0/24 | 20 | ? | 180 | 900 % |');
    expect(lenses).toEqual([
      '29 pods and 12–30 addresses per node · 2–6 nodes: 24–180 addresses, up to 900 % of the subnets',
    ]);
    const { subnets = [], nodeGroups = [] } = planned(text('$0Size')) ?? {};
    expect(subnets).toMatchObject([
      {
        availableAddresses: 20,
        needed: { most: { running: { addresses: [72, 72] }, full: { addresses: [180, 180] } } },
      },
    ]);
    expect(nodeGroups[0]?.podSubnets).toMatchObject({ takenAddresses: [24, 180], availableAddresses: 20 });
    const ofSubnet = said(text('Size', '10.0.$00.0/24'), 'subnet-too-small').hover;
    expect(ofSubnet).toContain('**10.0.0.0/24: 20 of 251 usable addresses are free**');
    expect(ofSubnet).toContain('Full nodes of web take 180 of them (900 %)');
  });
});

describe('a group without sizes', () => {
  it('has the two nodes that eksctl launches, everywhere', () => {
    const { findings, lenses, hover } = said(
      eksctl(vpc('10.0.0.0/28') + addon(targets) + web('').replace('web', 'w$0eb')),
      'subnet-too-small',
    );
    expect(findings).toEqual(['10.0.0.0/28 has 11 addresses: 2 nodes with one pod each take 24']);
    expect(lenses).toEqual([
      '29 pods and 12–30 addresses per node · 2 nodes: 24–60 addresses, up to 545 % of the subnets',
    ]);
    expect(hover).toContain('2 nodes: 24–60 addresses, up to 545 % of the subnets');
    expect(hover).toContain('| most nodes, no pods | 2 | 12 | 24 |');
    const without = eksctl(vpc('10.0.0.0/28') + addon(targets) + web(''));
    expect(planned(without)?.subnets).toMatchObject([
      { availableAddresses: 11, needed: { most: { running: { addresses: [24, 24] } } } },
    ]);
  });
});

describe('a CNI that keeps a slot for a trunk ENI', () => {
  it('serves the same pods and addresses in the finding, the hovers, the lens and the hints', () => {
    // t3.medium, 3 ENIs of 6, one kept: 2 × 5 + 2 = 12 pods; 10 addresses on two ENIs = 12, and no more when full.
    const text = (mark: 'name' | 'pods') =>
      eksctl(
        addon(
          `"ENABLE_POD_ENI":"true",${targets.replace('_TARGET":"2', `_TARG${mark === 'name' ? '$0' : ''}ET":"2`)}`,
          'v1.19.6',
        ) +
          `nodeGroups: [{ name: web, instanceType: t3.medium, maxPodsPer${mark === 'pods' ? '$0' : ''}Node: 17, minSize: 2, maxSize: 6 }]\n`,
      );
    const { findings, lenses, hints, hover } = said(text('pods'), 'max-pods-above-capacity');
    expect(findings[0]).toContain('above the 12 pods t3.medium can serve');
    expect(hover).toContain('a node of type t3.medium can serve 12');
    expect(hover).toContain('| t3.medium | 12 | 110 | 12 | 12 |');
    expect(lenses[0]).toContain('12 of 17 pods and 12 addresses per node · 2–6 nodes: 24–72 addresses');
    expect(hints).toEqual(['≈ 12 addresses per node', '= 12 of 17 pods']);
    expect(said(text('name'), '').hover).toContain('12 addresses per t3.medium node');
    const [type] = planned(text('pods'))?.nodeGroups[0]?.instanceTypes ?? [];
    expect(type).toMatchObject({ maxPods: 17, servablePods: 12, limitedBy: 'addresses', enisFull: [2, 2] });
    const completed = text('pods').replace('$0', '').replace('t3.medium', 't3.mediu$0');
    expect(proposals(completed).find(({ label }) => label === 't3.medium')?.detail).toBe(
      '12 of 17 pods · 3 ENIs × 6 addresses',
    );
    expect(maxPods('t3.medium', { podEni: true, cniVersion: 'v1.19.6' })?.paths).toContainEqual(
      expect.objectContaining({ path: 'servable', maxPods: 12 }),
    );
  });
});

const custom = '"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG":"true","ENI_CONFIG_LABEL_DEF":"topology.kubernetes.io/zone"';

const byZone = (group: string): string => `# file: eni-lens.yaml
clusters:
  - name: quay
    files: [cluster.yaml]
    expectedPodsPerNode: 15
    subnets:
      - { id: subnet-0bbbbbbbbbbbbbbb0, cidr: 100.70.0.0/24, zone: eu-central-1a }
      - { id: subnet-0bbbbbbbbbbbbbbb1, cidr: 100.70.1.0/24, zone: eu-central-1b }
# file: cluster.yaml
${eksctl(vpc('10.0.0.0/24', '10.0.1.0/24') + addon(custom) + web(group))}${['a', 'b']
  .map(
    (zone, at) => `---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-central-1${zone} }
spec: { subnet: subnet-0bbbbbbbbbbbbbbb${at}, securityGroups: [sg-0aaaaaaaaaaaaaaaa] }
`,
  )
  .join('')}`;

describe('custom networking by zone', () => {
  // m5.large without its primary ENI: 2 × 9 + 2 = 20 pods; 15 pods and a warm ENI take both ENIs: 18 + 2 = 20 addresses for pods.
  it('compares the pods of one zone with the subnet of its ENIConfig alone', () => {
    const { findings, lenses, hover } = said(
      byZone('    minSize: 2\n    max$0Size: 20\n    availabilityZones: [eu-central-1a]\n'),
      'subnet-too-small',
    );
    expect(findings).toEqual(['100.70.0.0/24 has 251 addresses: 20 nodes with 15 pods each take 400']);
    expect(hover).toContain('**2–20 nodes take 20–400 of 251 addresses for pods (159 %)**');
    expect(hover).toContain('| subnet-0bbbbbbbbbbbbbbb0 | 100.70.0.0/24 | 251 | 14 | 400 | 159 % |');
    // The address of each node is in the node's own subnet: 20 of 251.
    expect(hover).toContain('| 10.0.0.0/24 | 251 | 14 | 20 | 8 % |');
    expect(hover).not.toContain('100.70.1.0/24');
    expect(lenses).toEqual([
      '20 pods and 11–21 addresses per node · 2–20 nodes: 20–400 addresses for pods, up to 159 % of their subnets',
    ]);
  });

  it('counts two zones against two subnets, and an update by the zones', () => {
    const { findings, lenses, hover } = said(byZone('    minSize: 2\n    max$0Size: 20\n'), 'subnet-too-small');
    // 400 of 502; max(2 × 2, 1) = 4 nodes more: 480.
    expect(findings).toEqual([]);
    expect(hover).toContain('**2–20 nodes take 20–400 of 502 addresses for pods (80 %)**');
    expect(hover).toContain('| most nodes, 15 pods each | 20 | 20 | 400 | 80 % |');
    expect(hover).toContain('| full, during an update | 24 | 20 | 480 | 96 % |');
    expect(hover).toContain('| 100.70.1.0/24 | 251 | 14 | 200 | 80 % |');
    expect(lenses[0]).toContain('20–400 addresses for pods, up to 80 % of their subnets');
    const cluster = planned(byZone('    minSize: 2\n    maxSize: 20\n'));
    expect(cluster?.nodeGroups[0]?.podSubnets).toMatchObject({
      takenAddresses: [20, 400],
      takenAddressesDuringUpdate: 480,
      availableAddresses: 502,
    });
    // One address a node in the nodes' subnets, twenty in the pods'.
    expect(cluster?.subnets.map(({ name, needed }) => [name, needed.most.full.addresses[0]])).toEqual([
      ['10.0.0.0/24', 10],
      ['100.70.0.0/24', 200],
      ['10.0.1.0/24', 10],
      ['100.70.1.0/24', 200],
    ]);
  });
});

describe('two groups in the same subnets', () => {
  it('are added up in the finding, and the hovers and lenses say both', () => {
    // m5.large full: 30. web 20 × 30 = 600 of 502 (120 %), api 300 (60 %), together 900 (179 %): 450 of 251 in each.
    const group = (name: string, most: string) =>
      `  - { name: ${name}, instanceType: m5.large, privateNetworking: true, minSize: 2, maxSize: ${most} }\n`;
    const { findings, lenses, hover } = said(
      eksctl(
        `${vpc('10.0.0.0/24', '10.0.1.0/24')}addons: [{ name: vpc-cni }]\nmanagedNodeGroups:\n${group('web', '2$00')}${group('api', '10')}`,
      ),
      'subnet-too-small',
    );
    // With one pod a node has two ENIs: 15 × 20 = 300 in each.
    expect(findings).toContain('10.0.0.0/24 has 251 addresses: 15 nodes with one pod each take 300');
    expect(hover).toContain('**2–20 nodes take 20–600 of 502 addresses (120 %)**');
    expect(hover).toContain('With the other groups in the same subnets up to 900 of 502 (179 %)');
    expect(hover).toContain('| 10.0.0.0/24 | 251 | 14 | 450 | 179 % |');
    expect(lenses.slice(1)).toEqual([
      '29 pods and 10–30 addresses per node · 2–20 nodes: 20–600 addresses, up to 120 % of the subnets, 179 % with the other groups',
      '29 pods and 10–30 addresses per node · 2–10 nodes: 20–300 addresses, up to 60 % of the subnets, 179 % with the other groups',
    ]);
  });

  it('are added up exactly, also where a third of the nodes is in each zone', () => {
    // (25 + 25) × 30 = 1,500.
    const group = (name: string) =>
      `  - { name: ${name}, instanceType: m5.large, privateNetworking: true, minSize: 2, maxSize: 25 }\n`;
    const subnets = vpc('10.0.0.0/22', '10.0.4.0/22', '10.0.8.0/22');
    const cluster = planned(
      eksctl(`${subnets}addons: [{ name: vpc-cni }]\nmanagedNodeGroups:\n${group('web')}${group('api')}`),
    );
    expect(cluster?.nodeGroups.map(({ podSubnets }) => podSubnets.takenAddressesOfAllGroups)).toEqual([1_500, 1_500]);
  });
});

describe('a CNI that is configured after the nodes', () => {
  const terraform = (env: string, order = 'depends_on = [aws_eks_node_group.web]'): string => `# file: main.tf
resource "aws_eks_cluster" "quay" { name = "quay" }
resource "aws_eks_addon" "cni" {
  cluster_name         = aws_eks_cluster.quay.name
  addon_name           = "vpc-cni"
  addon_version        = "v1.21.1-eksbuild.1"
  configuration_values = jsonencode({ env = { ${env} } })
  ${order}
}
resource "aws_eks_node_group" "web" {
  cluster_name    = aws_eks_cluster.quay.name
  node_group_name = "w$0eb"
  instance_types  = ["m5.large"]
  scaling_config {
    min_size     = 1
    desired_size = 2
    max_size     = 5
  }
}
`;
  const prefixes = 'ENABLE_PREFIX_DELEGATION = "true", WARM_PREFIX_TARGET = "1"';

  // EKS computes without prefix delegation: 3 × 9 + 2 = 29. A prefix has 16 addresses, and one is warm: 27 pods take 2 prefixes, 32 + 1 = 33.
  it('gives its nodes the max pods of single addresses in the finding, the lens, the hint, the hovers and the plan', () => {
    const text = terraform(prefixes);
    const { findings, lenses, hints, hover } = said(text, 'cni-configured-after-nodes');
    expect(findings[0]).toContain('EKS computes max pods of 29 for them instead of 110');
    expect(lenses).toEqual(['29 pods and 17–33 addresses per node · 1–5 nodes: 17–165 addresses']);
    expect(hints).toContain('= 29 pods');
    expect(hover).toContain('| most nodes, full | 5 | 33 | 165 |');
    const ofType = hoverOf(text.replace('$0', '').replace('"m5', '"m$05'));
    expect(ofType).toContain('**m5.large: 29 pods per node**');
    expect(ofType).toContain('before the settings of the VPC CNI are there');
    const { nodeGroups = [], choices = [], assumptions = [] } = planned(text) ?? {};
    expect(nodeGroups[0]?.instanceTypes).toMatchObject([{ maxPods: 29, addressesPerNode: { full: [33, 33] } }]);
    expect(choices.find(({ isConfigured }) => isConfigured)?.maxPods).toEqual([29, 29]);
    expect(assumptions).toContain(
      'The settings of the VPC CNI come after the node groups: EKS computes their max pods without them',
    );
  });

  it('is seen by EKS where it is there before them', () => {
    const { lenses } = said(terraform(prefixes, 'depends_on = [aws_eks_cluster.quay]'), '');
    expect(lenses[0]).toContain('110 pods and');
  });

  it('does not keep the pods of custom networking from EKS alone: all nodes get 29, and 20 of them an address', () => {
    // Without the primary ENI: 2 × 9 + 2 = 20.
    const { lenses } = said(terraform('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true"'), '');
    expect(lenses[0]).toContain('20 of 29 pods and');
  });
});

describe('a number of nodes that Terraform works out', () => {
  it('is called what it is, in the lens and the hovers', () => {
    const text = `# file: main.tf
resource "aws_eks_cluster" "quay" { name = "quay" }
resource "aws_eks_addon" "cni" {
  cluster_name = aws_eks_cluster.quay.name
  addon_name   = "vpc-cni"
}
resource "aws_eks_node_group" "web" {
  node_group_name = "w$0eb"
  instance_types  = ["m5.large"]
  scaling_config {
    min_size     = 1
    desired_size = 2
    max_size     = var.most
  }
}
`;
    const { lenses, hover } = said(text, '');
    expect(lenses).toEqual([
      '29 pods and 10–30 addresses per node · number of nodes: a Terraform variable or expression',
    ]);
    expect(hover).toContain('Its number of nodes is not visible: a Terraform variable or expression decides');
    expect(said(text.replace('["m5.large"]', 'var.types'), '').hover).toContain(
      '**web: Its instance types are not visible: a Terraform variable or expression decides',
    );
  });
});

describe('max pods above what a node can serve', () => {
  it('is the same number in the hint, its tooltip, the lens and the hover', () => {
    // c5.xlarge: 4 ENIs of 15, one kept from the pods: 3 × 14 + 2 = 44.
    const text = eksctl(
      `${addon(custom)}nodeGroups: [{ name: web, instanceType: c5.xlarge, maxPodsPer$0Node: 110 }]\n`,
    );
    const { hints, lenses, hover, findings } = said(text, 'max-pods-above-capacity');
    expect(findings[0]).toContain('above the 44 pods c5.xlarge can serve');
    expect(hints).toContain('= 44 of 110 pods');
    expect(lenses[0]).toContain('44 of 110 pods and');
    expect(hover).toContain('110 pods are too many: a node of type c5.xlarge can serve 44');
    const ofType = hoverOf(text.replace('$0', '').replace('c5.xl', 'c5.$0xl'));
    expect(ofType).toContain('**c5.xlarge: 44 of 110 pods per node**');
  });

  it('is possible with prefix delegation only, where nothing here says whether that is on', () => {
    const text = eksctl('managedNodeGroups: [{ name: web, instanceType: m5.large, maxPodsPer$0Node: 110 }]\n');
    const { hints, lenses, hover, findings } = said(text, 'max-pods-above-capacity');
    expect(findings[0]).toContain('110 is above the 29 pods m5.large serves with the VPC CNI as eksctl installs it');
    expect(hints).toEqual(['= 29 pods (110 with prefix delegation)']);
    expect(lenses[0]).toContain('29 pods (110 with prefix delegation) and 10–30 addresses per node');
    expect(hover).toContain('110 pods need prefix delegation');
  });
});

describe('the addresses of a node without pods', () => {
  it('are those for pods, and with those of its ENIs, in the finding as in the hover', () => {
    // t3.small, 3 ENIs of 4: 5 addresses for pods on 2 ENIs, 7 from subnets; it can use 9.
    const { findings, hover, hints } = said(
      eksctl(`${addon('"WARM_IP_TAR$0GET":"5"')}managedNodeGroups: [{ name: web, instanceType: t3.small }]\n`),
      'warm-pool-oversized',
    );
    expect(findings[0]).toContain('holds 5 addresses for pods while it runs no pod (7 with those of its ENIs)');
    expect(hover).toContain('`max(0 + 5, 0) + 2 = 7`');
    expect(hints[0]).toBe('≈ 7–12 addresses per node');
    // The command, which knows nothing of the file: the same node with the same variable.
    const limits = instanceLimits('t3.small');
    const answer = limits && warmPoolAnswer({ ...oneNode, limits, env: { WARM_IP_TARGET: '5' }, pods: [0, 9] });
    const states = answer?.kind === 'pool' ? answer.states : [];
    expect(states.map(({ totalIPs, subnetIPs }) => [totalIPs, subnetIPs])).toEqual([
      [5, 7],
      [9, 12],
    ]);
  });
});

describe('a group in some of the subnets of another', () => {
  it('is added up with it, in whatever order the subnets are named', () => {
    // Two subnets of one zone, 59 + 59. One pod: m5.large 2 × 10 = 20. all: 3 × 20, turned: 2 × 20, one: 2 × 20 = 140.
    const text = eksctl(`vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets:
    private:
      first: { id: subnet-0aaaaaaaaaaaaaaa0, az: eu-central-1a, cidr: 10.0.0.0/26 }
      second: { id: subnet-0aaaaaaaaaaaaaaa1, az: eu-central-1a, cidr: 10.0.1.0/26 }
addons: [{ name: vpc-cni }]
managedNodeGroups:
  - { name: all, instanceType: m5.large, privateNetworking: true, minSize: 1, max$0Size: 3 }
  - { name: turned, instanceType: m5.large, subnets: [second, first], minSize: 1, maxSize: 2 }
  - { name: one, instanceType: m5.large, subnets: [first], minSize: 1, maxSize: 2 }
`);
    const { findings, hover, lenses } = said(text, 'subnet-too-small');
    expect(findings).toContain(
      '10.0.0.0/26 + 10.0.1.0/26 together have 118 addresses: 7 nodes with one pod each take 140',
    );
    // Full: 7 × 30 = 210 of 118.
    expect(hover).toContain('With the other groups in the same subnets up to 210 of 118 (178 %)');
    expect(lenses[1]).toContain('up to 76 % of the subnets, 178 % with the other groups');
    expect(planned(text)?.subnets.map(({ name, needed }) => [name, needed.most.full.addresses[0]])).toEqual([
      ['10.0.0.0/26 + 10.0.1.0/26', 210],
      ['10.0.0.0/26', 60],
    ]);
  });
});

describe('pods in the subnet of their own nodes', () => {
  it('count each node once', () => {
    // m5.large by custom networking: 2 ENIs with 9 + 1 addresses each for 15 pods, and the node's own: 21.
    const text = byZone('    minSize: 2\n    maxSize: 20\n    availabilityZones: [eu-central-1a]\n').replaceAll(
      'subnet-0bbbbbbbbbbbbbbb0',
      'subnet-0aaaaaaaaaaaaaaa0',
    );
    expect(said(text.replace('cidr: 100.70.0.0/24, ', ''), 'subnet-too-small').findings).toEqual([
      '10.0.0.0/24 has 251 addresses: 20 nodes with 15 pods each take 420',
    ]);
  });
});

describe('more pods than a small type runs', () => {
  it('are said of the types that run them', () => {
    // t3.micro has max pods 4, 2 of them with an address: 40 × (2 + 2) = 160. m5.xlarge with 50 pods: 4 × 15 = 60.
    const group = (name: string, type: string, most: number) =>
      `  - { name: ${name}, instanceType: ${type}, privateNetworking: true, minSize: 0, maxSize: ${most} }\n`;
    const text = `# file: eni-lens.yaml
clusters: [{ name: quay, files: [cluster.yaml], expectedPodsPerNode: 50 }]
# file: cluster.yaml
${eksctl(`${vpc('10.0.0.0/25')}addons: [{ name: vpc-cni }]\nmanagedNodeGroups:\n${group('small', 't3.mi$0cro', 40)}${group('large', 'm5.xlarge', 1)}${group('none', 'm5.large', 0)}`)}`;
    const { files } = parseFixture(text.replace('$0', ''));
    const [finding] = lint(workspaceOf(files)).filter(({ rule }) => rule === 'subnet-too-small');
    expect(finding && render(finding.message)).toBe(
      '10.0.0.0/25 has 123 addresses: 41 nodes with up to 50 pods each take 220',
    );
    const related = finding?.related?.map(({ message }) => render(message)) ?? [];
    expect(related).toContain('small in one zone: up to 40 t3.micro, with 2 pods 40 × 4 = 160');
    expect(related.join()).not.toContain('none');
    expect(planned(text)?.nodeGroups.map(({ runningPodsPerNode }) => runningPodsPerNode)).toEqual([2, 50, 27]);
  });
});

describe('MINIMUM_IP_TARGET without WARM_IP_TARGET', () => {
  it('limits the pods of a node for everybody', () => {
    // 40 addresses for pods, and two pods of the host network.
    const text = eksctl(
      `${addon('"MINIMUM_IP_TARGET":"40"')}nodeGroups: [{ name: web, instanceType: c5.4xlarge, maxPodsPer$0Node: 90, minSize: 1, maxSize: 2 }]\n`,
    );
    const { findings, hover, lenses, hints } = said(text, 'minimum-ip-target-without-warm-ip-target');
    expect(findings[0]).toContain('a node never has more than 40 pod addresses');
    expect(hover).toContain(
      '**90 pods are too many: with MINIMUM_IP_TARGET 40 and no WARM_IP_TARGET a node has addresses for 42**',
    );
    expect(lenses[0]).toContain('42 of 90 pods');
    expect(hints).toContain('= 42 of 90 pods');
    expect(planned(text)?.nodeGroups[0]?.instanceTypes[0]).toMatchObject({ servablePods: 42, limitedBy: 'addresses' });
  });
});

describe('an aws-node that does not start', () => {
  it('serves no pods, in the hover of max pods too', () => {
    const text = eksctl(
      `${addon('"ENABLE_PREFIX_DELEGATION":"true","WARM_PREFIX_TARGET":"0"')}nodeGroups: [{ name: web, instanceType: m5.large, maxPodsPer$0Node: 90 }]\n`,
    );
    const { hover } = said(text, '');
    expect(hover).toContain('**aws-node does not start: ENABLE_PREFIX_DELEGATION needs');
    expect(hover).not.toContain('pods fit');
  });
});

describe('a Windows group', () => {
  const windows = (rest: string, after = ''): string =>
    `${eksctl(`addons: [{ name: vpc-cni }]\nnodeGroups: [{ name: win, amiFamily: WindowsServer2022FullContainer, ${rest} }]\n`)}${after}`;

  it('has one ENI, and prefixes only where something turns them on', () => {
    // (10 − 1) = 9; with prefixes 9 × 16 = 144.
    expect(said(windows('instanceType: m5.large, maxPodsPer$0Node: 110'), '').hover).toContain(
      '**110 pods need enable-windows-prefix-delegation, which is not seen here: without it a Windows node of type m5.large serves 9**',
    );
    const type = hoverOf(windows('instanceType: m5.la$0rge, maxPodsPerNode: 110'));
    expect(type).toContain('**m5.large: 9 pods (110 with prefix delegation) per node**');
    expect(type).toContain('| addresses | (10 − 1) = 9 | 9 |');
    expect(type).not.toContain('ENABLE_PREFIX_DELEGATION');
  });

  it.each(['true', 'True', '1'])('has them with the switch of the ConfigMap, written %s', (text) => {
    const switched = `---
apiVersion: v1
kind: ConfigMap
metadata: { name: amazon-vpc-cni, namespace: kube-system }
data: { enable-windows-prefix-delegation: "${text}" }
`;
    expect(said(windows('instanceType: m5.large, maxPodsPer$0Node: 110', switched), '').hover).toContain(
      '**110 pods fit: a node of type m5.large can serve 144**',
    );
  });
});

describe('a subnet with more free addresses than its range', () => {
  it('has those of its range', () => {
    const text = `# file: eni-lens.yaml
clusters:
  - { name: quay, files: [cluster.yaml], subnets: [{ id: subnet-0aaaaaaaaaaaaaaa0, freeAddresses: 40 }] }
# file: cluster.yaml
${eksctl(vpc('10.0.$00.0/28') + addon('') + web('    minSize: 1\n    maxSize: 1\n'))}`;
    const { findings, hover } = said(text, 'subnet-too-small');
    expect(findings).toEqual(['10.0.0.0/28 has 11 addresses: 1 node with one pod takes 20']);
    expect(hover).toContain('**10.0.0.0/28: 11 usable addresses, 0 prefixes**');
  });
});

describe('subnets that eksctl makes, one of which EFA nodes share', () => {
  it('are told apart', () => {
    const { findings } = said(
      eksctl(
        'vpc: { cidr: 10.0.0.0/22 }\naddons: [{ name: vpc-cni }]\nmanagedNodeGroups:\n  - { name: web, instanceType: m5.4xlarge, minSize: 2, maxSize: 9 }\n  - { name: efa, instanceType: c5n.18xlarge, efaEnabled: true, minSize: 2, maxSize: 4 }\n',
      ),
      'subnet-too-small',
    );
    expect(findings).toHaveLength(2);
    expect(findings.every((text) => text.startsWith('One /25 that eksctl makes has 123 addresses'))).toBe(true);
  });
});

describe('the lens of a cluster with custom networking', () => {
  it('counts what the lenses of its groups count', () => {
    const two = byZone(
      '    minSize: 2\n    maxSize: 20\n  - { name: api, instanceType: m5.large, minSize: 1, maxSize: 2 }\n',
    );
    expect(said(two, '').lenses[0]).toBe('2 node groups · 3–22 nodes: 30–440 addresses for pods');
  });
});

describe('a group of one node', () => {
  it('is one node in every sentence', () => {
    const text = eksctl(`${vpc('10.0.0.0/24')}${addon('')}${web('    minSize: 1\n    max$0Size: 1\n')}`);
    const { hover, lenses } = said(text, '');
    expect(hover).toContain('**1 node takes 10–30 of 251 addresses (12 %)**');
    expect(lenses[0]).toContain(' · 1 node: 10–30 addresses');
  });
});

describe('max pods that nobody can say', () => {
  it('is about what is assumed', () => {
    // Ubuntu images: no source says what they compute.
    const text = eksctl(
      'addons: [{ name: vpc-cni }]\nnodeGroups: [{ name: web, amiFamily: Ubuntu2204, instanceType: m6i.xlarge, minSize: 1, maxSize: 2 }]\n',
    );
    expect(said(text, '').lenses[0]).toMatch(/^≈ 58 pods and 15–60 addresses per node/);
    expect(planned(text)?.nodeGroups[0]?.instanceTypes[0]?.maxPods).toBeUndefined();
  });
});
