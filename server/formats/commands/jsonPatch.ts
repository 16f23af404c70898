import type { EnvBlock } from '../../model/change.js';
import type { ContainerName, ContainerSettings, EnvEntry } from '../../model/resource.js';
import type { Node, SeqNode } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';
import { bareContainer } from '../bare.js';
import { containerSettings, envList } from '../env.js';
import { at, type Place } from '../place.js';

/** What a JSON patch (RFC 6902) of the DaemonSet aws-node sets. */
export interface PatchedContainers {
  readonly containers: readonly ContainerSettings[];
  /** It also changes what its paths do not name: a variable by its number, or what is taken away. */
  readonly hidesMore: boolean;
}

/**
 * The variables that the operations of a JSON patch give to containers of aws-node. A path names a container by its number: in every release
 * of the manifest, the chart and the add-on the first container is aws-node and the first init container aws-vpc-cni-init.
 */
export function patchedContainers(operations: SeqNode, place: Place): PatchedContainers {
  const containers: ContainerSettings[] = [];
  let hidesMore = operations.open;
  for (const operation of items(operations)) {
    const op = textOf(get(operation, 'op'));
    const path = get(operation, 'path');
    const text = textOf(path);
    if (text === undefined || path?.open || (op !== 'add' && op !== 'replace')) {
      hidesMore ||= op !== 'test';
      continue;
    }
    const [, list, number, inside = ''] = containerPath.exec(text) ?? [];
    const name = number === '0' ? firstOf(list) : undefined;
    const value = get(operation, 'value');
    if (name === undefined || value === undefined) continue;
    const read = settingsAt(inside, { name, value, place, block: blockOf(operations, list, place) });
    if (read === undefined) hidesMore = true;
    else containers.push(read);
  }
  return { containers, hidesMore };
}

const containerPath = /^\/spec\/template\/spec\/(containers|initContainers)\/(\d+|-)(?:\/(.*))?$/;

function firstOf(list: string | undefined): ContainerName | undefined {
  if (list === undefined) return undefined;
  return list === 'containers' ? 'aws-node' : 'aws-vpc-cni-init';
}

/** Where a variable of a container is added: as one more operation, behind the others. */
function blockOf(operations: SeqNode, list: string | undefined, place: Place): EnvBlock {
  const beside = { op: 'add', path: `/spec/template/spec/${list}/0/env/-` };
  return { at: at(place, operations), shape: 'list', within: { key: 'value', beside } };
}

/** What a value means at a path within a container; undefined for one whose variable is named by a number only. */
function settingsAt(
  path: string,
  {
    name,
    value,
    place,
    block,
  }: { readonly name: ContainerName; readonly value: Node; readonly place: Place; readonly block: EnvBlock },
): ContainerSettings | undefined {
  if (path === '') return containerSettings(name, value, place);
  if (path === 'env') return containerOf(name, value, envList(value, place), place);
  if (/^env\/(?:-|\d+)$/.test(path)) {
    const env = envList({ ...value, kind: 'seq', style: 'block', items: [{ value }] }, place);
    return { ...containerOf(name, value, env, place), block };
  }
  return path.startsWith('env/') ? undefined : containerOf(name, value, [], place);
}

function containerOf(name: ContainerName, value: Node, env: readonly EnvEntry[], place: Place): ContainerSettings {
  const here = at(place, value);
  const block = value.kind === 'seq' ? ({ at: here, shape: 'list' } as const) : undefined;
  return { ...bareContainer, name, at: here, env, block };
}
