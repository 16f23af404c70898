import { list, message } from '../../messages/message.js';
import type { ReadEntry } from '../../model/envEntries.js';
import { eachEntry } from '../each.js';
import { writeIntended } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'invalid-choice',
  severity: 'warning',
  advice: message('Write one of the values it takes'),
  judgesValues: true,
  silentWithout: ['settings'],
  check: eachEntry(checkEntry),
};

/** The words of the variables whose bad texts are replaced; those that make aws-node exit are `value-refused`. */
function* checkEntry({ row, text, at, entry, reading }: ReadEntry): Iterable<Finding> {
  const isReplaced = row.parser === 'enum-logged' || row.parser === 'enum-silent';
  if (!isReplaced || reading.kind !== 'replaced' || reading.reason.code !== 'notOneOf') return;
  const args = { name: row.name, text, values: list(reading.reason.values), used: String(reading.effective) };
  yield {
    at,
    message:
      reading.log === 'none'
        ? message('{name} is "{text}", not one of {values}: {used} is used instead, and no log says so', args)
        : message('{name} is "{text}", not one of {values}: {used} is used instead', args),
    fixes: () => writeIntended(entry, reading),
  };
}
