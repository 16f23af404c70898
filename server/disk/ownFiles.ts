import { join } from 'node:path';

const here = import.meta.dirname;
/** A bundle lies in `dist` of its package, and its catalogues beside it; as source this file lies in `server/disk` of a checkout. */
const isSource = here.endsWith(join('server', 'disk'));

/** The folder of the package that this program is a part of. */
export const packageFolder = join(here, isSource ? '../..' : '..');

/** The folder with the catalogues, one `<language>.json` for each language. */
export const catalogueFolder = isSource ? join(packageFolder, 'l10n') : here;

/** The program of the page that `plan --format html` writes, as `npm run build` makes it. */
export const pageProgramFile = join(isSource ? join(packageFolder, 'dist') : here, 'page.js');
