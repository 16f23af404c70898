import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { likelyChoiceOf, possibleEniConfigNames, selectionKeys } from '../../model/eniConfigChoice.js';
import { knownValue } from '../../model/fact.js';
import type { Fix } from '../../model/fix.js';
import { isObjectName, longestObjectName } from '../../model/kubernetesNames.js';
import type { Sourced } from '../../text/span.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-invalid-name',
  severity: 'error',
  advice: message('Take small letters, digits, dashes and dots'),
  silentWithout: ['eniConfigs'],
  *check(cluster) {
    for (const { name } of cluster.eniConfigs) {
      if (name.kind !== 'known' || isObjectName(name.value)) continue;
      yield {
        at: name.at,
        // A word in capitals may be a placeholder: whoever fills it in may well get the name right.
        severity: /^[A-Z][A-Z0-9_-]*$/.test(name.value) ? 'warning' : 'error',
        message: message(
          'The API server refuses an ENIConfig named {name}: names have lower-case letters, digits, - and . only, at most {most}',
          { name: name.value === '' ? '""' : name.value, most: longestObjectName },
        ),
        fixes: () => rename(name, cluster),
      };
    }
  },
};

/** The name in lower case with dashes, where it is free and no label or annotation uses the one that is written. */
function rename({ value, at }: Sourced<string>, cluster: Cluster): readonly Fix[] {
  const right = value
    .trim()
    .toLowerCase()
    .replace(/[_\s/]+/g, '-');
  const keys = selectionKeys(cluster);
  const isUsed = [...cluster.nodeGroups, ...cluster.nodes].some((of) => {
    const choice = likelyChoiceOf(of, keys);
    return choice !== undefined && knownValue(choice.name) === value;
  });
  if (isUsed || !isObjectName(right) || possibleEniConfigNames(cluster).has(right)) return [];
  return [
    {
      title: message('Name it {name}', { name: right }),
      level: 'suggested',
      changes: [{ kind: 'replaceValue', at, value: right, asString: false }],
    },
  ];
}
