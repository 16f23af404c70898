import { useCompileCache } from '../disk/compileCache.js';

/* What an editor starts as the server: as little as there can be before the compile cache counts. */

useCompileCache();
void import('./node.js');
