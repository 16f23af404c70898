import { message } from '../../messages/message.js';
import type { ReadEntry } from '../../model/envEntries.js';
import { eachEntry } from '../each.js';
import { replaceValue } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'veth-prefix-too-general',
  severity: 'warning',
  advice: message('Write eni, the default'),
  silentWithout: ['AWS_VPC_K8S_CNI_VETHPREFIX'],
  check: eachEntry(checkEntry),
};

/**
 * What a node's own interfaces are called: `ens5` on Nitro types of Amazon Linux 2023 and Bottlerocket, `eth0` elsewhere, the loopback.
 * aws-node refuses `eth` and `lo` themselves, but not their beginnings.
 */
const ofTheNode = ['ens5', 'enp0s5', 'eth0', 'lo'];

function* checkEntry({ row: { name }, text, at, entry, reading }: ReadEntry): Iterable<Finding> {
  if (name !== 'AWS_VPC_K8S_CNI_VETHPREFIX' || reading.kind !== 'accepted') return;
  if (!ofTheNode.some((each) => each.startsWith(text))) return;
  yield {
    at,
    message:
      text === ''
        ? message(
            '{name} is empty: the rules for interfaces of pods match every interface of the node, and restore marks of pods on its own traffic',
            { name },
          )
        : message(
            '{name} is {text}: the rules for interfaces of pods match interfaces of the node too, and restore marks of pods on its own traffic',
            { name, text },
          ),
    fixes: () => replaceValue(entry, 'eni', 'suggested'),
  };
}
