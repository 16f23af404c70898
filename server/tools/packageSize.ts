import { readFileSync } from 'node:fs';

/* `tsx server/tools/packageSize.ts eni-lens.vsix`: how large the parts of the packaged extension are, and whether one has outgrown its budget. */

/** A part of the extension, as the names of its files below `extension/`, and how many bytes of the package it may take. */
interface Budget {
  readonly part: string;
  readonly files: RegExp;
  readonly most: number;
}

/** What a person waits for is the start, so each part has its own limit, and none can grow at the cost of another unseen. */
export const budgets: readonly Budget[] = [
  { part: 'the extension, at the start of the editor', files: /^dist\/client\.cjs$/, most: 112_000 },
  { part: 'the server until it has introduced itself', files: /^dist\/server(Start|Protocol)?\.cjs$/, most: 50_000 },
  { part: 'the core', files: /^dist\/serverCore\.cjs$/, most: 205_000 },
  // Of `parts.ts`, loaded with the first file that needs it.
  { part: 'each part of the core', files: /^dist\/serverCore-[^/]+\.cjs$/, most: 40_000 },
  { part: 'each bundle beside the core, such as a parser', files: /^dist\/[^/]+\.cjs$/, most: 40_000 },
  // It plans in the panel by the code of the server, so that a field is followed without asking: loaded with the first panel.
  { part: 'the page of a plan', files: /^dist\/page\.js$/, most: 68_000 },
  { part: 'the catalogue of each language', files: /^dist\/[a-z]{2}\.json$/, most: 108_000 },
  { part: 'the pages of the rules', files: /^dist\/rules\.json$/, most: 170_000 },
  { part: 'pictures', files: /^media\//, most: 120_000 },
  { part: 'everything else', files: /^/, most: 47_000 },
];

/** What VS Code and people download: a little more than a megabyte. Each part has its own limit above. */
const mostInAll = 1_200_000;

/** How many bytes something takes in the package, and how many it may. */
export interface MeasuredPart {
  readonly name: string;
  readonly bytes: number;
  readonly most: number;
}

/** The parts of a package, and the package itself at the end. A part of which each file has the budget is measured file by file. */
export function measure(vsix: Buffer): readonly MeasuredPart[] {
  const files = filesIn(vsix);
  const partOf = (name: string) => budgets.find((budget) => budget.files.test(name));
  const parts = budgets.flatMap((budget): readonly MeasuredPart[] => {
    const own = files.filter(({ name }) => partOf(name) === budget);
    const { part, most } = budget;
    if (/\beach\b/.test(part)) return own.map(({ name, bytes }) => ({ name: `${part}: ${name}`, bytes, most }));
    return [{ name: part, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0), most }];
  });
  return [...parts, { name: 'the whole package', bytes: vsix.length, most: mostInAll }];
}

/** The measures for people, a line each. */
export function sizeTable(parts: readonly MeasuredPart[]): string {
  const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000)}`.padStart(4);
  return parts
    .map(
      ({ name, bytes, most }) =>
        `${kilobytes(bytes)} of ${kilobytes(most)} KB  ${name}${bytes > most ? '  TOO LARGE' : ''}`,
    )
    .join('\n');
}

/** The names of what is larger than it may be. */
export function tooLarge(parts: readonly MeasuredPart[]): readonly string[] {
  return parts
    .filter(({ bytes, most }) => bytes > most)
    .map(({ name, bytes, most }) => `${name}: ${bytes} of ${most} bytes`);
}

interface PackedFile {
  /** Below `extension/`, or as it is for what the packager adds. */
  readonly name: string;
  readonly bytes: number;
}

/** The files of a zip as its directory lists them, with their compressed sizes (PKWARE APPNOTE 6.3.10, 4.3.12 and 4.3.16). */
function filesIn(zip: Buffer): readonly PackedFile[] {
  const end = zip.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0) throw new Error('this is no zip');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const file = {
      name: zip.toString('utf8', at + 46, at + 46 + name).replace(/^extension\//, ''),
      bytes: zip.readUInt32LE(at + 20),
    };
    at += 46 + name + extra + comment;
    return file;
  });
}

if (process.argv[1] === import.meta.filename) {
  const parts = measure(readFileSync(process.argv[2] ?? 'eni-lens.vsix'));
  console.log(sizeTable(parts));
  process.exitCode = tooLarge(parts).length === 0 ? 0 : 1;
}
