import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'node-config-rejected';
const refused = refusals(id);

export const rule: Rule = {
  id,
  severity: 'error',
  advice: 'inMessage',
  // The end of user data in MIME form is its last line.
  needsAll: true,
  silentWithout: ['nodeConfigs', 'shapeProblems'],
  *check(cluster) {
    yield* refused(cluster);
    for (const { behind, place } of cluster.nodeConfigs) {
      if (behind !== 'emptyDocument') continue;
      yield {
        at: place,
        message: message(
          'nodeadm refuses this, and the node never joins: an empty document stands before it, and nodeadm reads the first one',
        ),
        advice: message('Remove the --- line before it'),
      };
    }
  },
};
