import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { lint } from '../../server/index.js';
import { measureGrowth } from './growth.bench.js';
import { measureHandingOver } from './handingOver.bench.js';
import { measureIpam } from './ipam.bench.js';
import { measureLsp } from './lsp.bench.js';
import { type GeneratedFile, manifests } from './manifests.js';
import { measureMixed } from './mixed.bench.js';
import { measurePeers } from './peers.bench.js';
import { measurePlan } from './plan.bench.js';
import { measureStart } from './start.bench.js';
import { fastest, ms, runProgram } from './timing.js';
import { measureWorkspace } from './workspace.bench.js';

/*
 * `npm run bench`: prints what things cost on this machine. Nothing fails; the figures are for comparing before and after a change.
 * `npm run bench -- --only ipam|start|lint|growth|peers|lsp|plan|workspace|mixed` measures a part; `--node PATH`, several times, says with which Nodes
 * the start is, `--files N` over how many mixed files.
 */

const fileCount = 1000;
const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

const only = option('--only');
const files = manifests(fileCount);

if (only === undefined || only === 'ipam') measureIpam();
if (only === undefined || only === 'start') measureStart(nodes());
if (only === undefined || only === 'lint') measureCommandLine();
if (only === undefined || only === 'growth') measureGrowth();
if (only === undefined || only === 'peers') measureBesideOthers();
// `--peer-schema FILE`: what yaml-language-server validates with, beside which our server is measured.
if (only === undefined || only === 'lsp') await measureLsp(option('--peer-schema'));
if (only === undefined || only === 'plan') await measurePlan();
if (only === undefined || only === 'workspace') await measureWorkspace();
if (only === undefined || only === 'mixed') measureMixed(Number(option('--files') ?? 10_000));

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

function nodes(): readonly string[] {
  const named = process.argv.flatMap((argument, index) =>
    argument === '--node' ? (process.argv[index + 1] ?? []) : [],
  );
  return named.length > 0 ? named : [process.execPath];
}

function measureCommandLine(): void {
  const folder = write(files);
  try {
    measureLint(folder, files);
    measureHandingOver(files);
    measureHandingOver(manifests(10 * fileCount));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureBesideOthers(): void {
  const folder = write(files);
  try {
    console.log(`whole processes over the same ${files.length} files:`);
    measurePeers(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureLint(folder: string, files: readonly GeneratedFile[]): void {
  const inputs = files.map(({ path, text }) => ({ uri: path, text }));
  const size = inputs.reduce((sum, { text }) => sum + text.length, 0);
  const findings = lint(inputs).findings.length;
  const linted = fastest(5, () => void lint(inputs));
  // What is irrelevant is not parsed by us; the library parses what we parse, and everything, for comparison.
  const relevant = inputs.filter((_, index) => index % 2 === 0);
  const parsedRelevant = fastest(5, () => parse(relevant));
  const parsedAll = fastest(5, () => parse(inputs));
  const whole = fastest(3, () => start([cli, 'lint', '--fail-on', 'never', '.'], folder));
  console.log(`lint of ${files.length} files, ${(size / 1000).toFixed(0)} kB, ${findings} findings:`);
  console.log(`  in memory ${ms(linted)}, ${rate(files.length, linted)} files/s`);
  console.log(
    `  ${ratio(linted, parsedRelevant)} times the parsing of the relevant half with yaml (${ms(parsedRelevant)})`,
  );
  console.log(`  ${ratio(linted, parsedAll)} times the parsing of all of it with yaml (${ms(parsedAll)})`);
  console.log(`  from the disk, whole process ${ms(whole)}, ${rate(files.length, whole)} files/s`);
}

function parse(inputs: readonly { readonly text: string }[]): void {
  for (const { text } of inputs) parseAllDocuments(text);
}

function start(args: readonly string[], cwd: string): void {
  runProgram(process.execPath, args, cwd);
}

function write(files: readonly GeneratedFile[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'eni-lens-bench-'));
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function rate(count: number, milliseconds: number): string {
  return Math.round((1000 * count) / milliseconds).toLocaleString('en-US');
}

function ratio(a: number, b: number): string {
  return (a / b).toFixed(2);
}
