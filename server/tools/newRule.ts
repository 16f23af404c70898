import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askedRule, nextSteps, RuleRefused, ruleSkeleton } from './ruleSkeleton.js';

/* `npm run new-rule <id> -- --group <group>`: writes the files of a new rule, and what follows from them. */

const root = fileURLToPath(new URL('../../', import.meta.url));

function main(args: readonly string[]): void {
  const { id, group } = askedRule(args);
  const files = ruleSkeleton(root, id, group);
  for (const { path, text } of files) writeFileSync(join(root, path), text);
  const generate = [...process.execArgv, join(import.meta.dirname, 'generate.ts')];
  execFileSync(process.execPath, generate, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  console.log(nextSteps(files));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof RuleRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
