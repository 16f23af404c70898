import { message } from '../../messages/message.js';
import { mapIn, openScalar } from '../../syntax/embedded.js';
import { localSpan } from '../../syntax/host.js';
import { isWrittenPiece, joinedScalar, piecesOf } from '../../syntax/joined.js';
import type { HereDocument, MapNode, Node, ScalarNode } from '../../syntax/node.js';
import { entries, get, items, textOf } from '../../syntax/read.js';
import { byCodeUnit } from '../../text/order.js';
import { at, type Place } from '../place.js';
import { apiGroup, hasHiddenEntries, isOpen } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';

/** nodeadm reads its files on top of the user data. */
export const dropInFolder = '/etc/eks/nodeadm.d/';

/** A file that a script writes for nodeadm, which reads it on top of the user data. */
export interface DropIn {
  /** Of the file, without its folder. */
  readonly name: string;
  /** Its text. */
  readonly text: ScalarNode;
}

/**
 * The name of the file in `/etc/eks/nodeadm.d` that a here-document becomes, or a part of, as it is and in any case; undefined for any other. nodeadm
 * passes over folders and other endings. Source: nodeadm/internal/configprovider/file.go of amazon-eks-ami 81fec2e8.
 */
export function dropInName({ words, mayBeSkipped }: HereDocument): string | undefined {
  const names = words.flatMap((word) => dropInPath.exec(word)?.[1] ?? []);
  const isWrittenAsItIs = words.every(
    (word) => word.startsWith('/etc/eks/nodeadm.d/') || copying.has(word) || appending.has(word),
  );
  return names.length === 1 && isWrittenAsItIs && !mayBeSkipped ? names[0] : undefined;
}

/** Options of `tee`. */
const appending: ReadonlySet<string> = new Set(['-a', '--append']);

const dropInPath = /^\/etc\/eks\/nodeadm\.d\/([^/]+\.(?:ya?ml|json))$/i;

/** The words of commands that write into a file what they are given. */
const copying: ReadonlySet<string> = new Set(['sudo', 'cat', 'tee', '-', '/dev/null', '/dev/stdin']);

/** The files that scripts write one after the other, in the order in which nodeadm merges them: that of their names. */
export function dropInsOf(scripts: readonly ScalarNode[]): readonly DropIn[] {
  const written = scripts.flatMap((script) =>
    script.text.includes('/etc/eks/nodeadm.d/') ? items(openScalar(script, 'shell').root) : [],
  );
  return writtenDropIns(written).toSorted((a, b) => byCodeUnit(a.name, b.name));
}

/** The files that the here-documents among the nodes of scripts become, in the order in which they are first written. */
export function writtenDropIns(nodes: readonly Node[]): readonly DropIn[] {
  const parts = new Map<string, ScalarNode[]>();
  for (const node of nodes) {
    if (node.kind !== 'scalar' || node.hereDocument === undefined) continue;
    const name = dropInName(node.hereDocument);
    if (name === undefined) continue;
    const before = addsToFile(node.hereDocument) ? parts.get(name) : undefined;
    if (before) before.push(node);
    else parts.set(name, [node]);
  }
  return [...parts].flatMap(([name, all]) => {
    const text = inOneFile(all);
    return text ? [{ name, text }] : [];
  });
}

function addsToFile({ appends, words }: HereDocument): boolean {
  return appends || words.some((word) => appending.has(word));
}

/** What is written into a file by several commands, as one text. Parts in several scripts are one that nobody can read. */
function inOneFile(parts: readonly ScalarNode[]): ScalarNode | undefined {
  const [first, ...others] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined || others.length === 0) return first;
  if (others.some(({ host }) => host !== first.host)) return { ...first, text: '', value: '', open: true };
  const span = { start: first.span.start, end: last.span.end };
  const pieces = parts.flatMap((part) => (part.hereDocument?.endsLine ? [part, '\n'] : [part]));
  return joinedScalar({ ...first, span }, pieces, first.hereDocument && { hereDocument: first.hereDocument });
}

/** True for a file of which nobody can say what nodeadm reads in it, such as one that a variable fills. */
export function isUnseen({ text }: DropIn): boolean {
  return mapIn(text) === undefined;
}

/**
 * A document that is no NodeConfig in a file that nodeadm reads, such as a KubeletConfiguration: nodeadm passes over faults of user data, and ends at
 * those of its folder. Source: nodeadm/internal/configprovider/chain.go:26-54 and nodeadm/internal/api/bridge/decode.go of amazon-eks-ami 81fec2e8; the folder is
 * read since v20251023.
 */
export function foreignDropIn(text: ScalarNode, place: Place): readonly Refused[] {
  const root = mapIn(text);
  if (root === undefined || root.open || hasHiddenEntries(root)) return [];
  const [version, kind] = [get(root, 'apiVersion'), get(root, 'kind')];
  if ([version, kind].some((each) => each !== undefined && isOpen(each, place))) return [];
  const group = apiGroup(root) ?? '';
  if (/(?:^|\.)eks\./.test(group)) return [];
  const advice = message('Write a NodeConfig, and what is meant for the kubelet under its spec.kubelet.config');
  const written = textOf(kind);
  const [first] = entries(root);
  if (first === undefined || (written === undefined && (version !== undefined || kind !== undefined))) return [];
  const what =
    written === undefined
      ? message('nodeadm refuses this file of /etc/eks/nodeadm.d, and the node never joins: it takes NodeConfigs only')
      : message(
          'nodeadm refuses the {kind} in /etc/eks/nodeadm.d, and the node never joins: it takes NodeConfigs only',
          {
            kind: written,
          },
        );
  return [refusedBy('nodeadm')('node-config-rejected', at(place, kind ?? first.key), what, { advice })];
}

/** The texts of files that cloud-init writes for nodeadm. Source: cloudinit/config/cc_write_files.py of cloud-init 25. */
export function cloudInitDropIns(config: MapNode): readonly ScalarNode[] {
  return items(get(config, 'write_files')).flatMap((file) => {
    const [path, content, encoding] = ['path', 'content', 'encoding'].map((key) => get(file, key));
    const isPlain = encoding === undefined || /^(?:text\/plain|)$/.test(textOf(encoding) ?? '');
    return isPlain && dropInPath.test(textOf(path) ?? '') && content?.kind === 'scalar' ? [content] : [];
  });
}

/** What a script holds beside the files it writes for nodeadm; all of it where nobody can say where these stand. */
export function textBeside(script: ScalarNode, dropIns: readonly DropIn[]): string {
  const { text } = script;
  const host = openScalar(script, 'shell').root?.host;
  if (host?.exact !== true) return text;
  const within = dropIns
    .flatMap(({ text: written }) => piecesOf(written)?.filter(isWrittenPiece) ?? [written])
    .filter((written) => written.host === host)
    .map((written) => localSpan(host, written.span))
    .toSorted((a, b) => a.start - b.start);
  let rest = '';
  let end = 0;
  for (const span of within) {
    rest += text.slice(end, span.start);
    end = span.end;
  }
  return rest + text.slice(end);
}
