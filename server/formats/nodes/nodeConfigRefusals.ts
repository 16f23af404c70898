import { type Message, message } from '../../messages/message.js';
import type { Fix } from '../../model/fix.js';
import { isReservedLabel } from '../../model/kubernetesNames.js';
import type { ShapeProblem } from '../../model/problem.js';
import { mapIn } from '../../syntax/embedded.js';
import type { MapNode, MimeForm, Node, ScalarNode } from '../../syntax/node.js';
import { get, items, path, textOf } from '../../syntax/read.js';
import type { ShapeFault } from '../../syntax/validate.js';
import { closest } from '../../text/closest.js';
import type { Location, Span } from '../../text/span.js';
import { at, type Place } from '../place.js';
import { isMissing } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';
import { nodeConfigShapeFaults } from '../shapes.js';
import { structureFault, structureProblem } from '../structure.js';
import { inQuotes, plainInteger, unquoting } from '../writtenScalar.js';
import { partAt, type ScriptText } from './bootScript.js';
import type { DropIn } from './dropIns.js';
import { type FlagFault, type KubeletFlags, largestInt32 } from './kubeletFlags.js';
import { apiVersionOfNodeConfig, flagsOf } from './nodeConfigFields.js';
import { foreignParts, type MimeFault, mimeFault } from './userDataHeaders.js';

/* What nodeadm of amazon-eks-ami 81fec2e8 refuses or never reads, and what the kubelet it starts refuses. */

const refusedByNodeadm = refusedBy('nodeadm');
const refusedByKarpenter = refusedBy('Karpenter');
const refusedByKubelet = refusedBy('kubelet');
const rejected = 'node-config-rejected';
const notRead = 'node-config-not-read';

/**
 * What is meant to be a NodeConfig, and has another apiVersion or kind. Other vendors have kinds of that name: the group has to be nodeadm's, or
 * one of EKS's beside the fields of a NodeConfig. Source: nodeadm/internal/api/bridge/decode.go.
 */
export function identityRefusal(manifest: MapNode, place: Place): Refused | undefined {
  const [version, kind] = [get(manifest, 'apiVersion'), get(manifest, 'kind')];
  const [written, kindText] = [textOf(version), textOf(kind)];
  if (version?.kind !== 'scalar' || version.open || kind?.open || written === undefined) return undefined;
  const isOfNodeadm = written === 'node.eks.aws' || written.startsWith('node.eks.aws/');
  if (isMissing(kind)) {
    // Without a spec it may only be half typed.
    if (!isOfNodeadm || isMissing(get(manifest, 'spec'))) return undefined;
    const text = message(
      'nodeadm refuses a document without a kind, and the node never joins: it wants kind: NodeConfig',
    );
    return refusedByNodeadm(rejected, at(place, version), text, { fixes: [addKind(manifest, place)] });
  }
  if (kind.kind !== 'scalar' || kindText === undefined) return undefined;
  const isNamed = /^node-?config(?:uration)?$/i.test(kindText) || closest(kindText, ['NodeConfig']).length > 0;
  if (isOfNodeadm && kindText !== 'NodeConfig') {
    if (!isNamed) return undefined;
    return ofIdentity('kind', kindText, 'NodeConfig', at(place, kind));
  }
  const isMeant =
    isOfNodeadm || (isNamed && /(?:^|\.)eks\.(?:aws|amazonaws\.com)\//.test(written) && hasFields(manifest));
  if (!isMeant || !isNamed || written === apiVersionOfNodeConfig) return undefined;
  return ofIdentity('apiVersion', written, apiVersionOfNodeConfig, at(place, version));
}

function hasFields(manifest: MapNode): boolean {
  return ['kubelet', 'cluster', 'instance', 'containerd'].some((key) => !isMissing(path(manifest, 'spec', key)));
}

function ofIdentity(field: string, written: string, right: string, here: Location): Refused {
  const text = message('nodeadm refuses {field} {written}, and the node never joins: it knows {right} only', {
    field,
    written,
    right,
  });
  const fix: Fix = {
    title: message('Write {right}', { right }),
    level: 'suggested',
    changes: [{ kind: 'replaceValue', at: here, value: right, asString: false }],
  };
  return refusedByNodeadm(rejected, here, text, { fixes: [fix] });
}

function addKind(manifest: MapNode, place: Place): Fix {
  return {
    title: message('Add kind: NodeConfig'),
    level: 'suggested',
    changes: [{ kind: 'addKey', map: at(place, manifest), key: 'kind', value: 'NodeConfig' }],
  };
}

/** What the kubelet exits for. Source: spf13/pflag, which knows no flag with one hyphen but of one letter; cmd/kubelet/app/server.go. */
function flagRefusal({ at: here, written, fault, repaired }: FlagFault): Refused {
  const fixes: readonly Fix[] =
    repaired === undefined || !/^[\w=-]+$/.test(written)
      ? []
      : [
          {
            title: message('Write {right}', { right: repaired }),
            level: 'suggested',
            changes: [{ kind: 'replaceText', at: here, written, text: repaired }],
          },
        ];
  return refusedByKubelet(rejected, here, wordsOf(fault, written), { fixes });
}

function wordsOf(fault: FlagFault['fault'], written: string): Message {
  switch (fault) {
    case 'noFlag':
      return message(
        'The kubelet ends at {written}, which is no flag of it, and the node never joins: it is --max-pods',
        {
          written,
        },
      );
    case 'noNumber':
      return message('The kubelet ends at {written}, and the node never joins: max pods is a whole number', {
        written,
      });
    case 'negative':
      return message('The kubelet ends at {written}, and the node never joins: max pods is not negative', { written });
    case 'noValue':
      return message('The kubelet ends at {written}, and the node never joins: the number is missing', { written });
    default:
      return fault satisfies never;
  }
}

/**
 * Fields of a type that nodeadm does not decode or the kubelet does not load, and flags that the kubelet does not take. eksctl, where it reads
 * the document first, says itself what has to be a map or a list, and writes a number as text where nodeadm wants that (sigs.k8s.io/yaml).
 */
export function typeProblems(
  manifest: MapNode,
  { templated, reader }: { readonly templated: boolean; readonly reader: 'nodeadm' | 'eksctl' },
  place: Place,
): readonly ShapeProblem[] {
  const faults = templated || place.isFragment ? [] : nodeConfigShapeFaults(manifest);
  const own = faults.filter(({ path: keys }) => reader === 'nodeadm' || isLeftByEksctl(manifest, keys));
  const shape = own.map((fault) => ofKubelet(manifest, fault, place) ?? structureProblem(fault, place));
  const flags = flagsOf(path(manifest, 'spec', 'kubelet', 'flags'), place);
  return [...shape, ...flags.faults.map(flagRefusal), ...(templated ? [] : reservedLabels(flags.labels))];
}

/**
 * Labels of `--node-labels` that a kubelet may not set: it ends at them. Source: Kubernetes 1.34, cmd/kubelet/app/options/options.go,
 * ValidateKubeletFlags.
 */
export function reservedLabels(labels: KubeletFlags['labels']): readonly Refused[] {
  return labels.flatMap(({ key }) => {
    if (!isReservedLabel(key.value)) return [];
    const text = message(
      'The kubelet ends at the label {label} of --node-labels, and the node never joins: it may not set labels of kubernetes.io and k8s.io but a few',
      { label: key.value },
    );
    return [refusedByKubelet('reserved-node-label', key.at, text)];
  });
}

function isLeftByEksctl(manifest: MapNode, keys: readonly string[]): boolean {
  const [, , holder, item] = keys;
  if (holder === 'flags' && item !== undefined)
    return !isScalar(items(path(manifest, ...keys.slice(0, 3)))[Number(item)]);
  return ['spec.kubelet.config.maxPods', 'spec.cluster.enableOutpost'].includes(keys.join('.'));
}

function isScalar(node: Node | undefined): boolean {
  return node?.kind === 'scalar';
}

/** nodeadm hands max pods on as it is written, and the kubelet ends at it. */
function ofKubelet(manifest: MapNode, fault: ShapeFault, place: Place): ShapeProblem | undefined {
  const keys = fault.path;
  const value = path(manifest, ...keys);
  if (keys.join('.') !== 'spec.kubelet.config.maxPods' || value?.kind !== 'scalar') return undefined;
  const { text, fixes } = wrongNumberOfPods('maxPods', value, place);
  return structureFault(at(place, fault), text, { fixes });
}

/** What is said of a number in the kubelet's config that is none, and how it becomes one. */
export function wrongNumberOfPods(name: string, node: ScalarNode, place: Place) {
  const args = { name, value: inQuotes(node), limit: largestInt32 };
  const text = message('The kubelet refuses {name} {value}: it must be an integer from 0 to {limit}', args);
  return { text, fixes: unquoting(node, plainInteger, place) };
}

/**
 * What keeps user data in MIME form from being taken apart, by whoever reads it first, and the NodeConfigs in it that nodeadm never reads. `form`: of a
 * piece of it. Without a NodeConfig it may be for nodes that have no nodeadm.
 */
export function mimeRefusals(
  script: ScriptText,
  { reader, form }: { readonly reader: 'nodeadm' | 'Karpenter'; readonly form?: MimeForm },
  place: Place,
): readonly Refused[] {
  const { text } = script;
  const here = (span: Span) => partAt(script, span.start, span.end, place);
  const isRead = reader === 'Karpenter' || form !== undefined || text.includes('node.eks.aws');
  const fault = isRead ? mimeFault(text, form) : undefined;
  if (fault) return [ofWhole(fault, reader, here(fault.span))];
  return foreignParts(text, 'application/node.eks.aws', form).map(({ type, typeSpan, kindSpan }) =>
    ofPart(type, here(typeSpan), here(kindSpan)),
  );
}

function ofWhole({ fault, written }: MimeFault, reader: 'nodeadm' | 'Karpenter', here: Location): Refused {
  const reason = wordsOfMime(fault, written);
  // Karpenter hands on what parts are said to be.
  return reader === 'nodeadm' || fault === 'badPartType'
    ? refusedByNodeadm(
        rejected,
        here,
        message('nodeadm cannot take this user data apart, and the node never joins: {reason}', { reason }),
      )
    : refusedByKarpenter(
        rejected,
        here,
        message('Karpenter cannot take this user data apart, and starts no node: {reason}', { reason }),
      );
}

function ofPart(type: string, typeAt: Location, kindAt: Location): Refused {
  const wanted = 'application/node.eks.aws';
  const advice = message('Write Content-Type: {wanted} above it', { wanted });
  if (type === '') {
    const text = message('nodeadm never reads this NodeConfig: its part has no Content-Type {wanted}', { wanted });
    return refusedByNodeadm(notRead, kindAt, text, { advice });
  }
  const text = message('nodeadm never reads this NodeConfig: its part is of type {type}, and not {wanted}', {
    type,
    wanted,
  });
  const related = [{ at: typeAt, message: message('This is the type of the part') }];
  return refusedByNodeadm(notRead, kindAt, text, { related, advice });
}

function wordsOfMime(fault: MimeFault['fault'], written: string): Message {
  switch (fault) {
    case 'blankStart':
      return message('no blank line may stand before the headers');
    case 'indented':
      return message('a line of headers is indented');
    case 'brokenHeader':
      return message('before {written} a blank line is missing', { written });
    case 'badType':
    case 'badPartType':
      return message('{written} is no type that can be read', { written });
    case 'notMultipart':
      return message('{written} has no parts, it takes multipart/mixed', { written });
    case 'noBoundary':
      return message('{written} needs a boundary', { written });
    case 'bareBoundary':
      return message('the boundary {written} needs quotes', { written });
    case 'otherBoundary':
      return message('no line is --{written}', { written });
    case 'noEnd':
      return message('the last line, --{written}--, is missing', { written });
    default:
      return fault satisfies never;
  }
}

/** That nodes of this release do not read the files that scripts write for nodeadm. */
export function unreadDropIns(dropIns: readonly DropIn[], release: string, place: Place): readonly Refused[] {
  const text = message(
    'Nobody reads this file: nodeadm of release {release} has no /etc/eks/nodeadm.d yet, it came with v20251023',
    {
      release,
    },
  );
  const advice = message('Take a newer release, or give the nodes the NodeConfig itself');
  return dropIns.map(({ text: written }) => {
    const kind = get(mapIn(written), 'kind');
    return refusedByNodeadm(notRead, at(place, kind ?? written), text, { advice });
  });
}
