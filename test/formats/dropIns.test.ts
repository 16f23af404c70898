import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/text/edit.js';
import { checkAllFixes, findings } from '../harness/check.js';
import { resources } from '../harness/read.js';

/** A group of Amazon Linux 2023 with scripts; each begins below an item of preBootstrapCommands. */
const group = (scripts: readonly string[], more: readonly string[] = []): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
nodeGroups:
  - name: web
    instanceType: m5.large
${more.map((line) => `    ${line}\n`).join('')}    preBootstrapCommands:
${scripts.map((script) => `      - |\n${script.replace(/^(?=.)/gm, '        ')}`).join('')}`;

const config = (kubelet: string): string =>
  `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: { kubelet: ${kubelet} }\n`;

const write = (kubelet: string, command = 'cat <<EOF > /etc/eks/nodeadm.d/max.yaml'): string =>
  `${command}\n${config(kubelet)}EOF\n`;

const escaped = config('{ config: { maxPods: 60 } }').replaceAll('\n', '\\n');

const override = (kubelet: string): readonly string[] => [
  'overrideBootstrapCommand: |',
  ...config(kubelet)
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`),
];

/** Max pods of the group: the number and its field, `expression`, `computed` or `unknown`. */
function maxPods(text: string): unknown {
  const [read] = resources(text, 'nodeGroup');
  const found = read?.maxPods;
  return found?.kind === 'set' ? `${found.value} ${found.setting}` : found?.kind;
}

describe('max pods that scripts write for nodeadm', () => {
  it.each([
    ['a redirection', [write('{ config: { maxPods: 60 } }')], [], '60 kubelet.config.maxPods'],
    [
      'a redirection first',
      [write('{ config: { maxPods: 60 } }', 'cat > /etc/eks/nodeadm.d/a.yml <<EOF')],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'tee',
      [write('{ config: { maxPods: 60 } }', "sudo tee /etc/eks/nodeadm.d/a.json > /dev/null <<'EOF'")],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'a pipe',
      [write('{ config: { maxPods: 60 } }', 'cat <<EOF | sudo tee /etc/eks/nodeadm.d/a.YAML')],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'behind other commands',
      [`mkdir -p /etc/eks/nodeadm.d\n${write('{ config: { maxPods: 60 } }')}echo done\n`],
      [],
      '60 kubelet.config.maxPods',
    ],
    ['a flag', [write('{ flags: ["--max-pods=60"] }')], [], '60 --max-pods'],
    ['an expression', [write('{ maxPodsExpression: max_pods }')], [], 'expression'],
    [
      'over maxPodsPerNode',
      [write('{ config: { maxPods: 60 } }')],
      ['maxPodsPerNode: 20'],
      '60 kubelet.config.maxPods',
    ],
    [
      'over the override',
      [write('{ config: { maxPods: 60 } }')],
      override('{ config: { maxPods: 20 } }'),
      '60 kubelet.config.maxPods',
    ],
    [
      'below a flag of the override',
      [write('{ config: { maxPods: 60 } }')],
      override('{ flags: ["--max-pods=20"] }'),
      '20 --max-pods',
    ],
    [
      'the last by name',
      [
        write('{ config: { maxPods: 60 } }', 'cat <<EOF > /etc/eks/nodeadm.d/b.yaml'),
        write('{ config: { maxPods: 50 } }', 'cat <<EOF > /etc/eks/nodeadm.d/a.yaml'),
      ],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'the last flag by name',
      [
        write('{ flags: ["--max-pods=60"] }', 'cat <<EOF > /etc/eks/nodeadm.d/2.yaml'),
        write('{ flags: ["--max-pods=50"] }', 'cat <<EOF > /etc/eks/nodeadm.d/10.yaml'),
      ],
      [],
      '60 --max-pods',
    ],
    [
      'nothing about max pods',
      [write('{ config: { podPidsLimit: 60 } }')],
      ['maxPodsPerNode: 20'],
      '20 maxPodsPerNode',
    ],
    ['another folder', [write('{ config: { maxPods: 60 } }', 'cat <<EOF > /tmp/max.yaml')], [], 'unknown'],
    [
      'another ending',
      [write('{ config: { maxPods: 60 } }', 'cat <<EOF > /etc/eks/nodeadm.d/max.conf')],
      [],
      'unknown',
    ],
    ['a variable', [write('{ config: { maxPods: $N } }')], [], 'unknown'],
    ['a condition', [`if [ -n "$A" ]; then\n${write('{ config: { maxPods: 60 } }')}fi\n`], [], 'unknown'],
    [
      'behind nothing',
      [write('{ config: { maxPods: 60 } }', 'cat <<EOF >> /etc/eks/nodeadm.d/max.yaml')],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'tee -a',
      [write('{ config: { maxPods: 60 } }', 'sudo tee -a /etc/eks/nodeadm.d/max.yaml <<EOF')],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'several commands',
      [
        "echo '---' > /etc/eks/nodeadm.d/max.yaml\necho 'apiVersion: node.eks.aws/v1alpha1' | tee -a /etc/eks/nodeadm.d/max.yaml\ncat <<EOF >> /etc/eks/nodeadm.d/max.yaml\nkind: NodeConfig\nspec:\n  kubelet:\nEOF\nprintf '    config:\\n      maxPods: 60\\n' >> /etc/eks/nodeadm.d/max.yaml\n",
      ],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'a group of commands',
      [
        "{\n  echo 'apiVersion: node.eks.aws/v1alpha1'\n  echo 'kind: NodeConfig'\n  cat <<EOF\nspec:\n  kubelet:\n    config:\nEOF\n  echo '      maxPods: 60'\n} > /etc/eks/nodeadm.d/max.yaml\n",
      ],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'a group of commands in a pipe',
      [
        "(echo 'apiVersion: node.eks.aws/v1alpha1'; echo 'kind: NodeConfig'; echo 'spec: { kubelet: { config: { maxPods: 60 } } }') | sudo tee /etc/eks/nodeadm.d/max.yaml\n",
      ],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'echo -n before the number',
      [
        "printf 'apiVersion: node.eks.aws/v1alpha1\\nkind: NodeConfig\\n' > /etc/eks/nodeadm.d/a.yaml\necho -n 'spec: { kubelet: { config: { maxPods: ' >> /etc/eks/nodeadm.d/a.yaml\necho '60 } } }' >> /etc/eks/nodeadm.d/a.yaml\n",
      ],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'a command among them whose text nobody sees',
      [
        "{\n  echo 'apiVersion: node.eks.aws/v1alpha1'\n  echo 'kind: NodeConfig'\n  make-spec\n  echo '    config: { maxPods: 60 }'\n} > /etc/eks/nodeadm.d/max.yaml\n",
      ],
      [],
      'unknown',
    ],
    [
      'a loop',
      [
        "cat <<EOF > /etc/eks/nodeadm.d/a.yaml\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: { kubelet: { flags: [\nEOF\nfor i in 1 2; do\n  echo '\"--max-pods=60\",' >> /etc/eks/nodeadm.d/a.yaml\ndone\necho ']}}' >> /etc/eks/nodeadm.d/a.yaml\n",
      ],
      [],
      'unknown',
    ],
    [
      'two scripts',
      [
        "echo 'apiVersion: node.eks.aws/v1alpha1' > /etc/eks/nodeadm.d/a.yaml\n",
        "echo 'kind: NodeConfig' >> /etc/eks/nodeadm.d/a.yaml\necho 'spec: { kubelet: { config: { maxPods: 60 } } }' >> /etc/eks/nodeadm.d/a.yaml\n",
      ],
      [],
      'unknown',
    ],
    [
      'a condition around what is added',
      [
        `${write('{ config: { podPidsLimit: 60 } }')}if [ -n "$A" ]; then\necho '    config: { maxPods: 60 }' >> /etc/eks/nodeadm.d/max.yaml\nfi\n`,
      ],
      [],
      'unknown',
    ],
    [
      'a filter',
      [write('{ config: { maxPods: 60 } }', 'sed s/6/7/ <<EOF > /etc/eks/nodeadm.d/max.yaml')],
      [],
      'unknown',
    ],
    ['a variable for the folder', [write('{ config: { maxPods: 60 } }', 'cat <<EOF > $DIR/max.yaml')], [], 'unknown'],
    [
      'another mention',
      [`${write('{ config: { maxPods: 60 } }')}sed -i s/maxPods/x/ /etc/kubernetes/kubelet/config.json\n`],
      [],
      'unknown',
    ],
    ['written twice', [write('{ config: { maxPods: 60 } }'), write('{ config: { maxPods: 50 } }')], [], 'unknown'],
    [
      'echo',
      [
        `echo '${JSON.stringify({ apiVersion: 'node.eks.aws/v1alpha1', kind: 'NodeConfig', spec: { kubelet: { config: { maxPods: 60 } } } })}' > /etc/eks/nodeadm.d/max.json\n`,
      ],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'echo with escapes',
      [`echo -e "${escaped}" | sudo tee /etc/eks/nodeadm.d/max.yaml\n`],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'printf',
      [`printf '${escaped}' | tee /etc/eks/nodeadm.d/max.yaml > /dev/null\n`],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'printf of a text',
      [`printf '%s\\n' '${config('{ config: { maxPods: 60 } }')}' > /etc/eks/nodeadm.d/max.yaml\n`],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'a here-string',
      [`tee /etc/eks/nodeadm.d/max.yaml <<< '${config('{ config: { maxPods: 60 } }')}'\n`],
      [],
      '60 kubelet.config.maxPods',
    ],
    [
      'printf that fills in',
      [`printf '${escaped.replace('60', '%d')}' 60 > /etc/eks/nodeadm.d/max.yaml\n`],
      [],
      'unknown',
    ],
    ['echo without -e', [`echo '${escaped}' > /etc/eks/nodeadm.d/max.yaml\n`], [], 'unknown'],
    ['echo of a variable', ['echo "$NODE_CONFIG" > /etc/eks/nodeadm.d/max.yaml\n'], [], 'unknown'],
    [
      'echo through a filter',
      [`echo '${config('{ config: { maxPods: 60 } }')}' | sed s/6/7/ > /etc/eks/nodeadm.d/max.yaml\n`],
      [],
      'unknown',
    ],
    [
      'the config of the kubelet',
      ['cat <<EOF > /etc/kubernetes/kubelet/config.json.d/50-max.conf\nkind: KubeletConfiguration\nmaxPods: 60\nEOF\n'],
      [],
      'unknown',
    ],
    [
      'a file of its service',
      [
        'cat <<EOF > /etc/systemd/system/kubelet.service.d/a.conf\n[Service]\nExecStart=/usr/bin/kubelet --max-pods=60\nEOF\n',
      ],
      [],
      'unknown',
    ],
  ] as const)('%s', (_, scripts, more, expected) => expect(maxPods(group(scripts, more))).toBe(expected));

  it('is read by nobody on other families', () => {
    const ubuntu = ['amiFamily: Ubuntu2204'];
    expect(maxPods(group([write('{ config: { maxPods: 60 } }')], ubuntu))).toBe('unknown');
  });
});

describe('labels and pods per core that scripts write for nodeadm', () => {
  const read = (scripts: readonly string[], more: readonly string[] = []) =>
    resources(group(scripts, more), 'nodeGroup')[0];
  const zone = '{ flags: ["--node-labels=zone=a,disk=ssd"] }';

  it.each([
    ['a file for nodeadm', [write(zone)], ['zone', 'disk'], false],
    ['beside those of the group', [write(zone)], ['zone', 'disk'], false],
    ['a variable', [write('{ flags: ["--node-labels=zone=$ZONE"] }')], ['zone'], false],
    ['a condition', [`if true; then\n${write(zone)}fi\n`], [], true],
    ['another way', ['echo KUBELET_EXTRA_ARGS=--node-labels=zone=a >> /etc/eks/kubelet/environment\n'], [], true],
    ['nothing', ['echo hello\n'], [], false],
  ] as const)('%s', (_, scripts, keys, hidden) => {
    const found = read(scripts);
    expect([found?.labels.map(({ key }) => key.value), found?.labelsPartlyHidden]).toEqual([keys, hidden]);
  });

  it('reads pods per core', () => {
    const of = (text: string) => read([text])?.podsPerCore;
    expect(of(write('{ config: { podsPerCore: 5 } }'))).toMatchObject({ kind: 'known', value: 5 });
    expect(of('sed -i s/podsPerCore/x/ /etc/kubernetes/kubelet/config.json\n')).toEqual({ kind: 'unknown' });
    expect(of('echo hello\n')).toEqual({ kind: 'absent' });
  });
});

describe('what is said of them', () => {
  const found = (text: string, path = 'cluster.yaml'): readonly string[] =>
    findings([{ path, text }]).map(({ rule, range }) => `${rule} ${text.slice(range.span.start, range.span.end)}`);

  it('compares them with what the type serves, and changes the number there', () => {
    // m5.large: 3 × (10 − 1) + 2 = 29
    const text = group([write('{ config: { maxPods: 110 } }')]);
    expect(found(text)).toEqual(['max-pods-above-capacity 110']);
    checkAllFixes(text);
  });

  it('says which number of the group has no effect', () => {
    expect(found(group([write('{ config: { maxPods: 20 } }')], ['maxPodsPerNode: 25']))).toEqual([
      'max-pods-conflict 25',
    ]);
    const beside = override('{ config: { maxPods: 25 } }');
    expect(found(group([write('{ config: { maxPods: 20 } }')], beside))).toEqual(['max-pods-conflict 25']);
  });

  it('reads fields of the wrong type and in the wrong place, as nodeadm does', () => {
    expect(found(group([write('{ maxPods: 20 }')]))).toEqual(['node-config-misplaced-field maxPods']);
    expect(found(group([write('{ flags: "--max-pods=20" }')]))).toEqual(['invalid-structure "--max-pods=20"']);
    expect(found(group([write('{ config: { maxPods: "20" } }')]))).toEqual(['invalid-structure "20"']);
    expect(found(group([write('{}').replace('v1alpha1', 'v1')]))).toEqual(['node-config-rejected node.eks.aws/v1']);
  });

  it('takes files of one script that are not for nodeadm for texts of their own', () => {
    const other = (name: string, kubelet: string) => write(kubelet, `cat <<EOF > ${name}`);
    const pods = (count: number) => `{ config: { maxPods: ${count} } }`;
    expect(found(other('a.yaml', pods(20)) + other('b.yaml', pods(30)), 'make.sh')).toEqual([]);
    const dir = '/etc/eks/nodeadm.d';
    expect(found(other(`${dir}/b.yaml`, pods(20)) + other(`${dir}/a.yaml`, pods(30)), 'make.sh')).toEqual([
      'max-pods-conflict 30',
    ]);
  });

  it('puts what a script of user data writes behind all of its NodeConfigs, wherever the script stands', () => {
    const script = `\n--X\nContent-Type: text/x-shellscript\n\n${write('{ config: { maxPods: 20 } }')}`;
    const own = `\n--X\nContent-Type: application/node.eks.aws\n\n${config('{ config: { maxPods: 25 } }')}`;
    const head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="X"\n';
    const template = (text: string) => `resource "aws_launch_template" "web" {\n  user_data = <<EOT\n${text}EOT\n}\n`;
    for (const parts of [script + own, own + script]) {
      const text = `${head}${parts}\n--X--\n`;
      expect(found(text, 'user-data.txt')).toEqual(['max-pods-conflict 25']);
      const secret = `apiVersion: v1\nkind: Secret\nstringData:\n  userData: |\n${text.replace(/^(?=.)/gm, '    ')}`;
      expect(found(secret, 'secret.yaml')).toEqual(['max-pods-conflict 25']);
      expect(found(template(text), 'main.tf')).toEqual(['max-pods-conflict 25']);
    }
  });

  it('moves a field in a text that is printed, and writes line breaks as its command reads them', () => {
    const moved = (command: string) => {
      const text = `#!/bin/bash\n${command}`;
      const [fix] = findings([{ path: 'make.sh', text }])[0]?.fixes ?? [];
      checkAllFixes(text);
      return applyEdits(text, fix?.edits.flatMap(({ edits }) => edits) ?? []);
    };
    const written = String.raw`apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    maxPods: 20\n`;
    const after = written.replace('    maxPods: 20', String.raw`    config:\n      maxPods: 20`);
    for (const command of ['echo -e "TEXT" >', "echo -e 'TEXT' >", "printf 'TEXT' | tee"]) {
      const line = `${command} /etc/eks/nodeadm.d/a.yaml\n`;
      expect(moved(line.replace('TEXT', () => written))).toBe(`#!/bin/bash\n${line.replace('TEXT', () => after)}`);
    }
  });

  it.each([
    ['a file', (text: string) => text, 'user-data.txt'],
    ['a string of a manifest', (text: string) => inNodeClass(text), 'class.yaml'],
  ])('reads what a script of user data in MIME form writes, in %s', (_, around, path) => {
    const text = around(mime(write('{ maxPods: 20 }'), '{ config: { podsPerCore: 5 } }'));
    expect(found(text, path)).toEqual(['node-config-misplaced-field maxPods']);
  });

  it('reads what a script in a class of Karpenter writes, over which Karpenter puts nothing', () => {
    const script = (kubelet: string) => inNodeClass(`#!/bin/bash\n${write(kubelet)}`);
    expect(found(script('{ maxPods: 20 }'), 'class.yaml')).toEqual(['node-config-misplaced-field maxPods']);
    checkAllFixes(script('{ maxPods: 20 }'));
    expect(found(script('{ config: { maxPods: 20 } }'), 'class.yaml')).toEqual(['karpenter-max-pods-in-user-data 20']);
  });

  const inNodeClass = (text: string) =>
    `apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: a }\nspec:\n  amiFamily: AL2023\n  userData: |\n${text.replace(/^(?=.)/gm, '    ')}`;

  const mime = (script: string, kubelet: string) =>
    `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/x-shellscript\n\n#!/bin/bash\n${script}\n--B\nContent-Type: application/node.eks.aws\n\n${config(kubelet)}\n--B--\n`;
  const faulty = '{ maxPodsExpression: "min(1, max_pods)", config: { podsPerCore: 5 } }';
  const says = (text: string, path: string) => findings([{ path, text }]).map(({ message }) => message);

  it('does not say what a node falls back to, nor what wins, where a script of the same user data may decide', () => {
    const nothing = mime('echo hello', faulty);
    const written = mime(write('{ config: { maxPods: 20 } }'), faulty);
    const nodeClass = (text: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  userData: |\n${text.replace(/^(?=.)/gm, '    ')}`;
    for (const [around, path] of [
      [(text: string) => text, 'user-data.txt'],
      [nodeClass, 'secret.yaml'],
    ] as const) {
      expect(says(around(nothing), path)).toEqual([expect.stringContaining('its default, such as')]);
      expect(says(around(written), path)).toEqual(['maxPodsExpression has no value: there is no function min']);
      const two = '{ config: { maxPods: 20 }, flags: ["--max-pods=30"] }';
      expect(says(around(mime('echo hello', two)), path)).toHaveLength(1);
      expect(says(around(mime('sed -i s/maxPods/x/ /etc/kubernetes/kubelet/config.json', two)), path)).toEqual([]);
    }
  });
});

describe('what is no NodeConfig in the folder of nodeadm', () => {
  const kubelet = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: 60\n';
  const written = (text: string, command = 'cat <<EOF > /etc/eks/nodeadm.d/kubelet.yaml') => `${command}\n${text}EOF\n`;
  const cloudInit = (path: string, text: string, more = '') =>
    `#cloud-config\nwrite_files:\n  - path: ${path}\n${more}    content: |\n${text.replace(/^(?=.)/gm, '      ')}`;
  const found = (text: string, path: string): readonly string[] =>
    findings([{ path, text }])
      .filter(({ severity }) => severity !== 'hint')
      .map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
  const refused =
    'error node-config-rejected: nodeadm refuses the KubeletConfiguration in /etc/eks/nodeadm.d, and the node never joins: it takes NodeConfigs only';

  it.each([
    ['a script', 'user-data.sh', `#!/bin/bash\n${written(kubelet)}`],
    ['a script with tee', 'user-data.sh', written(kubelet, "sudo tee /etc/eks/nodeadm.d/10.json > /dev/null <<'EOF'")],
    ['a group of eksctl', 'cluster.yaml', group([written(kubelet)])],
    ['cloud-init', 'cloud-config.yaml', cloudInit('/etc/eks/nodeadm.d/10-kubelet.yaml', kubelet)],
  ])('is an error in %s', (_, path, text) => {
    expect(found(text, path)).toEqual([refused]);
  });

  it('is one too without a kind', () => {
    expect(found(written('maxPods: 60\n'), 'user-data.sh')).toEqual([
      'error node-config-rejected: nodeadm refuses this file of /etc/eks/nodeadm.d, and the node never joins: it takes NodeConfigs only',
    ]);
  });

  it.each([
    ['a NodeConfig', 'user-data.sh', written(config('{ config: { maxPods: 20 } }'))],
    [
      'a NodeConfig of cloud-init',
      'a.yaml',
      cloudInit('/etc/eks/nodeadm.d/a.yaml', config('{ config: { maxPods: 20 } }')),
    ],
    ['a file of another ending', 'user-data.sh', written(kubelet, 'cat <<EOF > /etc/eks/nodeadm.d/kubelet.conf')],
    ['another folder', 'user-data.sh', written(kubelet, 'cat <<EOF > /etc/kubernetes/kubelet/config.json.d/10.yaml')],
    ['another folder of cloud-init', 'a.yaml', cloudInit('/etc/kubernetes/kubelet/10.yaml', kubelet)],
    ['encoded content', 'a.yaml', cloudInit('/etc/eks/nodeadm.d/a.yaml', 'maxPods: 1\n', '    encoding: b64\n')],
    ['a script that may not write it', 'user-data.sh', `if false; then\n${written(kubelet)}fi\n`],
    ['a kind that is filled in', 'user-data.sh', written('apiVersion: $API\nkind: $KIND\n')],
    ['another family', 'cluster.yaml', group([written(kubelet)], ['amiFamily: Ubuntu2204'])],
  ])('is not %s', (_, path, text) => {
    expect(found(text, path).filter((each) => each.includes('node-config-rejected'))).toEqual([]);
  });
});

describe('releases of the AMI that have no /etc/eks/nodeadm.d', () => {
  const script = write('{ config: { maxPods: 20 } }');
  const managed = (release: string) =>
    group([script], [`releaseVersion: ${release}`, 'amiFamily: AmazonLinux2023', 'maxPodsPerNode: 25']).replace(
      'nodeGroups:',
      'managedNodeGroups:',
    );
  const karpenter = (release: string) =>
    `apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: a }\nspec:\n  amiSelectorTerms: [{ alias: al2023@${release} }]\n  kubelet: { maxPods: 25 }\n  userData: |\n    #!/bin/bash\n${script.replace(/^(?=.)/gm, '    ')}`;
  const rules = (text: string) =>
    findings([{ path: 'nodes.yaml', text }]).flatMap(({ rule, message }) =>
      /^(?:max-pods-conflict|node-config)/.test(rule) ? [`${rule}: ${message}`] : [],
    );

  it('give it to nobody', () => {
    const said = (release: string) => [
      `node-config-not-read: Nobody reads this file: nodeadm of release ${release} has no /etc/eks/nodeadm.d yet, it came with v20251023`,
    ];
    expect(rules(managed('1.33.0-20250704'))).toEqual(said('1.33.0-20250704'));
    expect(maxPods(managed('1.33.0-20250704'))).toBe('25 maxPodsPerNode');
    expect(rules(karpenter('v20240807'))).toEqual(said('v20240807'));
  });

  it.each(['1.33.5-20251023', '1.34.1-20260110', '1.33'])('are not %s', (release) => {
    expect(rules(managed(release))).toEqual([expect.stringContaining('max-pods-conflict: maxPodsPerNode 25')]);
    expect(maxPods(managed(release))).toBe('20 kubelet.config.maxPods');
  });

  it.each(['v20251023', 'v20260720', 'latest', '${RELEASE}'])('are not %s of Karpenter', (release) => {
    expect(rules(karpenter(release)).filter((each) => each.startsWith('node-config'))).toEqual([]);
  });
});
