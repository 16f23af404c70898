import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseFixture } from '../harness/fixture.js';
import type { Seed } from './file.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A text that takes long to read makes a campaign see little else. */
const longestSeed = 12_000;

/** The texts a campaign starts from: both corpora, the examples, the pages, and what tests hold between backquotes. */
export function seeds(): readonly Seed[] {
  const found = [
    ...texts('test/corpus', /\.(yaml|json|sh|md)$/).map(fixtureSeed),
    ...texts('examples', /\.(yaml|json|sh|md)$/).map(({ name, text }) => ({ name, files: [{ path: name, text }] })),
    ...texts('docs', /\.md$/).map(({ name, text }) => ({ name, files: [{ path: name, text }] })),
    ...texts('test', /\.test\.ts$/).flatMap(({ name, text }) =>
      literalsIn(text).map((each) => fixtureSeed({ name, text: each })),
    ),
  ];
  return found.filter(({ files }) => files.length > 0 && files.every(({ text }) => text.length <= longestSeed));
}

interface Named {
  readonly name: string;
  readonly text: string;
}

function texts(folder: string, ending: RegExp): readonly Named[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((name) => ending.test(name) && !name.includes('/fuzz/'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
}

/** A fixture without its marks. */
function fixtureSeed({ name, text }: Named): Seed {
  return { name, files: parseFixture(text).files.filter((file) => file.text.trim() !== '') };
}

/** What makes a text worth a look: something of ours is named in it. */
const ours = /aws-node|vpc-cni|ENIConfig|eksctl\.io|node\.eks\.aws|kubectl|eni-lens|nodeGroups/;

/** The texts of several lines in a test, as they are written; one with a placeholder keeps it, as a template would. */
function literalsIn(source: string): readonly string[] {
  return [...source.matchAll(/`((?:[^`\\]|\\.)*)`/gs)]
    .map(([, body = '']) => body.replace(/\\(.)/gs, (_, escaped: string) => escapes[escaped] ?? escaped))
    .filter((text) => text.includes('\n') && ours.test(text));
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
