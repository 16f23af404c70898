import { describe, expect, it } from 'vitest';
import { groupBy } from '../../server/text/groupBy.js';
import { type CalculatorRun, calculatorRuns } from '../ipam/oracle.js';
import { eniLens, eniLensMany, folderWith, json } from './program.js';

interface MaxPodsJson {
  readonly options: Readonly<Record<string, unknown>>;
  readonly types: readonly {
    readonly instanceType: string;
    readonly maxPods?: number;
    readonly unknown?: true;
    readonly didYouMean?: readonly string[];
    readonly paths?: Readonly<Record<string, { readonly maxPods: number; readonly formula: string }>>;
  }[];
}

/** The measured runs that differ in the instance type only. */
const groups = [...groupBy(calculatorRuns, ({ instanceType: _, maxPods: __, ...options }) => JSON.stringify(options))];

function flagsOf(run: CalculatorRun): readonly string[] {
  return [
    '--cni-version',
    run.cniVersion,
    ...(run.customNetworking ? ['--custom-networking'] : []),
    ...(run.prefixDelegation ? ['--prefix-delegation'] : []),
    ...(run.maxEni === null ? [] : ['--max-eni', String(run.maxEni)]),
    ...(run.showMaxAllowed ? ['--no-cap'] : []),
  ];
}

describe('max-pods answers as the calculator does', () => {
  it('has all 304 measured runs before it', () => {
    expect(groups.flatMap(([, runs]) => runs)).toHaveLength(304);
    expect(groups).toHaveLength(122);
  });

  it('with every combination of options', async () => {
    const lists = groups.map(([, runs]) => {
      const [first] = runs;
      const types = runs.map(({ instanceType }) => instanceType);
      return ['max-pods', '-f', 'json', '--no-config', ...types, ...(first ? flagsOf(first) : [])];
    });
    const outcomes = await eniLensMany(lists);
    const answers = outcomes.flatMap((outcome, index) => {
      const [options = ''] = groups[index] ?? [];
      const answer = json<MaxPodsJson>('max-pods', outcome);
      expect(answer.options).toMatchObject(JSON.parse(options));
      return answer.types.map(({ instanceType, maxPods }) => `${options} ${instanceType}: ${maxPods}`);
    });
    const expected = groups.flatMap(([options, runs]) =>
      runs.map(({ instanceType, maxPods }) => `${options} ${instanceType}: ${maxPods}`),
    );
    expect(answers).toEqual(expected);
    expect(answers).toHaveLength(304);
  });
});

describe.concurrent('max-pods', () => {
  it('shows every path with its calculation', async () => {
    const { code, stdout, stderr } = await eniLens(['max-pods', 'm5.large', '--custom-networking']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`m5.large  3 ENIs × 10 addresses, 2 vCPUs, nitro, trunk ENI, 9 branch ENIs
  path                             max pods  calculation
  ───────────────────────────────  ────────  ───────────────────────────────────────────────────────────
  max-pods-calculator.sh                 20  (3 ENIs − 1 primary) × (10 − 1) + 2 = 20; min(20, 110) = 20
  managed node group (set by EKS)        20  (3 ENIs − 1 primary) × (10 − 1) + 2 = 20; min(20, 110) = 20
  self-managed AL2023 (nodeadm)          29  3 ENIs × (10 − 1) + 2 = 29
  self-managed AL2 (bootstrap.sh)        29  3 ENIs × (10 − 1) + 2 = 29
  Bottlerocket, if in its list           29  3 ENIs × (10 − 1) + 2 = 29
  Karpenter, without maxPods             29  3 ENIs × (10 − 1) + 2 = 29
  EKS Auto Mode                          27  3 ENIs × (10 − 1) = 27; min(27, 110) = 27
  Windows (kubelet default)             110  110
  Windows: pods with an address           9  1 ENI × (10 − 1) = 9
  pods the CNI can serve                 20  (3 ENIs − 1 primary) × (10 − 1) + 2 = 20

`);
  });

  it('derives prefixes, caps and a trunk ENI in numbers', async () => {
    const formulas = async (...args: string[]) => {
      const { types } = json<MaxPodsJson>('max-pods', await eniLens(['max-pods', '-f', 'json', ...args]));
      return Object.fromEntries(types.map(({ instanceType, paths }) => [instanceType, paths]));
    };
    // 3 × (10 − 1) × 16 + 2 = 434 and 8 × (30 − 1) × 16 + 2 = 3714; the cap is 110 below 30 vCPUs, then 250.
    const prefixes = await formulas('m5.large', 'm5.12xlarge', '--prefix-delegation');
    expect(prefixes['m5.large']?.calculator).toMatchObject({
      maxPods: 110,
      formula: '3 ENIs × (10 − 1) × 16 + 2 = 434; min(434, 110) = 110',
    });
    expect(prefixes['m5.12xlarge']?.calculator?.maxPods).toBe(250);
    expect(prefixes['m5.12xlarge']?.servable?.maxPods).toBe(3714);
    // Nobody can switch off the cap that EKS puts on a managed node group.
    const uncapped = await formulas('m5.large', '--prefix-delegation', '--no-cap');
    expect(uncapped['m5.large']?.calculator?.maxPods).toBe(434);
    expect(uncapped['m5.large']?.managedNodeGroup?.maxPods).toBe(110);
    // A trunk ENI takes one of the three: 2 × (10 − 1) + 2.
    const trunk = await formulas('m5.large', '--pod-eni');
    expect(trunk['m5.large']?.servable?.maxPods).toBe(20);
    // MAX_ENI 2 leaves 2 × 9 + 2.
    const limited = await formulas('m5.large', '--max-eni', '2');
    expect(limited['m5.large']?.calculator?.maxPods).toBe(20);
  });

  it('tells of options that do nothing on a type', async () => {
    const options = ['--prefix-delegation', '--pod-eni', '--max-eni', '3'];
    const { code, stderr } = await eniLens(['max-pods', 't2.small', 'm5.large', ...options]);
    expect({ code, lines: stderr.trim().split('\n') }).toEqual({
      code: 0,
      lines: [
        'note: t2.small cannot have prefixes, because it is no Nitro type: ENABLE_PREFIX_DELEGATION has no effect',
        'note: t2.small cannot have a trunk ENI: ENABLE_POD_ENI has no effect',
        'note: t2.small has no more than 3 ENIs: MAX_ENI has no effect',
        'note: m5.large has no more than 3 ENIs: MAX_ENI has no effect',
      ],
    });
    // CNI versions before 1.20.4 keep the slot also where no trunk fits, and there are no prefixes before 1.9.
    const old = await eniLens(['max-pods', 't3.small', '--pod-eni', '--cni-version', '1.20.3']);
    expect(old.stderr).toBe('');
    const older = await eniLens(['max-pods', 't3.small', '--prefix-delegation', '--cni-version', '1.8.0']);
    expect(older.stderr).toBe(
      'note: This version of the CNI has no prefix delegation: ENABLE_PREFIX_DELEGATION has no effect\n',
    );
    // Windows nodes of a Xen type have no prefixes either: 1 × (4 − 1).
    const { types } = json<MaxPodsJson>(
      'max-pods',
      await eniLens(['max-pods', 't2.small', '--prefix-delegation', '-f', 'json']),
    );
    expect(types[0]?.paths?.windowsServable?.maxPods).toBe(3);
  });

  it('has no row of Windows for a type that no Windows runs on', async () => {
    const { types } = json<MaxPodsJson>(
      'max-pods',
      await eniLens(['max-pods', 'm6g.large', 'm6i.large', '-f', 'json']),
    );
    const rows = types.map(({ paths }) => Object.keys(paths ?? {}).filter((path) => path.startsWith('windows')));
    expect(rows).toEqual([[], ['windows', 'windowsServable']]);
    expect(types[0]?.paths?.servable?.maxPods).toBe(29);
  });

  it('answers for IPv6 with what EKS sets, and no number that addresses limit', async () => {
    const outcome = await eniLens(['max-pods', 'm5.large', 'm4.large', '--ipv6', '-f', 'json']);
    const { types, options } = json<MaxPodsJson>('max-pods', outcome);
    expect(options).toMatchObject({ ipv6: true });
    expect(types[0]?.paths?.managedNodeGroup?.maxPods).toBe(110);
    expect(types[0]?.paths?.nodeadm?.maxPods).toBe(29);
    expect(Object.keys(types[0]?.paths ?? {})).not.toContain('servable');
    expect(outcome.stderr).toBe(
      'note: In IPv6 a node has one /80 prefix for its pods: addresses do not limit them\nnote: m4.large cannot have prefixes: aws-node exits on it in an IPv6 cluster\n',
    );
    const old = await eniLens(['max-pods', 'm5.large', '--ipv6', '--max-eni', '2', '--cni-version', '1.9.0']);
    const notes = old.stdout + old.stderr;
    expect(notes).toContain('This version of the CNI has no IPv6: the numbers are those of a newer one');
    expect(notes).toContain('In IPv6 MAX_ENI changes what the calculator says, and nothing else');
    const both = await eniLens(['max-pods', 'm5.large', '--ipv6', '--custom-networking']);
    expect(both.code).toBe(2);
  });

  it('knows Xen, bare metal, several network cards and the smallest types', async () => {
    const args = ['max-pods', 'c1.xlarge', 'r4.2xlarge', 'm5.metal', 'p4d.24xlarge', 't3.micro', '--prefix-delegation'];
    const { stdout } = await eniLens(args);
    expect(stdout).toContain('c1.xlarge  4 ENIs × 15 addresses, 8 vCPUs, xen, no trunk ENI');
    expect(stdout).toContain('m5.metal  15 ENIs × 50 addresses, 96 vCPUs, bare metal, trunk ENI');
    expect(stdout).toContain(
      'p4d.24xlarge  15 ENIs × 50 addresses, 96 vCPUs, nitro, 4 network cards, the default one counted',
    );
    expect(stdout).toContain('t3.micro  2 ENIs × 2 addresses, 2 vCPUs, nitro, no trunk ENI');
    const { types } = json<MaxPodsJson>('max-pods', await eniLens([...args, '-f', 'json']));
    const served = Object.fromEntries(types.map(({ instanceType, paths }) => [instanceType, paths?.servable?.maxPods]));
    expect(served).toEqual({
      // Xen has no prefixes: 4 × (15 − 1) + 2.
      'c1.xlarge': 58,
      'r4.2xlarge': 58,
      // 15 × (50 − 1) × 16 + 2.
      'm5.metal': 11762,
      'p4d.24xlarge': 11762,
      // 2 × (2 − 1) × 16 + 2.
      't3.micro': 34,
    });
  });

  it('answers the known ones of several types and says what the others may be', async () => {
    const { code, stdout, stderr } = await eniLens([
      'max-pods',
      'm5.lrge',
      'm5.large',
      'M5.XLARGE',
      'nonsense',
      'x\u001b[2J',
    ]);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^m5\.large {2}/);
    const lines = stderr.trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(
      /^There is no instance type m5\.lrge in the table of \d{4}-\d\d-\d\d\. Did you mean m5\.large[,?]/,
    );
    expect(lines[1]).toContain('Did you mean m5.xlarge');
    expect(lines[2]).not.toContain('Did you mean');
    expect(lines[3]).toContain('x\\u{1b}[2J');
    const outcome = await eniLens(['max-pods', 'm5.lrge', 'm5.large', '-f', 'json']);
    expect(outcome.code).toBe(2);
    const { types } = json<MaxPodsJson>('max-pods', outcome);
    expect(types[0]).toMatchObject({ instanceType: 'm5.lrge', unknown: true });
    expect(types[0]?.didYouMean).toContain('m5.large');
    expect(types[1]).toMatchObject({ instanceType: 'm5.large', maxPods: 29 });
  });

  it('takes types of the config file, which win over the table', async () => {
    const cwd = folderWith({
      'eni-lens.yaml':
        'instanceTypes:\n  m99.large: { enis: 4, ipv4PerEni: 5 }\n  m5.large: { enis: 2, ipv4PerEni: 10 }\n',
    });
    const outcome = await eniLens(['max-pods', 'm99.large', 'm5.large', '-f', 'json'], { cwd });
    // 4 × (5 − 1) + 2 and 2 × (10 − 1) + 2.
    expect(json<MaxPodsJson>('max-pods', outcome).types.map(({ maxPods }) => maxPods)).toEqual([18, 20]);
    const without = await eniLens(['max-pods', 'm99.large', '--no-config'], { cwd });
    expect(without.code).toBe(2);
    expect((await eniLens(['max-pods', 'm99.large'], { cwd })).stdout).toContain('vCPUs unknown');
  });

  it('refuses a version that is none', async () => {
    expect(await eniLens(['max-pods', 'm5.large', '--cni-version', 'newest'])).toEqual({
      code: 2,
      stdout: '',
      stderr: '--cni-version newest is no version: write it as 1.23.1\n',
    });
  });
});
