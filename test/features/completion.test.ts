import { describe, expect, it } from 'vitest';
import { completion } from '../../server/features/completion.js';
import { accepted, editors } from '../harness/accepting.js';
import { findings } from '../harness/check.js';
import { checkCompletion, marked, proposals } from '../harness/features.js';

const daemonSet = (env: string, image = 'amazon-k8s-cni:v1.20.4'): string => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: aws-node
spec:
  template:
    spec:
      containers:
        - name: aws-node
          image: ${image}
          env:
${env}`;

const cluster = (rest: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: harbor
  region: eu-west-1
${rest}`;

const addon = (values: string): string =>
  cluster(`addons:
  - name: vpc-cni
    configurationValues: ${values}`);

const labels = (text: string): readonly string[] => proposals(text).map(({ label }) => label);

describe('names of variables', () => {
  it('completes a half-typed name in a list and writes the value below it', () => {
    checkCompletion(daemonSet('            - name: WARM_$0\n'), {
      label: 'WARM_IP_TARGET',
      expected: daemonSet('            - name: WARM_IP_TARGET\n              value: ""\n'),
    });
  });

  it('completes the name alone where the value is there', () => {
    checkCompletion(daemonSet('            - name: WARM_$0\n              value: "2"\n'), {
      label: 'WARM_IP_TARGET',
      expected: daemonSet('            - name: WARM_IP_TARGET\n              value: "2"\n'),
    });
  });

  it('writes a whole item on an empty line of a list', () => {
    checkCompletion(daemonSet('            - name: MAX_ENI\n              value: "2"\n            $0\n'), {
      label: 'WARM_IP_TARGET',
      expected: daemonSet(
        '            - name: MAX_ENI\n              value: "2"\n            - name: WARM_IP_TARGET\n              value: ""\n',
      ),
    });
  });

  it('writes the rest of an item behind its dash', () => {
    checkCompletion(daemonSet('            - name: MAX_ENI\n              value: "2"\n            - $0\n'), {
      label: 'WARM_IP_TARGET',
      expected: daemonSet(
        '            - name: MAX_ENI\n              value: "2"\n            - name: WARM_IP_TARGET\n              value: ""\n',
      ),
    });
  });

  it('writes an entry in a map within a block string', () => {
    checkCompletion(addon('|-\n      env:\n        MAX_ENI: "2"\n        $0\n'), {
      label: 'WARM_IP_TARGET',
      expected: addon('|-\n      env:\n        MAX_ENI: "2"\n        WARM_IP_TARGET: ""\n'),
    });
  });

  it('writes an entry in a map within a block string that has none yet', () => {
    checkCompletion(addon('|-\n      env:\n        $0\n'), {
      label: 'WARM_IP_TARGET',
      expected: addon('|-\n      env:\n        WARM_IP_TARGET: ""\n'),
    });
  });

  it('completes a half-typed name in a map within a block string', () => {
    checkCompletion(addon('|-\n      env:\n        WARM$0\n'), {
      label: 'WARM_IP_TARGET',
      expected: addon('|-\n      env:\n        WARM_IP_TARGET: ""\n'),
    });
  });

  it('writes an entry of JSON within a string in single quotes', () => {
    checkCompletion(addon(`'{"env": {"MAX_ENI": "2", $0}}'\n`), {
      label: 'WARM_IP_TARGET',
      expected: addon(`'{"env": {"MAX_ENI": "2", "WARM_IP_TARGET": ""}}'\n`),
    });
  });

  it('escapes an entry of JSON within a string in double quotes', () => {
    checkCompletion(addon(`"{\\"env\\": {$0}}"\n`), {
      label: 'WARM_IP_TARGET',
      expected: addon(`"{\\"env\\": {\\"WARM_IP_TARGET\\": \\"\\"}}"\n`),
    });
  });

  it('completes a name within the quotes of JSON', () => {
    checkCompletion(addon(`|-\n      {"env": {"WARM$0": "2"}}\n`), {
      label: 'WARM_IP_TARGET',
      expected: addon(`|-\n      {"env": {"WARM_IP_TARGET": "2"}}\n`),
    });
  });

  it('keeps the line breaks of the file', () => {
    const text = daemonSet('            - name: WARM_$0\n').replaceAll('\n', '\r\n');
    const edit = proposals(text).find(({ label }) => label === 'WARM_IP_TARGET')?.textEdit;
    expect(edit?.newText).toBe('WARM_IP_TARGET\r\n              value: ""');
  });

  it('leaves out what is set, what another container reads and what this version does not know', () => {
    const old = labels(
      daemonSet(
        '            - name: MAX_ENI\n              value: "2"\n            - name: $0\n',
        'amazon-k8s-cni:v1.8.0',
      ),
    );
    expect(old).toContain('WARM_IP_TARGET');
    expect(old).not.toContain('MAX_ENI');
    expect(old).not.toContain('DISABLE_TCP_EARLY_DEMUX');
    expect(old).not.toContain('WARM_PREFIX_TARGET');
    expect(labels(daemonSet('            - name: $0\n'))).toContain('WARM_PREFIX_TARGET');
  });

  it('leaves out what the add-on does not let anybody set', () => {
    expect(labels(addon('|-\n      env:\n        $0\n'))).not.toContain('ENABLE_IPv6');
  });

  it('says default, version and purpose', () => {
    const item = proposals(daemonSet('            - name: $0\n')).find(({ label }) => label === 'MINIMUM_IP_TARGET');
    expect(item?.detail).toBe('default 0 addresses, since 1.6.0');
    expect(JSON.stringify(item?.documentation)).toContain('addresses');
  });

  it('puts the cursor into the value where the editor can', () => {
    const item = proposals(daemonSet('            - name: WARM_$0\n'), { snippets: true, indentation: 'asIs' }).find(
      ({ label }) => label === 'WARM_IP_TARGET',
    );
    expect(item).toMatchObject({ insertTextFormat: 2, insertTextMode: 1 });
    expect(item?.textEdit?.newText).toBe('WARM_IP_TARGET\n              value: "$1"');
  });
});

describe('choices', () => {
  it('writes a whole warm pool and says what it changes', () => {
    const text = `${addon('|-\n      env:\n        $0\n')}managedNodeGroups:\n  - name: web\n    instanceType: m5.large\n`;
    const item = proposals(text).find(({ label }) => label === 'Warm pool: few addresses per node');
    // 10 addresses on two ENIs (9 fit on one): 12; without targets one warm ENI of 10, and 30 when all three are full.
    expect(item?.detail).toBe('m5.large: 12–30 instead of 10–30 addresses');
    expect(item?.textEdit?.newText).toBe('WARM_IP_TARGET: "2"\n        MINIMUM_IP_TARGET: "10"');
  });

  it('writes custom networking in a list', () => {
    checkCompletion(daemonSet('            - name: MAX_ENI\n              value: "2"\n            - name: $0\n'), {
      label: 'Custom networking by zone',
      expected: daemonSet(`            - name: MAX_ENI
              value: "2"
            - name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG
              value: "true"
            - name: ENI_CONFIG_LABEL_DEF
              value: "topology.kubernetes.io/zone"
`),
    });
  });

  it('offers no choice of which a part is set', () => {
    const text = daemonSet('            - name: WARM_IP_TARGET\n              value: "2"\n            - name: $0\n');
    expect(labels(text)).not.toContain('Warm pool: few addresses per node');
  });
});

describe('values', () => {
  it('quotes a boolean, because Kubernetes takes strings only', () => {
    checkCompletion(daemonSet('            - name: ENABLE_POD_ENI\n              value: $0\n'), {
      label: 'true',
      expected: daemonSet('            - name: ENABLE_POD_ENI\n              value: "true"\n'),
    });
  });

  it('adds no quotes within quotes', () => {
    checkCompletion(daemonSet('            - name: ENABLE_POD_ENI\n              value: "$0"\n'), {
      label: 'true',
      expected: daemonSet('            - name: ENABLE_POD_ENI\n              value: "true"\n'),
    });
  });

  it('knows the words of an enumeration', () => {
    const text = daemonSet('            - name: POD_SECURITY_GROUP_ENFORCING_MODE\n              value: $0\n');
    expect(labels(text)).toEqual(['strict', 'standard']);
  });

  it('knows the labels that can choose an ENIConfig', () => {
    const text = daemonSet('            - name: ENI_CONFIG_LABEL_DEF\n              value: $0\n');
    expect(labels(text)).toEqual(['k8s.amazonaws.com/eniConfig', 'topology.kubernetes.io/zone']);
  });

  it('has none for numbers', () => {
    expect(proposals(daemonSet('            - name: WARM_IP_TARGET\n              value: $0\n'))).toEqual([]);
  });
});

describe('node groups', () => {
  it('completes an instance type with its max pods', () => {
    const text = cluster('managedNodeGroups:\n  - name: web\n    instanceType: m5.la$0\n');
    const item = proposals(text).find(({ label }) => label === 'm5.large');
    // 3 × (10 − 1) + 2 = 29
    expect(item?.detail).toBe('29 pods · 3 ENIs × 10 addresses');
    checkCompletion(text, {
      label: 'm5.large',
      expected: cluster('managedNodeGroups:\n  - name: web\n    instanceType: m5.large\n'),
    });
  });

  it('begins with the families that the cluster has, then with those for any work, the latest first', () => {
    const text = cluster('managedNodeGroups:\n  - name: web\n    instanceTypes: [m6i.large, $0]\n');
    const families = [...new Set(labels(text).map((type) => type.split('.')[0]))];
    expect(families.slice(0, 4)).toEqual(['m6i', 'm9g', 'c9g', 'm8a']);
    expect(labels(text)).not.toContain('m6i.large');
    expect(families).toEqual(expect.arrayContaining(['c8i', 'r8g', 'm7i']));
  });

  it('completes a list of instance types in brackets', () => {
    checkCompletion(cluster('managedNodeGroups:\n  - name: web\n    instanceTypes: [m5.large, m6i.x$0]\n'), {
      label: 'm6i.xlarge',
      expected: cluster('managedNodeGroups:\n  - name: web\n    instanceTypes: [m5.large, m6i.xlarge]\n'),
    });
  });

  it('completes zones the files name', () => {
    const text = cluster(
      'availabilityZones: [eu-west-1a, eu-west-1b]\nmanagedNodeGroups:\n  - name: web\n    availabilityZones: [$0]\n',
    );
    expect(labels(text)).toEqual(['eu-west-1a', 'eu-west-1b']);
  });
});

const eniConfig = (name: string): string => `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: ${name}
spec:
  subnet: subnet-0a1b2c3d4e5f60711
`;

describe('ENIConfigs', () => {
  it('completes the name a label chooses', () => {
    const group = (value: string) =>
      cluster(
        `managedNodeGroups:\n  - name: web\n    labels:\n      k8s.amazonaws.com/eniConfig: ${value}\n---\n${eniConfig('pods')}`,
      );
    expect(labels(group('$0'))).toEqual(['pods']);
    checkCompletion(group('$0'), { label: 'pods', expected: group('pods') });
  });

  it('completes the key of the label', () => {
    checkCompletion(cluster('managedNodeGroups:\n  - name: web\n    labels:\n      $0\n'), {
      label: 'k8s.amazonaws.com/eniConfig',
      expected: cluster('managedNodeGroups:\n  - name: web\n    labels:\n      k8s.amazonaws.com/eniConfig: \n'),
    });
  });

  it('says nothing for labels that choose nothing', () => {
    expect(
      proposals(cluster(`managedNodeGroups:\n  - name: web\n    labels:\n      team: $0\n---\n${eniConfig('pods')}`)),
    ).toEqual([]);
  });

  it('writes an ENIConfig for every zone that has none', () => {
    const text = `${cluster('availabilityZones: [eu-west-1a, eu-west-1b]\n')}---\n${eniConfig('eu-west-1a')}---\n$0`;
    const item = proposals(text).find(({ label }) => label === 'ENIConfig per zone');
    expect(item?.detail).toBe('eu-west-1b');
    expect(item?.textEdit?.newText).toContain('name: eu-west-1b');
  });
});

describe('what no schema knows', () => {
  const groups = (rest: string): string =>
    cluster(`managedNodeGroups:\n  - name: web\n    instanceType: m5.large\n${rest}`);

  it('completes max pods with what the type serves, and with what it serves with prefix delegation', () => {
    const items = proposals(groups('    maxPodsPerNode: $0\n'));
    // 3 × (10 − 1) + 2 = 29; with prefixes 3 × 9 × 16 + 2 = 434, of which EKS recommends 110.
    expect(items.map(({ label, detail }) => [label, detail])).toEqual([
      ['29', 'what m5.large can serve'],
      ['110', 'only with prefix delegation'],
    ]);
    for (const typed of ['', '2', '29']) {
      checkCompletion(groups(`    maxPodsPerNode: ${typed}$0\n`), {
        label: '29',
        expected: groups('    maxPodsPerNode: 29\n'),
      });
    }
    expect(proposals(groups('    desiredCapacity: $0\n'))).toEqual([]);
  });

  it('completes max pods of a NodeConfig with what each type of its cluster serves, and usual ones where none is seen', () => {
    const nodeConfig =
      'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    config:\n      maxPods: $0\n';
    const numbers = (text: string) => proposals(text).map(({ label, detail }) => [label, detail]);
    // 3 × (6 − 1) + 2 = 17, 3 × (10 − 1) + 2 = 29, 8 × (30 − 1) + 2 = 234.
    expect(numbers(nodeConfig)).toEqual([
      ['17', 'what t3.medium can serve'],
      ['29', 'what m5.large can serve'],
      ['234', 'what c5.9xlarge can serve'],
    ]);
    const nodes = cluster('managedNodeGroups:\n  - name: web\n    instanceTypes: [m5.large, m5a.large]\n');
    expect(numbers(`${nodes}---\n${nodeConfig}`)).toEqual([
      ['29', 'what m5.large, m5a.large can serve'],
      ['110', 'only with prefix delegation'],
    ]);
  });

  it('completes expressions with what they come to, that for the settings in force first', () => {
    const nodeConfig =
      'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    maxPodsExpression: $0\n';
    const custom = addon('|-\n      env:\n        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"\n');
    const nodes = `${custom}managedNodeGroups:\n  - name: web\n    instanceTypes: [m5.large, c5.xlarge]\n`;
    const [first] = proposals(`${nodes}---\n${nodeConfig}`).toSorted((a, b) =>
      (a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1,
    );
    // (3 − 1) × (10 − 1) + 2 = 20, (4 − 1) × (15 − 1) + 2 = 44.
    expect([first?.label, first?.detail]).toEqual(['max pods with custom networking', 'm5.large 20, c5.xlarge 44']);
  });

  it('completes kind and version of a document of ours, and of no other', () => {
    const of = (text: string) => proposals(text).map(({ label, detail }) => `${label} ${detail}`);
    expect(of('apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: $0\n')).toEqual([
      'ENIConfig crd.k8s.amazonaws.com/v1alpha1',
    ]);
    expect(of('kind: EC2$0\n')).toEqual(['EC2NodeClass karpenter.k8s.aws/v1']);
    expect(of(`${cluster('')}---\nkind: $0\n`)).toHaveLength(8);
    for (const other of ['kind: $0\n', 'apiVersion: apps/v1\nkind: $0\n', 'metadata:\n  kind: ENI$0\n']) {
      expect(of(other)).toEqual([]);
    }
  });

  it('completes the add-ons that are not there yet', () => {
    expect(labels(cluster('addons:\n  - name: vpc-cni\n  - name: $0\n'))).toEqual([
      'kube-proxy',
      'coredns',
      'eks-pod-identity-agent',
    ]);
    expect(labels('# file: main.tf\nresource "aws_instance" "a" {\n  addon_name = "$0"\n}\n')).toEqual([]);
    expect(labels('# file: a.sh\nkubectl create deployment --name $0\n')).toEqual([]);
  });

  it('completes the keys and switches of the ConfigMap', () => {
    const map = (data: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: amazon-vpc-cni, namespace: kube-system }\ndata:\n${data}`;
    expect(labels(map('  warm-ip-target: "1"\n  $0\n'))).toEqual([
      'enable-windows-ipam',
      'enable-network-policy-controller',
      'enable-windows-prefix-delegation',
      'warm-prefix-target',
      'minimum-ip-target',
      'branch-eni-cooldown',
    ]);
    checkCompletion(map('  branch$0\n'), {
      label: 'branch-eni-cooldown',
      expected: map('  branch-eni-cooldown: ""\n'),
    });
    checkCompletion(map('  enable-windows-ipam: $0\n'), {
      label: 'true',
      expected: map('  enable-windows-ipam: "true"\n'),
    });
    checkCompletion(map('  enable-windows-ipam: "$0"\n'), {
      label: 'false',
      expected: map('  enable-windows-ipam: "false"\n'),
    });
  });

  it('completes rules in comments, those reported there first', () => {
    const text = (comment: string): string =>
      addon(`|-\n      env:\n        WARM_ENI_TARGET: "0"\n`).replace('    conf', `    # ${comment}\n    conf`);
    const [first] = proposals(text('eni-lens-disable-next-line $0'));
    expect(first).toMatchObject({ label: 'warm-eni-target-zero', detail: 'reported here' });
    checkCompletion(text('eni-lens-disable-next-line warm$0'), {
      label: 'warm-eni-target-zero',
      expected: text('eni-lens-disable-next-line warm-eni-target-zero'),
    });
    expect(labels(text('eni-lens-disable-file no-ip-family, $0'))).not.toContain('no-ip-family');
    checkCompletion(text('eni-lens-dis$0'), {
      label: 'eni-lens-disable-next-line',
      expected: text('eni-lens-disable-next-line '),
    });
    expect(proposals(text('eni-lens-disable-next-line a -- because $0'))).toEqual([]);
    expect(proposals(text('another comment $0'))).toEqual([]);
  });

  it('completes the name of an ENIConfig with the zones that have none', () => {
    const text = (name: string): string =>
      `${cluster('availabilityZones: [eu-west-1a, eu-west-1b]\n')}---\n${eniConfig('eu-west-1a')}---\n${eniConfig(name)}`;
    checkCompletion(text('$0'), { label: 'eu-west-1b', expected: text('eu-west-1b') });
  });
});

describe('whole documents', () => {
  const kinds = [
    'ENIConfig',
    'ClusterConfig with prefix delegation',
    'SecurityGroupPolicy',
    'NodeConfig',
    'Patch of the DaemonSet aws-node',
  ];

  it.each([
    ['ENI', 'ENIConfig'],
    ['Clu', 'ClusterConfig with prefix delegation'],
    ['sec', 'SecurityGroupPolicy'],
    ['node', 'NodeConfig'],
    ['aws-', 'Patch of the DaemonSet aws-node'],
  ])('begin in an empty file with the name of their kind, %s, and are without a fault as they are', (typed, label) => {
    expect(labels(`${typed}$0`)).toEqual(kinds);
    for (const editor of editors) {
      const item = proposals(`${typed}$0`, editor.support).find((each) => each.label === label);
      const text = item ? accepted(typed, item, editor) : '';
      expect(text).toMatch(/\n$/);
      expect(findings([{ path: 'a.yaml', text }]).map(({ rule }) => rule)).toEqual([]);
    }
    const texts = editors.map((editor) => {
      const item = proposals(`${typed}$0`, editor.support).find((each) => each.label === label);
      return item && accepted(typed, item, editor);
    });
    expect(new Set(texts).size).toBe(1);
  });

  it('do not come up in files of others, and the editor asks again', () => {
    for (const typed of ['e', 'en', 'services', 'apiVersion']) {
      const { workspace, uri, position } = marked(`${typed}$0`);
      const list = completion(workspace, uri, position, { snippets: true, indentation: 'asIs' });
      expect(list).toEqual({ isIncomplete: true, items: [] });
    }
  });
});

describe('other documents', () => {
  it('is silent in documents that are not ours', () => {
    expect(
      proposals(
        'kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n          env:\n            - name: WARM_$0\n',
      ),
    ).toEqual([]);
    expect(proposals('services:\n  $0\n')).toEqual([]);
    expect(proposals('$0')).toEqual([]);
  });

  it('is silent below a banner, however long that is', () => {
    expect(proposals(`${'#'.repeat(50_000)}\nservices:\n  $0\n`)).toEqual([]);
    expect(proposals(`${'\n \t'.repeat(20_000)}services:\n  $0\n`)).toEqual([]);
  });

  it('is silent in another document of our file', () => {
    const text = `${daemonSet('            - name: MAX_ENI\n              value: "2"\n')}---\nkind: Deployment\nspec:\n  env:\n    - name: WARM_$0\n`;
    expect(proposals(text)).toEqual([]);
  });
});
