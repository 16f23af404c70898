import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../server/reporters/terminal.js';
import { rules } from '../../server/rules/index.js';
import { eniLens, eniLensMany, folderWith, json, type Outcome } from './program.js';

const escapeCharacter = '\u001b';
const nothing: Outcome = { code: null, stdout: '', stderr: '' };

interface Listed {
  readonly rules: readonly {
    readonly id: string;
    readonly group: string;
    readonly severity: string;
    readonly defaultSeverity: string;
    readonly fixes: readonly string[];
  }[];
}

function page(id: string): string {
  return readFileSync(new URL(`../../docs/rules/${id}.md`, import.meta.url), 'utf8');
}

describe.concurrent('eni-lens explain', () => {
  it('shows the page of a rule for a terminal: titles, wrapped text, tables, code', async () => {
    const [{ code, stdout, stderr } = nothing] = await eniLensMany([['explain', 'max-pods-above-capacity']]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^max-pods-above-capacity\nwarning · Node groups · fix: suggested\n\n {2}The max pods of a node group is above/,
    );
    for (const title of ['Why', 'Incorrect', 'Correct', 'Fix', 'Sources']) expect(stdout).toContain(`\n\n${title}\n\n`);
    expect(stdout).toContain('\n  mode                 pods ');
    expect(stdout).toContain('\n      managedNodeGroups:\n        - name: web\n          instanceType: m5.large\n');
    expect(stdout).toContain(
      '\n  - amazon-vpc-cni-k8s v1.23.1: `pkg/ipamd/ipamd.go:1406-1422`\n' +
        '    (https://github.com/aws/amazon-vpc-cni-k8s/blob/v1.23.1/pkg/ipamd/ipamd.go#L1406-L1422),\n',
    );
    expect(stdout).not.toMatch(/```|\*\*|^#|\|---/m);
  });

  it('keeps every word of every page, in lines that fit', async () => {
    const ids = rules.map(({ id }) => id);
    const [all] = await eniLensMany([['explain', ...ids]]);
    const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? '';
    const shown = words(all?.stdout.replace(/^.* · .* · .*\n/gm, '') ?? '');
    for (const id of ids) {
      // Cells of a table stand beside each other when they are broken, so their words are in another order.
      const expected = page(id)
        .replace(/^```.*$/gm, '')
        .split(/(?:^\|.*\n)+/m);
      for (const part of expected) expect(shown).toContain(words(part));
    }
    const isCode = /^ {6}/;
    // A path or an address is not broken.
    const isOneWord = /^\s*(?:- )?\S+$/;
    const tooLong = (all?.stdout.split('\n') ?? []).filter(
      (line) => displayWidth(line) > 80 && !isCode.test(line) && !isOneWord.test(line),
    );
    expect(tooLong).toEqual([]);
  });

  it('gives Markdown as it is written, and JSON of several rules, each once', async () => {
    const ids = ['warm-eni-target-zero', 'cidr-host-bits', 'warm-eni-target-zero'];
    const [markdown, asJson] = await eniLensMany([
      ['explain', 'cidr-host-bits', '-f', 'markdown'],
      ['explain', ...ids, '-f', 'json'],
    ]);
    expect(markdown?.stdout).toBe(page('cidr-host-bits'));
    expect(json<{ rules: readonly object[] }>('explain', asJson ?? nothing).rules).toEqual([
      expect.objectContaining({ id: 'warm-eni-target-zero', markdown: page('warm-eni-target-zero') }),
      expect.objectContaining({ id: 'cidr-host-bits', fixes: ['safe'], severity: 'warning', group: 'subnets' }),
    ]);
  });

  it('says what an unknown rule may mean, answers the others, and wants a rule', async () => {
    const [wrong, part, none] = await eniLensMany([
      ['explain', 'cidr-host-bit', 'cidr-host-bits'],
      ['explain', 'host-bits'],
      ['explain'],
    ]);
    expect(wrong).toMatchObject({
      code: 2,
      stderr: 'There is no rule cidr-host-bit. Did you mean cidr-host-bits? (eni-lens rules lists all)\n',
    });
    expect(wrong?.stdout).toMatch(/^cidr-host-bits\n/);
    expect(part?.stderr).toContain('Did you mean cidr-host-bits?');
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none?.stderr).toContain("missing required argument 'rules'");
  });

  it.each([
    ['MAX-PODS-ABOVE-CAPACTY', 'Did you mean max-pods-above-capacity?'],
    ['maxPodsConflict', 'Did you mean max-pods-conflict?'],
    ['COOLDOWN', 'Did you mean cooldown-unsafe?'],
    ['subnets', 'subnets is a group of rules: eni-lens rules --group subnets lists them'],
    ['xyz', 'There is no rule xyz. (eni-lens rules lists all)'],
  ])('knows what %s may mean', async (id, answer) => {
    const [outcome] = await eniLensMany([['explain', id]]);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome?.stderr).toContain(answer);
  });

  it('colours on a terminal only', async () => {
    const [plain, coloured] = await Promise.all([
      eniLens(['explain', 'cidr-host-bits']),
      eniLens(['explain', 'cidr-host-bits'], { env: { FORCE_COLOR: '1' } }),
    ]);
    expect(coloured.stdout.startsWith(`${escapeCharacter}[1mcidr-host-bits${escapeCharacter}[0m\n`)).toBe(true);
    expect(coloured.stdout).toContain(`${escapeCharacter}[1mWhy${escapeCharacter}[0m`);
    expect(stripVTControlCharacters(coloured.stdout)).toBe(plain.stdout);
  });
});

describe.concurrent('eni-lens rules', () => {
  it('lists every rule under its group with severity and fix', async () => {
    const [outcome] = await eniLensMany([['rules', '--no-config']]);
    const lines = outcome?.stdout.split('\n') ?? [];
    for (const { id, severity } of rules) {
      expect(lines.find((line) => line.startsWith(`${id} `))).toMatch(new RegExp(`^${id} +${severity}( |$)`));
    }
    const from = lines.indexOf('Node groups');
    const to = lines.indexOf('', from);
    const ofGroup = lines.slice(from + 1, to).flatMap((line) => (line.startsWith(' ') ? [] : line.split(' ')[0]));
    expect(ofGroup.sort()).toEqual(rules.flatMap(({ id, group }) => (group === 'nodegroups' ? [id] : [])).sort());
    expect(lines.find((line) => line.startsWith('cidr-host-bits'))).toMatch(/ safe$/);
    expect(outcome?.stdout).toContain(`\n${rules.length} rules. eni-lens explain <rule> shows`);
  });

  it('says of each rule what it reports, in the language of the run', async () => {
    const [english, japanese] = await eniLensMany([
      ['rules', '--no-config'],
      ['rules', '--no-config', '--lang', 'ja'],
    ]);
    const unwrapped = (text = '') => text.replaceAll(/\n {4}/g, ' ');
    const summary = 'A range is written with an address inside it.';
    expect(unwrapped(english?.stdout)).toMatch(new RegExp(`^cidr-host-bits +warning +safe ${summary}$`, 'm'));
    expect(unwrapped(japanese?.stdout)).toMatch(/^cidr-host-bits +警告 +safe [^\n]*。$/m);
    expect(english?.stdout.split('\n').filter((line) => displayWidth(line) > 100)).toEqual([]);
  });

  it('says when no rule is of the kind that is asked for', async () => {
    const [outcome] = await eniLensMany([['rules', '--no-config', '--severity', 'off']]);
    expect(outcome).toEqual({ code: 0, stdout: 'No rule is of this kind. (eni-lens rules lists all)\n', stderr: '' });
  });

  it('tells the severity that counts here, and takes groups, severities and fixes as filters', async () => {
    const cwd = folderWith({
      'eni-lens.yaml': `rules: { warm-eni-target-zero: off, cidr-host-bits: error }
overrides: [{ files: [sandbox/], rules: { cidr-host-bits: hint } }]
`,
    });
    const [table, off, some] = await eniLensMany(
      [
        ['rules', '--group', 'combinations', 'subnets'],
        ['rules', '--severity', 'off', '-f', 'json'],
        ['rules', '--group', 'subnets', '--severity', 'error', '--fixable', '-f', 'json'],
      ],
      cwd,
    );
    expect(table?.stdout).toMatch(/^warm-eni-target-zero +off \(by default warning\) /m);
    expect(table?.stdout).toMatch(/^cidr-host-bits +error \(by default warning\) +safe$/m);
    expect(table?.stdout).toContain('Overrides in the config file give some files other severities.');
    expect(table?.stdout).not.toContain('duplicate-key');
    const listed = (outcome: Outcome = nothing) => json<Listed>('rules', outcome).rules;
    expect(listed(off)).toEqual([expect.objectContaining({ id: 'warm-eni-target-zero', defaultSeverity: 'warning' })]);
    const ids = listed(some).map(({ id }) => id);
    expect(ids).toContain('cidr-host-bits');
    for (const rule of listed(some)) {
      expect(rule).toMatchObject({ group: 'subnets', severity: 'error' });
      expect(rule.fixes.length).toBeGreaterThan(0);
    }
  });
});
