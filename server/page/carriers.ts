import { type Argument, message } from '../messages/message.js';
import type { ClusterPlan } from '../plan/clusterPlan.js';

/** A way to write the settings down. */
export interface Carrier {
  readonly id: string;
  readonly title: Argument;
  /** Names and texts of variables, at least one, as the carrier writes them. */
  readonly text: (variables: readonly (readonly [name: string, text: string])[], cluster: string) => string;
}

/** What is not as the program or its manifest has it, as texts of variables. */
export function variablesOf({ settings }: ClusterPlan): readonly (readonly [name: string, text: string])[] {
  return settings.flatMap(({ name, value, from }) =>
    value === undefined || (from !== 'written' && from !== 'asked') ? [] : [[name, String(value)] as const],
  );
}

/** What a file calls a cluster; one without a name has a word in its place that nobody takes for one. */
export function nameOfCluster({ name }: ClusterPlan): string {
  return name ?? 'CLUSTER';
}

/** Texts of variables are switches and whole numbers, so nothing has to be escaped in them; the name of a cluster has. */
export const carriers: readonly Carrier[] = [
  {
    id: 'addon',
    title: message('add-on JSON'),
    text: (variables) => JSON.stringify({ env: Object.fromEntries(variables) }, undefined, 2),
  },
  {
    id: 'daemonSet',
    title: message('DaemonSet env'),
    text: (variables) =>
      ['env:', ...variables.flatMap(([name, text]) => [`  - name: ${name}`, `    value: "${text}"`])].join('\n'),
  },
  {
    id: 'kubectl',
    title: 'kubectl set env',
    text: (variables) =>
      ['kubectl set env daemonset/aws-node -n kube-system', ...variables.map(([name, text]) => `${name}=${text}`)].join(
        ' \\\n  ',
      ),
  },
  {
    id: 'terraform',
    title: 'Terraform',
    text: (variables, cluster) => {
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
    },
  },
  {
    id: 'eksctl',
    title: message('eksctl YAML'),
    text: (variables) =>
      [
        'addons:',
        '  - name: vpc-cni',
        '    configurationValues: |-',
        `      ${JSON.stringify({ env: Object.fromEntries(variables) })}`,
      ].join('\n'),
  },
];

function terraformText(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, '$&$&');
}
