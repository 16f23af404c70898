import { message } from '../../messages/message.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';
import { userDataTexts } from './nodeConfigs.js';

const id = 'node-config-not-read';
const refused = refusals(id);

export const rule: Rule = {
  id,
  severity: 'warning',
  advice: message('Merge it into the first document, or make it a part of its own of MIME user data'),
  silentWithout: ['nodeConfigs', 'shapeProblems'],
  *check(cluster) {
    yield* refused(cluster);
    for (const { read, further } of userDataTexts(cluster)) {
      const [first] = read;
      // Behind documents of others it may be an example, or be taken out by something.
      for (const { place } of first ? further : []) {
        yield {
          at: place,
          message: message('nodeadm never reads this NodeConfig: of several documents it reads the first'),
          related: first ? [{ at: first.place, message: message('This one is read') }] : [],
        };
      }
    }
  },
};
