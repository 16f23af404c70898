import { describe, expect, it } from 'vitest';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { codeLens } from '../../server/features/codeLens.js';
import { definition } from '../../server/features/definition.js';
import { documentLinks } from '../../server/features/documentLinks.js';
import { documentSymbols } from '../../server/features/documentSymbols.js';
import { inlayHints } from '../../server/features/inlayHints.js';
import { documentHighlights, references } from '../../server/features/references.js';
import { filesOfRename, prepareRename } from '../../server/features/rename.js';
import { workspaceSymbols } from '../../server/features/workspaceSymbols.js';
import { render } from '../../server/messages/message.js';
import { checkRename, marked, renamed, workspaceOf } from '../harness/features.js';
import { parseFixture } from '../harness/fixture.js';
import { type HarborPath, harbor, harborByZone, placesOfNames } from '../harness/harbor.js';

const eniConfig = (name: string): string => `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: ${name}
spec:
  subnet: subnet-0a1b2c3d4e5f60711
`;

const cluster = (env: string, groups: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: harbor
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"
${env}managedNodeGroups:
${groups}`;

const group = (name: string, label: string): string =>
  `  - name: ${name}\n    instanceType: m5.large\n    labels:\n      k8s.amazonaws.com/eniConfig: ${label}\n`;

const two = (label: string, name: string): string =>
  `# file: cluster.yaml\n${cluster('', `${group('web', label)}${group('batch', '"pods"')}`)}# file: pods.yaml\n${eniConfig(name)}`;

const whole = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

describe('an ENIConfig and what names it', () => {
  it('is found from a label in another file', () => {
    const { workspace, uri, position } = marked(two('po$0ds', 'pods'));
    expect(definition(workspace, uri, position)).toEqual([
      { uri: 'pods.yaml', range: { start: { line: 3, character: 8 }, end: { line: 3, character: 12 } } },
    ]);
  });

  it('is found from a zone where nodes choose by zone', () => {
    const env = '        ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone\n';
    const zones = '  - name: web\n    availabilityZones: [eu-west-$01a]\n';
    const { workspace, uri, position } = marked(`${cluster(env, zones)}---\n${eniConfig('eu-west-1a')}`);
    expect(definition(workspace, uri, position)).toHaveLength(1);
  });

  it('lists its uses, with the definition where that is asked for', () => {
    const { workspace, uri, position } = marked(two('pods', 'po$0ds'));
    const uses = references(workspace, uri, position, { includeDeclaration: false });
    expect(uses.map((each) => `${each.uri}:${each.range.start.line + 1}`)).toEqual([
      'cluster.yaml:14',
      'cluster.yaml:18',
    ]);
    expect(references(workspace, uri, position, { includeDeclaration: true })).toHaveLength(3);
  });

  it('has no uses of another cluster', () => {
    const files = (folder: string, label: string, name: string): string =>
      two(label, name).replaceAll('# file: ', `# file: ${folder}/`).replace('name: harbor', `name: ${folder}`);
    const { workspace, uri, position } = marked(`${files('a', 'pods', 'po$0ds')}${files('b', 'pods', 'pods')}`);
    const uses = references(workspace, uri, position, { includeDeclaration: true });
    expect(uses.map((each) => each.uri)).toEqual(['a/pods.yaml', 'a/cluster.yaml', 'a/cluster.yaml']);
  });
});

type Path = HarborPath;

/** The files with the cursor at the n-th occurrence of a piece in one of them, and perhaps other contents. */
function harborAt(path: Path, piece: string, nth = 1, files: Readonly<Record<Path, string>> = harbor): string {
  const offset = Array.from({ length: nth }).reduce<number>((from) => files[path].indexOf(piece, from + 1), -1);
  const text = `${files[path].slice(0, offset + 1)}$0${files[path].slice(offset + 1)}`;
  return Object.entries({ ...files, [path]: text })
    .map(([name, each]) => `# file: ${name}\n${each}`)
    .join('');
}

/** Where a name is defined and used: file and line of each place, and the lines of its own file that are marked. */
function found(text: string) {
  const { workspace, uri, position } = marked(text);
  const lines = (
    all: readonly { readonly uri: string; readonly range: { readonly start: { readonly line: number } } }[],
  ) => all.map((each) => `${each.uri.replace(/\.yaml$/, '')}:${each.range.start.line + 1}`);
  const own = documentHighlights(workspace, uri, position) ?? [];
  return {
    definitions: lines(definition(workspace, uri, position)),
    uses: lines(references(workspace, uri, position, { includeDeclaration: false })),
    written: own.filter(({ kind }) => kind === 3).map(({ range }) => range.start.line + 1),
    read: own.filter(({ kind }) => kind !== 3).map(({ range }) => range.start.line + 1),
  };
}

describe('a name', () => {
  it.each(placesOfNames)('of $what leads to all that have it', ({ path, piece, nth, chosenByZone, ...expected }) => {
    const { definitions, uses, written, read } = expected;
    const text = harborAt(path, piece, nth, chosenByZone ? harborByZone : harbor);
    expect(found(text)).toEqual({ definitions, uses, written, read });
  });
  it.each([
    ['the name of a cluster', harborAt('cluster.yaml', 'harbor')],
    ['a number', harborAt('eni-lens.yaml', ' 5')],
    ['a word of another kind', 'kind: Deployment\nmetadata: { name: we$0b }\n'],
  ])('is not seen in %s, so that the editor marks words as it does', (_, text) => {
    const { workspace, uri, position } = marked(text);
    expect(documentHighlights(workspace, uri, position)).toBeUndefined();
    expect(definition(workspace, uri, position)).toEqual([]);
  });

  it('of a node group is found on a Node in a file that holds nothing else of ours', () => {
    const node = 'apiVersion: v1\nkind: Node\nmetadata:\n  name: n\n  labels: { eks.amazonaws.com/nodegroup: web }\n';
    expect(found(harborAt('cluster.yaml', 'web', 1, { ...harbor, 'pods.yaml': node })).uses).toContain('pods:5');
  });

  it('of a node group is that of its own cluster only', () => {
    const other = (name: string) => `# file: ${name}/cluster.yaml\n${cluster('', group('we$0b', 'pods'))}`;
    const text = `${other('a')}${other('b').replace('$0', '').replace('name: harbor', 'name: quay')}`;
    expect(found(text).definitions).toEqual(['a/cluster:11']);
  });
});

describe('rename', () => {
  it('changes all files and keeps quotes', () => {
    const expected = two('blue', 'blue').replace('"pods"', '"blue"');
    checkRename(two('pods', 'po$0ds'), 'blue', expected);
    checkRename(two('po$0ds', 'pods'), 'blue', expected);
  });

  it('names the files it changes', () => {
    const { workspace, uri, position } = marked(two('pods', 'po$0ds'));
    expect(filesOfRename(workspace, uri, position)).toEqual(['pods.yaml', 'cluster.yaml']);
  });

  it('offers the name without its quotes', () => {
    const { workspace, uri, position } = marked(two('pods', '"po$0ds"'));
    expect(prepareRename(workspace, uri, position)).toEqual({
      kind: 'ready',
      range: { start: { line: 3, character: 9 }, end: { line: 3, character: 13 } },
      placeholder: 'pods',
    });
  });

  it.each([
    ['other', 'There is an ENIConfig other already'],
    ['Not_Valid', '"Not_Valid" cannot be the name of an ENIConfig: lower-case letters, digits, "-" and "." only'],
    ['x'.repeat(64), `"${'x'.repeat(64)}" is longer than the 63 characters a label can hold`],
  ])('refuses %s', (name, reason) => {
    expect(renamed(`${two('pods', 'po$0ds')}---\n${eniConfig('other')}`, name)).toBe(`refused: ${reason}`);
  });

  it('refuses the name of a zone', () => {
    const env = '        ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone\n';
    const zones = '  - name: web\n    availabilityZones: [eu-west-1a]\n';
    const { workspace, uri, position } = marked(`${cluster(env, zones)}---\n${eniConfig('eu-west-$01a')}`);
    const prepared = prepareRename(workspace, uri, position);
    expect(prepared?.kind === 'refused' && render(prepared.reason)).toBe(
      'eu-west-1a is the name of a zone: nodes choose their ENIConfig by zone, so it must stay the same',
    );
  });

  it('gives an ENIConfig the name of a zone that has none yet', () => {
    const files = (name: string) => {
      const env = '        ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone\n';
      return `${cluster(env, '  - name: web\n    availabilityZones: [eu-west-1a]\n')}---\n${eniConfig(name)}`;
    };
    checkRename(files('eu-west-$01d'), 'eu-west-1a', `# file: file.yaml\n${files('eu-west-1a')}`);
  });

  const group =
    'Under another name it is a new node group, to which no pods move by themselves: add the new group, move the pods to it, then delete web';
  const subnet = 'subnet-0a1b2c3d4e5f60711 is the id AWS gave the subnet: another id is another subnet';
  const zone = 'eu-west-1a is the name AWS gave the zone: another name is another zone';

  it.each([
    ['a node group', harborAt('cluster.yaml', 'web'), group],
    ['a node group in the config file', harborAt('eni-lens.yaml', 'web'), group],
    ['a node group of a Node', harborAt('pods.yaml', 'web'), group],
    ['a subnet', harborAt('pods.yaml', 'subnet-0a1b2c3d4e5f60711'), subnet],
    ['a zone', harborAt('cluster.yaml', 'eu-west-1a', 2), zone],
    ['a zone in the config file', harborAt('eni-lens.yaml', 'eu-west-1a'), zone],
  ])('refuses %s, with the reason', (_, text, reason) => {
    const { workspace, uri, position } = marked(text);
    const prepared = prepareRename(workspace, uri, position);
    expect(prepared?.kind === 'refused' && render(prepared.reason)).toBe(reason);
    expect(renamed(text, 'new')).toBe(`refused: ${reason}`);
    expect(filesOfRename(workspace, uri, position)).toEqual([]);
  });

  it('refuses a template', () => {
    const { workspace, uri, position } = marked(two('pods', '$0${NAME}'));
    const prepared = prepareRename(workspace, uri, position);
    expect(prepared?.kind === 'refused' && render(prepared.reason)).toBe(
      'The name is a template: what fills it in decides what it is called',
    );
  });

  it('leaves names of others alone', () => {
    const { workspace, uri, position } = marked('kind: Deployment\nmetadata:\n  name: ap$0p\n');
    expect(prepareRename(workspace, uri, position)).toBeUndefined();
  });
});

describe('inlay hints', () => {
  const text = cluster(
    '        WARM_IP_TARGET: "2"\n        MINIMUM_IP_TARGET: "10"\n',
    '  - name: web\n    instanceTypes: [m5.large, m5.xlarge]\n',
  );
  const hints = (source: string, range = whole) => {
    const workspace = workspaceOf(parseFixture(source).files);
    return inlayHints(workspace, 'file.yaml', range);
  };

  it('stand behind instance types and the target that decides', () => {
    const lines = text.split('\n');
    const shown = hints(text).map(
      ({ position, label }) => `${lines[position.line]?.slice(0, position.character).trim()} ${label}`,
    );
    // m5.large with custom networking: 2 × 9 + 2 = 20 pods; EKS takes the smallest for both types.
    expect(shown).toContain('instanceTypes: [m5.large = 20 pods');
    expect(shown).toContain('instanceTypes: [m5.large, m5.xlarge = 20 pods');
    // Fewest: m5.xlarge without pods, 10 addresses on one ENI of 14, and the primary one: 12. Most: m5.xlarge with the 18 pods max pods
    // leaves, 18 + 2 addresses on two ENIs, and the primary one: 23.
    expect(shown).toContain('WARM_IP_TARGET: "2" ≈ 12–23 addresses per node');
    expect(shown).toHaveLength(3);
  });

  it('have the hover as tooltip', () => {
    const [hint] = hints(text);
    const { tooltip } = hint ?? {};
    expect(typeof tooltip === 'object' && tooltip.value).toContain('addresses per m5.large node**');
  });

  it('are made for the range only, and not for what cannot be known', () => {
    expect(hints(text, { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } })).toEqual([]);
    expect(hints(cluster('', '  - name: web\n    instanceType: z9.huge\n'))).toEqual([]);
  });
});

describe('code lenses', () => {
  it('stand on groups and on a cluster of several', () => {
    const sizes = '    minSize: 2\n    maxSize: 10\n';
    const text = cluster(
      '',
      `  - name: web\n    instanceType: m5.large\n${sizes}  - name: batch\n    instanceType: c5.large\n${sizes}`,
    ).replace('        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"\n', '        MAX_ENI: "3"\n');
    const workspace = workspaceOf(parseFixture(text).files);
    const lenses = codeLens(workspace, 'file.yaml').map(({ range, command }) => [range.start.line + 1, command?.title]);
    // Three /19 public subnets are assumed: 3 × 8187 = 24561 addresses, 300 of which are 1 %, and 600 2 %.
    const perGroup =
      '29 pods and 10–30 addresses per node · 2–10 nodes: 20–300 addresses, up to 1 % of the subnets, 2 % with the other groups';
    expect(lenses).toEqual([
      [4, '2 node groups · 4–20 nodes: 40–600 addresses'],
      [11, perGroup],
      [15, perGroup],
    ]);
  });

  it('are not there without numbers', () => {
    const workspace = workspaceOf(parseFixture(cluster('', '  - name: web\n    instanceType: z9.huge\n')).files);
    expect(codeLens(workspace, 'file.yaml')).toEqual([]);
  });
});

describe('the outline of a file', () => {
  /** Each symbol in a line, indented: name, detail, and the text its name is selected in. */
  function outline(files: Readonly<Record<string, string>>, path: string): readonly string[] {
    const all = Object.entries(files).map(([name, text]) => ({ path: name, text }));
    const lines = (files[path] ?? '').split('\n');
    const written = (symbols: readonly DocumentSymbol[], indent: string): readonly string[] =>
      symbols.flatMap(({ name, detail, selectionRange: { start, end }, children = [] }) => {
        const selected = start.line === end.line ? lines[start.line]?.slice(start.character, end.character) : '…';
        return [`${indent}${name} (${detail}) [${selected}]`, ...written(children, `${indent}  `)];
      });
    return written(documentSymbols(workspaceOf(all), path, new Set()) ?? [], '');
  }

  const addons = `addons:
  - name: vpc-cni
    version: v1.18.1-eksbuild.1
    configurationValues: '{"env": {"WARM_IP_TARGET": "2"}, "init": {"env": {"DISABLE_TCP_EARLY_DEMUX": "true"}}}'
  - name: coredns
`;
  const text = harbor['cluster.yaml'].replace(/addons:.*(?=managed)/s, addons);

  it('nests subnets, add-ons with their variables and node groups in their cluster', () => {
    expect(outline({ ...harbor, 'cluster.yaml': text }, 'cluster.yaml')).toEqual([
      'harbor (undefined) [harbor]',
      '  eu-west-1a (subnet-0a1b2c3d4e5f60711) [eu-west-1a]',
      '  pods-b (subnet-0a1b2c3d4e5f60722) [pods-b]',
      '  vpc-cni (v1.18.1-eksbuild.1) [vpc-cni]',
      '    WARM_IP_TARGET (2) ["WARM_IP_TARGET"]',
      '    aws-vpc-cni-init (undefined) [{"env": {"DISABLE_TCP_EARLY_DEMUX": "true"}}]',
      '      DISABLE_TCP_EARLY_DEMUX (true) ["DISABLE_TCP_EARLY_DEMUX"]',
      '  coredns (undefined) [coredns]',
      '  web (undefined) [web]',
      '  batch (undefined) [batch]',
    ]);
  });

  it('has each document of a file', () => {
    expect(outline({ 'pods.yaml': `${eniConfig('a')}---\n${eniConfig('b')}` }, 'pods.yaml')).toEqual([
      'a (subnet-0a1b2c3d4e5f60711) [a]',
      'b (subnet-0a1b2c3d4e5f60711) [b]',
    ]);
  });

  it('has the variables of a DaemonSet and of a command', () => {
    const script = 'kubectl set env daemonset/aws-node -n kube-system WARM_IP_TARGET=3 MINIMUM_IP_TARGET=10\n';
    const variables = ['  WARM_IP_TARGET (3) [WARM_IP_TARGET]', '  MINIMUM_IP_TARGET (10) [MINIMUM_IP_TARGET]'];
    expect(outline({ 'a.sh': script }, 'a.sh')).toEqual([`aws-node (undefined) [${script.trimEnd()}]`, ...variables]);
  });

  it('has the clusters of the config file', () => {
    const [name = '', ...rest] = outline(harbor, 'eni-lens.yaml');
    expect(name).toMatch(/^harbor /);
    expect(rest).toEqual([
      '  subnet-0a1b2c3d4e5f60711 (10.0.0.0/19) [subnet-0a1b2c3d4e5f60711]',
      '  web (undefined) [web]',
      '  other (undefined) [other]',
    ]);
  });

  it('names what has no name, as an editor wants one of each', () => {
    const unnamed = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmanagedNodeGroups:\n  - name: ""\n';
    expect(outline({ 'a.yaml': unnamed }, 'a.yaml').map((line) => line.split(' (')[0])).toEqual(['?', '  ?']);
  });

  it('is not made of files of others, and where the editor has one', () => {
    const files = [
      { path: 'a.yaml', text: 'kind: Deployment\nmetadata: { name: web }\n' },
      { path: 'b.yaml', text: eniConfig('pods') },
    ];
    expect(documentSymbols(workspaceOf(files), 'a.yaml', new Set())).toBeUndefined();
    expect(documentSymbols(workspaceOf(files), 'b.yaml', new Set(['yaml']))).toBeUndefined();
    expect(documentSymbols(workspaceOf(files), 'b.yaml', new Set(['json']))).toHaveLength(1);
  });
});

describe('a local value of Terraform', () => {
  const locals = 'locals {\n  env = {\n    WARM_IP_TARGET = "2"\n  }\n  target = "10"\n}\n';
  const addon = (values: string): string =>
    `resource "aws_eks_addon" "cni" {\n  addon_name = "vpc-cni"\n  configuration_values = jsonencode(${values})\n}\n`;

  it.each([
    ['for a value', '{ env = { MINIMUM_IP_TARGET = local.tar$0get } }', 5],
    ['for a map', '{ env = local.e$0nv }', 2],
    ['behind it', '{ env = local.env$0 }', 2],
    ['among what is merged', '{ env = merge(local.e$0nv, { MINIMUM_IP_TARGET = "10" }) }', 2],
    ['in a text', '{ env = { MINIMUM_IP_TARGET = "local.tar$0get" } }', undefined],
  ])('leads to where it is written, in the same file and in another: %s', (_, values, line) => {
    for (const [text, uri, before] of [
      [`# file: m/main.tf\n${addon(values)}${locals}`, 'm/main.tf', 4],
      [`# file: m/main.tf\n${addon(values)}# file: m/locals.tf\n${locals}`, 'm/locals.tf', 0],
    ] as const) {
      const here = marked(text);
      const found = definition(here.workspace, here.uri, here.position);
      expect(found.map((each) => [each.uri, each.range.start.line + 1])).toEqual(
        line === undefined ? [] : [[uri, before + line]],
      );
    }
  });
});

describe('links and symbols', () => {
  it('lead from rules in comments to their pages, and underline no variable', () => {
    const text = `# eni-lens-disable-document unused-suppression, no-such-rule -- test\n${cluster('        WARM_IP_TARGET: "2"\n', group('web', 'pods'))}`;
    const workspace = workspaceOf(parseFixture(text).files);
    const links = documentLinks(workspace, 'file.yaml', { knownRules: ['unused-suppression'] });
    expect(links.map(({ target }) => target)).toEqual([
      expect.stringMatching(/\/blob\/v[\d.]+\/docs\/rules\/unused-suppression\.md$/),
    ]);
  });

  it('find clusters, ENIConfigs and node groups by some of their letters', () => {
    const workspace = workspaceOf(parseFixture(two('pods', 'pods')).files);
    const names = (query: string) =>
      workspaceSymbols(workspace, query).map(({ name, containerName }) =>
        containerName === undefined ? name : `${containerName}/${name}`,
      );
    expect(names('')).toEqual(['harbor', 'harbor/pods', 'harbor/web', 'harbor/batch']);
    expect(names('BT')).toEqual(['harbor/batch']);
    expect(names('hrb')).toEqual(['harbor']);
    expect(names('xyz')).toEqual([]);
  });
});
