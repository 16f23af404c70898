import { type Message, message } from '../../messages/message.js';
import { companionAgent, type PairFault, pairFault } from '../../model/agentPair.js';
import type { Cluster } from '../../model/cluster.js';
import { does } from '../../model/cniBehavior.js';
import type { CniVersion } from '../../model/cniVersion.js';
import type { CniSettings } from '../../model/resource.js';
import { agentUse } from '../agentFlags.js';
import { eachCarrier } from '../each.js';
import { type Image, imageOf } from '../images.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'image-versions-disagree',
  severity: 'warning',
  advice: message('Take the images of one release of the CNI'),
  needsAll: true,
  silentWithout: ['settings'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const node = imageOf(settings, 'aws-node');
  if (node === undefined) return;
  const init = imageOf(settings, 'aws-vpc-cni-init');
  const agent = imageOf(settings, 'aws-eks-nodeagent');
  if (init !== undefined && differ(node.version, init.version)) yield otherInit(node, init);
  const fault = agent && pairFault(node.version, agent.version, agentUse(settings, cluster));
  if (agent !== undefined && fault !== undefined) yield otherAgent(node, agent, fault);
  if (does(node.version, 'answersOnSocket') === true) yield* checkProbes(settings, node);
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

function otherAgent(node: Image, agent: Image, fault: PairFault): Finding {
  const { repository, digest, at } = agent;
  const companion = companionAgent(node.version);
  const tag = companion === undefined ? undefined : `v${companion}`;
  return {
    at,
    severity: fault === 'agentWouldAskPort' ? 'warning' : 'error',
    message: message('Network policy agent {agent} does not fit aws-node {node}: {fault}', {
      agent: agent.tag,
      node: node.tag,
      fault: faultTexts[fault],
    }),
    related: [{ at: node.at, message: message('The version of aws-node') }],
    fixes: () =>
      tag === undefined || digest !== undefined
        ? []
        : [
            {
              title: message('Use {tag}, the agent that this version of the CNI is released with', { tag }),
              level: 'suggested',
              changes: [{ kind: 'replaceValue', at, value: `${repository}:${tag}`, asString: false }],
            },
          ],
  };
}

const faultTexts: Readonly<Record<PairFault, Message>> = {
  pluginAsksSocket: message(
    'the plugin asks at a socket file, where agents listen since v1.2.6, so every pod fails after two seconds',
  ),
  pluginAsksPort: message(
    'the plugin asks at port 50052, where agents before v1.2.6 listen, so every pod fails after two seconds',
  ),
  agentListensNowhere: message('the plugin asks it about each pod, and agents answer since v1.1.0, so every pod fails'),
  pluginTellsNoMode: message(
    'the plugin tells no mode, which agents from v1.2.1 on want to know, so every pod fails in strict mode',
  ),
  ipamdTellsNoMode: message(
    'agents that enforce policies ask ipamd for the mode since v1.2.3, and ipamd answers since v1.19.3, so the agent panics again and again',
  ),
  agentAsksSocket: message(
    'agents ask ipamd at a socket file since v1.4.1, where it answers since v1.23.0, so the agent panics again and again',
  ),
  agentAsksPort: message(
    'ipamd answers on a socket file since v1.23.0, which agents know since v1.4.1, so the agent panics again and again',
  ),
  agentWouldAskPort: message(
    'ipamd answers on a socket file since v1.23.0, which agents know since v1.4.1; with network policy turned on it would panic',
  ),
};

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
    advice: message('Let the probes ask that socket'),
    related: others.map(({ at }) => ({ at, message: message('This probe asks there too') })),
    fixes: () => [{ title: message('Let the probes ask {socket}', { socket }), level: 'suggested', changes }],
  };
}
