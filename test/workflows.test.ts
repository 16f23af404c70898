import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../package.json' with { type: 'json' };

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes': number;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = new URL('../.github/workflows/', import.meta.url);
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});

describe.each(workflows)('the workflow $name', ({ text, workflow }) => {
  const jobs = Object.values(workflow.jobs);
  const scripts = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));

  it('names actions by commit, with their version', () => {
    const uses = text.match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const each of uses) expect(each).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    // One version of each.
    const versions = new Set(uses.map((each) => each.split(' ')[1]));
    expect(versions.size).toBe(new Set([...versions].map((each) => each?.split('@')[0])).size);
  });

  it('may read and nothing else, but in jobs that say so', () => {
    expect(Object.values(workflow.permissions).filter((each) => each !== 'read')).toEqual([]);
    const checkouts = jobs.flatMap(({ steps }) => steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')));
    for (const step of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
    for (const job of jobs) expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
  });

  it('puts nothing from outside into a script', () => {
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  it('runs scripts that there are', () => {
    const names = scripts.flatMap((script) =>
      Array.from(script.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g), ([, name = '']) => name),
    );
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(names));
    const vsce = scripts.flatMap((script) => /@vscode\/vsce@(\S+)/.exec(script)?.[1] ?? []);
    for (const version of vsce) expect(version).toBe(packageJson.devDependencies['@vscode/vsce']);
  });
});
