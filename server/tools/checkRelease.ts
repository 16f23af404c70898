import { fileURLToPath } from 'node:url';
import { rules } from '../rules/index.js';
import { missingTranslations } from './translations.js';

/* `npm run check:release`: what a release needs beside what the tests ask of every change. English is what is shown until then. */

const root = fileURLToPath(new URL('../../', import.meta.url));

const missing = missingTranslations(
  root,
  rules.map(({ id }) => id),
);
for (const each of missing) console.error(each);
console.log(missing.length === 0 ? 'Everything is translated.' : `Not translated: ${missing.length}`);
process.exitCode = missing.length === 0 ? 0 : 1;
