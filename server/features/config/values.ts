import { type Argument, message, sentence } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { newestCniVersion } from '../../model/cniVersion.js';
import { knownValue } from '../../model/fact.js';
import { instanceLimits, instanceTypeNames } from '../../model/instanceTypes.js';
import { isZoneName } from '../../model/zones.js';
import { rules } from '../../rules/index.js';
import { folderOf, isUri, relativeTo, unescaped } from '../../workspace/paths.js';
import type { Workspace } from '../../workspace/workspace.js';
import { subnetProposals, zonesOf } from '../completion/names.js';
import type { Proposal } from '../completion/proposal.js';
import { type ConfigPath, schemaAt } from './schema.js';

interface Values {
  readonly proposals: readonly Proposal[];
  readonly isIncomplete: boolean;
}

/** More than anybody reads; typing makes them fewer. */
const most = 200;

/** The values that fit at a path: what the schema lists, and what the files of the workspace name. */
export function valueProposals(
  workspace: Workspace,
  path: ConfigPath,
  typed: string,
  { schemaKnown }: { readonly schemaKnown: boolean },
): Values {
  const named = namedValues(workspace, path, typed);
  const listed = schemaKnown ? [] : listedValues(path);
  const all = [...listed, ...named];
  return { proposals: all.slice(0, most), isIncomplete: all.length > most };
}

function listedValues(path: ConfigPath): readonly Proposal[] {
  const schema = schemaAt(path);
  const values = schema?.enum ?? (schema?.type === 'boolean' ? ['true', 'false'] : []);
  const own = rules.find(({ id }) => id === path.at(-1))?.severity;
  return values.map((value, rank) => ({
    label: value,
    kind: 'value',
    detail: value === own ? message('as the rule has it') : undefined,
    documentation: schema?.description === undefined ? undefined : sentence(schema.description),
    text: value,
    rank,
  }));
}

/** The path with `*` for every index and every name of a person's own. */
function shapeOf(path: ConfigPath): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
}

function namedValues(workspace: Workspace, path: ConfigPath, typed: string): readonly Proposal[] {
  const { clusters } = workspace;
  switch (shapeOf(path)) {
    case 'ignore.*':
    case 'overrides.*.files.*':
    case 'clusters.*.files.*':
      return patterns(workspace);
    case 'overrides.*.resources.*':
      return resources(workspace);
    case 'clusters.*.name':
      return references(
        clusters.flatMap(({ declaration }) => (declaration ? (knownValue(declaration.name) ?? []) : [])),
      );
    case 'clusters.*.cniVersion':
    case 'cniVersion':
      return references([`v${newestCniVersion}`], message('the newest version that was read'));
    case 'clusters.*.subnets.*.zone':
      return references(clusters.flatMap(zonesOf).filter(isZoneName), message('zone'));
    case 'clusters.*.subnets.*.id':
    case 'clusters.*.nodeGroups.*.subnets.*':
      return [...references(clusters.flatMap(idsIn)), ...clusters.flatMap(subnetProposals)].filter(isFirst);
    case 'clusters.*.nodeGroups.*.name':
      return references(
        clusters.flatMap(({ nodeGroups }) => nodeGroups.flatMap(({ name }) => knownValue(name) ?? [])),
        message('node group'),
      );
    case 'clusters.*.nodeGroups.*.instanceTypes.*':
      return types(workspace, typed);
    default:
      return [];
  }
}

function references(names: readonly string[], detail?: Argument): readonly Proposal[] {
  return [...new Set(names)].sort().map((name, rank) => ({ label: name, kind: 'reference', detail, text: name, rank }));
}

function isFirst(proposal: Proposal, index: number, all: readonly Proposal[]): boolean {
  return all.findIndex(({ label }) => label === proposal.label) === index;
}

/** Ids of subnets that ENIConfigs and groups name. */
function idsIn({ eniConfigs, nodeGroups }: Cluster): readonly string[] {
  const ids = [
    ...eniConfigs.map(({ subnetId }) => knownValue(subnetId)),
    ...nodeGroups.flatMap(({ subnetRefs }) => knownValue(subnetRefs)?.map(knownValue) ?? []),
  ];
  return ids.flatMap((id) => (id?.startsWith('subnet-') ? [id] : []));
}

function types({ config }: Workspace, typed: string): readonly Proposal[] {
  const names = [...Object.keys(config.instanceTypes), ...instanceTypeNames()];
  return [...new Set(names)]
    .filter((name) => name.startsWith(typed.toLowerCase()))
    .map((name, rank) => {
      const limits = config.instanceTypes[name] ?? instanceLimits(name);
      const text = limits && { enis: limits.enis, addresses: limits.ipv4PerEni };
      return {
        label: name,
        kind: 'type',
        detail: text && message('{enis} ENIs × {addresses} addresses', text),
        text: name,
        rank,
      };
    });
}

/** Folders and files with something of ours, as patterns relative to the config file. */
function patterns(workspace: Workspace): readonly Proposal[] {
  const paths = oursIn(workspace);
  const folders = [...new Set(paths.map(folderOf))].filter((folder) => folder !== '').sort();
  const of = (text: string, rank: number, detail: Argument): Proposal => ({
    label: text,
    kind: 'value',
    detail,
    text,
    rank,
  });
  return [
    ...folders.map((folder, rank) => of(folder, rank, message('a folder of that name, with all in it'))),
    ...paths.map((path, index) => of(`/${path}`, folders.length + index, message('this file'))),
    of('*.generated.yaml', folders.length + paths.length, message('files of that ending, in every folder')),
  ];
}

/** The files with something of ours, relative to the config file. */
export function oursIn({ files, config }: Workspace): readonly string[] {
  const home = folderOf(config.uri ?? '');
  const ours = [...files.values()].filter(({ documents }) => documents.some(({ resources: all }) => all.length > 0));
  return ours
    .flatMap(({ uri }) => {
      const part = relativeTo(home, uri);
      return part === undefined ? [] : [isUri(uri) ? unescaped(part) : part];
    })
    .sort();
}

/** What the files hold, by name, and all of each kind. */
function resources({ files }: Workspace): readonly Proposal[] {
  const names = [...files.values()].flatMap(({ documents }) => documents.flatMap((document) => document.names));
  const written = names.map(({ kind, namespace, name }) => [kind, ...(namespace ? [namespace] : []), name].join('/'));
  const kinds = names.map(({ kind }) => `${kind}/*`);
  return [
    ...references(written),
    ...references(kinds, message('all of that kind')).map((each) => ({ ...each, rank: each.rank + written.length })),
  ];
}
