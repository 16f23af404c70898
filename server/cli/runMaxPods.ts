import { newestCniVersion, parseVersion } from '../model/cniVersion.js';
import { closestInstanceTypes, instanceTableDate } from '../model/instanceTypes.js';
import { type MaxPodsAnswer, type MaxPodsPath, maxPods } from '../model/maxPodsAnswer.js';
import { harmless, jsonText, painter } from '../reporters/terminal.js';
import { wantsColor } from './color.js';
import { loadConfig } from './config.js';
import { exitCodes, UsageError } from './exitCodes.js';
import type { MaxPodsCommandOptions } from './options.js';
import { table } from './table.js';

/** A type and what is known of it. */
interface Answered {
  readonly type: string;
  readonly answer: MaxPodsAnswer | undefined;
}

/** Prints the max pods of the types and returns the exit code. An unknown type is told on standard error; the others are answered. */
export function runMaxPods(types: readonly string[], options: MaxPodsCommandOptions): number {
  const { cniVersion = newestCniVersion } = options;
  if (parseVersion(cniVersion) === undefined) {
    throw new UsageError(`--cni-version ${cniVersion} is no version: write it as ${newestCniVersion}`);
  }
  const { instanceTypes } = loadConfig(process.cwd(), options.config);
  const answers = types.map((type) => ({ type, answer: maxPods(type, { ...options, cniVersion, instanceTypes }) }));
  process.stdout.write(
    options.format === 'json' ? json(answers, { ...options, cniVersion }) : answers.map(text).join(''),
  );
  const unknown = answers.filter(({ answer }) => answer === undefined);
  for (const { type } of unknown) process.stderr.write(`${unknownType(type)}\n`);
  return unknown.length > 0 ? exitCodes.usage : exitCodes.clean;
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

function text({ answer }: Answered): string {
  if (answer === undefined) return '';
  const { instanceType, limits, paths } = answer;
  const paint = painter(wantsColor());
  const facts = [
    `${limits.enis} ${limits.enis === 1 ? 'ENI' : 'ENIs'} × ${limits.ipv4PerEni} addresses`,
    limits.vcpus === undefined ? 'vCPUs unknown' : `${limits.vcpus} ${limits.vcpus === 1 ? 'vCPU' : 'vCPUs'}`,
    limits.bareMetal ? 'bare metal' : (limits.hypervisor ?? 'hypervisor unknown'),
    ...(limits.networkCards.length > 1 ? [`${limits.networkCards.length} network cards, the default one counted`] : []),
    limits.trunking === true ? `trunk ENI, ${limits.branchEnis ?? 0} branch ENIs` : 'no trunk ENI',
  ];
  const rows = paths.map(({ path, maxPods: pods, formula }) => [pathNames[path], String(pods), formula]);
  const lines = table(['path', 'max pods', 'calculation'], rows, ['left', 'right', 'left']);
  return `${paint.bold(instanceType)}  ${facts.join(', ')}\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`;
}

/** The shape is documented in `docs/json-output.md` and by `schemas/max-pods-output.schema.json`. */
function json(answers: readonly Answered[], options: MaxPodsCommandOptions): string {
  return jsonText({
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
  });
}
