import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eniLens, folderWith, lintJson } from './program.js';

const script = '#!/bin/bash\nkubectl set env ds/aws-node \\\r\n  "WARM_IP_TARGET=5 " \\\r\n  MINIMUM_IP_TARGET=10\r\n';
const page =
  '# Pool\r\n\r\n> ```yaml\r\n> - { name: WARM_IP_TARGET, value: "5 " }\r\n> - { name: MINIMUM_IP_TARGET, value: "10" }\r\n> ```\r\n';
const hcl = 'resource "helm_release" "cni" {\n  values = [<<-EOT\n    env: { WARM_IP_TARGET: "5 " }\n  EOT\n  ]\n}\n';
const files = { 'doc.md': page, 'script.sh': script, 'main.tf': hcl, run: script };

describe.concurrent('lint of scripts and pages', () => {
  it('finds what is wrong in them, and no fault of syntax in a language that is not read', async () => {
    const cwd = folderWith(files);
    const named = await lintJson(['doc.md', 'script.sh', 'main.tf', 'run'], { cwd });
    expect(named.findings.map(({ file, rule, range }) => [file, rule, range.start])).toEqual([
      ['doc.md', 'invalid-integer', { line: 4, column: 36 }],
      ['run', 'invalid-integer', { line: 3, column: 19 }],
      ['script.sh', 'invalid-integer', { line: 3, column: 19 }],
    ]);
    const inFolder = await lintJson([], { cwd });
    expect(inFolder.findings.map(({ file }) => file)).toEqual(['doc.md', 'script.sh']);
  });

  it('repairs them and changes no other byte', async () => {
    const cwd = folderWith(files);
    const { code } = await eniLens(['lint', '--fix', '--fix-level', 'suggested', 'doc.md', 'script.sh', 'main.tf'], {
      cwd,
    });
    expect(code).toBe(0);
    const textOf = (name: string): string => readFileSync(join(cwd, name), 'utf8');
    expect([textOf('doc.md'), textOf('script.sh'), textOf('main.tf')]).toEqual([
      page.replace('5 "', '5"'),
      script.replace('5 "', '5"'),
      hcl,
    ]);
  });
});
