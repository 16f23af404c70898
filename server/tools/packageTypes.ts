import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/**
 * Writes the declarations that the library's types need: `esm/` for programs that import it, `cjs/` for those that require it.
 * TypeScript reads a declaration as the one or the other by the package.json above it. Throws when they do not compile.
 */
export function writeTypes(root: string, folder: string): void {
  const all = mkdtempSync(join(tmpdir(), 'eni-lens-types-'));
  try {
    compile(root, all);
    const sources = join(all, 'server');
    for (const file of reached(join(sources, 'index.d.ts'))) {
      for (const kind of ['esm', 'cjs']) {
        const target = join(folder, kind, relative(sources, file));
        mkdirSync(dirname(target), { recursive: true });
        cpSync(file, target);
      }
    }
    writeFileSync(join(folder, 'esm', 'package.json'), '{ "type": "module" }\n');
    writeFileSync(join(folder, 'cjs', 'package.json'), '{ "type": "commonjs" }\n');
  } finally {
    rmSync(all, { recursive: true, force: true });
  }
}

function compile(root: string, outDir: string): void {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const project = join(root, 'server', 'tools', 'types.tsconfig.json');
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', project, '--outDir', outDir], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The declarations do not compile:\n${stdout}${stderr}`);
}

/** The declarations that one leads to, itself included. */
function reached(start: string): readonly string[] {
  const found = new Set([start]);
  for (const file of found) {
    const text = readFileSync(file, 'utf8');
    for (const [, target = ''] of text.matchAll(/(?:from|import\()\s*['"](\.[^'"]+)\.js['"]/g)) {
      found.add(join(dirname(file), `${target}.d.ts`));
    }
  }
  return [...found];
}
