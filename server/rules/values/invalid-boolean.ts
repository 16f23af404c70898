import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { carrierEnv, effective } from '../../model/env.js';
import type { ReadEntry } from '../../model/envEntries.js';
import type { Interpretation } from '../../model/envReading.js';
import { interpret } from '../../model/envVars.js';
import type { CniSettings } from '../../model/resource.js';
import { agentFlag, setFlag, switchOf } from '../agentFlags.js';
import { eachCarrier, eachEntry } from '../each.js';
import { removeVariable, writeIntended } from '../fixes.js';
import { usesIpv6 } from '../ipFamily.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'invalid-boolean',
  severity: 'warning',
  advice: message('Write "true" or "false"'),
  judgesValues: true,
  silentWithout: ['settings'],
  *check(cluster) {
    yield* checkEntries(cluster);
    yield* checkFlags(cluster);
  },
};

const checkEntries = eachEntry(checkEntry);
const checkFlags = eachCarrier(checkAgent);

/** The switches of the network policy agent. Source: pkg/config/controller_config.go of aws-network-policy-agent v1.4.2. */
const switches = [
  'enable-network-policy',
  'enable-ipv6',
  'enable-policy-event-logs',
  'enable-cloudwatch-logs',
  'enable-profiling',
];

/** What an add-on takes for a switch is up to its schema. */
function* checkAgent(settings: CniSettings): Iterable<Finding> {
  if (settings.takenBy !== 'apiServer') return;
  for (const name of switches) {
    const flag = agentFlag(settings, name);
    if (flag?.value.kind !== 'known' || switchOf(flag) !== undefined) continue;
    const text = flag.value.value;
    const intended = wordOf(text);
    yield {
      at: flag.at,
      severity: 'error',
      message: message(
        '{name} is "{text}", which the network policy agent reads neither as true nor as false: it exits on every node',
        { name, text },
      ),
      fixes: () => (intended === undefined ? [] : [setFlag(flag, intended, 'suggested')]),
    };
  }
}

/** The switch that a text for a boolean variable would mean. */
function wordOf(text: string): string | undefined {
  const read = interpret('ENABLE_IPv6', text, {});
  return read.kind === 'replaced' ? read.intended : undefined;
}

function* checkEntry(read: ReadEntry, settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const { entry, row, text, at, reading } = read;
  if (row.kind !== 'boolean' || reading.kind !== 'replaced') return;
  // `yes` without quotes is a boolean to the file's reader, not this text: a finding of unquoted-value, or right in a chart that quotes.
  if (entry.value.kind === 'literal' && entry.value.written === 'boolean') return;
  const exit = exitOf(settings, read, cluster);
  yield {
    at,
    severity: exit ? 'error' : 'warning',
    message: message('{fault}: {effect}', { fault: fault(read), effect: exit ?? effect(reading) }),
    fixes: () => (text === '' && !exit ? removeVariable(settings, entry, 'suggested') : writeIntended(entry, reading)),
  };
}

function fault({ row: { name }, text }: ReadEntry): Message {
  return text === ''
    ? message('{name} is empty, which is neither true nor false', { name })
    : message('{name} is "{text}", which the CNI reads neither as true nor as false', { name, text });
}

const noFamily = message('it uses false, and without an IP family ipamd exits');
const noPrefixes = message('it uses false, and in IPv6 mode ipamd exits without prefix delegation');

/** How the text makes ipamd exit; undefined where it does not. */
function exitOf(settings: CniSettings, read: ReadEntry, cluster: Cluster): Message | undefined {
  if (leavesNoFamily(settings, read, cluster)) return noFamily;
  return leavesNoPrefixes(settings, read, cluster) ? noPrefixes : undefined;
}

/** Prefix delegation switched off in IPv6 mode by a text that does not say so. In an add-on EKS sets both. */
function leavesNoPrefixes(settings: CniSettings, { row, container }: ReadEntry, cluster: Cluster): boolean {
  if (row.name !== 'ENABLE_PREFIX_DELEGATION' || container !== 'aws-node' || settings.takenBy === 'addon') return false;
  return usesIpv6(carrierEnv(settings, cluster)) === true;
}

function effect(reading: Interpretation & { readonly kind: 'replaced' }): Message {
  const used = String(reading.effective);
  return reading.intended !== undefined && reading.intended !== used
    ? message('it uses {used}, the opposite of what is meant', { used })
    : message('it uses {used}', { used });
}

/** An IP family switched off by a text that does not say so: with the other one off too ipamd does not start. */
function leavesNoFamily(settings: CniSettings, { row, container, reading }: ReadEntry, cluster: Cluster): boolean {
  const isFamily = row.name === 'ENABLE_IPv4' || row.name === 'ENABLE_IPv6';
  if (!isFamily || container !== 'aws-node') return false;
  const meantOff = reading.kind === 'replaced' && reading.intended === 'false';
  if (row.name === 'ENABLE_IPv6' && meantOff) return false;
  const env = carrierEnv(settings, cluster);
  return effective(env.flag('ENABLE_IPv4')) === false && effective(env.flag('ENABLE_IPv6')) === false;
}
