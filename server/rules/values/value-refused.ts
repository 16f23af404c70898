import { list, type Message, message } from '../../messages/message.js';
import { modeFault } from '../../model/agentPair.js';
import type { Cluster } from '../../model/cluster.js';
import { atLeast, newestCniVersion, parseVersion } from '../../model/cniVersion.js';
import { interpretContext } from '../../model/env.js';
import type { ReadEntry } from '../../model/envEntries.js';
import type { Interpretation } from '../../model/envReading.js';
import type { CniSettings } from '../../model/resource.js';
import { agentUse, modeFaultText } from '../agentFlags.js';
import { eachEntry } from '../each.js';
import { replaceValue, writeIntended } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'value-refused',
  severity: 'error',
  advice: message('Write a value it takes, or remove it'),
  judgesValues: true,
  silentWithout: ['settings'],
  check: eachEntry(checkEntry),
};

type Fault = Exclude<Interpretation, { readonly kind: 'accepted' }>;

function* checkEntry(read: ReadEntry, settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const { row, reading, at, entry } = read;
  if (reading.kind === 'accepted') {
    if (settings.takenBy === 'addon') yield* refusedByEks(read, settings, cluster);
    return;
  }
  const isUncheckedMode = row.parser === 'enum-with-pod-eni' && reading.kind === 'replaced';
  if (reading.kind !== 'refused' && !isUncheckedMode) return;
  const text = isUncheckedMode ? uncheckedMode(read, reading) : refusal(read, reading);
  if (text === undefined) return;
  yield {
    at,
    severity: isUncheckedMode ? 'warning' : 'error',
    message: text,
    fixes: () => writeIntended(entry, reading),
  };
}

/** The schema of v1.18 is the newest that was seen (cni issue 3059): a later one may take more. */
const lastSchemaSeen = '1.19.0';

/** A value that aws-node would take, but the schema of the add-on does not list. */
function* refusedByEks(
  { row, text, at, entry }: ReadEntry,
  settings: CniSettings,
  cluster: Cluster,
): Iterable<Finding> {
  const { name, addonValues } = row;
  if (addonValues === undefined || addonValues.includes(text)) return;
  const isSeen = atLeast(interpretContext(settings, cluster).version, lastSchemaSeen) === false;
  const values = list(addonValues);
  const small = text.toLowerCase();
  // A mode of the agent changes nothing while it enforces nothing.
  const meant = addonValues.includes(small) ? small : row.shippedDefault;
  const effect = name === 'NETWORK_POLICY_ENFORCING_MODE' ? effectOfMode(settings, cluster) : undefined;
  yield {
    at,
    severity: isSeen || effect ? 'error' : 'warning',
    message: effect
      ? message(
          '{name} is "{text}", and the schema of the add-on lists exactly {values}: EKS refuses the configuration, or else {effect}',
          { name, text, values, effect },
        )
      : isSeen
        ? message('{name} is "{text}", and the add-on takes exactly {values}: EKS refuses the configuration', {
            name,
            text,
            values,
          })
        : message(
            '{name} is "{text}", and the schema of the add-on lists exactly {values}: EKS may refuse the configuration',
            {
              name,
              text,
              values,
            },
          ),
    fixes: () => (meant === undefined ? [] : replaceValue(entry, meant, 'suggested')),
  };
}

/** What an agent that the add-on turns on does about the mode, where EKS lets it through. The add-on chooses the release of the agent. */
function effectOfMode(settings: CniSettings, cluster: Cluster): Message | undefined {
  const { mode, enforces } = agentUse(settings, cluster);
  const { version } = interpretContext(settings, cluster);
  if (enforces !== true || mode === undefined) return undefined;
  const used = version ?? parseVersion(newestCniVersion);
  const fault = used && modeFault(used, undefined, mode);
  return fault && modeFaultText(fault);
}

/** What is refused and why; undefined for a text that is no number at all, which `invalid-integer` reports. */
function refusal({ row: { name, range }, text }: ReadEntry, { reason, log }: Fault): Message | undefined {
  switch (reason.code) {
    case 'outOfRange': {
      const { min, max = Number.MAX_SAFE_INTEGER } = reason;
      const isIpv6 = range?.minIpv6 === min;
      return isIpv6
        ? message('{name} is {text}, outside {min} to {max} with IPv6: aws-node exits', { name, text, min, max })
        : message('{name} is {text}, outside {min} to {max}: aws-node exits', { name, text, min, max });
    }
    case 'notOneOf':
      return message('{fault}: {program} exits', { fault: notOneOf(name, text, reason), program: programOf(log) });
    case 'tooLong':
      return message('{name} is "{text}", {bytes} bytes long: aws-node exits above {maxBytes}', {
        name,
        text,
        bytes: reason.bytes,
        maxBytes: reason.maxBytes,
      });
    case 'reserved':
      return message('{name} is "{text}", and with {values} aws-node exits', {
        name,
        text,
        values: list(reason.values),
      });
    case 'standardOutput':
      return text === 'stdout'
        ? message('{name} is stdout, where the plugin answers the container runtime: aws-node exits', { name })
        : message(
            '{name} is {text}: aws-node does not notice, but the plugin then logs into its answer to the container runtime and no pod starts',
            { name, text },
          );
    case 'breaksConflist':
      return message(
        '{name} is pasted into the JSON of the plugin, and {what} in it breaks that: aws-node exits on every node',
        { name, what: breakage(text) },
      );
    case 'empty':
      return name === 'NETWORK_POLICY_ENFORCING_MODE' || name === 'POD_SECURITY_GROUP_ENFORCING_MODE'
        ? message('{name} is set but empty: {program} exits', { name, program: programOf(log) })
        : undefined;
    default:
      return undefined;
  }
}

/** aws-node checks some values itself and leaves others to ipamd, without which it is restarted in the end. */
function programOf(log: Fault['log']): string {
  return log === 'ipamd.log' ? 'ipamd' : 'aws-node';
}

function breakage(text: string): Message {
  if (/[\n\r]/.test(text)) return message('the line break');
  if (text.includes('"')) return message('the quote');
  return text.includes('\\') ? message('the backslash') : message('the control character');
}

function uncheckedMode({ row: { name }, text }: ReadEntry, { reason }: Fault): Message | undefined {
  if (reason.code !== 'notOneOf') return undefined;
  return message('{fault}: without ENABLE_POD_ENI nobody checks it, and with it aws-node exits', {
    fault: notOneOf(name, text, reason),
  });
}

function notOneOf(name: string, text: string, reason: { readonly values: readonly string[] }): Message {
  const values = list(reason.values);
  return reason.values.includes(text.toLowerCase())
    ? message('{name} is "{text}", not exactly one of {values}', { name, text, values })
    : message('{name} is "{text}", not one of {values}', { name, text, values });
}
