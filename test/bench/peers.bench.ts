import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fastest, ms, runProgram } from './timing.js';

/*
 * Our command line beside spectral and yamllint, each a whole process over the same files. None of the three does what another does:
 * yamllint looks at the form of all documents (here with its `relaxed` rules) and knows no field of them; spectral asks its rules about the
 * data of a file, and gives up a file that holds several documents; we read what is ours, join it into clusters and calculate.
 */

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const schemas = fileURLToPath(new URL('../../schemas/', import.meta.url));
const spectralVersion = '6.16.3';
const aim = 5;

/** Prints what the others take for a folder of YAML files, as ratios of what we do. */
export function measurePeers(folder: string): void {
  const ours = () => runProgram(process.execPath, [cli, 'lint', '--fail-on', 'never', '.'], folder);
  const yamllint = findYamllint();
  if (yamllint) {
    compare('yamllint, relaxed', ours, () => runProgram(yamllint, ['-d', 'relaxed', '.'], folder, [0, 1]));
  }
  const spectral = findSpectral();
  if (spectral === undefined) return;
  const rulesets = mkdtempSync(join(tmpdir(), 'eni-lens-bench-'));
  try {
    for (const [name, rules] of Object.entries(spectralRules())) {
      const file = join(rulesets, 'ruleset.yaml');
      writeFileSync(file, rules);
      const args = [spectral, 'lint', '--quiet', '--ruleset', file, '**/*.yaml'];
      const refused = runProgram(process.execPath, args, folder, [0, 1]).match(/Expected a single document/g) ?? [];
      const label = `spectral, ${name} (${refused.length} files with several documents refused)`;
      compare(label, ours, () => runProgram(process.execPath, args, folder, [0, 1]));
    }
  } finally {
    rmSync(rulesets, { recursive: true, force: true });
  }
}

/** In turns, so that what else the machine does hits both; once is enough for what takes long. */
function compare(name: string, ours: () => void, theirs: () => void): void {
  const rounds: { readonly ours: Cost; readonly theirs: Cost }[] = [];
  while (rounds.length < 5 && rounds.every((round) => round.theirs.elapsed < 15_000)) {
    rounds.push({ ours: costOf(ours), theirs: costOf(theirs) });
  }
  const least = (of: (round: (typeof rounds)[number]) => number): number => Math.min(...rounds.map(of));
  const [own, other] = [least((round) => round.ours.elapsed), least((round) => round.theirs.elapsed)];
  const processor = least((round) => round.theirs.processor) / least((round) => round.ours.processor);
  const verdict = other / own >= aim ? 'met' : 'MISSED';
  console.log(
    `  ${name}: ${ms(other)}, eni-lens ${ms(own)}, ${(other / own).toFixed(1)} times (aim ${aim}: ${verdict}); in processor time ${processor.toFixed(1)} times`,
  );
}

/** In milliseconds. */
interface Cost {
  readonly elapsed: number;
  /** Of all threads: what a busy machine distorts less. */
  readonly processor: number;
}

function costOf(run: () => void): Cost {
  const processor = processorOfChildren();
  const elapsed = fastest(1, run);
  return { elapsed, processor: processorOfChildren() - processor };
}

/** User and system time of the programs we ran so far; Linux counts in hundredths of a second. */
function processorOfChildren(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return 10 * (Number(fields[13]) + Number(fields[14]));
}

/** The least that spectral can be asked, and the part of what we check that its own functions can say, the schema of eksctl included. */
function spectralRules(): Readonly<Record<string, string>> {
  const types = JSON.stringify(Object.keys(readJson(join(schemas, 'instance-types.json')).limits as object));
  const {
    $id: _id,
    $schema: _schema,
    ...clusterConfig
  } = readJson(join(import.meta.dirname, '..', 'harness', 'eksctl.schema.json'));
  const rule = (name: string, given: string, then: string) =>
    `${name}: { given: "${given}", severity: error, then: ${then} }`;
  const rules = [
    rule('instance-type', '$..instanceType', `{ function: enumeration, functionOptions: { values: ${types} } }`),
    rule('subnet-id', '$.spec.subnet', '{ function: pattern, functionOptions: { match: "^subnet-[0-9a-f]{17}$" } }'),
    rule(
      'security-group-id',
      '$.spec.securityGroups[*]',
      '{ function: pattern, functionOptions: { match: "^sg-[0-9a-f]{17}$" } }',
    ),
    rule(
      'env-value',
      '$..containers[*].env[*].value',
      '{ function: schema, functionOptions: { schema: { type: string } } }',
    ),
    rule(
      'cluster-config',
      '$',
      `{ function: schema, functionOptions: { schema: { if: { properties: { kind: { const: ClusterConfig } } }, then: ${JSON.stringify(clusterConfig)} } } }`,
    ),
  ];
  const ruleset = (lines: readonly string[]) => `rules:\n${lines.map((line) => `  ${line}\n`).join('')}`;
  return {
    'one rule that wants a kind': ruleset([rule('kind', '$.kind', '{ function: truthy }')]),
    'five rules like ours': ruleset(rules),
  };
}

function readJson(file: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** yamllint; on Debian and as root it is installed when there is none. */
function findYamllint(): string | undefined {
  const program = 'yamllint';
  if (!runs(program) && process.getuid?.() === 0 && runs('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const command of [['update'], ['install', '-y', '--no-install-recommends', program]]) {
      spawnSync('apt-get', command, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    }
  }
  if (runs(program)) return program;
  console.log('  yamllint is left out: it is not installed');
  return undefined;
}

function runs(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** spectral from the npm registry, in the cache of the user: its 240 packages are none of ours. */
function findSpectral(): string | undefined {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'eni-lens');
  const folder = join(cache, `spectral-${spectralVersion}`);
  try {
    if (!existsSync(folder)) installSpectral(folder);
    return join(folder, 'node_modules', '@stoplight', 'spectral-cli', 'dist', 'index.js');
  } catch (error) {
    console.log(`  spectral is left out: it cannot be installed (${error instanceof Error ? error.message : error})`);
    return undefined;
  }
}

/** Installs beside the folder and renames at the end, so that a broken download is never taken for a whole one. */
function installSpectral(folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    writeFileSync(join(unfinished, 'package.json'), '{ "private": true }');
    const what = `@stoplight/spectral-cli@${spectralVersion}`;
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', what], {
      cwd: unfinished,
      stdio: ['ignore', 'ignore', 'inherit'],
      // npm gives its own settings to its scripts as variables; these are those of another project.
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))),
    });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
