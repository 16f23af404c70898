import { list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import type { NodeGroup } from '../../model/resource.js';
import { unsupportedPrefixes } from '../../plan/capacity.js';
import { eachGroup } from '../each.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'prefix-delegation-unsupported-instance',
  severity: 'warning',
  followsSettings: true,
  advice: message('Take a Nitro type, such as t3 for t2 or m5 for m4, or plan with these numbers'),
  needsAll: true,
  silentWithout: ['nodeGroups'],
  check: eachGroup(checkGroup),
};

function* checkGroup(group: NodeGroup, cluster: Cluster): Iterable<Finding> {
  const found = unsupportedPrefixes(group, cluster);
  const [first] = found?.types ?? [];
  if (found === undefined || first === undefined) return;
  const pods = list(
    found.types.map(({ name, servable, formula }) =>
      message('{servable} pods on {name} ({formula})', { servable, name, formula }),
    ),
  );
  const { maxPods } = group;
  const isTooHigh = maxPods.kind === 'set' && found.types.some(({ servable }) => servable < maxPods.value);
  yield {
    at: first.at,
    message: isTooHigh
      ? message(
          'Prefix delegation needs a Nitro type and does nothing here: nodes can serve {pods}, but {setting} is {value}',
          {
            pods,
            setting: maxPods.setting,
            value: maxPods.value,
          },
        )
      : message('Prefix delegation needs a Nitro type and does nothing here: nodes can serve {pods}', { pods }),
    related: [{ at: found.entry.name.at, message: message('Prefix delegation is turned on here') }],
  };
}
