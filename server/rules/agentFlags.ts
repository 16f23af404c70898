import { message } from '../messages/message.js';
import { knownValue } from '../model/fact.js';
import type { Fix } from '../model/fix.js';
import type { CniSettings, Flag } from '../model/resource.js';

/** A flag of the network policy agent; the last of its name counts. */
export function agentFlag({ containers }: CniSettings, name: string): Flag | undefined {
  const flags = containers.filter((container) => container.name === 'aws-eks-nodeagent').flatMap((each) => each.flags);
  return flags.findLast((flag) => flag.name === name);
}

/** What a switch says; undefined where it cannot be seen or says neither. */
export function switchOf(flag: Flag | undefined): boolean | undefined {
  const text = flag && knownValue(flag.value);
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** A fix that gives a flag another value, however the flag is written. */
export function setFlag({ name, lead, at }: Flag, value: string, level: Fix['level']): Fix {
  return {
    title: message('Set {name} to {value}', { name, value }),
    level,
    changes: [{ kind: 'replaceValue', at, value: `${lead}${value}`, asString: false }],
  };
}
