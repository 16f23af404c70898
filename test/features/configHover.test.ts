import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkHover, hoverText } from '../harness/features.js';

const catalogue = JSON.parse(readFileSync(new URL('../../l10n/ja.json', import.meta.url), 'utf8'));

/** What the rest of the workspace holds. */
const others = `# file: clusters/harbor.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: harbor
  region: eu-west-1
managedNodeGroups:
  - name: web
    instanceType: m5.large
  - name: open
    launchTemplate: { id: lt-0123456789abcdef0 }
`;

const yaml = (text: string): string => `# file: eni-lens.yaml\n${text}\n${others}`;
const json = (text: string): string => `# file: eni-lens.json\n${text}\n${others}`;

/** The one cluster of the config file, with what is said of it. */
const cluster = (rest: string): string => yaml(`clusters:\n  - name: harbor\n    files: [/clusters/]\n    ${rest}`);

describe('keys and values of the config file', () => {
  it.each([
    ['a section', yaml('ru$0les: {}'), 'Severities of single rules. A rule beats its category'],
    ['a section of JSON', json('{ "ru$0les": {} }'), 'Severities of single rules. A rule beats its category'],
    ['a section below a comment of JSON', json('{ // why: {\n "ru$0les": {} }'), 'Severities of single rules.'],
    ['a key in quotes', yaml('"ru$0les": {}'), 'Severities of single rules. A rule beats its category'],
    [
      'a key in braces',
      yaml('suppressions: { require$0Reason: true }'),
      'Report a comment that gives no reason behind --',
    ],
    [
      'the value of such a key',
      yaml('suppressions: { requireReason: tr$0ue }'),
      'Report a comment that gives no reason',
    ],
    ['a limit', yaml('instanceTypes:\n  m99.large: { en$0is: 3 }'), 'ENIs of the default network card'],
    ['an item of a list', yaml('ignore: [ven$0dor/]'), 'Files that are not linted: patterns as in .gitignore'],
    ['a key behind CRLF', yaml('rules: {}\r\nig$0nore: []\r'), 'Files that are not linted: patterns as in .gitignore'],
    ['a key above a fault', yaml('ig$0nore: []\nrules: {'), 'Files that are not linted: patterns as in .gitignore'],
  ])('are explained: %s', (_, text, answer) => {
    checkHover(text, [`**${answer}`]);
  });

  it('say which rules use a fact', () => {
    checkHover(cluster('expected$0PodsPerNode: 20'), [
      '**Pods a node usually runs, host-network pods not counted**',
      'Rules such as subnet-too-small, warm-ip-target-without-minimum and minimum-ip-target-below-warm use it',
    ]);
  });

  it('are silent for comments, unknown keys and names of a person’s own', () => {
    expect(hoverText(yaml('# ru$0les'))).toBeUndefined();
    expect(hoverText(yaml('rules:\n  no-such-$0rule: off'))).toBeUndefined();
    expect(hoverText(yaml('instanceTypes:\n  m99.la$0rge: { enis: 3 }'))).toBeUndefined();
  });
});

describe('rules and categories', () => {
  it('a rule has its severity, category, summary, fixes and page', () => {
    const lines = [
      '**no-ip-family: error by default, category combinations**',
      'turns on neither ENABLE_IPv4 nor ENABLE_IPv6 makes ipamd exit',
      'It has suggested fixes',
      '[The page of the rule no-ip-family](https://github.com/eni-lens/eni-lens/blob/',
    ];
    checkHover(yaml('rules:\n  no-ip-$0family: off'), lines);
    checkHover(yaml('rules:\n  no-ip-family: o$0ff'), lines);
    checkHover(yaml('overrides:\n  - rules: { no-ip-$0family: off }'), lines);
  });

  it('a rule links to its page in the language of the reader', () => {
    const text = hoverText(yaml('rules:\n  no-ip-$0family: off'), { catalogue });
    expect(text).toContain('docs/rules/ja/no-ip-family.md');
  });

  it('a category has its rules with their severities', () => {
    checkHover(yaml('categories:\n  combi$0nations: off'), [
      'Combinations of variables:',
      '| rule | by default |',
      '| no-ip-family | error |',
    ]);
    checkHover(yaml('categories:\n  a$0ll: off'), ['**Every rule, but for internal-error**']);
  });
});

describe('patterns', () => {
  it('count what they match', () => {
    checkHover(yaml('overrides:\n  - files: [/clus$0ters/]'), [
      '**/clusters/ matches 1 of 1 files with something to lint**',
      'clusters/harbor.yaml',
    ]);
    checkHover(yaml('overrides:\n  - files: [san$0dbox/]'), ['sandbox/ matches 0 of 1 files']);
    checkHover(yaml('overrides:\n  - resources: [NodeGroup/$0*]'), [
      '**NodeGroup/\\* matches 2 resources**',
      'NodeGroup/web and NodeGroup/open',
    ]);
    checkHover(yaml('overrides:\n  - resources: [NodeGroup/w$0*]'), ['**NodeGroup/w\\* matches 1 resource**']);
  });
});

describe('facts about a cluster', () => {
  it('a subnet has its addresses', () => {
    // 2^(32 − 24) − 5 = 251
    const lines = ['**10.0.0.0/24: 12 of 251 usable addresses are free**', '| free addresses | 12 | eni-lens.yaml:4 |'];
    const rest = 'freeAddresses: 12 }]';
    checkHover(cluster(`subnets: [{ id: subnet-0a1b2c3d, cidr: 10.0.$00.0/24, ${rest}`), lines);
    checkHover(cluster(`subnets: [{ id: subnet-0a$01b2c3d, cidr: 10.0.0.0/24, ${rest}`), lines);
  });

  it('the name of a cluster has its groups, a group its nodes and addresses', () => {
    const text = (name: string, group: string, nodes: string): string =>
      yaml(
        `clusters:\n  - name: ${name}\n    files: [/clusters/]\n    nodeGroups:\n      - { name: ${group}, nodes: ${nodes}, maxNodes: 5 }`,
      );
    checkHover(text('har$0bor', 'web', '3'), ['**harbor: 1 of 2 node groups', '| web | 29 | 10–30 | 3–5 |']);
    // Three nodes without pods hold 3 × 10, five full ones 5 × 30 addresses.
    checkHover(text('harbor', 'we$0b', '3'), ['**web: 29 pods and 10–30 addresses per node · 3–5 nodes: 30–150']);
    checkHover(text('harbor', 'web', '$03'), ['**3–5 nodes take 30–150', '| minSize | 3 | eni-lens.yaml:5 |']);
  });

  it('instance types count where the manifests leave them open, and say so where they do not', () => {
    const group = (name: string): string => cluster(`nodeGroups: [{ name: ${name}, instanceTypes: [m5.xl$0arge] }]`);
    // 4 × (15 − 1) + 2 = 58
    checkHover(group('open'), ['**m5.xlarge: 4 ENIs of 15 addresses**', '4 ENIs × (15 − 1) + 2 = 58']);
    checkHover(group('web'), ['**m5.xlarge does not count here: the manifests say m5.large**']);
  });
});

describe('beside an extension that knows the schema', () => {
  const options = { schemaKnown: true };

  it('what the schema says is left to that', () => {
    expect(hoverText(yaml('ru$0les: {}'), options)).toBeUndefined();
    expect(hoverText(yaml('suppressions: { requireReason: tr$0ue }'), options)).toBeUndefined();
    expect(hoverText(yaml('rules:\n  no-ip-$0family: off'), options)).not.toContain('ENABLE_IPv4');
    checkHover(yaml('rules:\n  no-ip-$0family: off'), ['**no-ip-family: error by default'], options);
    checkHover(cluster('expected$0PodsPerNode: 20'), ['**Rules such as subnet-too-small'], options);
  });
});

describe('in Japanese', () => {
  it.each([
    ['a section', yaml('ru$0les: {}')],
    ['a rule', yaml('rules:\n  no-ip-$0family: off')],
    ['a category', yaml('categories:\n  combi$0nations: off')],
    ['a pattern', yaml('overrides:\n  - files: [/clus$0ters/]')],
    ['a fact', cluster('expected$0PodsPerNode: 20')],
    ['a limit', yaml('instanceTypes:\n  m99.large: { hyper$0visor: xen }')],
  ])('%s is explained without English', (_, text) => {
    const found = hoverText(text, { catalogue }) ?? '';
    expect(found).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
    expect(found).not.toMatch(/\b(?:the|that|rules?|files?|by|severity)\b(?![-./])/i);
  });
});
