import type { Random } from '../random.js';
import { type Mutator, onText } from './mutator.js';

const oddValues: readonly string[] = [
  ...['', 'null', '~', 'true', '"true"', "'no'", 'yes', '0', '-1', '007', '0o17', '0x1F', '1e3', '.5', '1_000', '5.0'],
  ...['9223372036854775808', '"5 "', '" 5"', '"\\u0035"', '"1\\n2"', "'it''s'", '[]', '{}', '[1, 2]', '{a: b}'],
  ...[
    '|',
    '>-',
    '|2',
    '&a 1',
    '*a',
    '!!str 5',
    '!!int "5"',
    '!t x',
    '{{ .Values.x }}',
    '${X}',
    '"{{ x }}"',
    '%x%',
    '<x>',
  ],
  ...['m5.large', 'm5.larg', '[m5.large, c5.xlarge]', 'subnet-0123456789abcdef0', 'sg-1', 'eu-west-1a', '10.0.0.0/16'],
  ...['10.0.0.1/24', '300.0.0.0/8', 'fd00::/8', 'v1.18.1', '1.30', '"1.30"', 'IPv6', 'default', 'aws-node', 'vpc-cni'],
];

/** Values and keys that are something else: another kind of quotes, another number, a template, a list. */
export const scalarMutators: readonly Mutator[] = [
  onText('another value', (text, random) => onValue(text, random, () => random.pick(oddValues))),
  onText('a value of another line', (text, random, other) => {
    const value = valuesOf(other).at(random.below(valuesOf(other).length))?.value ?? '';
    return onValue(text, random, () => value);
  }),
  onText('other quotes', (text, random) =>
    onValue(text, random, (value) => {
      const bare = value.replace(/^(["'])(.*)\1$/, '$2');
      return random.pick([bare, `"${bare}"`, `'${bare}'`, `"${bare}`, `${bare}'`, `"${bare} "`, `!!str ${bare}`]);
    }),
  ),
  onText('another number', (text, random) => {
    const numbers = [...text.matchAll(/\d+/g)];
    const chosen = numbers[random.below(numbers.length)];
    if (chosen === undefined) return text;
    const number = random.pick([
      '0',
      '1',
      '-1',
      '2',
      '9',
      '10',
      '17',
      '100',
      '110',
      '1000',
      '4294967296',
      '1.5',
      '1e9',
      '',
    ]);
    return text.slice(0, chosen.index) + number + text.slice(chosen.index + chosen[0].length);
  }),
  onText('a value in a block', (text, random) =>
    onValue(text, random, (value, indent) => `${random.pick(['|', '|-', '>', '>-', '|+'])}\n${indent}    ${value}`),
  ),
  onText('an anchor here, an alias there', (text, random) =>
    onValue(
      onValue(text, random, (value) => `&a ${value}`),
      random,
      () => '*a',
    ),
  ),
  onText('a comment behind a value', (text, random) =>
    onValue(text, random, (value) => `${value} ${random.pick(['# x', '#x', '# eni-lens-disable-line', '# 😀'])}`),
  ),
  onText('a comment that silences', (text, random) => {
    const lines = text.split('\n');
    const scope = random.pick(['next-line', 'document', 'file', 'line']);
    const rules = random.pick(['', ' unknown-variable', ' invalid-integer, no-such-rule -- why', ' syntax-error -- x']);
    return lines.toSpliced(random.below(lines.length), 0, `# eni-lens-disable-${scope}${rules}`).join('\n');
  }),
  onText('one long list', (text, random) => {
    const count = random.pick([3, 40, 400, 2_200]);
    const item = random.pick(['x', '10.0.0.0/8', 'eks:a=b', 'm5.large', '"a"']);
    return onValue(text, random, () => `"${Array(count).fill(item.replaceAll('"', "'")).join(',')}"`);
  }),
];

interface WrittenValue {
  readonly indent: string;
  readonly start: number;
  readonly value: string;
}

/** What stands behind a key or a dash on each line. */
function valuesOf(text: string): readonly WrittenValue[] {
  return [...text.matchAll(/^([ \t>]*)((?:- )*(?:[^\s:#][^:#\n]{0,80}: +)?)(\S[^\n]*)$/gm)].map(
    ([, indent = '', key = '', value = ''], index, all) => ({
      indent,
      start: (all[index]?.index ?? 0) + indent.length + key.length,
      value,
    }),
  );
}

function onValue(text: string, random: Random, change: (value: string, indent: string) => string): string {
  const values = valuesOf(text);
  const chosen = values[random.below(values.length)];
  if (chosen === undefined) return text;
  const { start, value, indent } = chosen;
  return text.slice(0, start) + change(value, indent) + text.slice(start + value.length);
}
