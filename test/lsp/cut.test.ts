import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { DiagnosticSeverity, PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import { lint } from '../../server/index.js';
import { inTwoFolders, joinedByConfig, withError, withWarning } from '../cli/manifests.js';
import { eniLens, folderWith, json, type LintJson } from '../cli/program.js';
import { uriOf, withClient } from './client.js';

/*
 * Which config file counts for a file is one answer: the command line, the library and the editor give the same findings of the same files.
 */

interface Tree {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The folder that is linted, and the one an editor opens; the topmost where none is named. */
  readonly folder?: string;
  /** The config file above that folder which counts in it. */
  readonly above?: string;
  /** As `file rule severity`. */
  readonly findings: readonly string[];
}

const rule = 'warm-ip-target-without-minimum';
const off = `rules: { ${rule}: off }\n`;
const asError = `rules: { ${rule}: error }\n`;

/** The baseline with the warning of a file. */
function baseline(file: string, cluster: string): string {
  const path = `ClusterConfig/${cluster}:addons[vpc-cni].configurationValues.env.WARM_IP_TARGET`;
  return JSON.stringify({ version: 1, paths: ['.'], findings: [{ file, rule, path, count: 1 }] });
}

const trees: readonly Tree[] = [
  {
    name: 'a config file in a folder counts there, and not beside it',
    files: { 'a/eni-lens.yaml': off, 'a/x.yaml': withWarning('x'), 'y.yaml': withWarning('w') },
    findings: [`y.yaml ${rule} warning`],
  },
  {
    name: 'the nearest counts alone, at every depth',
    files: {
      'eni-lens.yaml': asError,
      'x.yaml': withWarning('x'),
      'a/eni-lens.yaml': '{}\n',
      'a/x.yaml': withWarning('ax'),
      'a/b/x.yaml': withWarning('abx'),
      'a/b/c/eni-lens.json': `{ "rules": { "${rule}": "hint" } }`,
      'a/b/c/d/x.yaml': withWarning('abcdx'),
      'b/x.yaml': withWarning('bx'),
    },
    findings: [
      `a/b/c/d/x.yaml ${rule} hint`,
      `a/b/x.yaml ${rule} warning`,
      `a/x.yaml ${rule} warning`,
      `b/x.yaml ${rule} error`,
      `x.yaml ${rule} error`,
    ],
  },
  {
    name: 'of two in one folder the first name counts',
    files: { 'a/eni-lens.json': '{}', 'a/eni-lens.yml': off, 'a/x.yaml': withWarning('x') },
    findings: [],
  },
  {
    name: 'patterns are relative to the folder of their file',
    files: {
      'eni-lens.yaml': 'ignore: [/gone/]\n',
      'gone/x.yaml': withWarning('gone'),
      'a/eni-lens.yaml': `ignore: [/left/]\noverrides: [{ files: [/sandbox/], ${asError.trim()} }]\n`,
      'a/left/x.yaml': withWarning('left'),
      'a/gone/x.yaml': withWarning('agone'),
      'a/sandbox/x.yaml': withWarning('asandbox'),
      'sandbox/x.yaml': withWarning('sandbox'),
    },
    findings: [`a/gone/x.yaml ${rule} warning`, `a/sandbox/x.yaml ${rule} error`, `sandbox/x.yaml ${rule} warning`],
  },
  {
    name: 'a folder that is left out is left out with the config files in it',
    files: {
      'eni-lens.yaml': 'ignore: [vendor/]\n',
      'vendor/x.yaml': withWarning('vx'),
      'vendor/part/eni-lens.yaml': asError,
      'vendor/part/x.yaml': withWarning('vpx'),
    },
    findings: [],
  },
  {
    name: 'clusters join files of the config file',
    files: { ...inTwoFolders, 'eni-lens.yaml': joinedByConfig },
    findings: ['one/shop.yaml max-pods-above-capacity warning'],
  },
  {
    name: 'clusters reach no file that another config file counts for',
    files: { ...inTwoFolders, 'eni-lens.yaml': joinedByConfig, 'one/eni-lens.yaml': '{}\n' },
    findings: ['one/shop.yaml max-pods-above-capacity info'],
  },
  {
    name: 'nothing is joined over the border of a config file',
    files: {
      'shop.yaml': inTwoFolders['one/shop.yaml'],
      'deep/eni-lens.yaml': '{}\n',
      'deep/aws-node.yaml': inTwoFolders['two/aws-node.yaml'],
    },
    findings: ['shop.yaml max-pods-above-capacity info'],
  },
  {
    name: 'each has its own baseline',
    files: {
      'eni-lens.yaml': 'baseline: known.json\n',
      'known.json': baseline('y.yaml', 'w'),
      'x.yaml': withWarning('x'),
      'y.yaml': withWarning('w'),
      'a/eni-lens.yaml': 'baseline: here.json\n',
      'a/here.json': baseline('y.yaml', 'w'),
      'a/x.yaml': withWarning('x'),
      'a/y.yaml': withWarning('w'),
    },
    findings: [`a/x.yaml ${rule} warning`, `x.yaml ${rule} warning`],
  },
  {
    name: 'several may share one baseline',
    files: {
      'eni-lens.yaml': 'baseline: known.json\n',
      'known.json': baseline('a/x.yaml', 'x'),
      'x.yaml': withWarning('x'),
      'a/eni-lens.yaml': 'baseline: ../known.json\n',
      'a/x.yaml': withWarning('x'),
    },
    findings: [`x.yaml ${rule} warning`],
  },
  {
    name: 'one above the folder counts in it',
    files: {
      'eni-lens.yaml': `overrides: [{ files: [team/x.yaml], ${asError.trim()} }]\n`,
      'other/x.yaml': withError('o'),
      'team/x.yaml': withWarning('x'),
      'team/a/eni-lens.yaml': off,
      'team/a/x.yaml': withWarning('ax'),
    },
    folder: 'team',
    above: 'eni-lens.yaml',
    findings: [`team/x.yaml ${rule} error`],
  },
  {
    name: 'the nearest above the folder counts alone',
    files: {
      'eni-lens.yaml': 'ignore: [team/]\n',
      'team/eni-lens.yaml': '{}\n',
      'team/in/x.yaml': withWarning('x'),
    },
    folder: 'team/in',
    above: 'team/eni-lens.yaml',
    findings: [`team/in/x.yaml ${rule} warning`],
  },
];

describe.concurrent('the same files have the same findings, because', () => {
  it.each(trees)('$name', async (tree) => {
    const { files, folder = '', findings } = tree;
    const root = folderWith(files);
    expect(ofLibrary(tree)).toEqual(findings);
    expect(await ofCommandLine(root, folder)).toEqual(findings);
    expect(await ofEditor(root, folder)).toEqual(findings);
  });
});

describe.concurrent('several workspace folders of an editor', () => {
  it('are linted together where one config file above counts for them, as paths of one run are', async () => {
    const root = folderWith({ ...inTwoFolders, 'eni-lens.yaml': joinedByConfig });
    const findings = ['one/shop.yaml max-pods-above-capacity warning'];
    expect(await ofCommandLine(root, '', 'one', 'two')).toEqual(findings);
    expect(await ofEditor(root, 'one', 'two')).toEqual(findings);
  });

  it('follow the config file of a folder around them', async () => {
    const root = folderWith({ 'eni-lens.yaml': off, 'x.yaml': withWarning('x'), 'a/x.yaml': withWarning('ax') });
    expect(await ofCommandLine(root, '', '.', 'a')).toEqual([]);
    expect(await ofEditor(root, '', 'a')).toEqual([]);
  });
});

/** What lies in the folder, and the config file above that counts there. */
function ofLibrary({ files, folder = '', above }: Tree): readonly string[] {
  const known = Object.entries(files).filter(([uri]) => uri.startsWith(folder) || uri === above);
  return lint(known.map(([uri, text]) => ({ uri, text }))).findings.map(
    ({ uri, rule: id, severity }) => `${uri} ${id} ${severity}`,
  );
}

async function ofCommandLine(root: string, folder: string, ...paths: readonly string[]): Promise<readonly string[]> {
  const outcome = await eniLens(['lint', '-f', 'json', '--min-severity', 'hint', ...paths], {
    cwd: join(root, folder),
  });
  expect(outcome.stderr).not.toContain(' does not count');
  return json<LintJson>('lint', outcome).findings.map(
    ({ file, rule: id, severity }) => `${join(folder, file)} ${id} ${severity}`,
  );
}

async function ofEditor(root: string, ...folders: readonly string[]): Promise<readonly string[]> {
  let latest: readonly PublishDiagnosticsParams[] = [];
  await withClient({ folders: folders.map((folder) => join(root, folder)) }, async (client) => {
    await client.settle();
    latest = [...new Map(client.published.map((sent) => [sent.uri, sent])).values()];
  });
  const shown = latest.flatMap(({ uri, diagnostics }) =>
    diagnostics
      .filter(({ message }) => !String(message).includes('(in the baseline'))
      .map(({ code, severity }) => `${pathIn(root, uri)} ${code} ${severityName(severity)}`),
  );
  return shown.toSorted();
}

function pathIn(root: string, uri: string): string {
  return fileURLToPath(uri).slice(fileURLToPath(uriOf(root)).length + 1);
}

function severityName(severity: DiagnosticSeverity | undefined): string | undefined {
  return ['error', 'warning', 'info', 'hint'][(severity ?? 0) - 1];
}
