import { existsSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { partBeginningAt, parts, partsLater } from '../../server/tools/parts.js';

const root = new URL('../../', import.meta.url).pathname;
const modules = Object.values(parts).flat();

it('the modules of parts are files, each in one part', () => {
  expect(modules.filter((module) => !existsSync(`${root}${module}`))).toEqual([]);
  expect(new Set(modules).size).toBe(modules.length);
  for (const [part, own] of Object.entries(parts))
    expect(new Set(own.map(partBeginningAt)), part).toEqual(new Set([part]));
});

describe('what a bundle has of a part without loading it', () => {
  const bundled = async (code: string): Promise<Readonly<Record<string, unknown>>> => {
    const stdin = { contents: code, resolveDir: `${root}server` };
    const { outputFiles } = await build({
      stdin,
      bundle: true,
      write: false,
      format: 'esm',
      plugins: [partsLater(root)],
    });
    const text = outputFiles[0]?.text ?? '';
    // What would load the part.
    const load = 'globalThis.__part = () => { throw new Error("loaded"); };';
    return import(`data:text/javascript,${encodeURIComponent(`${load}\n${text}`)}`);
  };

  it('is its data; its functions load it', async () => {
    const { format, syntax } = (await bundled(
      "export { format } from './formats/terraform.js'; export { syntax } from './syntax/hcl/index.js';",
    )) as {
      readonly format: { readonly read: () => void };
      readonly syntax: { readonly writer: unknown };
    };
    const terraform = await import('../../server/formats/terraform.js');
    const hcl = await import('../../server/syntax/hcl/index.js');
    expect({ ...format, read: undefined }).toEqual({ ...terraform.format, read: undefined });
    expect(syntax).toMatchObject({ id: 'hcl', title: hcl.syntax.title, claims: hcl.syntax.claims });
    expect(() => format.read()).toThrow('loaded');
    expect(() => syntax.writer).toThrow('loaded');
  });
});
