import { list, type Message, message } from '../../messages/message.js';
import type { ReadEntry } from '../../model/envEntries.js';
import type { Interpretation } from '../../model/envReading.js';
import { eachEntry } from '../each.js';
import { writeIntended } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'value-refused',
  severity: 'error',
  advice: message('Write a value it takes, or remove it'),
  check: eachEntry(checkEntry),
};

type Fault = Exclude<Interpretation, { readonly kind: 'accepted' }>;

function* checkEntry(read: ReadEntry): Iterable<Finding> {
  const { row, reading, at, entry } = read;
  if (reading.kind === 'accepted') return;
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

/** What is refused and why; undefined for a text that is no number at all, which `invalid-integer` reports. */
function refusal({ row: { name, range }, text }: ReadEntry, { reason }: Fault): Message | undefined {
  switch (reason.code) {
    case 'outOfRange': {
      const { min, max = Number.MAX_SAFE_INTEGER } = reason;
      const isIpv6 = range?.minIpv6 === min;
      return isIpv6
        ? message('{name} is {text}, outside {min} to {max} with IPv6: aws-node exits', { name, text, min, max })
        : message('{name} is {text}, outside {min} to {max}: aws-node exits', { name, text, min, max });
    }
    case 'notOneOf':
      return message('{fault}: aws-node exits', { fault: notOneOf(name, text, reason) });
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
    case 'empty':
      return name === 'NETWORK_POLICY_ENFORCING_MODE' || name === 'POD_SECURITY_GROUP_ENFORCING_MODE'
        ? message('{name} is set but empty: aws-node exits', { name })
        : undefined;
    default:
      return undefined;
  }
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
