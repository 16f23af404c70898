import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';

/*
 * What the npm package has otherwise than the repository. Its `package.json` has no scripts, for npm 11 warns whoever installs a package that has
 * `prepare`, and what it starts is not part of the package. Its `README.md` says nothing about a clone. Both are changed where npm packs, and
 * put back behind it (`postpack`); `node server/tools/packing.mjs restore` does so by hand.
 */

const kept = '.cache/packing';
const changes = { 'package.json': asPublished, 'README.md': forReaders };

/** Writes both files as the package has them, and keeps what they were. */
export function dress() {
  restore();
  mkdirSync(kept, { recursive: true });
  for (const [name, change] of Object.entries(changes)) {
    const text = readFileSync(name, 'utf8');
    writeFileSync(`${kept}/${name}`, text);
    writeFileSync(name, change(text));
  }
}

/** Puts back what was kept, also by a run that was stopped. */
export function restore() {
  for (const name of Object.keys(changes)) {
    if (existsSync(`${kept}/${name}`)) renameSync(`${kept}/${name}`, name);
  }
}

function asPublished(text) {
  const { scripts, ...rest } = JSON.parse(text);
  // The extension has it in every language, where only VS Code looks.
  const { description } = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  return `${JSON.stringify({ ...rest, description }, null, 2)}\n`;
}

/** The page without what is for a clone. */
function forReaders(text) {
  return text.replace(/<!-- (in the repository only) -->[\s\S]*?<!-- end of \1 -->\n\n?/g, '');
}

if (argv[2] === 'restore') restore();
if (argv[2] === 'dress') dress();
