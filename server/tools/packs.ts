import { basename, join } from 'node:path';
import { type BuildOptions, type BuildResult, build, type Metafile, type Plugin } from 'esbuild';

/*
 * One program as several CommonJS files that are loaded when they are needed. esbuild can part a program at its `import()`s into chunks as
 * ES modules only, and into many small ones; here the chunks are put together to a few files. What two of them need is in one.
 */

/** What becomes of a program. */
export interface Packs {
  /** The options of every bundle. */
  readonly options: BuildOptions;
  readonly program: string;
  /** What finds the modules of the program. */
  readonly plugins: Plugin[];
  /** What stands at the beginning of the program. */
  readonly banner: string;
  /** The folder of the files. The program is `<name>.cjs`, what it imports later `<name>-<module>.cjs`. */
  readonly folder: string;
  readonly name: string;
  /** The modules whose files take what they share with later ones, first things first; then come the others, by name. */
  readonly first: readonly string[];
}

/** Writes a program as files of which each `import()` loads one, and what that needs. Returns what is in them. */
export async function buildPacks({ options, program, plugins, banner, folder, name, first }: Packs): Promise<Metafile> {
  const parted = await build({
    ...options,
    entryPoints: [program],
    plugins,
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    outdir: folder,
    chunkNames: '[name]-[hash]',
    // What is `import()` in a chunk is turned into `require` with the rest of it.
    supported: { ...options.supported, 'dynamic-import': true },
    // Names are shortened once.
    minify: false,
    minifyIdentifiers: false,
  });
  const chunks = chunksOf(parted);
  const packs = packsOf(chunks, name, first);
  await Promise.all(
    [...new Set(packs.values())].map((pack) =>
      build({
        ...options,
        plugins: [chunksPlugin(chunks, packs, pack)],
        stdin: { contents: entryOf(chunks, packs, pack), resolveDir: folder },
        outfile: join(folder, `${pack}.cjs`),
        // As modules the chunks were strict without saying so.
        banner: { js: pack === name ? `${banner}\n${strict}` : strict },
      }),
    ),
  );
  return parted.metafile;
}

const strict = "'use strict';";

/** A chunk by the name of its file. */
interface Chunk {
  readonly file: string;
  readonly text: string;
  readonly exports: readonly string[];
  /** The chunks it needs at once. */
  readonly imports: readonly string[];
  /** The module it is the beginning of, without folder and ending. */
  readonly entry: string | undefined;
  readonly isProgram: boolean;
}

function chunksOf({
  outputFiles,
  metafile,
}: BuildResult<{ write: false; metafile: true }>): ReadonlyMap<string, Chunk> {
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const later = new Set(
    Object.values(metafile.outputs).flatMap(({ imports }) =>
      imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => basename(path)),
    ),
  );
  return new Map(
    Object.entries(metafile.outputs).map(([path, { exports, imports, entryPoint }]) => {
      const file = basename(path);
      const needed = imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
      const chunk: Chunk = {
        file,
        text: texts.get(file) ?? '',
        exports,
        imports: needed.map((each) => basename(each.path)),
        entry: entryPoint && basename(entryPoint).replace(/\.ts$/, ''),
        isProgram: entryPoint !== undefined && !later.has(file),
      };
      return [file, chunk];
    }),
  );
}

/** The file each chunk goes to: that of the first module that needs it. */
function packsOf(
  chunks: ReadonlyMap<string, Chunk>,
  name: string,
  first: readonly string[],
): ReadonlyMap<string, string> {
  const packs = new Map<string, string>();
  const take = (file: string, pack: string): void => {
    if (packs.has(file)) return;
    packs.set(file, pack);
    for (const each of chunks.get(file)?.imports ?? []) take(each, pack);
  };
  const rank = ({ isProgram, entry = '' }: Chunk): number => (isProgram ? -1 : first.indexOf(entry) >>> 0);
  const entries = [...chunks.values()].filter(({ entry }) => entry !== undefined);
  const sorted = entries.toSorted((a, b) => rank(a) - rank(b) || ((a.entry ?? '') < (b.entry ?? '') ? -1 : 1));
  for (const { file, entry, isProgram } of sorted) take(file, isProgram ? name : `${name}-${entry}`);
  return packs;
}

/** The chunks of a pack, each by its name. */
function entryOf(chunks: ReadonlyMap<string, Chunk>, packs: ReadonlyMap<string, string>, pack: string): string {
  const own = [...chunks.values()].filter(({ file }) => packs.get(file) === pack);
  return own
    .map(({ file, isProgram }) => (isProgram ? `import './${file}';` : `export * as ${nameOf(file)} from './${file}';`))
    .join('\n');
}

function nameOf(file: string): string {
  return file.replace(/\W/g, '_');
}

/** Gives the chunks as they are in memory. Bindings of other packs are read once: a pack is complete when others see it. */
function chunksPlugin(chunks: ReadonlyMap<string, Chunk>, packs: ReadonlyMap<string, string>, pack: string): Plugin {
  return {
    name: 'chunks',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\/.*\.js$/ }, ({ path }) => {
        const file = basename(path);
        return { path: file, namespace: packs.get(file) === pack ? 'chunk' : 'elsewhere' };
      });
      onResolve({ filter: /\.cjs$/ }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => ({ contents: chunks.get(path)?.text ?? '' }));
      onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path }) => {
        const names = chunks.get(path)?.exports.join(', ');
        return { contents: `export const { ${names} } = require('./${packs.get(path)}.cjs').${nameOf(path)};` };
      });
    },
  };
}
