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
      const names = { name: name.value, right: cniAddon };
      // Nobody has tried whether EKS minds capital letters; eksctl, where it compares, mostly does.
      const isCased = name.value.toLowerCase() === cniAddon;
      yield {
        at: name.at,
        ...(isCased ? { severity: 'warning' } : {}),
        message: isCased
          ? message('The add-on of the CNI is called {right}, and EKS may not know {name}', names)
          : message('EKS has no add-on {name}: the one of the CNI is {right}', names),
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
