import type { InlayHint, Range } from 'vscode-languageserver-types';
import { type Message, message, render, signs } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { carrierEnv, containersWith, effective, entryOf, isWritten, type Setting } from '../model/env.js';
import { groupTypes } from '../model/groupTypes.js';
import { settledIn } from '../model/layers.js';
import { groupIn } from '../model/nodeGroup.js';
import type { CniSettings, NodeGroup } from '../model/resource.js';
import { kindsOfCluster, kindsOfGroup } from '../plan/nodes.js';
import { hull, nodePool } from '../plan/pool.js';
import { settingsFor, settingsInForce } from '../plan/settings.js';
import { rangeText } from '../text/numbers.js';
import { isSameDocument, type Location } from '../text/span.js';
import type { DocumentModel, FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import { rangeOf, rangesTouch } from './convert.js';
import { clusterOf, resourcesIn } from './cursor.js';
import type { Content } from './hover/content.js';
import { instanceTypeContent } from './hover/instanceType.js';
import { toMarkdown } from './hover/markdown.js';
import { variableContent } from './hover/variable.js';
import type { Drawing } from './hover/warmPool.js';
import type { HoverOptions } from './hover.js';
import { podsText } from './podsText.js';

/** A hint before its text is put into words. */
interface Hint {
  /** What it stands behind. */
  readonly at: Location;
  readonly label: Message;
  /** What the hover of that place says; made only for hints in the range. */
  readonly content: () => Content | undefined;
}

/** `= 29 pods` behind instance types and `≈ 10–30 addresses per node` behind the setting that sizes the pool. */
export function inlayHints(
  workspace: Workspace,
  uri: string,
  range: Range,
  { catalogue, pictures = true, chartTheme = 'card' }: HoverOptions = {},
): readonly InlayHint[] {
  const file = workspace.files.get(uri);
  if (file === undefined) return [];
  const hints = documentsIn(file, range, workspace).flatMap((document) =>
    hintsOf(file, document, workspace, { catalogue, chartTheme }),
  );
  return hints.flatMap(({ at, label, content }): readonly InlayHint[] => {
    const place = rangeOf(workspace, at);
    if (place === undefined || !rangesTouch(place, range)) return [];
    const made = content();
    const tooltip = made && { kind: 'markdown' as const, value: toMarkdown(made, { workspace, catalogue, pictures }) };
    return [
      { position: place.end, label: render(label, catalogue), paddingLeft: true, ...(tooltip ? { tooltip } : {}) },
    ];
  });
}

/** The documents that lie at least in part in the range, so that a long file costs what is seen of it. */
function documentsIn(file: FileModel, range: Range, workspace: Workspace): readonly DocumentModel[] {
  const { documents, lines } = file;
  return documents.filter((document, index) => {
    const { start } = document;
    const next = documents[index + 1]?.start;
    const startsBefore = lines.positionAt(start).line <= range.end.line;
    return (
      startsBefore &&
      resourcesIn(workspace, { file, document }).length > 0 &&
      (next === undefined || lines.positionAt(next).line >= range.start.line)
    );
  });
}

function hintsOf(file: FileModel, document: DocumentModel, workspace: Workspace, drawing: Drawing): readonly Hint[] {
  const cluster = clusterOf(workspace, { file, document });
  if (cluster === undefined) return [];
  const own = { uri: file.uri, document: document.id };
  const hints = resourcesIn(workspace, { file, document }).flatMap((resource) => {
    if (resource.kind === 'nodeGroup') return typeHints(groupIn(cluster, resource), cluster);
    return resource.kind === 'cniSettings' ? poolHints(resource, cluster, drawing) : [];
  });
  return hints.filter(({ at }) => isSameDocument(at, own));
}

function typeHints(group: NodeGroup, cluster: Cluster): readonly Hint[] {
  if (group.instanceTypesDefaulted || group.amiFamily === 'windows') return [];
  const kinds = kindsOfGroup(group, cluster, settingsInForce(cluster));
  return (groupTypes(group, cluster) ?? []).flatMap((type) => {
    const kind = kinds.find((each) => each.type.name === type.name && each.maxPods !== undefined);
    const label = kind && signs('= {pods}', { pods: podsText([kind]) });
    return label ? [{ at: type.at, label, content: () => instanceTypeContent(type.name, group, cluster) }] : [];
  });
}

/** One hint per carrier, behind the target that decides. Quiet where no node group is visible. */
function poolHints(written: CniSettings, cluster: Cluster, drawing: Drawing): readonly Hint[] {
  const carrier = settledIn(cluster, written);
  const name = decidingTarget(carrier, cluster);
  const settings = name === undefined ? settingsInForce(cluster) : settingsFor(name, carrier, cluster);
  const entry = name === undefined ? undefined : entryOf(carrier, name);
  const container = entry && containersWith(written, entry)[0]?.container;
  if (settings.refused || entry?.value.kind !== 'literal' || container === undefined) return [];
  const pools = kindsOfCluster(cluster, settings).map(({ type, pods }) => nodePool(type.limits, settings, pods));
  const bounds = pools.flatMap((pool) =>
    pool.kind === 'pool' ? [hull([pool.idle.subnetIPs, pool.full.subnetIPs])] : [],
  );
  if (bounds.length === 0 || bounds.length < pools.length) return [];
  const { at } = entry.value;
  const subject = { kind: 'variable', settings: carrier, container, entry, part: 'value', span: at.span } as const;
  return [
    {
      at,
      label: message('≈ {addresses} addresses per node', { addresses: rangeText(hull(bounds)) }),
      content: () => variableContent(subject, cluster, drawing),
    },
  ];
}

/** The written target that sizes the pool: those of single addresses come first. */
function decidingTarget(carrier: CniSettings, cluster: Cluster): string | undefined {
  const env = carrierEnv(carrier, cluster);
  const decides = (setting: Setting<number>): boolean => isWritten(setting) && (effective(setting) ?? 0) > 0;
  const single = (['WARM_IP_TARGET', 'MINIMUM_IP_TARGET'] as const).find((name) => decides(env.integer(name)));
  if (single) return single;
  const usesPrefixes = effective(env.flag('ENABLE_PREFIX_DELEGATION')) === true;
  const whole = usesPrefixes ? 'WARM_PREFIX_TARGET' : 'WARM_ENI_TARGET';
  return isWritten(env.integer(whole)) ? whole : usesPrefixes ? 'ENABLE_PREFIX_DELEGATION' : undefined;
}
