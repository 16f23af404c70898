import type { InstanceLimits } from '../ipam/settings.js';
import { type Argument, enumeration, type Message, message, renderArgument } from '../messages/message.js';
import { newestCniVersion, parseVersion } from '../model/cniVersion.js';
import { closestInstanceTypes, instanceTableDate } from '../model/instanceTypes.js';
import { type MaxPodsAnswer, type MaxPodsPath, maxPods } from '../plan/maxPodsAnswer.js';
import { jsonText, painter } from '../reporters/terminal.js';
import type { Call } from './call.js';
import { wantsColor } from './color.js';
import { loadConfig } from './config.js';
import { exitCodes, UsageError } from './exitCodes.js';
import type { MaxPodsCommandOptions } from './options.js';
import { table } from './table.js';
import { tell } from './tell.js';

/** A type and what is known of it. */
interface Answered {
  readonly type: string;
  readonly answer: MaxPodsAnswer | undefined;
}

/** Prints the max pods of the types and returns the exit code. An unknown type is told on standard error; the others are answered. */
export function runMaxPods(types: readonly string[], options: MaxPodsCommandOptions, call: Call): number {
  const { catalogue } = call;
  const { cniVersion = newestCniVersion } = options;
  if (parseVersion(cniVersion) === undefined) {
    throw new UsageError(
      message('--cni-version {version} is no version: write it as {example}', {
        version: cniVersion,
        example: newestCniVersion,
      }),
    );
  }
  if (options.ipv6 && options.customNetworking) {
    throw new UsageError(
      message('--ipv6 and --custom-networking contradict each other: custom networking is for IPv4'),
    );
  }
  const given = Object.entries(loadConfig(call.folder, options.config).instanceTypes);
  const instanceTypes = Object.fromEntries(given.map(([name, { value }]) => [name, value]));
  const answers = types.map((type) => ({
    type,
    answer: maxPods(type, { ...options, cniVersion, instanceTypes, catalogue }),
  }));
  call.stdout.write(
    options.format === 'json'
      ? json(answers, { ...options, cniVersion })
      : answers.map((answered) => text(answered, call)).join(''),
  );
  for (const { answer } of answers) {
    for (const note of answer?.notes ?? []) tell(message('note: {note}', { note }), call);
  }
  const unknown = answers.filter(({ answer }) => answer === undefined);
  for (const { type } of unknown) tell(unknownType(type), call);
  return unknown.length > 0 ? exitCodes.usage : exitCodes.clean;
}

/** What to say of a type that neither the table nor the config file knows. */
export function unknownType(type: string): Message {
  const near = closestInstanceTypes(type);
  const date = instanceTableDate;
  return near.length > 0
    ? message(
        'There is no instance type {type} in the table of {date}. Did you mean {near}? A new type can be added under instanceTypes in eni-lens.yaml.',
        { type, date, near: enumeration(near) },
      )
    : message(
        'There is no instance type {type} in the table of {date}. A new type can be added under instanceTypes in eni-lens.yaml.',
        { type, date },
      );
}

const pathNames: Readonly<Record<MaxPodsPath['path'], Message | string>> = {
  calculator: 'max-pods-calculator.sh',
  managedNodeGroup: message('managed node group (set by EKS)'),
  nodeadm: message('self-managed AL2023 (nodeadm)'),
  al2: message('self-managed AL2 (bootstrap.sh)'),
  bottlerocket: message('Bottlerocket, if in its list'),
  karpenter: message('Karpenter, without maxPods'),
  autoMode: 'EKS Auto Mode',
  windows: message('Windows (kubelet default)'),
  windowsServable: message('Windows: pods with an address'),
  servable: message('pods the CNI can serve'),
};

function text({ answer }: Answered, call: Call): string {
  if (answer === undefined) return '';
  const { instanceType, limits, paths } = answer;
  const paint = painter(wantsColor(call));
  const show = (words: Argument): string => renderArgument(words, call.catalogue);

  const rows = paths.map(({ path, maxPods: pods, formula }) => [show(pathNames[path]), String(pods), formula]);
  const lines = table([message('path'), message('max pods'), message('calculation')].map(show), rows, [
    'left',
    'right',
    'left',
  ]);
  return `${paint.bold(instanceType)}  ${show(enumeration(factsOf(limits)))}\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`;
}

function factsOf({ enis, ipv4PerEni, vcpus, ...limits }: InstanceLimits): readonly (Message | string)[] {
  return [
    enis === 1
      ? message('1 ENI × {addresses} addresses', { addresses: ipv4PerEni })
      : message('{enis} ENIs × {addresses} addresses', { enis, addresses: ipv4PerEni }),
    vcpus === undefined
      ? message('vCPUs unknown')
      : vcpus === 1
        ? message('1 vCPU')
        : message('{vcpus} vCPUs', { vcpus }),
    limits.bareMetal ? message('bare metal') : (limits.hypervisor ?? message('hypervisor unknown')),
    ...(limits.networkCards.length > 1
      ? [message('{cards} network cards, the default one counted', { cards: limits.networkCards.length })]
      : []),
    limits.trunking === true
      ? message('trunk ENI, {branches} branch ENIs', { branches: limits.branchEnis ?? 0 })
      : message('no trunk ENI'),
  ];
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
      ipv6: options.ipv6 ?? false,
      cniVersion: options.cniVersion,
      showMaxAllowed: !options.cap,
    },
    types: answers.map(({ type, answer }) =>
      answer
        ? {
            instanceType: type,
            maxPods: answer.maxPods,
            limits: answer.limits,
            notes: answer.notes,
            paths: Object.fromEntries(answer.paths.map(({ path, ...rest }) => [path, rest])),
          }
        : { instanceType: type, unknown: true, didYouMean: closestInstanceTypes(type) },
    ),
  });
}
