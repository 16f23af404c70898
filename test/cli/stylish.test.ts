import { describe, expect, it } from 'vitest';
import { displayWidth, harmless } from '../../server/reporters/terminal.js';
import { clean, clusterWith, withError, withInfo, withWarning } from './manifests.js';
import { eniLens, folderWith } from './program.js';

const escapeCharacter = '\u001b';

describe.concurrent('stylish output', () => {
  it('shows place, severity, rule, message, lines and what can be done', async () => {
    const cwd = folderWith({ 'a.yaml': withWarning() });
    const { stdout } = await eniLens(['lint'], { cwd });
    expect(stdout).toBe(
      `a.yaml:8:25  warning  warm-ip-target-without-minimum
  WARM_IP_TARGET is 2 and MINIMUM_IP_TARGET is not set: every pod that starts or stops costs an EC2 call on its node, and many at once are throttled
    7 |       env:
    8 |         WARM_IP_TARGET: "2"
      |                         ^^^
  fix  Set MINIMUM_IP_TARGET to "10"

Why, with examples: eni-lens explain warm-ip-target-without-minimum
1 finding: 1 warning. 1 fixable with --fix --fix-level suggested. 1 file checked.
`,
    );
  });

  it('counts in words', async () => {
    const cwd = folderWith({
      'a.yaml': withWarning('a'),
      'b.yaml': withWarning('b'),
      'c.yaml': withInfo('c'),
      'd.yaml': withError('d'),
      'e.yaml': clean('e'),
    });
    const { stdout } = await eniLens(['lint'], { cwd });
    expect(stdout.trim().split('\n').at(-1)).toBe(
      '4 findings: 1 error, 2 warnings, 1 info. 1 fixable with --fix. 3 fixable with --fix --fix-level suggested. 5 files checked.',
    );
    expect((await eniLens(['lint', 'e.yaml'], { cwd })).stdout).toBe('No problems. 1 file checked.\n');
  });

  it('is the same for paths in any order, in ten runs', async () => {
    const names = ['b', 'a', 'e', 'd', 'c'];
    const cwd = folderWith(
      Object.fromEntries(names.map((name) => [`${name}/${name}.yaml`, withWarning('same') + withError(name)])),
    );
    for (const format of ['stylish', 'json']) {
      const runs = Array.from({ length: 5 }, (_, turn) => {
        const order = [...names.slice(turn), ...names.slice(0, turn)];
        return eniLens(['lint', '--format', format, ...(turn % 2 === 0 ? order : order.reverse()), 'missing'], { cwd });
      });
      expect(new Set((await Promise.all(runs)).map((outcome) => JSON.stringify(outcome)))).toHaveProperty('size', 1);
    }
  });

  it('lets no text of a file steer the terminal', async () => {
    const text = clusterWith('shop', '"WARM_\\e]0;owned\\a_TARGET\\u202e\\x9b2J": "2"\n        # \u202e \u009b \u0007');
    const cwd = folderWith({ 'a.yaml': text });
    const { stdout } = await eniLens(['lint', '--min-severity', 'hint'], { cwd });
    expect(stdout).toContain('\\u{1b}]0;owned\\u{7}');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const json = await eniLens(['lint', '-f', 'json', '--min-severity', 'hint'], { cwd });
    expect(json.stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(JSON.stringify(JSON.parse(json.stdout))).toContain('\\u001b]0;owned\\u0007');
  });

  it('cuts long lines to a window around what is marked', async () => {
    const text = (before: number, after: number) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: c${before}, region: eu-west-1 }
addons: [{ tags: { x: "${'👍'.repeat(before)}" }, name: vpc-cni, configurationValues: '{"env": {"WARM_IP_TARGET": "2"}}' }] # ${'z'.repeat(after)}
`;
    const cwd = folderWith({ 'a.yaml': text(0, 5000), 'b.yaml': text(2000, 0), 'c.yaml': text(2001, 5000) });
    const { stdout } = await eniLens(['lint'], { cwd });
    const lines = stdout.split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(220);
    const frames = lines.flatMap((line, index) =>
      /^ +\| +\^+$/.test(line) && lines[index - 1]?.includes('WARM_IP_TARGET') ? [[lines[index - 1] ?? '', line]] : [],
    );
    expect(frames).toHaveLength(3);
    for (const [code = '', carets = ''] of frames) expect(marked(code, carets)).toBe('"2"');
  });

  it('puts carets under wide characters, emoji and combining marks', async () => {
    const values = ['名前', 'ｆｕｌｌ', '👍🏽👨‍👩‍👧🇪🇺', '✅❤️', 'e\u0301\u0302', 'plain', '한국어', '\u200b\t'];
    const cwd = folderWith(
      Object.fromEntries(
        values.map((value, index) => [
          `${index}.yaml`,
          `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: c${index}, region: eu-west-1 }\naddons: [{ tags: { x: "${value}" }, name: vpc-cni, configurationValues: '{"env": {"WARM_IP_TARGET": "2"}}' }]\n`,
        ]),
      ),
    );
    const { stdout } = await eniLens(['lint'], { cwd });
    const frames = [...stdout.matchAll(/^( +4 \| addons.*)\n( +\| +\^+)$/gm)];
    expect(frames).toHaveLength(values.length);
    for (const [, code = '', carets = ''] of frames) expect(marked(code, carets)).toBe('"2"');
  });
});

/** What stands above the carets, by the columns a terminal gives each character. */
function marked(code: string, carets: string): string {
  const from = carets.indexOf('^');
  let column = 0;
  let text = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(code)) {
    if (from <= column && column < carets.length) text += segment;
    column += displayWidth(segment);
  }
  return text;
}

describe('the width of a text', () => {
  // Unicode Standard Annex 11 (East Asian Width W and F) and Emoji_Presentation of Technical Standard 51.
  it.each([
    ['abc', 3],
    ['', 0],
    ['é', 1],
    ['e\u0301', 1],
    ['日本語', 6],
    ['ｆ', 2],
    ['ｱ', 1],
    ['한', 2],
    ['\u1112\u1161\u11ab', 2],
    ['👍', 2],
    ['👍🏽', 2],
    ['👨‍👩‍👧', 2],
    ['🇪🇺', 2],
    ['✅', 2],
    ['❤', 1],
    ['❤️', 2],
    ['…', 1],
    ['─░█', 3],
    ['\u200b', 0],
  ])('%s is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('is that of what is shown', () => {
    expect(harmless('a\tb\u0000\ud800\u202e\ufeff')).toBe('a b\\u{0}\\u{d800}\\u{202e}\\u{feff}');
    expect(harmless('👨‍👩‍👧 é 名')).toBe('👨‍👩‍👧 é 名');
  });

  it('changes only where a CI system would obey', () => {
    expect(harmless('::error file=x::y ##[group] ##vso[task.x] ##teamcity[x]')).toBe(
      '\\u{3a}:error file=x::y \\u{23}#[group] \\u{23}#vso[task.x] \\u{23}#teamcity[x]',
    );
    expect(harmless(' ::stop-commands::x')).toBe(' \\u{3a}:stop-commands::x');
    // Texts in which a careless pattern takes time with the square of their length: longer than a test may take.
    const long = [
      `${' '.repeat(200_000)}x::`,
      `::a ${'x:'.repeat(200_000)}`,
      `${':'.repeat(200_000)}`,
      '##a'.repeat(100_000),
    ];
    expect(long.map(harmless)).toEqual(long);
    const texts = ['::/0 and ::1', '::ffff:10.0.0.1 is ::x', 'a ::error::x', '## [a]', '#[a] ### b'];
    expect(texts.map(harmless)).toEqual(texts);
  });
});

describe.concurrent('colour', () => {
  const cwd = folderWith({ 'a.yaml': withWarning() });
  it.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [{ NO_COLOR: '', FORCE_COLOR: '1' }, true],
    [{ TERM: 'xterm-256color' }, false],
  ] as const)('with %j into a pipe: %s', async (env, isColored) => {
    const outcomes = await Promise.all([['lint'], ['max-pods', 'm5.large']].map((args) => eniLens(args, { cwd, env })));
    expect(outcomes.map(({ stdout }) => stdout.includes(escapeCharacter))).toEqual([isColored, isColored]);
  });

  it.each([
    [['--color'], { NO_COLOR: '1' }, true],
    [['--no-color'], { FORCE_COLOR: '1' }, false],
    [['--color', '--no-color'], {}, false],
  ] as const)('with %j, whatever the environment says', async (options, env, isColored) => {
    const outcomes = await Promise.all([
      eniLens(['lint', ...options], { cwd, env }),
      eniLens([...options, 'max-pods', 'm5.large'], { cwd, env }),
    ]);
    expect(outcomes.map(({ stdout }) => stdout.includes(escapeCharacter))).toEqual([isColored, isColored]);
  });

  it('changes nothing but the colour', async () => {
    const plain = await eniLens(['lint'], { cwd });
    const colored = await eniLens(['lint'], { cwd, env: { FORCE_COLOR: '1' } });
    expect(colored.stdout.replaceAll(new RegExp(`${escapeCharacter}\\[\\d+m`, 'g'), '')).toBe(plain.stdout);
  });
});
