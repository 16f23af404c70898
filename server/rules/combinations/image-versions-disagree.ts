import { message } from '../../messages/message.js';
import { atLeast, type CniVersion, type ImageReference, parseImage, parseVersion } from '../../model/cniVersion.js';
import type { CniSettings, ContainerName } from '../../model/resource.js';
import type { Location } from '../../text/span.js';
import { eachCarrier } from '../each.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'image-versions-disagree',
  severity: 'warning',
  advice: message('Take the images of one release of the CNI'),
  needsAll: true,
  check: eachCarrier(checkCarrier),
};

/** An image of AWS whose tag is a version: what a fork or another build needs is not known. */
interface Image extends ImageReference {
  readonly tag: string;
  readonly version: CniVersion;
  readonly at: Location;
}

function* checkCarrier(settings: CniSettings): Iterable<Finding> {
  const node = imageOf(settings, 'aws-node', 'amazon-k8s-cni');
  if (node === undefined) return;
  const init = imageOf(settings, 'aws-vpc-cni-init', 'amazon-k8s-cni-init');
  const agent = imageOf(settings, 'aws-eks-nodeagent', 'aws-network-policy-agent');
  if (init !== undefined && differ(node.version, init.version)) yield otherInit(node, init);
  // From here on ipamd answers on a socket file only.
  if (atLeast(node.version, '1.23.0') !== true) return;
  if (agent !== undefined && atLeast(agent.version, '1.4.1') === false) yield oldAgent(node, agent);
  yield* checkProbes(settings, node);
}

function imageOf({ containers }: CniSettings, container: ContainerName, name: string): Image | undefined {
  const image = containers.find((each) => each.name === container)?.image;
  if (image?.kind !== 'known') return undefined;
  const reference = parseImage(image.value);
  const { tag } = reference;
  const version = tag === undefined ? undefined : parseVersion(tag);
  if (reference.name !== name || tag === undefined || version === undefined) return undefined;
  return { ...reference, tag, version, at: image.at };
}

/** True for versions that certainly differ: `1.19` may be any of its patches, and a rebuild is the same version. */
function differ(a: CniVersion, b: CniVersion): boolean {
  if (a.major !== b.major || a.minor !== b.minor) return true;
  return a.patch !== undefined && b.patch !== undefined && a.patch !== b.patch;
}

function otherInit(node: Image, init: Image): Finding {
  const { repository, digest, at } = init;
  return {
    at,
    message: message(
      'The init container has version {init} and aws-node {node}: the two are released together, and no other pair of them is tested',
      { init: init.tag, node: node.tag },
    ),
    related: [{ at: node.at, message: message('The version of aws-node') }],
    fixes: () =>
      digest === undefined
        ? [
            {
              title: message('Use {node} for the init container too', { node: node.tag }),
              level: 'suggested',
              changes: [{ kind: 'replaceValue', at, value: `${repository}:${node.tag}`, asString: false }],
            },
          ]
        : [],
  };
}

function oldAgent(node: Image, agent: Image): Finding {
  return {
    at: agent.at,
    severity: 'error',
    message: message(
      'The network policy agent has version {agent}, but aws-node {node} answers on a socket file that agents know since v1.4.1: the agent does not reach ipamd',
      { agent: agent.tag, node: node.tag },
    ),
    related: [{ at: node.at, message: message('The version of aws-node') }],
  };
}

const oldAddress = ':50051';
const socket = 'unix:///var/run/aws-node/ipamd.sock';

function* checkProbes({ containers }: CniSettings, node: Image): Iterable<Finding> {
  const words = containers.filter(({ name }) => name === 'aws-node').flatMap(({ probeWords }) => probeWords);
  const [first, ...others] = words.filter(({ value }) => value.endsWith(oldAddress));
  if (first === undefined) return;
  const changes = [first, ...others].map(({ value, at }) => ({
    kind: 'replaceValue' as const,
    at,
    value: `${/^-+addr=/.exec(value)?.[0] ?? ''}${socket}`,
    asString: false,
  }));
  yield {
    at: first.at,
    severity: 'error',
    message: message(
      'The probe asks {address}, but aws-node {node} answers on {socket}: it fails, and the kubelet restarts aws-node again and again',
      { address: first.value, node: node.tag, socket },
    ),
    related: others.map(({ at }) => ({ at, message: message('This probe asks there too') })),
    fixes: () => [{ title: message('Let the probes ask {socket}', { socket }), level: 'suggested', changes }],
  };
}
