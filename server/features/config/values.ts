import { baselineFileName } from '../../formats/eniLens/baseline.js';
import { type Argument, message, sentence } from '../../messages/message.js';
import { idFault } from '../../model/awsIds.js';
import type { Cluster } from '../../model/cluster.js';
import { newestCniVersion } from '../../model/cniVersion.js';
import { knownValue } from '../../model/fact.js';
import { limitsOf } from '../../model/groupTypes.js';
import { instanceTypeNames } from '../../model/instanceTypes.js';
import { isZoneName } from '../../model/zones.js';
import { rules } from '../../rules/index.js';
import { folderOf, pathBelow, patternFor } from '../../text/paths.js';
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
  const { clusters, config } = workspace;
  const configured = config.clusters;
  switch (shapeOf(path)) {
    case 'ignore.*':
    case 'overrides.*.files.*':
    case 'clusters.*.files.*':
      return patterns(workspace, typed);
    case 'overrides.*.resources.*':
      return resources(workspace);
    case 'clusters.*.name':
      return references(
        without(
          clusters.flatMap(({ declaration }) => (declaration ? (knownValue(declaration.name) ?? []) : [])),
          configured.map(({ name }) => name),
        ),
      );
    case 'baseline':
      return references([baselineFileName]);
    case 'clusters.*.cniVersion':
    case 'cniVersion':
      return references([`v${newestCniVersion}`], message('the newest version that was read'));
    case 'clusters.*.subnets.*.zone':
      return references(clusters.flatMap(zonesOf).filter(isZoneName), message('zone'));
    case 'clusters.*.subnets.*.id': {
      const described = configured.flatMap(({ subnets }) => subnets.flatMap(({ id }) => knownValue(id) ?? []));
      return subnetIds(clusters).filter(({ text }) => !described.includes(text));
    }
    case 'clusters.*.nodeGroups.*.subnets.*':
      return subnetIds(clusters);
    case 'clusters.*.nodeGroups.*.name':
      return references(
        without(
          clusters.flatMap(({ nodeGroups }) => nodeGroups.flatMap(({ name }) => knownValue(name) ?? [])),
          configured.flatMap(({ nodeGroups }) => nodeGroups.map(({ name }) => name.value)),
        ),
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

/** Names the config file has not said anything of yet; the half-typed one at the cursor is among those it has. */
function without(names: readonly string[], configured: readonly string[]): readonly string[] {
  return names.filter((name) => !configured.includes(name));
}

/** Ids that ENIConfigs, groups and the config file name; those of which more is known say it. */
function subnetIds(clusters: readonly Cluster[]): readonly Proposal[] {
  const described = clusters.flatMap(subnetProposals);
  const named = references(clusters.flatMap(idsIn).filter((id) => !described.some(({ text }) => text === id)));
  return [...described, ...named]
    .filter(({ text }) => idFault(text, 'subnet') === undefined)
    .map((each, rank) => ({ ...each, rank }));
}

function idsIn({ eniConfigs, nodeGroups }: Cluster): readonly string[] {
  return [
    ...eniConfigs.map(({ subnetId }) => knownValue(subnetId)),
    ...nodeGroups.flatMap(({ subnetRefs }) => knownValue(subnetRefs)?.map(knownValue) ?? []),
  ].filter((id) => id !== undefined);
}

function types({ config }: Workspace, typed: string): readonly Proposal[] {
  const names = [...Object.keys(config.instanceTypes), ...instanceTypeNames()];
  return [...new Set(names)]
    .filter((name) => name.startsWith(typed.toLowerCase()))
    .map((name, rank) => {
      const limits = limitsOf(name, { facts: config });
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

/** Folders and files with something of ours, as patterns that match nothing else. */
function patterns(workspace: Workspace, typed: string): readonly Proposal[] {
  const paths = oursIn(workspace);
  const folders = [...new Set(paths.flatMap(foldersAbove))].sort();
  const all = [
    ...folders.map((path) => ({ path, detail: message('this folder, with all in it') })),
    ...paths.map((path) => ({ path, detail: message('this file') })),
  ];
  return all.map(({ path, detail }, rank) => {
    const text = patternFor(path);
    return { label: text, kind: 'value', detail, text, filter: typed.startsWith('/') ? text : path, rank };
  });
}

/** `a/b/c.yaml` lies in `a/b/` and in `a/`. */
function foldersAbove(path: string): readonly string[] {
  const folder = folderOf(path);
  return folder === '' ? [] : [folder, ...foldersAbove(folder.slice(0, -1))];
}

/** The files with something of ours, relative to the config file. */
export function oursIn({ files, config }: Workspace): readonly string[] {
  const home = folderOf(config.uri ?? '');
  const ours = [...files.values()].filter(({ documents }) => documents.some(({ resources: all }) => all.length > 0));
  return ours.flatMap(({ uri }) => pathBelow(home, uri) ?? []).sort();
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
