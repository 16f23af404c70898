import { useCompileCache } from '../disk/compileCache.js';

/* What `eni-lens` runs: as little as there can be before the compile cache counts. */

useCompileCache();
void import('./main.js');
