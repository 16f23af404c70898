import { describe, expect, it } from 'vitest';
import { simulateWarmPool as simulateFromApi, type WarmPoolConfig, type WarmPoolDriver } from '../../server/index.js';
import { simulateWarmPool } from '../../server/ipam/warmPool.js';
import { defaultDriver } from '../../server/ipam/warmPoolConfig.js';
import { oneByOneDriver } from '../../server/plan/warmPoolAnswer.js';
import { highest, lowest, numberFields, type Scenario, scenarios } from '../ipam/oracle.js';
import { eniLens, eniLensMany, folderWith, json, type Outcome } from './program.js';

interface WarmPoolJson {
  readonly config: WarmPoolConfig;
  readonly driver: WarmPoolDriver;
  readonly notes: readonly string[];
  readonly states: readonly (Readonly<Record<string, unknown>> & {
    readonly pods: number;
    readonly initError?: string;
    readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  })[];
}

/** What the command says as JSON to each list of arguments. */
async function pools(...lists: readonly (readonly string[])[]): Promise<readonly WarmPoolJson[]> {
  const outcomes = await eniLensMany(lists.map((args) => ['warm-pool', '-f', 'json', ...args]));
  return outcomes.map((outcome) => json<WarmPoolJson>('warm-pool', outcome));
}

async function pool(...args: string[]): Promise<WarmPoolJson> {
  const [only] = await pools(args);
  if (only === undefined) throw new Error('nothing was printed');
  return only;
}

it('warm-pool prints what the simulator says', async () => {
  const lists = [
    ['m5.large'],
    ['m5.large', '--env', 'WARM_IP_TARGET=5', '--env', 'MINIMUM_IP_TARGET=10', '--pods', '0..29'],
    ['t3.small', '--env', 'ENABLE_PREFIX_DELEGATION=true', '--max-pods', '110', '--pods', '0..44', '--burst'],
    ['m5.large', '--env', 'ENABLE_POD_ENI=true', '--custom-networking', '--pods', '3..12'],
    ['p4d.24xlarge', '--pods', '700', '--burst', '--env', 'IP_COOLDOWN_PERIOD=5'],
  ];
  for (const [index, { config, driver, states }] of (await pools(...lists)).entries()) {
    const expected = simulateWarmPool(
      config,
      states.map(({ pods }) => pods),
      driver,
    );
    const printed = states.map(({ ranges: _, ...state }) => ({ ...state, initError: undefined }));
    expect(printed).toEqual(expected);
    const pods = states.map((state) => state.pods);
    expect(driver).toEqual(lists[index]?.includes('--burst') ? defaultDriver : oneByOneDriver(pods));
  }
});

/** The measured nodes that a real type has, and the type. */
const types = new Map([
  ['3/4', 't3.small'],
  ['3/10', 'm5.large'],
  ['4/15', 'm5.xlarge'],
  ['8/30', 'm5.4xlarge'],
  ['15/50', 'm5.24xlarge'],
  ['2/2', 't3.micro'],
]);
const typeOf = ({ config }: Scenario) => types.get(`${config.maxENI}/${config.ipv4PerENI}`);
/** Those that one call of the command can play: one step from a fresh node, all pods at once. */
const playable = scenarios.filter(
  (each) => each.steps.length === 1 && each.driver.burst && typeOf(each) && !each.config.podENI,
);

describe('warm-pool agrees with the real ipamd', () => {
  it('has scenarios to agree with', () => {
    expect(playable.length).toBeGreaterThanOrEqual(30);
    expect(playable.some(({ config }) => config.pd)).toBe(true);
  });

  it('in every measured scenario that a real type and variables can give', async () => {
    const outcomes = await eniLensMany(playable.map(argumentsOf));
    expect(playable.flatMap((scenario, index) => differences(scenario, outcomes[index]))).toEqual([]);
  });
});

function argumentsOf(scenario: Scenario): readonly string[] {
  const { config, steps } = scenario;
  const variables = {
    ENABLE_PREFIX_DELEGATION: config.pd,
    WARM_ENI_TARGET: config.warmENI,
    WARM_PREFIX_TARGET: config.warmPrefix,
    WARM_IP_TARGET: config.warmIP,
    MINIMUM_IP_TARGET: config.minIP,
    IP_COOLDOWN_PERIOD: config.cooldown,
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: config.customNet,
  };
  const env = Object.entries(variables).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]);
  const pods = ['--pods', String(steps[0]?.pods ?? 0), '--max-pods', String(config.maxPods), '--burst'];
  return ['warm-pool', '-f', 'json', '--no-config', typeOf(scenario) ?? '', ...env, ...pods];
}

function differences({ config, steps: [measured], name }: Scenario, outcome: Outcome | undefined): readonly string[] {
  if (outcome === undefined) return [`${name} was not played`];
  const printed = json<WarmPoolJson>('warm-pool', outcome);
  expect(printed.config).toEqual(config);
  const [state] = printed.states;
  return numberFields.flatMap((field) => {
    const wanted = measured?.[field];
    if (wanted === undefined || state === undefined) return [];
    const [low, high] = state.ranges[field] ?? [Number(state[field]), Number(state[field])];
    return low <= lowest(wanted) && highest(wanted) <= high
      ? []
      : [`${name} ${field}: ${low}..${high}, measured ${wanted}`];
  });
}

describe.concurrent('warm-pool reads variables as the CNI does', () => {
  it('and says what it makes of a value it does not take', async () => {
    const { code, stdout, stderr } = await eniLens([
      'warm-pool',
      'm5.large',
      '--env',
      'WARM_ENI_TARGET=two',
      '--pods',
      '5',
    ]);
    expect(code).toBe(0);
    expect(stderr).toBe('note: WARM_ENI_TARGET="two" is not taken as written: the CNI uses 1\n');
    expect(stdout).toContain('WARM_ENI_TARGET 1,');
    const { notes } = await pool('m5.large', '--env', 'WARM_ENI_TARGET=two');
    expect(notes).toEqual(['WARM_ENI_TARGET="two" is not taken as written: the CNI uses 1']);
  });

  it('and knows its names', async () => {
    const wrong = await eniLens(['warm-pool', 'm5.large', '--env', 'WARM_IP_TAGET=5', '--env', 'X_\u001b[2J=1']);
    expect(wrong).toEqual({
      code: 2,
      stdout: '',
      stderr:
        '--env: WARM_IP_TAGET is no variable of aws-node. Did you mean WARM_IP_TARGET?\n--env: X_\\u{1b}[2J is no variable of aws-node.\n',
    });
    const unnamed = await eniLens(['warm-pool', 'm5.large', '--env', 'WARM_IP_TARGET']);
    expect(unnamed.code).toBe(2);
    expect(unnamed.stderr).toContain('Write it as NAME=value.');
  });

  it.each([
    ['AWS_VPC_ENI_MTU=9100', 'aws-node does not start with AWS_VPC_ENI_MTU="9100": there is no pool'],
    ['ENABLE_IPv4=false', 'Without an IP family ipamd exits: there is no pool'],
    ['ENABLE_IPv4=no', 'Without an IP family ipamd exits: there is no pool'],
  ])('and refuses %s', async (variable, said) => {
    const outcome = await eniLens(['warm-pool', 'm5.large', '--env', variable]);
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: `${said}\n` });
  });

  it.each([
    ['ENABLE_IPv6=true', 'In IPv6 a node has one /80 prefix and no warm pool: no target has any effect'],
    [
      'DISABLE_NETWORK_RESOURCE_PROVISIONING=true',
      'With DISABLE_NETWORK_RESOURCE_PROVISIONING the CNI attaches nothing: another program decides about addresses',
    ],
  ])('and answers with %s that there is none', async (variable, said) => {
    const command = ['warm-pool', 'm5.large', '--env', variable];
    expect(await eniLens(command)).toEqual({ code: 0, stdout: `m5.large: ${said}\n`, stderr: '' });
    const json = await eniLens([...command, '--format', 'json']);
    expect(json.code).toBe(0);
    expect(JSON.parse(json.stdout)).toEqual({
      version: 1,
      instanceType: 'm5.large',
      noPoolBecause: said,
      notes: [],
      states: [],
    });
  });

  it.each([
    [
      ['ENABLE_IPv6=true', 'ENABLE_PREFIX_DELEGATION=false'],
      'Without prefix delegation ipamd exits in IPv6: there is no pool',
    ],
    [
      ['ENABLE_IPv6=true', 'ENABLE_PREFIX_DELEGATION=on'],
      'Without prefix delegation ipamd exits in IPv6: there is no pool',
    ],
    [['ENABLE_IPv6=true', 'ENABLE_IPv4=true'], 'With ENABLE_IPv4 and ENABLE_IPv6 ipamd exits: there is no pool'],
    [
      ['ENABLE_IPv6=true', 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=true'],
      'With custom networking ipamd exits in IPv6: there is no pool',
    ],
    [['ENABLE_IPv4=false'], 'Without an IP family ipamd exits: there is no pool'],
    [['AWS_VPC_ENI_MTU=99999'], 'aws-node does not start with AWS_VPC_ENI_MTU="99999": there is no pool'],
  ])('and does not run a node that %s stops', async (variables, said) => {
    const env = variables.flatMap((each) => ['--env', each]);
    expect(await eniLens(['warm-pool', 'm5.large', ...env])).toEqual({ code: 2, stdout: '', stderr: `${said}\n` });
  });

  it('and does not run a node without prefixes in IPv6', async () => {
    const { code, stderr } = await eniLens([
      'warm-pool',
      't2.small',
      '--env',
      'ENABLE_IPv6=true',
      '--env',
      'ENABLE_IPv4=false',
    ]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 't2.small cannot have prefixes: aws-node exits on it in an IPv6 cluster\n',
    });
  });

  it('shows both states of a node that never rests', async () => {
    const { stdout } = await eniLens([
      'warm-pool',
      'm5.large',
      '--env',
      'WARM_ENI_TARGET=0',
      '--pods',
      '8..10',
      '--nodes',
      '10',
    ]);
    const rows = stdout.split('\n').map((line) => line.trim().split(/ {2,}/).join(' | '));
    // 9 pods fill one ENI: a second one comes, and goes once it is a minute old. 9 + 1 or 2 × 9 + 2 addresses of subnets.
    expect(rows).toContain('8 | 8 | 1 | 9 | 9 | 1 | 10 | 100 | 1');
    expect(rows.find((row) => row.startsWith('9 |'))).toMatch(
      /^9 \| 9 \| 1–2 \| varies \| 9–18 \| 0–9 \| 10–20 \| 100–200 \|/,
    );
    expect(rows.find((row) => row.startsWith('10 |'))).toMatch(/^10 \| 10 \| 2 \| 2 × 9 \| 18 \| 8 \| 20 \| 200 \|/);
  });

  it.each([
    // 1 or 2 ENIs of 9 addresses each; from the third on a type of 3 ENIs has none to add.
    [
      ['WARM_ENI_TARGET=0'],
      '0..18',
      'with 9 or 18 pods the node never rests: it attaches an ENI and deletes it again about every 65 seconds',
    ],
    [
      ['WARM_ENI_TARGET=0', 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=true'],
      '0',
      'with 0 pods the node never rests: it attaches an ENI and deletes it again about every 65 seconds',
    ],
    [
      ['ENABLE_POD_ENI=true', 'MAX_ENI=1'],
      '0..3',
      'no slot is left for the trunk ENI: no pod with security groups starts',
    ],
  ])('and says with %s what its table does not', async (variables, pods, said) => {
    const env = variables.flatMap((each) => ['--env', each]);
    expect((await pool('m5.large', ...env, '--max-pods', '20', '--pods', pods)).notes).toContain(said);
  });

  it('and says nothing of that where the node rests', async () => {
    const lists = [
      ['WARM_ENI_TARGET=0', '10'],
      ['WARM_ENI_TARGET=1', '9'],
      ['ENABLE_POD_ENI=true', '9'],
    ];
    const rested = await pools(
      ...lists.map(([env = '', pods = '']) => ['m5.large', '--env', env, '--max-pods', '29', '--pods', pods]),
    );
    expect(rested.map(({ notes }) => notes)).toEqual([[], [], []]);
  });

  it('and compares warm targets of prefix delegation as texts', async () => {
    const prefixes = ['m5.large', '--env', 'ENABLE_PREFIX_DELEGATION=true', '--env'];
    // Go compares "0" with the text: "00" and "-0" are not the same, "00" is greater and "-0" is less.
    const zeros = ['WARM_PREFIX_TARGET=0', 'WARM_PREFIX_TARGET=-0', 'WARM_PREFIX_TARGET='];
    const refused = await eniLensMany(zeros.map((each) => ['warm-pool', ...prefixes, each]));
    expect(refused.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(refused[0]?.stderr).toContain(
      'ENABLE_PREFIX_DELEGATION needs WARM_PREFIX_TARGET, WARM_IP_TARGET or MINIMUM_IP_TARGET above 0',
    );
    const accepted = await pools([...prefixes, 'WARM_PREFIX_TARGET=00'], [...prefixes, 'WARM_IP_TARGET=3']);
    expect(accepted.map(({ config }) => config)).toMatchObject([{ warmPrefix: 0 }, { pd: true, warmIP: 3 }]);
  });

  it('and gives the last of a variable named twice', async () => {
    expect((await pool('m5.large', '--env', 'MAX_ENI=1', '--env', 'MAX_ENI=2')).config.maxENI).toBe(2);
  });

  it('and applies MAX_ENI, IP_COOLDOWN_PERIOD, ENABLE_POD_ENI and custom networking', async () => {
    const all = ['MAX_ENI=3', 'IP_COOLDOWN_PERIOD=60', 'ENABLE_POD_ENI=true'].flatMap((each) => ['--env', each]);
    const { config, states } = await pool('m5.xlarge', ...all, '--custom-networking', '--pods', '0');
    expect(config).toMatchObject({ maxENI: 3, cooldown: 60, podENI: true, customNet: true });
    expect(states[0]).toMatchObject({ trunk: 1 });
    const both = ['--custom-networking', '--env', 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=false'];
    expect(await eniLens(['warm-pool', 'm5.large', ...both])).toMatchObject({
      code: 2,
      stderr:
        '--custom-networking and --env AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=false contradict each other: leave one out\n',
    });
  });

  it('and says that a node never becomes Ready', async () => {
    const args = ['m5.large', '--custom-networking', '--env', 'MAX_ENI=1', '--pods', '0..2'];
    const { code, stdout } = await eniLens(['warm-pool', ...args]);
    expect(code).toBe(0);
    expect(stdout).toContain('The node never becomes Ready: Failed to attach any ENIs for custom networking');
    const initError = 'Failed to attach any ENIs for custom networking';
    expect((await pool(...args)).states).toEqual([0, 1, 2].map((pods) => ({ pods, initError })));
  });
});

describe.concurrent('warm-pool takes pods', () => {
  it('as a number or a range, and without up to those of max pods that need an address, at most 30', async () => {
    const lists = [
      ['m5.large', '--pods', '5'],
      ['m5.large', '--pods', '2..4'],
    ];
    const asked = await pools(...lists, ['m5.large'], ['m5.4xlarge']);
    const [one, some, all, most] = asked.map(({ states }) => states.map(({ pods }) => pods));
    expect([one, some, all?.at(-1), most?.at(-1)]).toEqual([[5], [2, 3, 4], 27, 30]);
  });

  it('but not what is none', async () => {
    const wrong = ['29..0', '1-5', '-1', '0..5001', '99999', '', '1..', '1.5'];
    const outcomes = await eniLensMany(wrong.map((pods) => ['warm-pool', 'm5.large', `--pods=${pods}`]));
    for (const { code, stdout, stderr } of outcomes) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('Write it as 0..29 or 12, at most 5000.');
    }
    expect(outcomes).toHaveLength(wrong.length);
  });

  it('and says where the kubelet would stop', async () => {
    const [above, exactly, below] = await eniLensMany([
      ['warm-pool', 't3.small', '--pods', '12'],
      ['warm-pool', 't3.small', '--pods', '0..11'],
      ['warm-pool', 't3.small', '--pods', '0..9'],
    ]);
    const hostNetwork =
      'note: 2 of the 11 pods of max pods are on the host network and need no address (aws-node and kube-proxy): at most 9 pods of this node need one\n';
    expect(above?.stderr).toBe(
      `${hostNetwork}note: the kubelet starts at most 11 pods on this node (--max-pods), so it never has 12\n`,
    );
    expect(exactly?.stderr).toBe(hostNetwork);
    expect(below?.stderr).toBe('');
  });

  it('and offers what EKS gives a managed group, where that is another number', async () => {
    const prefixes = ['t3.small', '--env', 'ENABLE_PREFIX_DELEGATION=true'];
    expect((await pool(...prefixes)).notes).toEqual([
      'max pods 11 is the default of a self-managed node (nodeadm); EKS gives the nodes of a managed node group 110: --max-pods 110',
    ]);
    expect((await pool(...prefixes, '--max-pods', '110')).notes).toEqual([]);
    expect((await pool('m5.large')).notes).toEqual([]);
  });

  it('and shows what all of them end in, however many come at once', async () => {
    // 49 addresses per ENI: 200 pods use 5 of them, and one ENI more is warm.
    const [alone, range] = await pools(['c5.24xlarge', '--pods', '200'], ['c5.24xlarge', '--pods', '0..200']);
    expect(alone?.states[0]).toMatchObject({ pods: 200, running: 200, enis: 6, totalIPs: 6 * 49 });
    const last = range?.states.at(-1);
    for (const field of ['running', 'enis', 'totalIPs', 'subnetIPs']) {
      expect(alone?.states[0]?.[field], field).toBe(last?.[field]);
    }
    const [most] = (await pool('p4d.24xlarge', '--pods', '700')).states;
    expect(most?.running).toBe(700);
  });

  it('and tells of variables that do nothing on the type', async () => {
    const variables = [
      [
        't2.small',
        'ENABLE_PREFIX_DELEGATION=true',
        't2.small cannot have prefixes, because it is no Nitro type: ENABLE_PREFIX_DELEGATION has no effect',
      ],
      ['t3.small', 'ENABLE_POD_ENI=true', 't3.small cannot have a trunk ENI: ENABLE_POD_ENI has no effect'],
      ['t3.small', 'MAX_ENI=3', 't3.small has no more than 3 ENIs: MAX_ENI has no effect'],
      ['t3.small', 'WARM_PREFIX_TARGET=2', 'WARM_PREFIX_TARGET decides nothing here: prefix delegation is off'],
    ] as const;
    const told = await pools(...variables.map(([type, variable]) => [type, '--env', variable]));
    expect(told.map(({ notes }) => notes)).toEqual(variables.map(([, , note]) => [note]));
    const effective = ['ENABLE_PREFIX_DELEGATION=false', 'ENABLE_POD_ENI=false', 'WARM_ENI_TARGET=2', 'MAX_ENI=2'];
    const silent = await pools(...effective.map((variable) => ['t2.small', '--env', variable]));
    expect(silent.flatMap(({ notes }) => notes)).toEqual([]);
  });

  it('of so many nodes', async () => {
    // 30 addresses per full m5.large, 100 nodes; a /21 has 2^11 − 5 = 2043, a /20 4091.
    const { stdout } = await eniLens(['warm-pool', 'm5.large', '--nodes', '100']);
    expect(stdout).toContain('from subnets  100 nodes  EC2 calls');
    expect(stdout).toMatch(/10\.\.27 +10\.\.27 +3 +3 × 9 +27 +17\.\.0 +30 +3\u202f000 +3/);
    expect(stdout).toContain(
      '100 of these nodes take up to 3\u202f000 addresses: the smallest subnet that has as many is a /20 (4\u202f091)',
    );
    const prefixes = ['--env', 'ENABLE_PREFIX_DELEGATION=true', '--max-pods', '110', '--pods', '20'];
    // 2 prefixes and one warm per node: 64 × 3 = 192 prefixes; a /20 has 254, a /21 126, although 64 × 49 = 3136 of 4091.
    const fleet = await eniLens(['warm-pool', 'm5.large', ...prefixes, '--nodes', '64']);
    expect(fleet.stdout).toContain('/20 (4\u202f091)');
    const { states } = await pool('m5.large', '--pods', '1', '--nodes', '3');
    expect(states[0]).toMatchObject({ subnetIPs: 20, subnetIPsOfAllNodes: [60, 60] });
    const huge = await eniLens(['warm-pool', 'm5.large', '--nodes', '10000']);
    expect(huge.stdout).toContain('more than one subnet of a /16 has');
  });

  it('of so many nodes with subnets of their own, where custom networking takes pods elsewhere', async () => {
    // m5.large with 2 ENIs of 9 for pods: 2 × 10 + 1 = 21 addresses, of which the primary ENI's own 1 lies in the node's subnet.
    // 30 × 20 = 600 of a /22 with 1019, where a /23 has 507; 30 of a /26 with 59, where a /27 has 27.
    const { stdout } = await eniLens(['warm-pool', 'm5.large', '--custom-networking', '--nodes', '30']);
    expect(stdout).toContain(
      '30 of these nodes take up to 600 addresses in the subnets of the ENIConfigs: the smallest subnet that has as many is a /22 (1\u202f019)\nThey take 30 in their own subnets: the smallest subnet that has as many is a /26 (59)\n',
    );
    const { states } = await pool('m5.large', '--custom-networking', '--pods', '18', '--nodes', '30');
    expect(states[0]).toMatchObject({ subnetIPs: 21, subnetIPsOfAllNodes: [630, 630] });
  });

  it('of a type it knows, from the table or the config file', async () => {
    const unknown = await eniLens(['warm-pool', 'm5.lrge']);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('Did you mean m5.large');
    const cwd = folderWith({ 'eni-lens.yaml': 'instanceTypes: { m99.large: { enis: 2, ipv4PerEni: 4 } }\n' });
    const outcome = await eniLens(['warm-pool', 'm99.large', '-f', 'json'], { cwd });
    expect(json<WarmPoolJson>('warm-pool', outcome).config).toMatchObject({ maxENI: 2, ipv4PerENI: 4 });
  });
});

describe.concurrent('the picture of warm-pool', () => {
  it('has a row for each stretch in which only the pods change', async () => {
    const { stdout } = await eniLens(['warm-pool', 'm5.large']);
    // 1 + 1 warm ENI up to 9 pods, all 3 from the tenth on; an address each for 27 of 29 pods.
    expect(stdout.split('\n').slice(0, 8)).toEqual([
      'm5.large: 3 ENIs × (10 − 1) addresses, max pods 29 (self-managed AL2023: nodeadm)',
      'WARM_ENI_TARGET 1, WARM_IP_TARGET 0, MINIMUM_IP_TARGET 0, WARM_PREFIX_TARGET 1',
      '',
      '  pods  running  ENIs  addresses per ENI  held   idle  from subnets  EC2 calls',
      '──────  ───────  ────  ─────────────────  ────  ─────  ────────────  ─────────',
      '     0        0     1  9                     9      9            10          1',
      '  1..9     1..9     2  2 × 9                18  17..9            20          2',
      '10..27   10..27     3  3 × 9                27  17..0            30          3',
    ]);
  });

  it('shows ranges where the order of the CNI is random', async () => {
    const prefixes = ['--env', 'ENABLE_PREFIX_DELEGATION=true', '--env', 'WARM_PREFIX_TARGET=2', '--max-pods', '110'];
    const { stdout } = await eniLens(['warm-pool', 't3.small', ...prefixes, '--pods', '0..60', '--burst']);
    expect(stdout).toContain('17..32   17..32     2  varies            64–80  47–63..32–48         66–82          3');
  });

  it('fits into 100 columns and draws what is held, from the axis up', async () => {
    const all = await eniLensMany([
      ['warm-pool', 'p4d.24xlarge', '--pods', '0..700'],
      ['warm-pool', 't3.nano', '--pods', '0..4'],
      ['warm-pool', 't3.small', '--env', 'ENABLE_PREFIX_DELEGATION=true'],
    ]);
    for (const { stdout } of all) {
      const lines = stdout.trimEnd().split('\n');
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
      const bars = lines.filter((line) => /[┤│]/.test(line)).map((line) => line.slice(line.search(/[┤│]/) + 1));
      const columns = Math.max(...bars.map(({ length }) => length));
      for (let column = 0; column < columns; column++) {
        expect(bars.map((bar) => bar[column] ?? ' ').join('')).toMatch(/^ *░*█*$/);
      }
      const axis = lines.find((line) => line.includes('└')) ?? '';
      const labels = lines.at(-1) ?? '';
      for (const match of labels.matchAll(/\d+/g)) expect(axis[match.index]).toBe('┬');
    }
    expect(all[0]?.stdout).toContain('735 ┤');
    expect(all[0]?.stdout.trimEnd()).toMatch(/700 pods$/);
  });

  it('is left out for a single state', async () => {
    const { stdout } = await eniLens(['warm-pool', 'm5.large', '--pods', '5']);
    expect(stdout).not.toContain('┤');
    expect(stdout.trimEnd().split('\n')).toHaveLength(6);
  });
});

describe('the library', () => {
  it('plays the same with a partial driver and steps as objects', () => {
    const [{ config, driver } = { config: undefined, driver: undefined }] = scenarios;
    if (config === undefined) throw new Error('there are no scenarios');
    expect(simulateFromApi(config, [{ pods: 0 }, 5])).toEqual(simulateWarmPool(config, [0, 5], driver));
    expect(simulateFromApi(config, [7], { burst: false })).toEqual(
      simulateWarmPool(config, [7], { ...driver, burst: false }),
    );
    expect(simulateFromApi(config, [7])).toEqual(simulateWarmPool(config, [7]));
  });
});

it('warm-pool says the max pods that are asked for, however few', async () => {
  // Two pods of a node are on the host network: with one of them nothing is left for the pool to serve.
  const { stdout } = await eniLens(['warm-pool', 'm5.large', '--max-pods', '1', '--pods', '0']);
  expect(stdout).toContain('m5.large: 3 ENIs × (10 − 1) addresses, max pods 1\n');
});
