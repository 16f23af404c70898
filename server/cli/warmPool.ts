import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PoolRanges } from '../ipam/poolRanges.js';
import type { PoolState } from '../ipam/warmPool.js';
import { render } from '../messages/message.js';
import { closestEnvVars, isEnvVarName } from '../model/envVars.js';
import { instanceLimits } from '../model/instanceTypes.js';
import { oneByOneDriver, type WarmPoolAnswer, warmPoolAnswer } from '../model/warmPoolAnswer.js';
import { harmless } from '../reporters/terminal.js';
import { loadConfig } from './config.js';
import { exitCodes, UsageError } from './exitCodes.js';
import { unknownType } from './maxPods.js';
import { positiveInteger } from './options.js';
import { stepPlot } from './stepPlot.js';
import { table } from './table.js';

interface Options {
  readonly env: Readonly<Record<string, string>>;
  readonly pods?: readonly number[];
  readonly maxPods?: number;
  readonly customNetworking?: boolean;
  readonly burst?: boolean;
  readonly format: 'table' | 'json';
  readonly config: string | false | undefined;
}

type Pool = Extract<WarmPoolAnswer, { readonly kind: 'pool' }>;

/** So many steps are shown where nobody asks for others. */
const usualSteps = 30;
/** Far above any node's max pods. */
const mostPods = 5000;

/** `eni-lens warm-pool <type>`. */
export function addWarmPoolCommand(program: Command): void {
  program
    .command('warm-pool')
    .description('What ipamd attaches to a node for each number of pods: ENIs, addresses, EC2 calls')
    .argument('<type>', 'EC2 instance type, such as m5.large')
    .option(
      '--env <name=value>',
      'a variable of aws-node, as often as needed; the others have their shipped default',
      collectEnv,
      {},
    )
    .option('--pods <range>', 'pods, such as 0..29 or 12: a fresh node, one more pod per step', podRange)
    .option('--max-pods <number>', "max pods of the node (default: nodeadm's for the type)", positiveInteger)
    .option('--custom-networking', 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is on')
    .option('--burst', 'all pods of a step come at once instead of one per loop of ipamd')
    .addOption(
      new Option('-f, --format <format>', 'how the result is printed').choices(['table', 'json']).default('table'),
    )
    .option(
      '-c, --config <file>',
      'config file with further instance types (default: the nearest eni-lens.yaml upwards)',
    )
    .option('--no-config', 'use no config file')
    .addHelpText(
      'after',
      '\nExample:\n  eni-lens warm-pool m5.large --env WARM_IP_TARGET=5 --env MINIMUM_IP_TARGET=10 --pods 0..29',
    )
    .action((type: string, options: Options) => {
      process.exitCode = run(type, options);
    });
}

function run(type: string, options: Options): number {
  const config = options.config === false ? undefined : loadConfig(process.cwd(), options.config);
  const own = config?.instanceTypes;
  const limits = own && Object.hasOwn(own, type) ? own[type] : instanceLimits(type);
  if (limits === undefined) throw new UsageError(unknownType(type));
  const env = options.customNetworking ? { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true', ...options.env } : options.env;
  const driver = { ...oneByOneDriver, burst: options.burst === true };
  const ask = (pods: readonly number[]) => warmPoolAnswer({ limits, env, maxPods: options.maxPods, pods, driver });
  const first = ask(options.pods ?? []);
  if (first.kind === 'refused') throw new UsageError(render(first.reason));
  const answer = options.pods ? first : ask(range(0, Math.min(first.config.maxPods, usualSteps)));
  if (answer.kind === 'refused') throw new UsageError(render(answer.reason));
  process.stdout.write(options.format === 'json' ? json(type, answer) : text(type, answer));
  for (const note of answer.notes) process.stderr.write(`${harmless(render(note))}\n`);
  return exitCodes.clean;
}

function collectEnv(text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Write it as NAME=value.');
  if (!isEnvVarName(name)) {
    const near = closestEnvVars(name);
    throw new InvalidArgumentError(
      `${harmless(name)} is no variable of aws-node.${near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ''}`,
    );
  }
  return { ...before, [name]: value };
}

function podRange(text: string): readonly number[] {
  const [, from, to] = /^(\d{1,4})(?:\.\.(\d{1,4}))?$/.exec(text) ?? [];
  const first = Number(from);
  const last = to === undefined ? first : Number(to);
  if (from === undefined || last < first || last > mostPods) {
    throw new InvalidArgumentError(`Write it as 0..29 or 12, at most ${mostPods}.`);
  }
  return range(first, last);
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function text(type: string, { config, states, ranges }: Pool): string {
  const failed = states.find(({ initError }) => initError !== undefined);
  const mode = config.pd ? '/28 prefixes' : 'addresses';
  const head = [
    `${type}: ${config.maxENI} ENIs × (${config.ipv4PerENI} − 1) ${mode}, max pods ${config.maxPods}`,
    `WARM_ENI_TARGET ${config.warmENI}, WARM_IP_TARGET ${config.warmIP}, MINIMUM_IP_TARGET ${config.minIP}, WARM_PREFIX_TARGET ${config.warmPrefix}`,
    [config.customNet && 'custom networking', config.podENI && 'trunk ENI'].filter(Boolean).join(', '),
  ].filter((line) => line !== '');
  if (failed) return `${head.join('\n')}\n\nThe node never becomes Ready: ${failed.initError}\n`;
  const columns = [
    'pods',
    'running',
    'ENIs',
    config.pd ? 'prefixes per ENI' : 'addresses per ENI',
    'held',
    'idle',
    'from subnets',
    'EC2 calls',
  ];
  const rows = states.map((state, index) => row(state, ranges[index]));
  const lines = table(columns, rows, ['right', 'right', 'right', 'left', 'right', 'right', 'right', 'right']);
  const plot = stepPlot(states.map(({ pods, running, totalIPs }) => ({ pods, used: running, held: totalIPs })));
  return `${head.join('\n')}\n\n${lines.join('\n')}\n\n${plot.join('\n')}\n`;
}

function row(state: PoolState, open: PoolRanges | undefined): readonly string[] {
  const both = (value: number, range: readonly [number, number] | undefined) =>
    range && range[0] !== range[1] ? `${range[0]}–${range[1]}` : String(value);
  return [
    String(state.pods),
    both(state.running, open?.running),
    both(state.enis, open?.enis),
    open?.cidrsPerENI === undefined && open ? 'varies' : state.cidrsPerENI.join(' '),
    both(state.totalIPs, open?.totalIPs),
    both(state.idleIPs, open?.idleIPs),
    both(state.subnetIPs, open?.subnetIPs),
    String(state.ec2Calls),
  ];
}

/** The states in the oracle's field names; `ranges` has the fields that the real program's random order leaves open. */
function json(type: string, { config, driver, states, ranges, notes }: Pool): string {
  const document = {
    version: 1,
    instanceType: type,
    config,
    driver,
    notes: notes.map((note) => render(note)),
    states: states.map((state, index) => {
      if (state.initError !== undefined) return { pods: state.pods, initError: state.initError };
      const { initError: _, ...fields } = state;
      return { ...fields, ranges: openFields(ranges[index]) };
    }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function openFields(ranges: PoolRanges | undefined): Readonly<Record<string, readonly [number, number]>> {
  const { running, enis, totalIPs, idleIPs, prefixes, freePrefixes, subnetIPs } = ranges ?? {};
  const fields = { running, enis, totalIPs, idleIPs, prefixes, freePrefixes, subnetIPs };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, range]) => (range && range[0] !== range[1] ? [[name, range]] : [])),
  );
}
