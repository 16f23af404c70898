import { basename, join } from 'node:path';
import { type BuildOptions, type BuildResult, build, type Metafile, type Plugin } from 'esbuild';
import { loadedAtOnce, partBeginningAt, parts } from './parts.js';

/*
 * One program as several CommonJS files that are loaded when they are needed: one for each `import()`, and one for each part (`parts.ts`).
 * esbuild can part a program into chunks as ES modules only, and into many small ones; here the chunks are put together to a few files.
 * What two of them need is in one.
 */

/** What becomes of a program. */
export interface Packs {
  /** The options of every bundle. */
  readonly options: BuildOptions;
  readonly program: string;
  /** What finds the modules of the program. */
  readonly plugins: Plugin[];
  /** What stands at the beginning of the program, before its own first line. */
  readonly banner?: string;
  /** The folder of the files. The program is `<name>.cjs`, what it imports later `<name>-<module>.cjs` or `<name>-<part>.cjs`. */
  readonly folder: string;
  readonly name: string;
  /**
   * The modules whose files take what they share with later ones, first things first; then come the parts in their order, and the other modules
   * by name. What all but the first of these share is with the first.
   */
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
    // That is done with the rest of it, too.
    minify: false,
    minifyIdentifiers: false,
    minifySyntax: false,
    minifyWhitespace: false,
  });
  const chunks = chunksOf(parted);
  const packs = packsOf(chunks, name, first);
  const given = new Map([...new Set(packs.values())].map((pack) => [pack, givenBy(chunks, packs, pack)]));
  await Promise.all(
    [...given].map(([pack, bindings]) =>
      build({
        ...options,
        plugins: [chunksPlugin(chunks, packs, pack, given)],
        stdin: { contents: entryOf(chunks, packs, pack, bindings), resolveDir: folder },
        // What stands at the end of a pack is meant as it is written.
        logOverride: { 'commonjs-variable-in-esm': 'silent' },
        outfile: join(folder, `${pack}.cjs`),
        // As modules the chunks were strict without saying so.
        banner: { js: pack === name && banner !== undefined ? `${banner}\n${strict}` : strict },
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
  /** The chunks it loads when they are needed. */
  readonly later: readonly string[];
  /** What it is the beginning of: a part, or a module, without folder and ending. */
  readonly entry: string | undefined;
  readonly isPart: boolean;
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
      const filesOf = (kind: string): readonly string[] =>
        imports.filter((each) => each.kind === kind && !each.external).map((each) => basename(each.path));
      const part = entryPoint && partBeginningAt(entryPoint);
      const chunk: Chunk = {
        file,
        text: loadedAtOnce(texts.get(file) ?? ''),
        exports,
        imports: filesOf('import-statement'),
        later: filesOf('dynamic-import'),
        entry: part ?? (entryPoint && basename(entryPoint).replace(/\.ts$/, '')),
        isPart: part !== undefined,
        isProgram: entryPoint !== undefined && !later.has(file),
      };
      return [file, chunk];
    }),
  );
}

/**
 * The file each chunk goes to: that of the first module that needs it, and for what all the other first ones need that of the first of them. What
 * two parts need is where parts are loaded from, so that none loads another one.
 */
function packsOf(
  chunks: ReadonlyMap<string, Chunk>,
  name: string,
  first: readonly string[],
): ReadonlyMap<string, string> {
  const order = [...first, ...Object.keys(parts)];
  const rank = ({ isProgram, entry = '' }: Chunk): number => (isProgram ? -1 : order.indexOf(entry) >>> 0);
  const entries = [...chunks.values()].filter(({ entry }) => entry !== undefined);
  const sorted = entries.toSorted((a, b) => rank(a) - rank(b) || ((a.entry ?? '') < (b.entry ?? '') ? -1 : 1));
  const needs = new Map(sorted.map((entry) => [entry, neededAtOnce(entry.file, chunks)]));
  const packOf = ({ entry, isProgram }: Chunk): string => (isProgram ? name : `${name}-${entry}`);
  const [home, ...others] = sorted.filter(({ entry, isProgram }) => !isProgram && first.includes(entry ?? ''));
  const [one, ...more] = others.map((entry) => needs.get(entry) ?? new Set<string>());
  const shared = [...(one ?? [])].filter((file) => more.length > 0 && more.every((each) => each.has(file)));
  const loading = sorted.find(
    (entry) => !entry.isPart && [...(needs.get(entry) ?? [])].some((file) => loadsPart(file, chunks)),
  );
  const packs = new Map<string, string>();
  const take = (files: Iterable<string>, pack: string): void => {
    for (const file of files) if (!packs.has(file)) packs.set(file, pack);
  };
  for (const entry of sorted) {
    take(needs.get(entry) ?? [], packOf(entry));
    if (entry === home) take(shared, packOf(entry));
    if (entry === loading) take(sharedByParts(needs), packOf(entry));
  }
  return packs;
}

function loadsPart(file: string, chunks: ReadonlyMap<string, Chunk>): boolean {
  return chunks.get(file)?.later.some((each) => chunks.get(each)?.isPart) === true;
}

/** The chunks that several parts need. */
function sharedByParts(needs: ReadonlyMap<Chunk, ReadonlySet<string>>): readonly string[] {
  const partsOf = new Map<string, Set<string>>();
  for (const [{ isPart, entry = '' }, files] of needs)
    for (const file of isPart ? files : []) partsOf.set(file, (partsOf.get(file) ?? new Set()).add(entry));
  return [...partsOf].flatMap(([file, names]) => (names.size > 1 ? [file] : []));
}

/** A chunk and all that it needs at once. */
function neededAtOnce(file: string, chunks: ReadonlyMap<string, Chunk>): ReadonlySet<string> {
  const needed = new Set([file]);
  // What is added meanwhile is gone through as well.
  for (const each of needed) for (const other of chunks.get(each)?.imports ?? []) needed.add(other);
  return needed;
}

/** What a pack gives to others: bindings, each with the chunk that exports it. */
type Bindings = readonly { readonly file: string; readonly name: string }[];

function givenBy(chunks: ReadonlyMap<string, Chunk>, packs: ReadonlyMap<string, string>, pack: string): Bindings {
  const of = (isOwn: boolean): readonly Chunk[] =>
    [...chunks.values()].filter(({ file }) => (packs.get(file) === pack) === isOwn);
  const others = of(false);
  return of(true).flatMap((chunk) => neededOf(chunk, others).map((name) => ({ file: chunk.file, name })));
}

/**
 * The chunks of a pack, and a list of what others need of them; what a program exports are properties of that list. The bundler's own exports, a
 * getter for each, take as long at the start as all else that a pack does, and an object with hundreds of names twice as long as a list.
 */
function entryOf(
  chunks: ReadonlyMap<string, Chunk>,
  packs: ReadonlyMap<string, string>,
  pack: string,
  given: Bindings,
): string {
  const own = [...chunks.values()].filter(({ file }) => packs.get(file) === pack);
  const exported = own.flatMap(({ file, isProgram, exports }) =>
    isProgram ? exports.map((name) => ({ file, name })) : [],
  );
  const lines = [
    ...own.map(({ file }) => `import './${file}';`),
    ...[...given, ...exported].map(({ file, name }, at) => `import { ${name} as given${at} } from './${file}';`),
    `module.exports = [${given.map((_, at) => `given${at}`).join(', ')}];`,
    ...exported.map(({ name }, at) => `module.exports.${name} = given${given.length + at};`),
  ];
  return lines.join('\n');
}

/** The bindings of a chunk that these others need. */
function neededOf({ file, exports }: Chunk, others: readonly Chunk[]): readonly string[] {
  const needs = others.flatMap(needsOf).filter((each) => each.file === file);
  if (needs.some(({ name }) => name === everything)) return exports;
  return [...new Set(needs.map(({ name }) => name))];
}

const everything = '*';

/** What a chunk needs of other chunks: bindings, or all of what it loads later, whether it waits for that or not. */
function needsOf({ text }: Chunk): readonly { readonly file: string; readonly name: string }[] {
  const statics = Array.from(
    text.matchAll(/^import \{([^}]*)\} from "\.\/([^"]+\.js)";$/gm),
    ([, names = '', file = '']) => names.split(',').map((each) => ({ file, name: each.trim().split(' ')[0] ?? '' })),
  );
  const later = Array.from(text.matchAll(/\b(?:import|require)\("\.\/([^"]+\.js)"\)/g), ([, file = '']) => ({
    file,
    name: everything,
  }));
  return [...statics.flat(), ...later];
}

/** Gives the chunks as they are in memory. Bindings of other packs are read once: a pack is complete when others see it. */
function chunksPlugin(
  chunks: ReadonlyMap<string, Chunk>,
  packs: ReadonlyMap<string, string>,
  pack: string,
  given: ReadonlyMap<string, Bindings>,
): Plugin {
  const placeOf = (file: string, name: string): number =>
    given.get(packs.get(file) ?? '')?.findIndex((each) => each.file === file && each.name === name) ?? -1;
  return {
    name: 'chunks',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\/.*\.js$/ }, ({ path, kind }) => {
        const file = basename(path);
        const elsewhere = kind === 'require-call' ? 'part' : 'elsewhere';
        return { path: file, namespace: packs.get(file) === pack ? 'chunk' : elsewhere };
      });
      onResolve({ filter: /\.cjs$/ }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => ({ contents: chunks.get(path)?.text ?? '' }));
      onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path }) => {
        const chunk = chunks.get(path);
        const own = [...chunks.values()].filter(({ file }) => packs.get(file) === pack);
        const names = chunk ? neededOf(chunk, own) : [];
        const lines = names.map((name) => `export const ${name} = all[${placeOf(path, name)}];`);
        return { contents: `const all = require('./${packs.get(path)}.cjs');\n${lines.join('\n')}` };
      });
      onLoad({ filter: /./, namespace: 'part' }, ({ path }) => {
        const names = chunks.get(path)?.exports.map((name) => `${name}: part[${placeOf(path, name)}]`) ?? [];
        return {
          contents: `const part = require('./${packs.get(path)}.cjs');\nmodule.exports = { ${names.join(', ')} };`,
        };
      });
    },
  };
}
