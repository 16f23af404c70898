import { list, message } from '../../messages/message.js';
import type { ReadEntry } from '../../model/envEntries.js';
import type { CniSettings } from '../../model/resource.js';
import { eachEntry } from '../each.js';
import { removeVariable, replaceValue, writeIntended } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'invalid-eni-tags',
  severity: 'warning',
  advice: message(
    'Write a JSON object of texts in single quotes, so that neither YAML nor a shell takes its double quotes',
  ),
  check: eachEntry(checkEntry),
};

function* checkEntry({ row: { name }, at, entry, reading }: ReadEntry, settings: CniSettings): Iterable<Finding> {
  if (reading.kind !== 'replaced') return;
  if (reading.reason.code === 'notStringMap') {
    yield {
      at,
      message: message('{name} is not a JSON object whose values are all strings: the ENIs get no tags at all', {
        name,
      }),
      fixes: () => writeIntended(entry, reading),
    };
  } else if (reading.reason.code === 'reservedKeys') {
    const keys = list(reading.reason.keys);
    const title = message('Remove {keys}, which the ENIs do not get anyway', { keys });
    yield {
      at,
      message: message('{name} has {keys}: keys with k8s.amazonaws.com are reserved, and the CNI leaves them out', {
        name,
        keys,
      }),
      fixes: () =>
        reading.effective === undefined
          ? removeVariable(settings, entry, 'safe', title)
          : replaceValue(entry, String(reading.effective), 'safe', title),
    };
  }
}
