import { type Command, Option } from 'commander';
import { parseVersion } from '../model/cniVersion.js';
import { closestInstanceTypes, instanceTableDate } from '../model/instanceTypes.js';
import type { LensConfig } from '../model/lensConfig.js';
import { type MaxPodsAnswer, type MaxPodsPath, maxPods, newestCniVersion } from '../model/maxPodsAnswer.js';
import { harmless, painter } from '../reporters/terminal.js';
import { wantsColor } from './color.js';
import { loadConfig } from './config.js';
import { exitCodes, UsageError } from './exitCodes.js';
import { positiveInteger } from './options.js';
import { table } from './table.js';

interface Options {
  readonly customNetworking?: boolean;
  readonly prefixDelegation?: boolean;
  readonly maxEni?: number;
  readonly podEni?: boolean;
  readonly cniVersion: string;
  readonly cap: boolean;
  readonly format: 'table' | 'json';
  readonly config: string | false | undefined;
}

/** `eni-lens max-pods <type…>`. */
export function addMaxPodsCommand(program: Command): void {
  program
    .command('max-pods')
    .description('Max pods of instance types on every path that sets it, with the calculation')
    .argument('<types...>', 'EC2 instance types, such as m5.large')
    .option('--custom-networking', 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is on: pods do not use the primary ENI')
    .option('--prefix-delegation', 'ENABLE_PREFIX_DELEGATION is on: a /28 prefix per address slot')
    .option('--max-eni <number>', 'MAX_ENI', positiveInteger)
    .option('--pod-eni', 'ENABLE_POD_ENI is on: a trunk ENI takes the place of one that serves pods')
    .option('--cni-version <version>', 'version of the VPC CNI', newestCniVersion)
    .option('--no-cap', 'without the cap of 110 or 250 that the calculator and managed node groups apply')
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
      '\nExample:\n  eni-lens max-pods m5.large c6i.4xlarge --prefix-delegation --custom-networking',
    )
    .action((types: readonly string[], options: Options) => {
      process.exitCode = run(types, options);
    });
}

function run(types: readonly string[], options: Options): number {
  if (parseVersion(options.cniVersion) === undefined) {
    throw new UsageError(`--cni-version ${options.cniVersion} is no version: write it as ${newestCniVersion}`);
  }
  const config = options.config === false ? undefined : loadConfig(process.cwd(), options.config);
  const answers = types.map((type) => ({ type, answer: maxPods(type, { ...options, ...typesOf(config) }) }));
  const output =
    options.format === 'json'
      ? json(answers, options)
      : answers.map(({ answer }) => (answer ? text(answer) : '')).join('');
  process.stdout.write(output);
  const unknown = answers.filter(({ answer }) => answer === undefined);
  for (const { type } of unknown) process.stderr.write(`${unknownType(type)}\n`);
  return unknown.length > 0 ? exitCodes.usage : exitCodes.clean;
}

function typesOf(config: LensConfig | undefined): { readonly instanceTypes?: LensConfig['instanceTypes'] } {
  return config ? { instanceTypes: config.instanceTypes } : {};
}

/** What to say of a type that neither the table nor the config file knows. */
export function unknownType(type: string): string {
  const near = closestInstanceTypes(type);
  const suggestion = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
  return `There is no instance type ${harmless(type)} in the table of ${instanceTableDate}.${suggestion} A new type can be added under instanceTypes in eni-lens.yaml.`;
}

const pathNames: Readonly<Record<MaxPodsPath['path'], string>> = {
  calculator: 'max-pods-calculator.sh',
  managedNodeGroup: 'managed node group (set by EKS)',
  nodeadm: 'AL2023 default (nodeadm)',
  al2: 'AL2 default (bootstrap.sh)',
  bottlerocket: 'Bottlerocket default',
  karpenter: 'Karpenter default',
  autoMode: 'EKS Auto Mode',
  windows: 'Windows default',
  windowsServable: 'Windows: addresses to serve',
  servable: 'addresses the CNI can serve',
};

function text({ instanceType, limits, paths }: MaxPodsAnswer): string {
  const paint = painter(wantsColor());
  const facts = [
    `${limits.enis} ${limits.enis === 1 ? 'ENI' : 'ENIs'} × ${limits.ipv4PerEni} addresses`,
    limits.vcpus === undefined ? 'vCPUs unknown' : `${limits.vcpus} vCPUs`,
    limits.bareMetal ? 'bare metal' : (limits.hypervisor ?? 'hypervisor unknown'),
    ...(limits.networkCards.length > 1 ? [`${limits.networkCards.length} network cards, the default one counted`] : []),
    limits.trunking === true ? `trunk ENI, ${limits.branchEnis ?? 0} branch ENIs` : 'no trunk ENI',
  ];
  const rows = paths.map(({ path, maxPods: pods, formula }) => [pathNames[path], String(pods), formula]);
  const lines = table(['path', 'max pods', 'calculation'], rows, ['left', 'right', 'left']);
  return `${paint.bold(instanceType)}  ${facts.join(', ')}\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`;
}

function json(
  answers: readonly { readonly type: string; readonly answer: MaxPodsAnswer | undefined }[],
  options: Options,
): string {
  const document = {
    version: 1,
    options: {
      customNetworking: options.customNetworking ?? false,
      prefixDelegation: options.prefixDelegation ?? false,
      maxEni: options.maxEni ?? null,
      podEni: options.podEni ?? false,
      cniVersion: options.cniVersion,
      showMaxAllowed: !options.cap,
    },
    types: answers.map(({ type, answer }) =>
      answer
        ? {
            instanceType: type,
            maxPods: answer.maxPods,
            limits: answer.limits,
            paths: Object.fromEntries(answer.paths.map(({ path, ...rest }) => [path, rest])),
          }
        : { instanceType: type, unknown: true, didYouMean: closestInstanceTypes(type) },
    ),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
