import { type Argument, enumeration, type Message, message } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { knownValue } from '../model/fact.js';
import type { ClusterPlan } from '../plan/clusterPlan.js';
import type { GroupChanges, PlanChanges } from '../plan/planChanges.js';

/** Names and texts of variables. */
type Variables = readonly (readonly [name: string, text: string])[];

/** A way to write the settings down. */
export interface Carrier {
  readonly id: string;
  readonly title: Argument;
  /** It has a place for node groups too. */
  readonly holdsGroups: boolean;
  /** What there is to copy, as the carrier writes it; undefined where that is nothing. */
  readonly text: (settings: CopiedSettings) => string | undefined;
}

/** What is copied: settings of the CNI, and what is otherwise than in the files of node groups. */
export interface CopiedSettings {
  readonly cluster: string;
  readonly variables: Variables;
  readonly groups: readonly CopiedGroup[];
}

export interface CopiedGroup {
  readonly name: string;
  readonly management: 'managed' | 'selfManaged';
  readonly changes: GroupChanges;
}

/** What there is to copy of a plan: variables that are not as shipped, and the node groups that are changed. */
export function copiedSettings(
  told: ClusterPlan,
  { nodeGroups: groups }: Cluster,
  { nodeGroups = {} }: PlanChanges,
): CopiedSettings {
  return {
    cluster: nameOfCluster(told),
    variables: variablesOf(told),
    groups: groups.flatMap(({ name: known, management }) => {
      const name = knownValue(known);
      const changes = name !== undefined && Object.hasOwn(nodeGroups, name) ? nodeGroups[name] : undefined;
      return name === undefined || changes === undefined ? [] : [{ name, management, changes }];
    }),
  };
}

/** What of the changes a carrier has no place for, in words; undefined where it has one for all. */
export function leftOutBy(
  { holdsGroups }: Carrier,
  { nodeGroups = {}, subnets = {}, expectedPodsPerNode }: PlanChanges,
): Message | undefined {
  const left: readonly Argument[] = [
    ...(holdsGroups ? [] : Object.keys(nodeGroups)),
    ...Object.keys(subnets),
    ...(expectedPodsPerNode === undefined ? [] : [message('expectedPodsPerNode of eni-lens.yaml')]),
  ];
  if (left.length === 0) return undefined;
  return message('Changed as well, and not in it: {changes}', { changes: enumeration(left) });
}

/** What is not as the program or its manifest has it, as texts of variables. */
function variablesOf({ settings }: ClusterPlan): Variables {
  return settings.flatMap(({ name, value, from }) =>
    value === undefined || (from !== 'written' && from !== 'asked') ? [] : [[name, String(value)] as const],
  );
}

/** What a file calls a cluster; one without a name has a word in its place that nobody takes for one. */
function nameOfCluster({ name }: ClusterPlan): string {
  return name ?? 'CLUSTER';
}

/** Texts of variables are switches and whole numbers, so nothing has to be escaped in them; the name of a cluster has. */
export const carriers: readonly Carrier[] = [
  {
    id: 'addon',
    title: message('add-on JSON'),
    holdsGroups: false,
    text: ofVariables((variables) => JSON.stringify({ env: Object.fromEntries(variables) }, undefined, 2)),
  },
  {
    id: 'daemonSet',
    title: message('DaemonSet env'),
    holdsGroups: false,
    text: ofVariables((variables) =>
      ['env:', ...variables.flatMap(([name, text]) => [`  - name: ${name}`, `    value: "${text}"`])].join('\n'),
    ),
  },
  {
    id: 'kubectl',
    title: 'kubectl set env',
    holdsGroups: false,
    text: ofVariables((variables) =>
      ['kubectl set env daemonset/aws-node -n kube-system', ...variables.map(([name, text]) => `${name}=${text}`)].join(
        ' \\\n  ',
      ),
    ),
  },
  {
    id: 'terraform',
    title: 'Terraform',
    holdsGroups: false,
    text: ofVariables((variables, cluster) => {
      const longest = Math.max(...variables.map(([name]) => name.length));
      return [
        'resource "aws_eks_addon" "vpc_cni" {',
        `  cluster_name = ${terraformText(cluster)}`,
        '  addon_name   = "vpc-cni"',
        '  configuration_values = jsonencode({',
        '    env = {',
        ...variables.map(([name, text]) => `      ${name.padEnd(longest)} = "${text}"`),
        '    }',
        '  })',
        '}',
      ].join('\n');
    }),
  },
  {
    id: 'eksctl',
    title: message('eksctl YAML'),
    holdsGroups: true,
    text: ({ variables, groups }) => {
      const of = (management: CopiedGroup['management']): readonly CopiedGroup[] =>
        groups.filter((group) => group.management === management);
      const lines = [
        ...(variables.length === 0
          ? []
          : [
              'addons:',
              '  - name: vpc-cni',
              '    configurationValues: |-',
              `      ${JSON.stringify({ env: Object.fromEntries(variables) })}`,
            ]),
        ...eksctlGroups('managedNodeGroups', of('managed')),
        ...eksctlGroups('nodeGroups', of('selfManaged')),
      ];
      return lines.length === 0 ? undefined : lines.join('\n');
    },
  },
];

/** For a carrier that holds variables alone. */
function ofVariables(write: (variables: Variables, cluster: string) => string): Carrier['text'] {
  return ({ variables, cluster }) => (variables.length === 0 ? undefined : write(variables, cluster));
}

/** Changed groups under their key of an eksctl file. JSON is YAML too, so that every name stays one. */
function eksctlGroups(key: string, groups: readonly CopiedGroup[]): readonly string[] {
  if (groups.length === 0) return [];
  return [
    `${key}:`,
    ...groups.flatMap(({ name, management, changes }) => {
      const { instanceTypes, minSize, desiredCapacity, maxSize, maxPods } = changes;
      const fields = {
        ...typesInEksctl(instanceTypes, management),
        minSize,
        desiredCapacity,
        maxSize,
        maxPodsPerNode: maxPods,
      };
      const written = Object.entries(fields).flatMap(([field, value]) =>
        value === undefined ? [] : [`    ${field}: ${JSON.stringify(value)}`],
      );
      return [`  - name: ${JSON.stringify(name)}`, ...written];
    }),
  ];
}

/** Several types are a list of a managed group, and the choice of a self-managed one. */
function typesInEksctl(
  types: readonly string[] | undefined,
  management: CopiedGroup['management'],
): Readonly<Record<string, unknown>> {
  const [only, ...others] = types ?? [];
  if (only === undefined) return {};
  if (others.length === 0) return { instanceType: only };
  return management === 'managed' ? { instanceTypes: types } : { instancesDistribution: { instanceTypes: types } };
}

function terraformText(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, '$&$&');
}
