import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, inject } from 'vitest';
import { answerOf, type CallOptions, type Outcome } from '../harness/commandLine.js';

export type { Outcome };

/** How a command line is run; in a folder of the tests where none is named. */
export type RunOptions = Partial<CallOptions>;

interface ProgramOptions extends RunOptions {
  /** Options of node itself. */
  readonly nodeOptions?: readonly string[];
}

const work = join(inject('bundles'), 'work');

/** The built command line. */
export const cli = join(inject('bundles'), 'cli.cjs');

/** Answers a command line within this process: what is not about the process itself is tested so. */
export function eniLens(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return answerOf(args, { cwd: work, ...options });
}

/** The same for many lists of arguments, one after the other. */
export async function eniLensMany(
  runs: readonly (readonly string[] | { readonly args: readonly string[]; readonly cwd: string })[],
  cwd = work,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const each of runs) outcomes.push(await ('args' in each ? eniLens(each.args, each) : eniLens(each, { cwd })));
  return outcomes;
}

/** Runs `eni-lens` as it is shipped, as a program of its own. */
export function eniLensProgram(
  args: readonly string[],
  { nodeOptions = [], ...options }: ProgramOptions = {},
): Promise<Outcome> {
  return run(process.execPath, [...nodeOptions, cli, ...args], options);
}

/** Runs a line of bash in which `eni-lens` is the built command line. */
export function shell(line: string, options: RunOptions = {}): Promise<Outcome> {
  return run(
    'bash',
    ['--norc', '--noprofile', '-c', `eni-lens() { "${process.execPath}" "${cli}" "$@"; }; ${line}`],
    options,
  );
}

/** Runs any program. */
export function run(
  program: string,
  args: readonly string[],
  { cwd = work, input = '', env = {} }: RunOptions,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH, ...env } });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
    // A program that does not read its input closes it.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** A new folder with these files, by path. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(work, 'test-'));
  chmodSync(folder, 0o755);
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return folder;
}

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

/** The commands that print JSON. */
export type JsonCommand = 'lint' | 'config' | 'plan' | 'max-pods' | 'warm-pool' | 'rules' | 'explain' | 'clusters';

/** The JSON a command printed, after checking it against its published schema. */
export function json<T>(command: JsonCommand, { stdout, stderr }: Outcome): T {
  expect(stdout, stderr).not.toBe('');
  return validJson(`${command}-output.schema.json`, stdout);
}

/** What a JSON text says, after checking it against one of the published schemas. */
export function validJson<T>(schema: string, text: string): T {
  const value = JSON.parse(text);
  const validate = ajv.getSchema(schema) ?? ajv.compile(readJson(`../../schemas/${schema}`));
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
  return value;
}

function readJson(path: string) {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}

/** `lint --format json`, as far as the tests look at it. */
export interface LintJson {
  readonly filesSeen: number;
  readonly filesChecked: number;
  readonly pathsIgnored: number;
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  readonly summary: Readonly<Record<string, number>>;
  readonly findings: readonly JsonFinding[];
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  readonly range: JsonRange;
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly { readonly file: string; readonly range: JsonRange; readonly newText: string }[];
  }[];
}

export interface JsonRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** Lints with JSON output, all severities, and no config file unless the arguments name one. */
export async function lintJson(
  args: readonly string[],
  options: RunOptions = {},
): Promise<LintJson & { readonly code: number | null; readonly stderr: string }> {
  const config = args.some((arg) => arg.startsWith('--config')) ? [] : ['--no-config'];
  const outcome = await eniLens(['lint', '-f', 'json', '--min-severity', 'hint', ...config, ...args], options);
  return { ...json<LintJson>('lint', outcome), code: outcome.code, stderr: outcome.stderr };
}

/** The files with findings, each once, in the order of the output. */
export function filesOf({ findings }: LintJson): readonly string[] {
  return [...new Set(findings.map(({ file }) => file))];
}
