import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandLineOf } from '../../server/cli/completion/commandLine.js';
import { programOf } from '../../server/cli/program.js';
import { instanceTypeNames } from '../../server/model/instanceTypes.js';
import { reporters } from '../../server/reporters/index.js';
import { rules } from '../../server/rules/index.js';
import { englishCall } from '../harness/commandLine.js';
import { eniLens, folderWith, run } from './program.js';

type Shell = 'bash' | 'zsh' | 'fish';

/** bash is on every machine that runs the tests; the others are tried where they are. */
const shells = (['bash', 'zsh', 'fish'] as const).filter((shell) => spawnSync(shell, ['--version']).status === 0);

const beginningWith = (start: string, names: readonly string[]) => names.filter((name) => name.startsWith(start));
const ruleIds = rules.map(({ id }) => id);

/** What is typed before the tab key, and what is proposed. */
const cases: readonly (readonly [line: string, proposals: readonly string[]])[] = [
  [
    '',
    [
      'lint',
      'plan',
      'max-pods',
      'warm-pool',
      'clusters',
      'explain',
      'rules',
      'init',
      'baseline',
      'completion',
      'lsp',
      'help',
    ],
  ],
  ['ex', ['explain']],
  ['--lang ', ['en', 'ja']],
  ['--lang ja exp', ['explain']],
  ['--v', ['--version']],
  ['lint --fix', ['--fix', '--fix-dry-run', '--fix-level']],
  ['lint a.yaml --quie', ['--quiet']],
  ['lint -f ', reporters.map(({ id }) => id)],
  ['lint --format styl', ['stylish']],
  ['lint --format=styl', ['stylish']],
  ['lint -f stylish -f sar', ['sarif']],
  ['lint --fail-on ', ['error', 'warning', 'info', 'never']],
  ['lint --fail-on never --min-severity h', ['hint']],
  ['lint --rule cidr', beginningWith('cidr', ruleIds)],
  ['lint --rule subn', beginningWith('subn', ['subnets', ...ruleIds])],
  ['lint --rule cidr-host-bits=', ['error', 'warning', 'info', 'hint', 'off', 'default']],
  ['lint --rule cidr-host-bits=o', ['off']],
  ['lint --rule subnets=off --rule cidr-host-bits=e', ['error']],
  ['lint --since ma', ['main']],
  ['lint --max-warnings ', []],
  ['max-pods m5.large m5.2', beginningWith('m5.2', instanceTypeNames())],
  ['max-pods --prefix-delegation c6i.la', ['c6i.large']],
  ['max-pods m5.large -f ', ['table', 'json']],
  ['warm-pool m5.large --env WARM_IP', ['WARM_IP_TARGET']],
  ['plan --format ', ['table', 'markdown', 'json', 'html']],
  ['warm-pool m7g.me', beginningWith('m7g.me', instanceTypeNames())],
  ['explain cidr-host-bits max-pods-ab', beginningWith('max-pods-ab', ruleIds)],
  ['rules --group subn', ['subnets']],
  ['rules --group subnets --fix', ['--fixable']],
  ['completion ', ['bash', 'zsh', 'fish']],
  ['help warm', ['warm-pool']],
  ['init --l', ['--lang']],
];

/** What a shell proposes for lines that begin with `eni-lens `. */
async function proposals(shell: Shell, lines: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const cwd = folderWith({ 'clusters/my shop.yaml': '', completion: await script(shell) });
  for (const args of [
    ['init', '--quiet', '--initial-branch', 'main'],
    ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--allow-empty', '-m', 'a'],
  ])
    expect((await run('git', args, { cwd })).stderr).toBe('');
  const driver = fileURLToPath(new URL(`shells/proposals.${shell}`, import.meta.url));
  const clean = { bash: ['--norc', '--noprofile'], zsh: ['-f'], fish: ['--no-config'] }[shell];
  const typed = lines.map((line) => `eni-lens ${line}`);
  const { stdout, stderr } = await run(shell, [...clean, driver, 'completion', ...typed], { cwd, env: { HOME: cwd } });
  expect(stderr).toBe('');
  const blocks = stdout.split(/^= eni-lens /m).slice(1);
  return Object.fromEntries(
    blocks.map((block) => {
      const [line = '', ...proposed] = block.split('\n');
      return [line, proposed.filter((each) => each !== '').map(lastPart)];
    }),
  );
}

/** Shells differ in how much of `--format=json` and `name=` they count as the word that is proposed. */
function lastPart(proposal: string): string {
  return proposal.replace(/=$/, '').replace(/^.*=/, '');
}

async function script(shell: Shell, language = 'en'): Promise<string> {
  const { code, stdout, stderr } = await eniLens(['completion', shell, '--lang', language]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe.each(shells)('eni-lens completion %s', (shell) => {
  let proposed: Readonly<Record<string, readonly string[]>> = {};

  beforeAll(async () => {
    proposed = await proposals(
      shell,
      cases.map(([line]) => line),
    );
  });

  it.each(cases)('proposes for "%s"', (line, expected) => {
    expect(proposed[line]?.toSorted()).toEqual(expected.toSorted());
  });

  it('is read without complaint in every language', async () => {
    for (const language of ['en', 'ja']) {
      const cwd = folderWith({ completion: await script(shell, language) });
      expect(await run(shell, ['-n', 'completion'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    }
  });
});

describe('eni-lens completion', () => {
  it('completes in a bash on a terminal: commands, values behind =, and names of files with their quotes', async () => {
    const cwd = folderWith({ 'clusters/my shop.yaml': '', completion: await script('bash') });
    const typed = `source completion
eni-lens() { printf '<%s>' "$@"; echo; }
eni-lens li\t--form\tjso\t--format sarif=clus\tout --rule cidr-ho\tof\tclus\tmy\t
exit
`;
    const shell = 'bash --norc --noprofile -i';
    const { stdout } = await run('script', ['-qec', shell, join(cwd, 'log')], { cwd, input: typed });
    expect(stdout).toContain(
      '<lint><--format><json><--format><sarif=clusters/out><--rule><cidr-host-bits=off><clusters/my shop.yaml>',
    );
  });

  it('does not run what the name of a branch holds', async () => {
    const cwd = folderWith({ completion: await script('bash') });
    const commands = `git init --quiet --initial-branch main
git -c user.name=a -c user.email=a@b commit --quiet --allow-empty -m a
git branch 'x$(touch\${IFS}run)'
source completion
COMP_WORDS=(eni-lens lint --since x) COMP_CWORD=3
_eni_lens
printf '%s' "\${COMPREPLY[@]}"
[[ ! -e run ]]`;
    const outcome = await run('bash', ['--norc', '--noprofile', '-c', commands], { cwd, env: { HOME: cwd } });
    expect(outcome).toEqual({ code: 0, stdout: 'x\\$\\(touch\\$\\{IFS\\}run\\)', stderr: '' });
  });

  it('says which shells there are', async () => {
    const { code, stdout, stderr } = await eniLens(['completion', 'tcsh']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain("argument 'shell' does not take 'tcsh': it takes bash, zsh, fish");
  });

  it('has proposals for everything but numbers and names that only the person knows', () => {
    const program = programOf(englishCall);
    const { options, commands } = commandLineOf(program);
    const values = [...options, ...commands.flatMap((command) => command.options)].map(({ value }) => value);
    const all = [...values, ...commands.map((command) => command.arguments)].flatMap((value) => value ?? []);
    const without = all.filter(({ values: { kind } }) => kind === 'text').map(({ name }) => name);
    expect([...new Set(without)].sort()).toEqual([
      'budget',
      'bytes',
      'group=number',
      'group=type',
      'id',
      'name',
      'number',
      'port',
      'range',
      'version',
    ]);
  });
});
