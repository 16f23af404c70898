import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { carriers } from '../carriers/carriers.js';
import { carried } from '../harness/carried.js';
import { parseFixture } from '../harness/fixture.js';
import type { File, Seed } from './file.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A text that takes long to read makes a campaign see little else. */
const longestSeed = 12_000;

/**
 * The texts a campaign starts from: both corpora, the examples, the pages, every place in which people write variables and every format that is
 * read, and what tests hold between backquotes.
 */
export function seeds(): readonly Seed[] {
  const found = [
    ...texts('test/corpus', /\.(yaml|json|sh|md|tf|txt)$/).map(fixtureSeed),
    ...texts('examples', /\.(yaml|json|sh|md|tf|txt)$/).map(({ name, text }) => ({
      name,
      files: [{ path: name, text }],
    })),
    ...texts('docs', /\.md$/).map(({ name, text }) => ({ name, files: [{ path: name, text }] })),
    ...carriers.map(({ name, path, write }) => ({ name: `carrier ${name}`, files: [{ path, text: write(faulty) }] })),
    ...carried.map(({ row, files }) => ({ name: `what is read: ${row}`, files })),
    ...texts('test', /\.test\.ts$/).flatMap(({ name, text }) =>
      literalsIn(text).map((each) => fixtureSeed({ name, text: each })),
    ),
  ];
  return found.filter(({ files }) => files.length > 0 && files.every(({ text }) => text.length <= longestSeed));
}

/** Variables with something to find, to mend and to fill in. */
const faulty = Object.entries({
  WARM_IP_TARGET: '5 ',
  WARM_ENI_TARGET: '1',
  ENABLE_PREFIX_DELEGATION: 'yes',
  WARM_IP: '2',
});

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
  const files = parseFixture(text).files.filter((file) => file.text.trim() !== '');
  return { name, files: files.map((file) => ({ ...file, path: pathOf(file) })) };
}

/** What a text of another syntax is named by: a fixture that names no file is one of YAML. */
const beginnings: readonly (readonly [begins: RegExp, path: string])[] = [
  [/^\s*(?:resource|module|locals|variable|data|terraform) (?:"[^"]*" ?)*\{/, 'file.tf'],
  [/^\s*\[(?:"|settings)/, 'file.toml'],
  [/^\s*(?:#!|(?:kubectl|eksctl|helm|aws) )/, 'file.sh'],
  [/^(?:#+ |```)/, 'file.md'],
  [/^MIME-Version:/i, 'file.txt'],
];

function pathOf({ path, text }: File): string {
  return path === 'file.yaml' ? (beginnings.find(([begins]) => begins.test(text))?.[1] ?? path) : path;
}

/** What makes a text worth a look: something of ours is named in it. */
const ours =
  /aws-node|vpc-cni|ENIConfig|eksctl\.io|node\.eks\.aws|kubectl|eni-lens|nodeGroups|aws_eks|AWS::E|karpenter|settings\.kubernetes/;

/** The texts of several lines in a test, as they are written; one with a placeholder keeps it, as a template would. */
function literalsIn(source: string): readonly string[] {
  return [...source.matchAll(/`((?:[^`\\]|\\.)*)`/gs)]
    .map(([, body = '']) => body.replace(/\\(.)/gs, (_, escaped: string) => escapes[escaped] ?? escaped))
    .filter((text) => text.includes('\n') && ours.test(text));
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
