import { type Message, message, sentence } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { atLeast } from '../../model/cniVersion.js';
import { defaultKey } from '../../model/eniConfigChoice.js';
import { entryOf, versionOf } from '../../model/env.js';
import type { EnvVar } from '../../model/envVarRow.js';
import { envVar, envVarNames } from '../../model/envVars.js';
import { knownValue } from '../../model/fact.js';
import { zoneLabels } from '../../model/zones.js';
import { seenOrAssumedKinds } from '../../plan/nodes.js';
import { settingsInForce } from '../../plan/settings.js';
import type { VariableSpelling } from '../../syntax/syntax.js';
import { withUnit } from '../hover/variable.js';
import { poolEffect, type Variables } from '../poolEffect.js';
import type { Subject } from '../subject.js';
import type { Proposal } from './proposal.js';
import { placeholder } from './trial.js';

type VariableSubject = Extract<Subject, { readonly kind: 'variable' }>;

/** The variables that are not yet set, that the container reads and that this version of the CNI knows; and whole choices of them. */
export function variableProposals(
  subject: VariableSubject,
  cluster: Cluster,
  writing: VariableSpelling,
): readonly Proposal[] {
  const { settings, container } = subject;
  const version = versionOf(cluster);
  const fits = (row: EnvVar): boolean =>
    row.status === 'read' &&
    row.fieldRef === undefined &&
    row.containers.includes(container.name) &&
    (row.since === undefined || atLeast(version, row.since) !== false) &&
    (row.removed === undefined || atLeast(version, row.removed) === false) &&
    (settings.takenBy !== 'addon' || isSettable(row, container.name)) &&
    entryOf(settings, row.name, container.name) === undefined;
  const names = envVarNames.map((name) => envVar(name)).filter(fits);
  const variables = names.flatMap((row, rank): readonly Proposal[] => {
    const text = writing.nameOnly ? row.name : writing.entries([[row.name, '$1']]);
    return text === undefined ? [] : [{ label: row.name, kind: 'variable', ...about(row), text, rank: 100 + rank }];
  });
  return writing.nameOnly ? variables : [...variables, ...choices(subject, cluster, writing)];
}

function isSettable(row: EnvVar, container: string): boolean {
  const support = container === 'aws-node' ? row.addonEnv : row.addonInit;
  return support === 'listed' || support === 'unverified';
}

function about(row: EnvVar): Pick<Proposal, 'detail' | 'documentation'> {
  const used = row.shippedDefault ?? (row.codeDefault === undefined ? undefined : withUnit(row, row.codeDefault));
  const value = used === undefined || used === '' ? message('none') : used;
  const detail =
    row.since === undefined
      ? message('default {value}', { value })
      : message('default {value}, since {since}', { value, since: row.since });
  return { detail, documentation: sentence(row.description) };
}

/** Sets of variables that belong together, where none of them is set yet. */
function choices(
  { settings, container }: VariableSubject,
  cluster: Cluster,
  writing: VariableSpelling,
): readonly Proposal[] {
  if (container.name !== 'aws-node') return [];
  const isFree = (names: readonly string[]): boolean =>
    names.every((name) => entryOf(settings, name) === undefined || name.includes(placeholder));
  return sets.flatMap(({ label, detail, variables }, rank): readonly Proposal[] => {
    const names = variables.map(([name]) => name);
    const text = isFree(names) ? writing.entries(variables) : undefined;
    if (text === undefined) return [];
    const effect = isPoolChoice(names) ? effectOf(variables, cluster) : undefined;
    return [
      {
        label,
        kind: 'snippet',
        detail: effect ?? detail,
        documentation: variables.map(([name, value]) => `\`${name}\` = \`${value}\``).join('  \n'),
        filter: `${names.join(' ')} ${label.template}`,
        text,
        rank: 300 + rank,
      },
    ];
  });
}

const sets = [
  {
    label: message('Warm pool: few addresses per node'),
    detail: message('a small floor and a small reserve'),
    variables: [
      ['WARM_IP_TARGET', '2'],
      ['MINIMUM_IP_TARGET', '10'],
    ],
  },
  {
    label: message('Warm pool: ready for many pods at once'),
    detail: message('a high floor, so that few EC2 calls are made'),
    variables: [
      ['WARM_IP_TARGET', '5'],
      ['MINIMUM_IP_TARGET', '25'],
    ],
  },
  {
    label: message('Prefix delegation with few prefixes'),
    detail: message('up to 110 or 250 pods per node'),
    variables: [
      ['ENABLE_PREFIX_DELEGATION', 'true'],
      ['WARM_PREFIX_TARGET', '1'],
    ],
  },
  {
    label: message('Custom networking by zone'),
    detail: message('one ENIConfig per zone, named like the zone'),
    variables: [
      ['AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', 'true'],
      ['ENI_CONFIG_LABEL_DEF', 'topology.kubernetes.io/zone'],
    ],
  },
] as const satisfies readonly {
  readonly label: Message;
  readonly variables: readonly (readonly [string, string])[];
  readonly detail: unknown;
}[];

function isPoolChoice(names: readonly string[]): boolean {
  return names.includes('MINIMUM_IP_TARGET');
}

/** What the variables make of the pool of the cluster's nodes. */
function effectOf(variables: Variables, cluster: Cluster): Proposal['detail'] {
  const settings = settingsInForce(cluster);
  const [kind] = seenOrAssumedKinds(cluster, settings);
  return kind && poolEffect(variables, kind, settings);
}

/** The values a variable may have, as far as they can be listed. */
export function valueProposals({ entry }: VariableSubject, cluster: Cluster): readonly Proposal[] {
  const row = envVar(entry.name.value);
  if (row === undefined) return [];
  const values = valuesOf(row, cluster);
  return values.map((value, rank) => {
    const isDefault = value === (row.shippedDefault ?? String(row.codeDefault ?? ''));
    return { label: value, kind: 'value', detail: isDefault ? message('the default') : undefined, text: value, rank };
  });
}

function valuesOf(row: EnvVar, cluster: Cluster): readonly string[] {
  if (row.kind === 'boolean') return ['true', 'false'];
  if (row.kind === 'enum') return row.values;
  if (row.name === 'ENI_CONFIG_LABEL_DEF' || row.name === 'ENI_CONFIG_ANNOTATION_DEF') {
    const keys = cluster.nodeGroups.flatMap(({ labels }) =>
      labels
        .filter(({ value }) => cluster.eniConfigs.some(({ name }) => knownValue(name) === knownValue(value)))
        .map(({ key }) => key.value),
    );
    return [...new Set([defaultKey, ...(row.name === 'ENI_CONFIG_LABEL_DEF' ? [zoneLabels[0]] : []), ...keys])];
  }
  if (row.codeDefault !== undefined && row.kind === 'path') return [String(row.codeDefault)];
  return [];
}
