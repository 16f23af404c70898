import { type Message, message } from '../../messages/message.js';
import { isWithoutLimits, limitsOf } from '../../model/groupTypes.js';
import { closestInstanceTypes, instanceTableDate } from '../../model/instanceTypes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'unknown-instance-type',
  severity: 'info',
  advice: message('Correct the name, or give the limits of a new type in eni-lens.yaml under instanceTypes'),
  judgesValues: true,
  silentWithout: ['nodeGroups'],
  *check(cluster) {
    for (const { instanceTypes } of cluster.nodeGroups) {
      if (instanceTypes.kind !== 'known') continue;
      for (const type of instanceTypes.value) {
        if (type.kind !== 'known' || limitsOf(type.value, cluster) || isWithoutLimits(type.value)) continue;
        yield finding(type.value, type.at);
      }
    }
  },
};

function finding(type: string, at: Finding['at']): Finding {
  const near = closestInstanceTypes(type).filter((name, index) => index === 0 || sharesPart(name, type));
  return {
    at,
    message: text(type, near[0]),
    ...(near.length > 0 ? { advice: 'inMessage' } : {}),
    fixes: () =>
      near.map((name) => ({
        title: message('Replace {type} by {name}', { type, name }),
        level: 'suggested',
        changes: [{ kind: 'replaceValue', at, value: name, asString: false }],
      })),
  };
}

/** True when two types are of one family or one size: only then is another one worth offering beside the nearest. */
function sharesPart(a: string, b: string): boolean {
  const [family, size] = a.split('.');
  const [otherFamily, otherSize] = b.split('.');
  return family === otherFamily || size === otherSize;
}

function text(type: string, near: string | undefined): Message {
  const date = instanceTableDate;
  return near === undefined
    ? message('ENI Lens knows no instance type {type} as of {date}, so max pods is not checked', { type, date })
    : message('ENI Lens knows no instance type {type} as of {date}, so max pods is not checked: did you mean {near}?', {
        type,
        date,
        near,
      });
}
