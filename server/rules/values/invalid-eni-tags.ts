import { list, message } from '../../messages/message.js';
import type { ReadEntry } from '../../model/envEntries.js';
import { parseStringMap } from '../../model/goValues.js';
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
  judgesValues: true,
  silentWithout: ['ADDITIONAL_ENI_TAGS'],
  check: eachEntry(checkEntry),
};

function* checkEntry(
  { row: { name, parser }, at, entry, reading }: ReadEntry,
  settings: CniSettings,
): Iterable<Finding> {
  if (parser !== 'tags') return;
  if (reading.kind === 'accepted') {
    const fault = typeof reading.value === 'string' ? refusalOfEc2(reading.value) : undefined;
    if (fault !== undefined) {
      yield {
        at,
        severity: 'error',
        message: message('{name}: {fault}, so EC2 refuses every ENI that the CNI wants to create', {
          name,
          fault: fault.message,
        }),
        advice: fault.advice,
      };
    }
    return;
  }
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
      advice: message('Take keys of a domain of your own'),
      fixes: () =>
        reading.effective === undefined
          ? removeVariable(settings, entry, 'safe', title)
          : replaceValue(entry, String(reading.effective), 'safe', title),
    };
  }
}

/** Source: "Tag restrictions" of the EC2 user guide, read in 2026; README.md:453-454 of amazon-vpc-cni-k8s v1.23.1 for the lengths. */
const longestKey = 128;
const longestValue = 256;
const mostTags = 50;
/** The CNI adds the tag of the instance always (pkg/awsutils/awsutils.go:1364-1379). */
const ownTags = 1;

/** Why EC2 does not create an interface with these tags; undefined where it does. Lengths are in characters. */
function refusalOfEc2(tags: string): Pick<Required<Finding>, 'message' | 'advice'> | undefined {
  const entries = [...(parseStringMap(tags) ?? [])];
  for (const [key, value] of entries) {
    if (/^aws:/i.test(key)) {
      const fault = message('the key {key} begins with aws:, which is reserved', { key });
      return { message: fault, advice: message('Begin the key with something else') };
    }
    if (key === '')
      return { message: message('a key is empty'), advice: message('Give the tag a key, or take it out') };
    const shorter = message('Take the tag out, or make it shorter');
    if (Array.from(key).length > longestKey) {
      const fault = message('the key {key} has more than {longest} characters', { key, longest: longestKey });
      return { message: fault, advice: shorter };
    }
    if (Array.from(value).length > longestValue) {
      const fault = message('the value of {key} has more than {longest} characters', { key, longest: longestValue });
      return { message: fault, advice: shorter };
    }
  }
  const count = entries.length + ownTags;
  if (count <= mostTags) return undefined;
  return {
    message: message('with the tag of the CNI these are {count} tags, and an ENI can have {most}', {
      count,
      most: mostTags,
    }),
    advice: message('Take tags out until {left} are left', { left: mostTags - ownTags }),
  };
}
