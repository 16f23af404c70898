import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { carriers } from '../carriers/carriers.js';
import type { GeneratedFile } from './manifests.js';
import { deployment, strange } from './strange.js';
import { fastest, ms } from './timing.js';

/*
 * What it costs that settings are read in every carrier: the whole command over a folder of mixed files, beside one of as many files that are
 * YAML alone. Of both one file in twenty is ours.
 */

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const oneOf = 20;
const aims = { times: 1.3, milliseconds: 1000, mebibytes: 250 };
const variables = [
  ['ENABLE_PREFIX_DELEGATION', 'true'],
  ['WARM_PREFIX_TARGET', '1'],
] as const;

type Files = (index: number) => GeneratedFile;

/** Measures and prints. */
export function measureMixed(fileCount = 10_000): void {
  console.log(`eni-lens lint of ${fileCount} files, one in ${oneOf} ours, from the disk, whole processes:`);
  const yaml = measure('YAML alone', fileCount, yamlAlone);
  const all = measure(`mixed, ${carriers.length} carriers`, fileCount, mixed);
  const most = aims.times * yaml.milliseconds + aims.milliseconds;
  const isMissed = all.milliseconds > most || all.mebibytes > aims.mebibytes;
  console.log(
    `  ${(all.milliseconds / yaml.milliseconds).toFixed(2)} times the time of YAML alone (aim ${aims.times} times and ${ms(aims.milliseconds)}: ${ms(most)}; ${aims.mebibytes} MiB)${isMissed ? ' MISSED' : ''}`,
  );
}

/** Every carrier in turn, each file in a folder of its own, among what a repository holds beside. */
const mixed: Files = (index) => {
  if (index % oneOf === 0) return ours(index, carriers);
  return index % 10 === 5 ? terraform(index) : strange(index);
};

const yamlCarriers = carriers.filter(({ path }) => /\.ya?ml$/.test(path));

const yamlAlone: Files = (index) =>
  index % oneOf === 0
    ? ours(index, yamlCarriers)
    : {
        path: `apps/part-${Math.floor(index / 8)}/file-${index}.yaml`,
        text: deployment(index, 1 + ((index * 7919) % 60)),
      };

function ours(index: number, all: typeof carriers): GeneratedFile {
  const carrier = all[(index / oneOf) % all.length];
  if (carrier === undefined) throw new Error('there are no carriers');
  return { path: `clusters/c-${index}/${carrier.path}`, text: carrier.write(variables) };
}

/** A bucket and its tags. */
function terraform(index: number): GeneratedFile {
  const tags = Array.from({ length: 1 + ((index * 7919) % 60) }, (_, at) => `    tag-${at} = "\${var.stage}-${at}"\n`);
  const text = `resource "aws_s3_bucket" "b${index}" {\n  bucket = "bucket-${index}"\n  tags = {\n${tags.join('')}  }\n}\n`;
  return { path: `infra/part-${Math.floor(index / 80)}/file-${index}.tf`, text };
}

interface Cost {
  readonly milliseconds: number;
  readonly mebibytes: number;
}

function measure(name: string, fileCount: number, files: Files): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'eni-lens-mixed-'));
  try {
    for (let index = 0; index < fileCount; index++) {
      const { path, text } = files(index);
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const peaks: number[] = [];
    const milliseconds = fastest(3, () => void peaks.push(lintIn(folder)));
    const cost = { milliseconds, mebibytes: Math.max(...peaks) };
    console.log(`  ${name}: ${ms(milliseconds)}, at most ${cost.mebibytes} MiB`);
    return cost;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the process says of its memory when it ends, on a line of its own behind all else. */
const sayingPeak = 'process.on("exit",()=>process.stderr.write("\\n"+process.resourceUsage().maxRSS))';

/** Lints a folder; the most memory that the process had, in MiB. */
function lintIn(folder: string): number {
  const args = ['--import', `data:text/javascript,${sayingPeak}`, cli, 'lint', '--fail-on', 'never', '.'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`lint ended with ${status}: ${stderr}`);
  return Math.round(Number(stderr.split('\n').at(-1)) / 1024);
}
