import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { check } from 'recheck';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The sources of what is shipped. */
function shippedSources(): readonly string[] {
  return ['server', 'client', 'schemas']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((path) => /\.m?[jt]s$/.test(path) && !path.startsWith('server/tools/'));
}

interface Tree {
  readonly type?: string;
  readonly [key: string]: unknown;
}

/** Everything in a source, from the outside in. */
function* nodesOf(value: unknown): Generator<Tree, void, undefined> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Tree;
  for (const each of Object.values(value)) yield* nodesOf(each);
}

interface Expression {
  readonly source: string;
  readonly flags: string;
}

/** The regular expressions of a source; undefined stands for one that is put together while the program runs. */
function expressionsIn(path: string): readonly (Expression | undefined)[] {
  const { code } = transformSync(readFileSync(join(root, path), 'utf8'), { loader: 'ts', format: 'esm' });
  return [...nodesOf(parseAst(code))].flatMap((node): readonly (Expression | undefined)[] => {
    const { type, regex, callee } = node;
    if (type === 'Literal' && regex !== undefined) {
      const { pattern, flags } = regex as { readonly pattern: string; readonly flags: string };
      return [{ source: pattern, flags }];
    }
    const isMade = type === 'NewExpression' || type === 'CallExpression';
    return isMade && (callee as Tree | undefined)?.name === 'RegExp' ? [madeOf(node)] : [];
  });
}

/** What `new RegExp('…', 'u')` makes, as the generated validators have it. */
function madeOf({ arguments: given }: Tree): Expression | undefined {
  const [source, flags = ''] = (given as readonly Tree[]).map(({ value }) => value);
  return typeof source === 'string' && typeof flags === 'string' ? { source, flags } : undefined;
}

const known = new Map<string, Expression>();
const made: string[] = [];
for (const path of shippedSources()) {
  for (const expression of expressionsIn(path)) {
    if (expression === undefined) made.push(path);
    else known.set(`/${expression.source}/${expression.flags} in ${path}`, expression);
  }
}

/** The automaton where it can, else a search with a fixed seed; bounded by characters read, not by a clock. */
const options = { timeout: null, attackTimeout: null, incubationTimeout: null, randomSeed: 1 } as const;

describe('regular expressions', () => {
  it('are found', () => {
    expect(known.size).toBeGreaterThan(400);
  });

  it('are written down, so that they can be checked', () => {
    expect(made).toEqual([]);
  });

  it('take no more than linear time on any text', async () => {
    const slow: string[] = [];
    for (const [place, { source, flags }] of known) {
      const found = await check(source, flags, options);
      if (found.status !== 'safe')
        slow.push(`${place}: ${found.status === 'vulnerable' ? found.complexity.summary : 'not known'}`);
    }
    expect(slow).toEqual([]);
  });

  it.each([/\s+$/, /a.*b.*c/, /^(?:a|a)*b/, /^(?:\s*#[^\n]*)*$/])('%s would be found', async ({ source, flags }) => {
    expect((await check(source, flags, options)).status).toBe('vulnerable');
  });
});
