import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAst } from 'vite';

/*
 * V8 compiles a function when it is first called, and what Node keeps of a file is what was compiled with the file. A function in
 * parentheses is compiled with it, because most such functions are called at once. So the functions that ordinary runs call are put
 * in parentheses: which they are, such runs say.
 */

/** A program that is built, and what it is commonly run for. */
export interface Habit {
  readonly folder: string;
  /** The files whose functions are marked; the first is the program. */
  readonly files: readonly string[];
  /** Each the arguments of a run. */
  readonly runs: readonly (readonly string[])[];
}

/** Has the functions that the runs call compiled together with their files. The program does the same as before. */
export function compileWithFiles({ folder, files, runs }: Habit): void {
  const [program = ''] = files;
  const coverage = mkdtempSync(join(tmpdir(), 'eni-lens-coverage-'));
  try {
    for (const run of runs) {
      const env = { PATH: process.env.PATH, NODE_V8_COVERAGE: coverage, NODE_DISABLE_COMPILE_CACHE: '1' };
      const { status } = spawnSync(process.execPath, [join(folder, program), ...run], { env, stdio: 'ignore' });
      if (status === null || status > mostSevere) throw new Error(`${program} ${run.join(' ')} ended with ${status}`);
    }
    const reports = readdirSync(coverage).map((name) => readFileSync(join(coverage, name), 'utf8'));
    for (const file of files) {
      const path = join(folder, file);
      writeFileSync(path, withParentheses(readFileSync(path, 'utf8'), calledIn(reports, file)));
    }
  } finally {
    rmSync(coverage, { recursive: true, force: true });
  }
}

/** The exit code of a run that did its work and found something. */
const mostSevere = 1;

/** Where functions stand that were called, as `start:end`. */
function calledIn(reports: readonly string[], file: string): ReadonlySet<string> {
  const scripts = reports.flatMap((report) => (JSON.parse(report) as CoverageReport).result);
  const functions = scripts.filter(({ url }) => url.endsWith(`/${file}`)).flatMap((script) => script.functions);
  const ranges = functions.flatMap(({ ranges: [whole] }) => (whole && whole.count > 0 ? [whole] : []));
  return new Set(ranges.map(({ startOffset, endOffset }) => `${startOffset}:${endOffset}`));
}

/** As much as we read of what Node writes for NODE_V8_COVERAGE: the first range of a function is all of it. */
interface CoverageReport {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
    }[];
  }[];
}

/**
 * A script with these functions in parentheses, given where they stand, as `start:end`; methods of classes cannot be. Those that it declares at its top become variables
 * that are set before all else, so that they can still be called from anywhere.
 */
export function withParentheses(code: string, called: ReadonlySet<string>): string {
  const { body } = parseAst(code.replace(/^#!/, '//')) as unknown as { readonly body: readonly Node[] };
  const edits = editsIn(body, called);
  const places = [...edits.keys()].sort((a, b) => a - b);
  const marked = (start: number, end: number): string => {
    const inside = places.filter((at) => start <= at && at < end);
    const pieces = inside.map((at, index) => {
      const edit = edits.get(at);
      return `${edit?.text}${code.slice(edit?.end, inside[index + 1] ?? end)}`;
    });
    return code.slice(start, inside[0] ?? end) + pieces.join('');
  };
  const declared = body.filter((node) => node.type === 'FunctionDeclaration' && called.has(placeOf(node)));
  const values = declared.map(({ start, end, id }) => {
    const { name, ...named } = id as Node & { readonly name: string };
    return `${name}=(${marked(start, named.start)}${marked(named.end, end)})`;
  });
  const ends = [0, ...declared.map(({ end }) => end)];
  const starts = [...declared.map(({ start }) => start), code.length];
  const [first] = body;
  const top = first && 'directive' in first ? first.end : 0;
  const rest = starts.map((start, index) => marked(Math.max(ends[index] ?? 0, top), start)).join('');
  return values.length === 0 ? marked(0, code.length) : `${marked(0, top)}\nvar ${values.join(',\n')};${rest}`;
}

/** What takes the place of a stretch of text. */
interface Edit {
  readonly end: number;
  readonly text: string;
}

/** What puts these function expressions and methods of object literals in parentheses, by where it begins. */
function editsIn(body: readonly Node[], called: ReadonlySet<string>): ReadonlyMap<number, Edit> {
  const edits = new Map<number, Edit>();
  const close = (end: number): void => void edits.set(end, { end, text: `)${edits.get(end)?.text ?? ''}` });
  for (const node of nodesOf(body)) {
    if (!called.has(placeOf(node))) continue;
    if (/^(?:Arrow)?FunctionExpression$/.test(node.type)) {
      edits.set(node.start, { end: node.start, text: `${edits.get(node.start)?.text ?? ''}(` });
      close(node.end);
    } else if (isPlainMethod(node)) {
      const { key, value } = node as Node & { readonly key: Node; readonly value: Node };
      const kind = `${value.async ? 'async ' : ''}function${value.generator ? '*' : ''}`;
      edits.set(node.start, { end: value.start, text: `${key.name}:(${kind}` });
      close(node.end);
    }
  }
  return edits;
}

/** A method that is the same as a function at its key. */
function isPlainMethod({ type, method, computed, key, value }: Node): boolean {
  if (type !== 'Property' || method !== true || computed || (key as Node).type !== 'Identifier') return false;
  return ![...nodesOf(value)].some((node) => node.type === 'Super');
}

/** As much as we know of a node of a syntax tree (ESTree). */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

function placeOf({ start, end }: Node): string {
  return `${start}:${end}`;
}

/** All nodes of a tree, from the outside in. */
function* nodesOf(value: unknown): Generator<Node, void, undefined> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Node;
  for (const each of Object.values(value)) yield* nodesOf(each);
}
