import { absent, type Fact, known, unknown } from '../../model/fact.js';
import { expressionVariables } from '../../model/maxPodsExpression.js';
import type { ExpressionText, NodeConfig } from '../../model/nodeConfig.js';
import { scalarHost } from '../../syntax/embedded.js';
import { localSpan, spanInDocument } from '../../syntax/host.js';
import type { MapNode, Node, ScalarNode } from '../../syntax/node.js';
import { get, items, path, textOf } from '../../syntax/read.js';
import { isPlaceholderWord } from '../../text/placeholderWord.js';
import { isTemplate } from '../../text/template.js';
import { at, type Place } from '../place.js';
import { hasHiddenEntries, integerFact, isKind, isMissing, isOpen } from '../read.js';
import { wrongDashes } from './bootScript.js';
import { type FlagText, type KubeletFlags, readKubeletFlags } from './kubeletFlags.js';
import { misplacedFields } from './nodeConfigPlacement.js';

/** What nodeadm knows by the name NodeConfig. Source: nodeadm/api/v1alpha1/register.go of amazon-eks-ami 81fec2e8. */
export const apiVersionOfNodeConfig = 'node.eks.aws/v1alpha1';

/** True for nodeadm's NodeConfig; the other vendors' have other groups. */
export function isNodeConfig(node: Node): node is MapNode {
  return (
    node.kind === 'map' && isKind(node, 'NodeConfig') && textOf(get(node, 'apiVersion')) === apiVersionOfNodeConfig
  );
}

/** What is known of a NodeConfig beyond its own text. */
export type Surroundings = Pick<NodeConfig, 'group' | 'isOverruled' | 'userData' | 'dropIn' | 'behind'> & {
  readonly templated: boolean;
};

/** Source of the fields: nodeadm/api/v1alpha1/nodeconfig_types.go:31-171 of amazon-eks-ami 81fec2e8. */
export function readNodeConfig(manifest: MapNode, { templated, ...around }: Surroundings, place: Place): NodeConfig {
  const spec = get(manifest, 'spec');
  const kubelet = get(spec, 'kubelet');
  const config = get(kubelet, 'config');
  const flags = flagsOf(get(kubelet, 'flags'), place);
  const hidden = templated || [spec, kubelet, config].some(hasHiddenEntries);
  const seen = <T>(fact: Fact<T>): Fact<T> => (hidden && fact.kind === 'absent' ? unknown() : fact);
  return {
    kind: 'nodeConfig',
    at: at(place, manifest),
    place: at(place, get(manifest, 'kind') ?? manifest),
    ...around,
    namesCluster: !isMissing(path(spec, 'cluster', 'apiServerEndpoint')),
    isHybrid: !isMissing(get(spec, 'hybrid')),
    maxPods: seen(integerFact(get(config, 'maxPods'), place)),
    podsPerCore: seen(integerFact(get(config, 'podsPerCore'), place)),
    maxPodsFlag: seen(flags.maxPods),
    overruledFlags: flags.overruledMaxPods,
    labels: flags.labels,
    labelsPartlyHidden: hidden || flags.labelsHidden,
    expression: seen(expressionFact(get(kubelet, 'maxPodsExpression'), place)),
    misplaced: misplacedFields({ manifest, spec, kubelet, config }, place),
    wrongDashes: items(get(kubelet, 'flags')).flatMap((flag) =>
      flag.kind === 'scalar' ? wrongDashes(flag, place) : [],
    ),
    partlyHidden: hidden,
  };
}

/** What the flags of a NodeConfig say; of what is no list nothing is known. */
export function flagsOf(flags: Node | undefined, place: Place): KubeletFlags {
  const texts = items(flags).flatMap((item) =>
    item.kind === 'scalar' && !isMissing(item) ? [flagText(item, place)] : [],
  );
  const read = readKubeletFlags(texts);
  if (isMissing(flags) || flags.kind === 'seq') return read;
  return { ...read, maxPods: unknown(at(place, flags)), labelsHidden: true };
}

function flagText(node: ScalarNode, place: Place): FlagText {
  const host = scalarHost(node);
  return {
    text: host.text,
    open: node.open,
    place,
    locate: (start, end) => at(place, { host, span: spanInDocument(host, start, end) }),
  };
}

/** nodeadm takes an empty text for none. A number without quotes, which it refuses, is not judged. */
function expressionFact(node: Node | undefined, place: Place): Fact<ExpressionText> {
  if (isMissing(node) || (node.kind === 'scalar' && node.text === '')) return absent;
  const isUnread = node.kind !== 'scalar' || node.readAs.type !== 'string';
  if (isUnread || (isOpen(node, place) && !isOpenForNamesAlone(node))) return unknown(at(place, node));
  return known({ text: node.text, offsets: offsetsOf(node) }, at(place, node));
}

/**
 * True for an expression that would be no template if nodeadm's variables were written as they are called: `MAX_PODS` and `` `max_pods` ``
 * are names to CEL, which it does not know.
 */
function isOpenForNamesAlone({ text, open }: ScalarNode): boolean {
  return open && isToFillIn(text) && !isToFillIn(text.replace(names, asCalled));
}

const names = /`?\b([a-z_]\w*)\b`?/gi;

function asCalled(written: string, name: string): string {
  return expressionVariables.find((each) => each === name.toLowerCase()) ?? written;
}

function isToFillIn(text: string): boolean {
  return isTemplate(text) || isPlaceholderWord(text, 'maxPodsExpression');
}

/** A text longer than this is no expression that we evaluate. */
const longestExpression = 4_000;

function offsetsOf(node: ScalarNode): readonly number[] | undefined {
  const host = scalarHost(node);
  if (!host.exact || host.text !== node.text || node.text.length > longestExpression) return undefined;
  const isQuoted = node.style === 'single' || node.style === 'double';
  // The end of the text is before the closing quote, which the host counts to it.
  const end = localSpan(node.host, node.span).end - (isQuoted ? 1 : 0);
  const starts = Array.from({ length: node.text.length }, (_, offset) => host.toDocument(offset));
  return [...starts, isQuoted ? node.host.toDocument(end) : host.toDocument(node.text.length)];
}
