import { describe, expect, it } from 'vitest';
import { codeLens } from '../../server/features/codeLens.js';
import { definition } from '../../server/features/definition.js';
import { documentLinks } from '../../server/features/documentLinks.js';
import { inlayHints } from '../../server/features/inlayHints.js';
import { references } from '../../server/features/references.js';
import { filesOfRename, prepareRename } from '../../server/features/rename.js';
import { workspaceSymbols } from '../../server/features/workspaceSymbols.js';
import { render } from '../../server/messages/message.js';
import { checkRename, marked, renamed, workspaceOf } from '../harness/features.js';
import { parseFixture } from '../harness/fixture.js';

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

describe('links and symbols', () => {
  it('lead from rules in comments to their pages, and underline no variable', () => {
    const text = `# eni-lens-disable-document unused-suppression, no-such-rule -- test\n${cluster('        WARM_IP_TARGET: "2"\n', group('web', 'pods'))}`;
    const workspace = workspaceOf(parseFixture(text).files);
    const links = documentLinks(workspace, 'file.yaml', { knownRules: ['unused-suppression'] });
    expect(links.map(({ target }) => target)).toEqual([
      expect.stringMatching(/\/blob\/v[\d.]+\/docs\/rules\/unused-suppression\.md$/),
    ]);
  });

  it('find ENIConfigs and node groups by some of their letters', () => {
    const workspace = workspaceOf(parseFixture(two('pods', 'pods')).files);
    const names = (query: string) =>
      workspaceSymbols(workspace, query).map(({ name, containerName }) => `${containerName}/${name}`);
    expect(names('')).toEqual(['harbor/pods', 'harbor/web', 'harbor/batch']);
    expect(names('BT')).toEqual(['harbor/batch']);
    expect(names('xyz')).toEqual([]);
  });
});
