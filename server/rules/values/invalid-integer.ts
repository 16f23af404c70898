import { type Message, message, sentence } from '../../messages/message.js';
import { type ReadEntry, readEntries } from '../../model/envEntries.js';
import type { Interpretation } from '../../model/envReading.js';
import { replaceValue, writeIntended } from '../fixes.js';
import { refusedTargets } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'invalid-integer',
  severity: 'warning',
  advice: message('Write a whole number in decimal digits'),
  judgesValues: true,
  silentWithout: ['settings'],
  *check(cluster) {
    for (const settings of cluster.settings) {
      // aws-node exits for these, which is a finding of prefix-delegation-without-warm-target.
      const refused = refusedTargets(settings, cluster).map(({ name }): string => name);
      for (const read of readEntries(settings, cluster)) {
        if (!refused.includes(read.row.name)) yield* checkEntry(read);
      }
    }
  },
};

type Fault = Exclude<Interpretation, { readonly kind: 'accepted' }>;

function* checkEntry(read: ReadEntry): Iterable<Finding> {
  const { row, reading, at, entry } = read;
  if (row.kind !== 'integer' && row.kind !== 'uint32') return;
  if (reading.kind === 'accepted') {
    if (reading.caution === 'octal') yield octal(read, reading.value);
    return;
  }
  const fault = faultOf(read, reading);
  if (fault === undefined) return;
  yield {
    at,
    severity: reading.kind === 'refused' ? 'error' : 'warning',
    message: message('{fault}: {effect}', { fault, effect: effectOf(read, reading) }),
    ...adviceFor(reading.reason),
    fixes: () => writeIntended(entry, reading),
  };
}

/** None where it is no number at all: then the rule's own is right. */
function adviceFor(reason: Fault['reason']): Pick<Finding, 'advice'> {
  switch (reason.code) {
    case 'tooLarge':
      return { advice: message('Write a smaller number') };
    case 'negative':
      return { advice: message('Write {min} or more', { min: 0 }) };
    case 'outOfRange': {
      const { min, max } = reason;
      const advice =
        max === undefined ? message('Write {min} or more', { min }) : message('Write a number between them');
      return { advice };
    }
    default:
      return {};
  }
}

/** Undefined for what other rules report: numbers that aws-node refuses, and a MAX_ENI that limits nothing. */
function faultOf({ row, text }: ReadEntry, reading: Fault): Message | undefined {
  const { name } = row;
  const { reason } = reading;
  const isNumber = reason.code === 'negative' || reason.code === 'outOfRange';
  if (isNumber && name === 'MAX_ENI') return undefined;
  switch (reason.code) {
    case 'empty':
      return message('{name} is empty, which is no whole number', { name });
    case 'notInteger':
      return message('{name} is "{text}", which the CNI does not read as a whole number', { name, text });
    case 'tooLarge':
      return message('{name} is {text}, more than a 64-bit number holds', { name, text });
    case 'negative':
      return message('{name} is {text}, below 0', { name, text });
    case 'outOfRange': {
      if (reading.kind === 'refused') return undefined;
      const { min, max } = reason;
      return max === undefined
        ? message('{name} is {text}, below {min}', { name, text, min })
        : message('{name} is {text}, outside {min} to {max}', { name, text, min, max });
    }
    default:
      return undefined;
  }
}

function effectOf({ row }: ReadEntry, reading: Fault): Message {
  if (reading.kind === 'refused') return message('aws-node exits');
  const { name, defaultNote } = row;
  const isTarget = name === 'WARM_IP_TARGET' || name === 'MINIMUM_IP_TARGET';
  if (isTarget) return message('it counts as not set, and no log says so');
  const nothing = defaultNote === undefined ? message('nothing') : sentence(defaultNote);
  const used = reading.effective === undefined ? nothing : String(reading.effective);
  return reading.log === 'none'
    ? message('it uses {used} instead, and no log says so', { used })
    : message('it uses {used} instead', { used });
}

/** A leading zero makes a mark octal. Both readings may be meant, so both can be chosen. */
function octal({ row: { name }, text, at, entry }: ReadEntry, value: string | number | boolean): Finding {
  const decimal = text.replace(/^([+]?)0+/, '$1');
  return {
    at,
    severity: 'hint',
    message: message('{name} is {text}: the leading zero makes it octal, so the mark is {value}', {
      name,
      text,
      value: String(value),
    }),
    fixes: () => [
      ...replaceValue(
        entry,
        String(value),
        'safe',
        message('Write {value}, the mark it is now', { value: String(value) }),
      ),
      ...replaceValue(entry, decimal, 'unsafe', message('Write {decimal}, another mark', { decimal })),
    ],
  };
}
