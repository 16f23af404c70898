import { message } from '../../messages/message.js';
import { cniAddon, isAddonOfCni } from '../../model/addonNames.js';
import { knownValue } from '../../model/fact.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'addon-wrong-name',
  severity: 'error',
  advice: 'inMessage',
  silentWithout: ['declarations'],
  *check({ declaration }) {
    const addons = declaration?.addons ?? [];
    const isThere = addons.some(({ name }) => knownValue(name) === cniAddon);
    for (const { name } of addons) {
      if (name.kind !== 'known' || name.value === cniAddon || !isAddonOfCni(name.value)) continue;
      yield {
        at: name.at,
        message: message('EKS has no add-on {name}: the one of the CNI is {right}', {
          name: name.value,
          right: cniAddon,
        }),
        fixes: () =>
          isThere
            ? []
            : [
                {
                  title: message('Name it {name}', { name: cniAddon }),
                  level: 'suggested',
                  changes: [{ kind: 'replaceValue', at: name.at, value: cniAddon, asString: false }],
                },
              ],
      };
    }
  },
};
