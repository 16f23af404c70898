import type { Span } from '../../text/span.js';
import { spelledInPlace } from '../draft.js';
import type { ScalarNode } from '../node.js';
import type { Completion, Frame, Spot, VariableSpelling } from '../syntax.js';
import { isAssigning } from './nodes.js';
import { isWordHost, writtenAs } from './strings.js';
import { quotingOf, spellWord } from './word.js';

/** How something new is spelled in a command: `NAME=value` as a word of its own. */
export const completion: Completion = { frames, variables, key: (_, name) => `${name}=$1`, value };

const word: Frame = { kind: 'word', before: '', after: '' };
const pair: Frame = { kind: 'item', before: '', after: '=0' };

function frames(text: string, { start, end }: Span): readonly Frame[] {
  if (text[end] === '=') return [word];
  // Behind an equals sign stands a value, or behind that of a flag the next name: `--env=`. Behind a flag either.
  const before = text.slice(Math.max(0, start - longestFlag), start);
  return /=["']?$|(?:^|\s)--?[a-z][\w-]*[ \t]+["']?$/.test(before) ? [word, pair] : [pair];
}

const longestFlag = 80;

function variables({ hasValue, frame, scalar, nodes }: Spot): VariableSpelling {
  if (frame === 'word' && hasValue) return { nameOnly: true, entries: () => undefined };
  const isInQuotes = isWordHost(scalar.host) || scalar.style !== 'plain';
  const isBehindFlag = nodes.some(isAssigning);
  return {
    nameOnly: false,
    entries(pairs) {
      // Between quotes several would be one word, and each needs a flag of its own.
      if ((isInQuotes || isBehindFlag) && pairs.length > 1) return undefined;
      return pairs.map(([name, text]) => `${name}=${spelled(text)}`).join(' ');
    },
  };
}

/** The place where a person types the value is no text: `$1`. */
function spelled(text: string): string {
  return /^\$\d$/.test(text) ? text : spellWord(text, 'bare');
}

function value(scalar: ScalarNode, text: string): string | undefined {
  return isWordHost(scalar.host) ? spelledInPlace(scalar, text) : spellWord(text, quotingOf(writtenAs(scalar)));
}
