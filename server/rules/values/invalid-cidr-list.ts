import { type Argument, list, message } from '../../messages/message.js';
import type { ReadEntry } from '../../model/envEntries.js';
import type { BadItem } from '../../model/envReading.js';
import { eachEntry } from '../each.js';
import { writeIntended } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'invalid-cidr-list',
  severity: 'warning',
  advice: message('Write IPv4 ranges separated by commas, such as 10.0.0.0/8'),
  judgesValues: true,
  silentWithout: ['settings'],
  check: eachEntry(checkEntry),
};

function* checkEntry({ row: { name }, at, entry, reading }: ReadEntry): Iterable<Finding> {
  if (reading.kind !== 'replaced' || reading.reason.code !== 'badItems') return;
  const { items } = reading.reason;
  const used = reading.effective === undefined ? message('nothing') : String(reading.effective);
  yield {
    at,
    // A comma too many takes nothing away from the list.
    severity: items.every(({ fault }) => fault === 'empty') ? 'info' : 'warning',
    message: message('{name} is not taken as written: {faults}; {used} is used', {
      name,
      faults: list(items.map(faultOf)),
      used,
    }),
    fixes: () => writeIntended(entry, reading),
  };
}

function faultOf({ text, fault, canonical }: BadItem): Argument {
  switch (fault) {
    case 'empty':
      return message('an empty item is skipped');
    case 'ipv6':
      return message('{text} is IPv6 and is skipped', { text });
    case 'notCidr':
      return message('{text} is no IPv4 network such as 10.0.0.0/16 and is skipped', { text });
    case 'hostBits':
      return message('{text} has host bits and becomes {canonical}', { text, canonical: canonical ?? '' });
    default:
      return fault satisfies never;
  }
}
