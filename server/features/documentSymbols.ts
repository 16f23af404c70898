import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver-types';
import { type Fact, knownValue } from '../model/fact.js';
import type { LensConfig } from '../model/lensConfig.js';
import type { CniSettings, Resource, Subnet } from '../model/resource.js';
import type { SyntaxId } from '../syntax/syntaxId.js';
import { contains, type DocumentId, isSame, isSameDocument, type Location, type Span } from '../text/span.js';
import type { DocumentModel, FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import { isConfigFile } from './config/place.js';
import { rangeInDocument } from './convert.js';
import { resourcesIn } from './cursor.js';

/** What a file declares, before it is nested: its name stands at `named`, within `whole` where it is written at all. */
interface Declared {
  readonly at: DocumentId;
  readonly name: string;
  readonly kind: SymbolKind;
  readonly detail: string | undefined;
  readonly whole: Span;
  readonly named: Span;
}

/** A node of the tree of what a document declares. */
interface Nested extends Declared {
  readonly children: Nested[];
}

/**
 * The outline of a file: clusters with their node groups, subnets and add-ons, add-ons and DaemonSets with their variables, ENIConfigs, and
 * what the config file says of clusters. Undefined where nothing of ours stands, or `outlined` says that the editor has one of such a file.
 */
export function documentSymbols(
  workspace: Workspace,
  uri: string,
  outlined: ReadonlySet<SyntaxId>,
): readonly DocumentSymbol[] | undefined {
  const file = workspace.files.get(uri);
  if (file?.syntax === undefined || outlined.has(file.syntax)) return undefined;
  const symbols = file.documents.flatMap((document) => {
    const declared = isConfigFile(workspace.config, uri)
      ? inConfig(workspace.config)
      : declaredHere(file, document, workspace);
    return nested(declared).map((each) => symbolOf(each, file, document));
  });
  return symbols.length === 0 ? undefined : symbols;
}

/** The same for an editor that shows a list: each with what it is a part of. */
export function flatSymbols(
  symbols: readonly DocumentSymbol[],
  uri: string,
  container?: string,
): readonly SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(container === undefined ? {} : { containerName: container }) },
    ...flatSymbols(children, uri, name),
  ]);
}

function declaredHere(file: FileModel, document: DocumentModel, workspace: Workspace): readonly Declared[] {
  const own = { uri: file.uri, document: document.id };
  return declaredIn(resourcesIn(workspace, { file, document })).filter(({ at }) => isSameDocument(at, own));
}

function declaredIn(resources: readonly Resource[]): readonly Declared[] {
  const addons = resources.flatMap((resource) => (resource.kind === 'cluster' ? resource.addons : []));
  return resources.flatMap((resource): readonly Declared[] => {
    switch (resource.kind) {
      case 'cluster':
        return [
          declared(resource, resource.name, SymbolKind.Module),
          ...resource.addons.map((addon) => declared(addon, addon.name, SymbolKind.Package, addon.version)),
        ];
      case 'nodeGroup':
        return [declared(resource, resource.name, SymbolKind.Object)];
      case 'subnet':
        return [subnetIn(resource)];
      case 'eniConfig':
        return [declared(resource, resource.name, SymbolKind.Interface, resource.subnetId)];
      case 'securityGroupPolicy':
        return [declared(resource, resource.name, SymbolKind.Interface, resource.namespace)];
      case 'cniSettings':
        return settingsIn(resource, addons);
      default:
        return [];
    }
  });
}

function inConfig({ clusters }: LensConfig): readonly Declared[] {
  return clusters.flatMap((cluster) => [
    declared(cluster, { kind: 'known', value: cluster.name, at: cluster.at }, SymbolKind.Module),
    ...cluster.subnets.map(subnetIn),
    ...cluster.nodeGroups.map((group) => declared(group, { kind: 'known', ...group.name }, SymbolKind.Object)),
  ]);
}

function declared(
  of: { readonly at: Location },
  name: Fact<string>,
  kind: SymbolKind,
  detail?: Fact<string>,
): Declared {
  return {
    at: of.at,
    // An editor takes no symbol without a name.
    name: knownValue(name) || '?',
    kind,
    detail: detail && knownValue(detail),
    whole: of.at.span,
    named: name.kind !== 'absent' && name.at && isSameDocument(name.at, of.at) ? name.at.span : of.at.span,
  };
}

function subnetIn(subnet: Subnet): Declared {
  const { key, id, cidr } = subnet;
  return key.kind === 'absent'
    ? declared(subnet, id, SymbolKind.Field, cidr)
    : declared(subnet, key, SymbolKind.Field, id.kind === 'known' ? id : cidr);
}

/** The variables of a carrier: those of an add-on that is listed are a part of that, those of another container than aws-node of it. */
function settingsIn(settings: CniSettings, addons: readonly { readonly at: Location }[]): readonly Declared[] {
  const isListed = addons.some(({ at }) => isSame(at.span, settings.at.span));
  const named = (name: string, of: { readonly at: Location }, kind: SymbolKind): Declared =>
    declared(of, { kind: 'known', value: name, at: of.at }, kind);
  return [
    ...(isListed ? [] : [named(settings.takenBy === 'addon' ? 'vpc-cni' : 'aws-node', settings, SymbolKind.Package)]),
    ...settings.containers.flatMap((container) => [
      ...(container.name === 'aws-node' || container.env.length === 0
        ? []
        : [named(container.name, container, SymbolKind.Namespace)]),
      ...container.env.map((entry) => ({
        ...declared(entry, { kind: 'known', ...entry.name }, SymbolKind.Variable),
        detail: entry.value.kind === 'literal' ? entry.value.text : undefined,
      })),
    ]),
  ];
}

/** What lies within another is a part of it. Of one kind at one place, as through an alias or a text that is read whole, neither is. */
function nested(all: readonly Declared[]): readonly Nested[] {
  const tops: Nested[] = [];
  const open: Nested[] = [];
  const isWithin = (inner: Declared, outer: Declared | undefined): boolean =>
    outer === undefined ||
    (contains(outer.whole, inner.whole) && !(outer.kind === inner.kind && isSame(outer.whole, inner.whole)));
  for (const each of all.toSorted((a, b) => a.whole.start - b.whole.start || b.whole.end - a.whole.end)) {
    const node = { ...each, children: [] };
    while (!isWithin(each, open.at(-1))) open.pop();
    (open.at(-1)?.children ?? tops).push(node);
    open.push(node);
  }
  return tops;
}

function symbolOf(
  { name, kind, detail, whole, named, children }: Nested,
  file: FileModel,
  document: DocumentModel,
): DocumentSymbol {
  return {
    name,
    kind,
    ...(detail === undefined ? {} : { detail }),
    range: rangeInDocument(file, document, whole),
    selectionRange: rangeInDocument(file, document, contains(whole, named) ? named : whole),
    children: children.map((each) => symbolOf(each, file, document)),
  };
}
