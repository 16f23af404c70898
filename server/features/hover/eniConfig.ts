import { type Argument, list, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { choosesByZone, choosingRole, selectionKeys } from '../../model/eniConfigChoice.js';
import { knownValue } from '../../model/fact.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { EniConfig, NodeGroup, NodeObject } from '../../model/resource.js';
import { subnetOfEniConfig } from '../../model/subnets.js';
import { sourceOfSetting, written } from '../../plan/source.js';
import { sizeOf } from '../../plan/subnets.js';
import { grouped } from '../../text/numbers.js';
import { pages } from '../links.js';
import { type Choosing, eniConfigNamed, placesOf } from '../names.js';
import type { Subject } from '../subject.js';
import { type Content, type Input, inputOfFact, type Table } from './content.js';

const links = [{ title: message('Custom networking'), href: pages.customNetworking }] as const;

/** Who uses an ENIConfig, and what it gives them. */
export function eniConfigContent(eniConfig: EniConfig, cluster: Cluster): Content | undefined {
  const name = knownValue(eniConfig.name);
  if (name === undefined) return undefined;
  const uses = usesOf(name, cluster);
  const users = [...new Set(uses.map(({ of }) => of))];
  return {
    answer:
      users.length === 0
        ? message('ENIConfig {name}: nothing visible uses it', { name })
        : message('ENIConfig {name}: used by {users}', { name, users: list(users.map(userName)) }),
    tables: uses.length > 0 ? [useTable(uses)] : [],
    inputs: [...whatItGives(eniConfig, cluster), ...keyInputs(cluster)],
    caveats: customNetworkingCaveats(cluster),
    links,
  };
}

/** A group or node that gets an ENIConfig, and how. */
interface Use extends Pick<Choosing, 'role' | 'key'> {
  readonly of: NodeGroup | NodeObject;
}

/** Those of labels and annotations first. */
function usesOf(name: string, cluster: Cluster): readonly Use[] {
  return placesOf(eniConfigNamed(name, cluster)).flatMap(({ chooses }): readonly Use[] => {
    if (chooses === undefined) return [];
    const { role, key, users } = chooses;
    return users.flat().map((of) => ({ of, role, key }));
  });
}

/** What a label or annotation that can choose an ENIConfig comes to; undefined for any other. */
export function labelContent(
  { of, label, annotation }: Extract<Subject, { readonly kind: 'label' }>,
  cluster: Cluster,
): Content | undefined {
  const keys = selectionKeys(cluster);
  const key = label.key.value;
  const name = knownValue(label.value);
  const role = choosingRole(key, annotation, keys);
  if (role === undefined) return undefined;
  if (name === undefined)
    return { answer: message('{key} chooses the ENIConfig; its name is filled in elsewhere', { key }), links };
  return chosenContent(userName(of), name, cluster, written(label.key.at));
}

/** What nodes of a zone get where the zone's label chooses; undefined where it does not. */
export function zoneContent(zone: string, cluster: Cluster): Content | undefined {
  if (!choosesByZone(selectionKeys(cluster))) return undefined;
  return chosenContent(message('Nodes in {zone}', { zone }), zone, cluster, undefined);
}

function chosenContent(who: Argument, name: string, cluster: Cluster, source: Input['source'] | undefined): Content {
  const [first, ...others] = [...cluster.eniConfigs, ...cluster.possibleEniConfigs].filter(
    (config) => knownValue(config.name) === name,
  );
  return {
    answer: chosenAnswer({ who, name }, first !== undefined),
    inputs: [
      ...(source ? [{ name: message('chosen by'), value: name, source }] : []),
      ...(first ? whatItGives(first, cluster) : []),
      ...keyInputs(cluster),
    ],
    caveats: [
      ...(others.length > 0
        ? [message('{count} files define an ENIConfig of this name', { count: others.length + 1 })]
        : []),
      ...customNetworkingCaveats(cluster),
    ],
    links,
  };
}

function chosenAnswer(text: { readonly who: Argument; readonly name: string }, isVisible: boolean): Message {
  if (text.name === '') return message('{who}: an ENIConfig without a name, which cannot be', { who: text.who });
  return isVisible
    ? message('{who}: ENIConfig {name}', text)
    : message('{who}: ENIConfig {name}, which is not visible here', text);
}

function whatItGives(config: EniConfig, cluster: Cluster): readonly Input[] {
  const { name, subnetId, subnetKey, securityGroupIds } = config;
  const subnet = subnetOfEniConfig(config, cluster);
  const size = subnet && sizeOf(subnet, cluster);
  return [
    ...(name.kind === 'known' ? [{ name: message('defined'), value: name.value, source: written(name.at) }] : []),
    ...inputOfFact(message('subnet'), subnetKey ? { kind: 'known', ...subnetKey } : subnetId),
    ...(size ? [{ name: message('usable addresses'), value: grouped(size.addresses), source: size.source }] : []),
    ...securityGroupIds.flatMap((id) => inputOfFact(message('security group'), id)),
  ];
}

function keyInputs(cluster: Cluster): readonly Input[] {
  const { label, labelSetting } = selectionKeys(cluster);
  return [
    {
      name: message('label that chooses'),
      value: label ?? message('cannot be seen'),
      source: sourceOfSetting(labelSetting),
    },
  ];
}

function customNetworkingCaveats(cluster: Cluster): readonly Message[] {
  const { customNetworking } = selectionKeys(cluster);
  if (customNetworking === false) {
    return [message('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is off: no ENIConfig has any effect')];
  }
  return customNetworking === undefined ? [message('Whether custom networking is on cannot be seen here')] : [];
}

function useTable(uses: readonly Use[]): Table {
  return {
    head: [message('Used by'), message('Through')],
    rows: uses.map(({ of, role, key }) => [userName(of), through(role, key)]),
  };
}

function through(role: Choosing['role'], key: string): Message {
  switch (role) {
    case 'label':
      return message('label {key}', { key });
    case 'annotation':
      return message('annotation {key}', { key });
    case 'zone':
      return message('its zone, by label {key}', { key });
    default:
      return role satisfies never;
  }
}

function userName(of: NodeGroup | NodeObject): Message {
  return of.kind === 'nodeGroup'
    ? message('node group {name}', { name: nameOfGroup(of) })
    : message('node {name}', { name: knownValue(of.name) ?? '?' });
}
