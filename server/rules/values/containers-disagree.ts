import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective, isWritten, type Setting } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings } from '../../model/resource.js';
import { agentFlag, setFlag, switchOf } from '../agentFlags.js';
import { setVariables } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'containers-disagree',
  severity: 'warning',
  advice: message('Give both containers the same value'),
  needsAll: true,
  silentWithout: ['settings'],
  *check(cluster) {
    for (const settings of cluster.settings) {
      yield* checkContainers(settings, cluster);
      yield* checkAgent(settings, cluster);
    }
  },
};

type Value = string | boolean;

function* checkContainers(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const { takenBy, whole, containers } = settings;
  if (whole && !containers.some(({ name }) => name === 'aws-vpc-cni-init')) return;
  const env = carrierEnv(settings, cluster);
  const usesIpv6 = effective(env.flag('ENABLE_IPv6')) === true;
  const pair = <T extends Value>(read: (container: 'aws-node' | 'aws-vpc-cni-init') => Setting<T>) =>
    [read('aws-node'), read('aws-vpc-cni-init')] as const;
  // An add-on takes neither, so that a value there is a finding of addon-unsupported-key.
  if (takenBy !== 'addon') {
    yield* compare(
      settings,
      'ENABLE_IPv6',
      pair((container) => env.flag('ENABLE_IPv6', container)),
    );
    yield* compare(
      settings,
      'HOST_CNI_BIN_PATH',
      pair((container) => env.text('HOST_CNI_BIN_PATH', container)),
    );
  }
  // In an IPv6 cluster it does nothing in either container.
  if (!usesIpv6) {
    yield* compare(
      settings,
      'ENABLE_V6_EGRESS',
      pair((container) => env.flag('ENABLE_V6_EGRESS', container)),
    );
  }
}

function* compare<T extends Value>(
  settings: CniSettings,
  name: keyof typeof effects,
  [node, init]: readonly [Setting<T>, Setting<T>],
): Iterable<Finding> {
  const ofNode = effective(node);
  const ofInit = effective(init);
  // A text that cannot be read is reported where it stands.
  if (node.kind === 'invalid' || init.kind === 'invalid') return;
  if (ofNode === undefined || ofInit === undefined || ofNode === ofInit) return;
  const place = isWritten(init) ? init : isWritten(node) ? node : undefined;
  if (place === undefined) return;
  yield {
    at: place.at,
    message: message('{name} is {ofNode} for aws-node and {ofInit} for aws-vpc-cni-init: {effect}', {
      name,
      ofNode: String(ofNode),
      ofInit: String(ofInit),
      effect: name === 'ENABLE_IPv6' && ofInit ? needless : effects[name],
    }),
    ...(name === 'ENABLE_IPv6' && ofInit ? { severity: 'info' } : {}),
    ...(isWritten(init) && isWritten(node)
      ? { related: [{ at: node.at, message: message('aws-node has it from here') }] }
      : {}),
    fixes: () =>
      isWritten(node)
        ? copy(settings, name, 'aws-vpc-cni-init', String(ofNode))
        : copy(settings, name, 'aws-node', String(ofInit)),
  };
}

/** Source: cmd/aws-vpc-cni-init/main.go:103-147 of v1.23.1. */
const needless = message('the init container only turns on forwarding of IPv6, which nothing needs');

const effects = {
  ENABLE_IPv6: message('the init container does not let the node forward IPv6'),
  ENABLE_V6_EGRESS: message('only with both does the node forward IPv6'),
  HOST_CNI_BIN_PATH: message('the plugins end up in two folders, and the container runtime looks into one'),
} as const satisfies Record<string, Message>;

function copy(
  settings: CniSettings,
  name: string,
  container: 'aws-node' | 'aws-vpc-cni-init',
  value: string,
): readonly Fix[] {
  const title = message('Set {name} to "{value}" for {container} too', { name, value, container });
  return setVariables(settings, { [name]: value }, 'suggested', title, container);
}

/** The network policy agent has a switch of its own for the IP family. */
function* checkAgent(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const flag = agentFlag(settings, 'enable-ipv6');
  const written = switchOf(flag);
  const node = carrierEnv(settings, cluster).flag('ENABLE_IPv6');
  const ofNode = effective(node);
  if (flag === undefined || written === undefined || ofNode === undefined) return;
  if (node.kind === 'invalid' || written === ofNode) return;
  const value = String(ofNode);
  yield {
    at: flag.at,
    message: message(
      'The network policy agent has enable-ipv6 {written}, but ENABLE_IPv6 is {value} for aws-node: it looks after the wrong IP family',
      { written: String(written), value },
    ),
    ...(isWritten(node) ? { related: [{ at: node.at, message: message('aws-node has it from here') }] } : {}),
    fixes: () => [setFlag(flag, value, 'suggested')],
  };
}
