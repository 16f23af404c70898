import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InputFile, lint, maxPods, plan, poolRanges, type Report, simulateWarmPool } from '../server/index.js';
import { applyEdits } from '../server/text/edit.js';
import { clean, irrelevant, withError, withInfo, withWarning } from './cli/manifests.js';
import { m5Large } from './harness/pool.js';

const examples = fileURLToPath(new URL('../examples', import.meta.url));
const exampleFiles: readonly InputFile[] = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => ({ uri: path, text: readFileSync(join(examples, path), 'utf8') }));

describe('lint', () => {
  it('gives findings, and how many files hold something of ours', () => {
    const outcome = lint([
      { uri: 'a.yaml', text: withWarning() },
      { uri: 'b.yaml', text: irrelevant },
      { uri: 'c.yaml', text: '# eni-lens-disable-file\na: b\n' },
    ]);
    expect(outcome).toMatchObject({ filesChecked: 1, configProblems: [] });
    expect(outcome.findings).toMatchObject([
      {
        uri: 'a.yaml',
        rule: 'warm-ip-target-without-minimum',
        severity: 'warning',
        range: { start: { line: 7, character: 24 }, end: { line: 7, character: 27 } },
      },
    ]);
    const [{ range } = { range: undefined }] = outcome.findings;
    expect(withWarning().slice(range?.span.start, range?.span.end)).toBe('"2"');
  });

  it('takes anything that can be gone through, and the later of two files with one uri', () => {
    function* files(): Generator<InputFile> {
      yield { uri: 'a.yaml', text: withError() };
      yield { uri: 'a.yaml', text: clean() };
    }
    expect(lint(files())).toMatchObject({ findings: [], filesChecked: 1 });
    expect(lint([])).toEqual({ findings: [], filesChecked: 0, configProblems: [], baselined: 0 });
  });

  it('follows a config file: severities, what to ignore, and what is wrong in it', () => {
    const files = [
      { uri: 'team/a.yaml', text: withWarning('a') },
      { uri: 'team/vendor/b.yaml', text: withWarning('b') },
      { uri: 'other/c.yaml', text: withInfo('c') },
    ];
    const text =
      '\ufeffignore: [vendor/]\nrules: { warm-ip-target-without-minimum: error, no-such-rule: off }\nrulez: {}\n';
    const { findings, configProblems } = lint(files, { uri: 'team/eni-lens.yaml', text });
    expect(findings.map(({ uri, severity }) => [uri, severity])).toEqual([
      ['other/c.yaml', 'error'],
      ['team/a.yaml', 'error'],
    ]);
    expect(configProblems.map(({ range }) => [range.start.line, range.start.character])).toEqual([
      [1, 48],
      [2, 0],
    ]);
    expect(configProblems.every(({ message }) => message.length > 0 && !message.includes('{'))).toBe(true);
  });

  it('gives the same for files in any order', () => {
    const expected = lint(exampleFiles);
    expect(expected.findings.length).toBeGreaterThan(10);
    fc.assert(
      fc.property(fc.shuffledSubarray([...exampleFiles], { minLength: exampleFiles.length }), (files) => {
        expect(lint(files)).toEqual(expected);
      }),
      { seed: 1, numRuns: 20 },
    );
  });
});

/** Texts that begin as one of ours and are then cut, doubled and sprinkled with what means something to YAML. */
const sources = [...exampleFiles.map(({ text }) => text), withWarning(), withError(), irrelevant];
/** Those of them in which something is found: however many examples there are with which nothing is wrong. */
const faulty = sources.filter((text) => lint([{ uri: 'a.yaml', text }]).findings.length > 0);
const pieces = [
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '  - ',
  ': ',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '---\n',
  '...\n',
  '|-\n',
  '>+2\n',
];
const names = [
  '&a ',
  '*a',
  '!!str ',
  '!Ref x',
  '? ',
  '#',
  '%YAML 1.1\n',
  '{{ x }}',
  '${X}',
  '<<: *a',
  '\ufeff',
  '\u0000',
  '👍',
  '\ud800',
];
const words = [
  'aws-node',
  'WARM_IP_TARGET',
  'eksctl.io/v1alpha5',
  'kind: ENIConfig',
  'configurationValues',
  '\\u0041',
  '__proto__',
  '# eni-lens-disable-line x',
];
const mutation = fc.record({
  at: fc.nat({ max: 10_000 }),
  removed: fc.oneof(fc.constant(0), fc.nat({ max: 40 }), fc.nat({ max: 2000 })),
  inserted: fc.oneof(
    fc.array(fc.constantFrom(...pieces, ...names, ...words), { maxLength: 5 }).map((parts) => parts.join('')),
    fc.string({ maxLength: 20, unit: 'binary' }),
  ),
});
const begun = fc.oneof(fc.constantFrom(...sources), fc.constantFrom(...faulty));
const mutated = fc.tuple(begun, fc.array(mutation, { maxLength: 6 })).map(([text, mutations]) =>
  mutations.reduce((before, { at, removed, inserted }) => {
    const start = before.length === 0 ? 0 : at % before.length;
    return before.slice(0, start) + inserted + before.slice(start + removed);
  }, text),
);
const garbage = fc.oneof(
  { arbitrary: mutated, weight: 9 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 300 }), weight: 1 },
);

describe('lint of anything', () => {
  it('never throws, stays inside the texts, and says the same again', () => {
    let findingsSeen = 0;
    let fixesSeen = 0;
    fc.assert(
      fc.property(fc.array(garbage, { minLength: 1, maxLength: 3 }), garbage, (texts, config) => {
        const files = texts.map((text, index) => ({ uri: `${index % 2}/${index}.yaml`, text }));
        const { findings } = lint(files);
        for (const each of findings) expectInside(each, files);
        expect(findings.map(({ rule }) => rule)).not.toContain('internal-error');
        expect(lint(files.toReversed()).findings).toEqual(findings);
        lint(files, { uri: 'eni-lens.yaml', text: config });
        findingsSeen += findings.length;
        fixesSeen += findings.flatMap(({ fixes }) => fixes).length;
      }),
      { seed: 20_260_101, numRuns: 100 },
    );
    // The texts are ours often enough to mean something.
    expect(findingsSeen).toBeGreaterThan(200);
    expect(fixesSeen).toBeGreaterThan(40);
  });
});

describe('plan of anything', () => {
  it('never throws, and says the same again', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const files = [{ uri: '0.yaml', text }];
        expect(plan(files)).toEqual(plan(files));
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

function expectInside(report: Report, files: readonly InputFile[]): void {
  const textOf = (uri: string) => files.find((file) => file.uri === uri)?.text ?? '';
  for (const { uri, range } of [report, ...report.related]) {
    expect(files.map((file) => file.uri)).toContain(uri);
    const { start, end } = range.span;
    expect(0 <= start && start <= end && end <= textOf(uri).length, `${report.rule} ${start}..${end}`).toBe(true);
  }
  for (const { title, edits } of report.fixes) {
    for (const { uri, edits: inFile } of edits) expect(applyEdits(textOf(uri), inFile), title).toBeDefined();
  }
}

describe('plan', () => {
  const text = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: quay, region: eu-central-1 }
vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets: { private: { eu-central-1a: { id: subnet-0aaaaaaaaaaaaaaaa, cidr: 10.0.0.0/24 } } }
addons: [{ name: vpc-cni, version: v1.21.1, configurationValues: '{"env":{"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"}}' }]
managedNodeGroups: [{ name: web, instanceType: m5.large, privateNetworking: true, minSize: 2, maxSize: 10 }]
`;
  const files = [{ uri: 'cluster.yaml', text }];

  it('gives what nodes run and take as plain data', () => {
    const [cluster] = plan(files);
    expect(structuredClone(cluster)).toEqual(cluster);
    expect(cluster).toMatchObject({ name: 'quay', ipFamily: 'IPv4', cniVersion: '1.21.1', isSeen: true });
    expect(cluster?.settings).toContainEqual({
      name: 'WARM_IP_TARGET',
      value: 2,
      from: 'written',
      at: { uri: 'cluster.yaml', line: 7, column: 92 },
      standing: 'taken',
    });
    expect(cluster?.settings).toContainEqual({
      name: 'ENABLE_PREFIX_DELEGATION',
      value: false,
      from: 'shippedDefault',
      at: undefined,
      standing: 'default',
    });
    // 10 addresses on two ENIs of 9: 12. Full: 27 pods on three ENIs, 27 + 3 = 30. An update adds max(2 × 1, 1) nodes.
    expect(cluster?.nodeGroups).toMatchObject([
      {
        name: 'web',
        at: { uri: 'cluster.yaml', line: 8, column: 29 },
        leastNodes: 2,
        mostNodes: 10,
        nodesAddedByUpdate: 2,
        addressesPerNode: { idle: [12, 12], onePod: [12, 12], running: [12, 12], full: [30, 30] },
        podSubnets: {
          takenAddresses: [24, 300],
          takenAddressesDuringUpdate: 360,
          takenAddressesOfAllGroups: 300,
          availableAddresses: 251,
        },
        instanceTypes: [
          {
            instanceType: 'm5.large',
            maxPods: 29,
            maxPodsFrom: 'calculated',
            servablePods: 29,
            limitedBy: 'maxPods',
            enisIdle: [2, 2],
            enisFull: [3, 3],
          },
        ],
      },
    ]);
    // 10 nodes with p pods: p + 2 held on ⌈(p + 2) / 9⌉ ENIs. p = 21: 23 + 3 = 26, 260 of 251; p = 20: 22 + 3 = 25, 250.
    expect(cluster?.subnets).toMatchObject([
      {
        name: '10.0.0.0/24',
        availableAddresses: 251,
        availablePrefixes: 14,
        nodeGroups: [{ name: 'web', part: 'all', mostNodes: 10, nodesAddedByUpdate: 2, fullNodesThatFit: 8 }],
        needed: {
          most: {
            idle: { addresses: [120, 120] },
            running: { addresses: [120, 120] },
            full: { addresses: [300, 300] },
            duringUpdate: { addresses: [144, 144], prefixes: [0, 0] },
          },
        },
        exceededBy: 'full',
        podsPerNodeThatFit: 20,
      },
    ]);
  });

  it('answers what would be otherwise, and leaves the files as they are', () => {
    const changes = {
      variables: { WARM_IP_TARGET: '0', MINIMUM_IP_TARGET: '0', ENABLE_PREFIX_DELEGATION: 'true' },
      expectedPodsPerNode: 20,
      nodeGroups: { web: { instanceTypes: ['m5.xlarge'], maxSize: 4 }, toString: { maxSize: 1 } },
    };
    const [changed] = plan(files, undefined, changes);
    // EKS gives 110. 20 pods and a warm prefix: 2 + 1 prefixes of 16 on one ENI = 49.
    expect(changed?.nodeGroups).toMatchObject([
      { mostNodes: 4, runningPodsPerNode: 20, instanceTypes: [{ instanceType: 'm5.xlarge', maxPods: 110 }] },
    ]);
    expect(changed?.nodeGroups[0]?.addressesPerNode.running).toEqual([49, 49]);
    expect(plan(files, undefined, {})).toEqual(plan(files));
    expect(plan(files)[0]?.nodeGroups[0]?.mostNodes).toBe(10);
  });

  it('says in words why there is no pool, follows the config file, and is empty for what holds nothing of ours', () => {
    const ipv6 = text.replace('vpc:', 'kubernetesNetworkConfig: { ipFamily: IPv6 }\nvpc:');
    expect(plan([{ uri: 'cluster.yaml', text: ipv6 }])).toMatchObject([
      {
        noPoolBecause: 'In IPv6 a node has one /80 prefix and no warm pool: no target has any effect',
        nodeGroups: [{ addressesPerNode: { full: [1, 1] } }],
      },
    ]);
    const config =
      'clusters: [{ name: quay, files: [cluster.yaml], subnets: [{ id: subnet-0aaaaaaaaaaaaaaaa, freeAddresses: 40 }] }]';
    const [cluster] = plan(files, { uri: 'eni-lens.yaml', text: config });
    expect(cluster?.subnets).toMatchObject([{ availableAddresses: 40, exceededBy: 'idle' }]);
    expect(cluster?.subnets[0]?.podsPerNodeThatFit).toBeUndefined();
    expect(plan([{ uri: 'a.yaml', text: irrelevant }])).toEqual([]);
  });

  it('counts the EC2 calls of a fresh node as the played pool does', () => {
    const [type] = plan(files)[0]?.nodeGroups[0]?.instanceTypes ?? [];
    const config = { ...m5Large, warmIP: 2, minIP: 10 };
    const [idle, full] = simulateWarmPool(config, [0, 27]);
    expect([type?.ec2CallsUntilReady, type?.ec2CallsUntilFull]).toEqual([idle?.ec2Calls, full?.ec2Calls]);
  });
});

describe('the arithmetic', () => {
  // 3 × (10 − 1) + 2; without the primary ENI 2 × (10 − 1) + 2.
  it('of max pods', () => {
    expect(maxPods('m5.large')?.maxPods).toBe(29);
    expect(maxPods('m5.large', { customNetworking: true })?.maxPods).toBe(20);
    for (const type of ['', 'm5', '__proto__.constructor', 'toString', 'm5.']) expect(maxPods(type)).toBeUndefined();
  });

  it('of the warm pool, with steps and driver in every form', () => {
    const states = simulateWarmPool(m5Large, [0, { pods: 10 }]);
    expect(states.map(({ pods, enis, totalIPs }) => ({ pods, enis, totalIPs }))).toEqual([
      { pods: 0, enis: 1, totalIPs: 9 },
      { pods: 10, enis: 3, totalIPs: 27 },
    ]);
    expect(simulateWarmPool(m5Large, [10], { ticksPerStep: 1, burst: false })[0]?.running).toBe(1);
    expect(poolRanges(m5Large, [{ pods: 10 }])[0]).toMatchObject({ running: [10, 10], enis: [3, 3] });
  });

  it('of absurd numbers ends', () => {
    const absurd = { ...m5Large, maxENI: Number.POSITIVE_INFINITY, ipv4PerENI: -1, warmIP: Number.NaN };
    expect(simulateWarmPool(absurd, [Number.NaN, -5, 1e9], { tickSeconds: 0, ticksPerStep: 1e12 })).toHaveLength(3);
  });
});
