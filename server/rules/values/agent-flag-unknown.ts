import { alternatives, type Message, message } from '../../messages/message.js';
import { closestFlags, flagSince, knowsFlag } from '../../model/agentFlags.js';
import type { Fix } from '../../model/fix.js';
import type { CniSettings, ContainerSettings, Flag } from '../../model/resource.js';
import type { Sourced } from '../../text/span.js';
import { eachCarrier } from '../each.js';
import { type Image, imageOf } from '../images.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'agent-flag-unknown',
  severity: 'error',
  advice: message('Take the flag out, or write one that the agent knows'),
  judgesValues: true,
  silentWithout: ['settings'],
  check: eachCarrier(checkCarrier),
};

function* checkCarrier(settings: CniSettings): Iterable<Finding> {
  const agent = imageOf(settings, 'aws-eks-nodeagent');
  for (const container of settings.containers) {
    if (container.name !== 'aws-eks-nodeagent' || runsAShell(container)) continue;
    for (const flag of container.flags) {
      if (flag.word === undefined) continue;
      const isShort = !flag.word.value.startsWith('--');
      if (isShort) yield withOneDash(flag, flag.word);
      else if (knowsFlag(flag.name, agent?.version) === false) yield unknownFlag(flag, flag.word, agent);
    }
  }
}

/** `sh -c`: what stands behind it are not the agent's own flags. */
function runsAShell({ flags }: ContainerSettings): boolean {
  return flags.some(({ word }) => word?.value === '-c');
}

/** pflag takes each letter behind one dash for a flag of its own, and the agent has none of one letter. Source: pflag v1.0.5, flag.go:1055-1099. */
function withOneDash(flag: Flag, { value: written, at }: Sourced<string>): Finding {
  const meant = `--${flag.name}`;
  return {
    at,
    message: message('The network policy agent has no flags with one dash, as {written}: it exits on every node', {
      written,
    }),
    // Of a flag that there is not either way the rule's own advice says what to do.
    ...(flagSince(flag.name) === undefined
      ? {}
      : {
          advice: message('Write two dashes: {flag}', { flag: meant }),
          fixes: () => renamed(flag, at, meant),
        }),
  };
}

function unknownFlag(flag: Flag, { value: written, at }: Sourced<string>, agent: Image | undefined): Finding {
  const since = flagSince(flag.name);
  if (since !== undefined && agent !== undefined) {
    return {
      at,
      message: message(
        'The network policy agent {agent} does not know {flag}, which came with v{since}: it exits on every node',
        { agent: agent.tag, flag: written, since },
      ),
      advice: message('Take the flag out, or raise the agent'),
      related: [{ at: agent.at, message: message('The version of the agent') }],
    };
  }
  const near = closestFlags(flag.name).filter((name) => knowsFlag(name, agent?.version));
  return {
    at,
    message: unknownText(written, near),
    ...(near.length > 0 ? { advice: 'inMessage' } : {}),
    fixes: () => {
      const [name, ...others] = near;
      return name === undefined || others.length > 0 ? [] : renamed(flag, at, `--${name}`);
    },
  };
}

function unknownText(flag: string, near: readonly string[]): Message {
  const suggestion = alternatives(near.map((name) => `--${name}`));
  return near.length === 0
    ? message('The network policy agent does not know the flag {flag}: it exits on every node', { flag })
    : message(
        'The network policy agent does not know the flag {flag}: it exits on every node. Did you mean {suggestion}?',
        {
          flag,
          suggestion,
        },
      );
}

/** Another name for a flag: alone in its word, or before a value that can be seen. */
function renamed({ lead, value, word }: Flag, at: Finding['at'], name: string): readonly Fix[] {
  const isAlone = lead === '' || value.kind === 'absent';
  if (word === undefined || (!isAlone && value.kind !== 'known')) return [];
  const text = isAlone || value.kind !== 'known' ? name : `${name}=${value.value}`;
  return [
    {
      title: message('Rename {old} to {name}', { old: word.value, name }),
      level: 'suggested',
      changes: [{ kind: 'replaceValue', at, value: text, asString: false }],
    },
  ];
}
