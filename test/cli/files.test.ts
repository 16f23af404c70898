import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clean, clusterWith, irrelevant, withWarning } from './manifests.js';
import { eniLens, eniLensProgram, filesOf, folderWith, json, type LintJson, lintJson, run, shell } from './program.js';
import { git, write } from './repository.js';

const noGlobalGit = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

describe.concurrent('lint finds files', () => {
  it('in folders and their folders, whatever they are called', async () => {
    const cwd = folderWith({
      'a.yaml': withWarning('a'),
      'deep/er/b.yml': withWarning('b'),
      'deep/C.YAML': withWarning('c'),
      'deep/d.json': JSON.stringify({ apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig' }),
      'notes.txt': withWarning('e'),
      'node_modules/x/f.yaml': withWarning('f'),
      '.git/g.yaml': withWarning('g'),
      '.github/h.yaml': withWarning('h'),
    });
    const result = await lintJson([], { cwd });
    expect(filesOf(result)).toEqual(['.github/h.yaml', 'a.yaml', 'deep/C.YAML', 'deep/er/b.yml']);
    expect(result.filesSeen).toBe(5);
  });

  it('named on the command line, whatever their name and place', async () => {
    const cwd = folderWith({
      'cluster.txt': withWarning('a'),
      Clusterfile: withWarning('b'),
      'node_modules/c.yaml': withWarning('c'),
      'ignored.yaml': withWarning('d'),
      '.gitignore': 'ignored.yaml\n',
      '.git/HEAD': '',
    });
    const result = await lintJson(['cluster.txt', 'Clusterfile', 'node_modules/c.yaml', 'ignored.yaml'], { cwd });
    expect(filesOf(result)).toEqual(['Clusterfile', 'cluster.txt', 'ignored.yaml', 'node_modules/c.yaml']);
  });

  it('that are in another language not, and says so where one holds something of ours', async () => {
    const script = "new KubernetesManifest(this, 'zone-a', { manifest: [{ kind: 'ENIConfig' }] });\n";
    const cwd = folderWith({ 'main.ts': script, 'other.ts': 'export {};\n', 'a.yaml': withWarning('a') });
    const { code, stdout, stderr } = await eniLens(['lint', 'main.ts', 'other.ts'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'eni-lens: main.ts is not read: by its name it is none of AsciiDoc, Terraform, JSON, Makefiles, Markdown, shell scripts, TOML, YAML; ' +
        'if it is, pipe it to eni-lens lint - --stdin-filename <name>\n',
    });
    expect(stdout).toMatch(/^1 file seen, but nothing in it configures /);
    const both = await lintJson(['main.ts', 'a.yaml'], { cwd });
    expect({ files: filesOf(both), code: both.code, seen: both.filesSeen }).toEqual({
      files: ['a.yaml'],
      code: 0,
      seen: 1,
    });
    const named = await eniLens(['lint', '-', '--stdin-filename', 'main.ts'], { cwd, input: script });
    expect({ code: named.code, stderr: named.stderr }).toEqual({ code: 0, stderr });
    expect(named.stdout).toBe(
      'No file found of the kinds that are checked (AsciiDoc, Terraform, JSON, Makefiles, Markdown, shell scripts, TOML, YAML): nothing was checked.\n',
    );
  });

  it('that say what they are in their first lines, whatever their name', async () => {
    const cwd = folderWith({ 'nodes.prod': `# made by hand\n---\n${withWarning('a')}` });
    expect(filesOf(await lintJson(['nodes.prod'], { cwd }))).toEqual(['nodes.prod']);
  });

  it('once, however often they are named', async () => {
    const cwd = folderWith({ 'a/b.yaml': withWarning() });
    const result = await lintJson(['a', 'a/b.yaml', './a/b.yaml', join(cwd, 'a')], { cwd });
    expect(result.findings).toHaveLength(1);
    expect(result.filesSeen).toBe(1);
  });

  it('outside the working directory, and shows them relative to it', async () => {
    const cwd = folderWith({ 'a.yaml': withWarning(), 'inside/x': '' });
    expect(filesOf(await lintJson(['..'], { cwd: join(cwd, 'inside') }))).toEqual(['../a.yaml']);
  });

  it('behind symbolic links only where the link itself is named', async () => {
    const cwd = folderWith({ 'real/a.yaml': withWarning(), 'other/.keep': '' });
    symlinkSync('../real', join(cwd, 'other/folder'));
    symlinkSync('../real/a.yaml', join(cwd, 'other/file.yaml'));
    symlinkSync('.', join(cwd, 'other/circle'));
    expect(filesOf(await lintJson(['other'], { cwd }))).toEqual([]);
    expect(filesOf(await lintJson(['other/file.yaml', 'other/folder'], { cwd }))).toEqual([
      'other/file.yaml',
      'other/folder/a.yaml',
    ]);
  });

  it('exactly as git does, with nested .gitignore files', async () => {
    const cwd = folderWith({
      '.gitignore': '*.tmp.yaml\n/top.yaml\nbuild/\nvendor/*\n!vendor/kept.yaml\nagain/\nsub/**/x.yaml\n\\#odd.yaml\n',
      'sub/.gitignore': '!b.tmp.yaml\nc.yaml\n/d.yaml\n',
      'sub/deep/.gitignore': '!c.yaml\n',
      'taken/.gitignore': '!again/\n',
      '[.gitignore': '',
      'other/.gitignore': '[z-a].yaml\n**/\n!*/\n*.[jy]*\n',
      ...Object.fromEntries(
        [
          'a.yaml',
          'a.tmp.yaml',
          'top.yaml',
          'sub/top.yaml',
          'build/a.yaml',
          'sub/build/a.yaml',
          'vendor/a.yaml',
          'vendor/kept.yaml',
          'sub/b.tmp.yaml',
          'sub/c.yaml',
          'sub/d.yaml',
          'sub/deep/c.yaml',
          'sub/deep/d.yaml',
          'sub/deep/x.yaml',
          'taken/again/a.yaml',
          'left/again/a.yaml',
          'other/a.yaml',
          'other/a.json',
          '#odd.yaml',
          'with space.yaml',
        ].map((path) => [path, withWarning(path.replace(/\W/g, '-'))]),
      ),
    });
    await run('git', ['init', '-q'], { cwd, env: noGlobalGit });
    const listed = await run('git', ['-c', 'core.quotePath=off', 'ls-files', '-o', '--exclude-standard'], {
      cwd,
      env: noGlobalGit,
    });
    const wanted = listed.stdout.split('\n').filter((path) => /\.(yaml|json)$/.test(path));
    expect(wanted).toHaveLength(8);
    const found = filesOf(await lintJson([], { cwd }));
    expect([...found].sort()).toEqual([...wanted].sort());
    const below = filesOf(await lintJson(['.'], { cwd: join(cwd, 'sub') }));
    expect([...below].map((path) => `sub/${path}`).sort()).toEqual(
      wanted.filter((path) => path.startsWith('sub/')).sort(),
    );
  });

  it.each([
    ['as git writes it', []],
    ['with paths that share their beginnings', ['update-index', '--index-version', '4']],
    ['with files that are only meant to be added', ['add', '-f', '-N', 'late/later.yaml']],
    ['split in two', ['update-index', '--split-index']],
  ])('that git tracks although it ignores them, with an index %s', async (_, command) => {
    const paths = ['ignored.yaml', 'build/a.yaml', 'build/deep/er/b.yaml', 'plain.yaml', 'é ü.yaml'];
    const others = ['other.ignored.yaml', 'build/c.yaml', 'build/deep/d.yaml', 'late/later.yaml', 'none/e.yaml'];
    const cwd = folderWith({
      '.gitignore': 'ignored.yaml\n*.ignored.yaml\nbuild/\nlate/\nnone/\né*\n',
      // Git looks for no patterns in a folder that it ignores.
      'build/.gitignore': '!c.yaml\n',
      ...Object.fromEntries([...paths, ...others].map((path) => [path, withWarning(path.replace(/\W/g, '-'))])),
    });
    await git(cwd, 'init', '-q');
    await git(cwd, 'add', '-f', ...paths, 'build/.gitignore');
    await git(cwd, 'commit', '-qm', 'x');
    if (command.length > 0) await git(cwd, ...command);
    if (command.includes('--split-index')) {
      write(cwd, { 'build/new.yaml': withWarning('new') });
      await git(cwd, 'add', '-f', 'build/new.yaml');
    }
    const listed = await git(cwd, '-c', 'core.quotePath=off', 'ls-files', '-c', '-o', '--exclude-standard', '*.yaml');
    const wanted = listed.stdout.trim().split('\n').toSorted();
    expect(wanted).toHaveLength(command.includes('-N') || command.includes('--split-index') ? 6 : 5);
    const result = await lintJson([], { cwd });
    expect([...filesOf(result)].toSorted()).toEqual(wanted);
    expect([...filesOf(await lintJson(['.'], { cwd: join(cwd, 'build') }))].toSorted()).toEqual(
      [...wanted.filter((path) => path.startsWith('build/')), 'build/c.yaml', 'build/deep/d.yaml']
        .map((path) => path.slice('build/'.length))
        .toSorted(),
    );
  });

  it('that git tracks in a worktree, in a submodule and with names by SHA-256', async () => {
    const files = { '.gitignore': 'a/\n', 'a/b.yaml': withWarning('b'), 'a/c.yaml': withWarning('c') };
    const [main, long] = [folderWith(files), folderWith(files)];
    await git(main, 'init', '-q');
    await git(long, 'init', '-q', '--object-format=sha256');
    for (const each of [main, long]) {
      await git(each, 'add', '-f', '.gitignore', 'a/b.yaml');
      await git(each, 'commit', '-qm', 'x');
    }
    await git(main, 'worktree', 'add', '-q', 'tree');
    const outer = folderWith({ '.gitignore': 'inner/\n', 'inner/.keep': '' });
    await git(outer, 'init', '-q');
    await git(outer, 'submodule', '--quiet', 'add', '-f', main, 'inner/sub');
    write(outer, { 'inner/sub/a/d.yaml': withWarning('d'), 'inner/sub/e.yaml': withWarning('e') });
    expect(filesOf(await lintJson([], { cwd: long }))).toEqual(['a/b.yaml']);
    expect(filesOf(await lintJson(['tree'], { cwd: main }))).toEqual(['tree/a/b.yaml']);
    expect(filesOf(await lintJson([], { cwd: outer }))).toEqual(['inner/sub/a/b.yaml', 'inner/sub/e.yaml']);
  });

  it('in a folder that is named although .gitignore leaves it out, with the rest of the rules', async () => {
    const cwd = folderWith({
      '.git/HEAD': '',
      '.gitignore': 'build/\n',
      'build/a.yaml': withWarning('a'),
      'build/.gitignore': 'b.yaml\n',
      'build/b.yaml': withWarning('b'),
    });
    expect(filesOf(await lintJson(['.'], { cwd }))).toEqual([]);
    expect(filesOf(await lintJson(['build'], { cwd }))).toEqual(['build/a.yaml']);
  });

  it('without asking .gitignore files above the repository, or above a folder in none', async () => {
    const cwd = folderWith({
      '.gitignore': '*.yaml\n',
      'repository/.git/HEAD': '',
      'repository/in/a.yaml': withWarning('a'),
      'plain/b.yaml': withWarning('b'),
    });
    expect(filesOf(await lintJson(['repository/in', 'plain'], { cwd }))).toEqual([
      'plain/b.yaml',
      'repository/in/a.yaml',
    ]);
  });
});

describe.concurrent('lint reads standard input', () => {
  it('under the name it is given', async () => {
    const result = await lintJson(['-', '--stdin-filename', 'clusters/a.yaml'], { input: withWarning() });
    expect(filesOf(result)).toEqual(['clusters/a.yaml']);
    expect(filesOf(await lintJson(['-'], { input: withWarning() }))).toEqual(['stdin.yaml']);
  });

  it('instead of the file of that name, and beside others', async () => {
    const cwd = folderWith({ 'a.yaml': withWarning('a'), 'b.yaml': withWarning('b') });
    const args = ['.', '-', '--stdin-filename', 'a.yaml'];
    expect(filesOf(await lintJson(args, { cwd, input: clean('a') }))).toEqual(['b.yaml']);
  });

  it('when it comes slowly, through a pipe or a process substitution', async () => {
    const cwd = folderWith({ a: withWarning() });
    const slow = await shell('(head -c 100 a; sleep 0.05; tail -c +101 a) | eni-lens lint -', { cwd });
    expect(slow.stdout).toContain('stdin.yaml:8:25  warning  warm-ip-target-without-minimum');
    const substituted = await shell('eni-lens lint <(cat a)', { cwd });
    expect(substituted.stdout).toContain('warm-ip-target-without-minimum');
  });

  it('when it is empty or closed', async () => {
    for (const line of ['eni-lens lint - </dev/null', 'eni-lens lint - <&-']) {
      expect(await shell(line)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('nothing was checked'),
        stderr: 'eni-lens: standard input is empty: the command before the pipe may have failed\n',
      });
    }
  });
});

describe.concurrent('lint says what it did not check', () => {
  it('where there is no relevant file, no YAML at all, an empty file', async () => {
    const cwd = folderWith({ 'x/a.yaml': irrelevant, 'x/b.json': '{}', 'y/c.txt': 'c', 'z/empty.yaml': '' });
    const say = async (path: string) => {
      const { code, stdout, stderr } = await eniLens(['lint', path], { cwd });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout.trim();
    };
    expect(await say('x')).toBe(
      '2 files seen, but nothing in them configures pod networking, such as an aws-node DaemonSet, an ENIConfig or an eksctl ClusterConfig: nothing was checked.',
    );
    expect(await say('y')).toBe(
      'No file found of the kinds that are checked (AsciiDoc, Terraform, JSON, Makefiles, Markdown, shell scripts, TOML, YAML): nothing was checked.',
    );
    expect(await say('z/empty.yaml')).toMatch(/^1 file seen, but nothing in it configures /);
  });

  it('and why a path cannot be read, after linting the rest', async () => {
    const cwd = folderWith({ 'a.yaml': withWarning(), file: '' });
    symlinkSync('loop', join(cwd, 'loop'));
    const result = await lintJson(['missing.yaml', 'a.yaml', 'file/b', '', 'loop', '**/*.yml'], { cwd });
    expect(result.code).toBe(4);
    expect(filesOf(result)).toEqual(['a.yaml']);
    const missing = 'there is no such file or folder';
    const pattern = 'patterns are for the shell: leave out the quotes, or name the folder';
    expect(result.unreadable).toEqual([
      { path: '', reason: missing },
      { path: '**/*.yml', reason: pattern },
      { path: 'file/b', reason: missing },
      { path: 'loop', reason: 'its symbolic links go in a circle' },
      { path: 'missing.yaml', reason: missing },
    ]);
    expect(result.stderr).toBe(
      [
        `eni-lens: cannot read an empty path: ${missing}`,
        `eni-lens: cannot read **/*.yml: ${pattern}`,
        `eni-lens: cannot read file/b: ${missing}`,
        'eni-lens: cannot read loop: its symbolic links go in a circle',
        `eni-lens: cannot read missing.yaml: ${missing}\n`,
      ].join('\n'),
    );
  });

  it('because of permissions, in a folder', async () => {
    const cwd = folderWith({
      'a.yaml': withWarning('a'),
      'b.yaml': withWarning('b'),
      'closed/c.yaml': withWarning('c'),
      'sub/.gitignore': 'd.yaml',
      'sub/d.yaml': withWarning('d'),
    });
    for (const path of ['b.yaml', 'closed', 'sub/.gitignore']) chmodSync(join(cwd, path), 0);
    // Root reads everything, so the program gives up being root before it starts.
    const become = folderWith({
      'nobody.cjs': 'if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }',
    });
    const outcome = await eniLensProgram(['lint', '-f', 'json', '--no-config', '.'], {
      cwd,
      nodeOptions: ['--require', join(become, 'nobody.cjs')],
    });
    chmodSync(join(cwd, 'closed'), 0o755);
    const result = json<LintJson>('lint', outcome);
    expect(filesOf(result)).toEqual(['a.yaml', 'sub/d.yaml']);
    expect(result.unreadable).toEqual(
      ['b.yaml', 'closed', 'sub/.gitignore'].map((path) => ({ path, reason: 'permission denied' })),
    );
    expect(outcome.code).toBe(4);
  });

  it('because the working directory may not be looked into', async () => {
    const cwd = folderWith({ 'inside/a.yaml': withWarning('a') });
    chmodSync(join(cwd, 'inside'), 0o600);
    const become = folderWith({
      'nobody.cjs': 'if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }',
    });
    const nodeOptions = ['--require', join(become, 'nobody.cjs')];
    const outcome = await eniLensProgram(['lint'], { cwd: join(cwd, 'inside'), nodeOptions });
    chmodSync(join(cwd, 'inside'), 0o755);
    expect(outcome).toEqual({
      code: 4,
      stdout: 'Nothing was checked.\n',
      stderr: 'eni-lens: cannot read .: permission denied\n',
    });
  });

  it('because the config file leaves it out', async () => {
    const cwd = folderWith({
      'eni-lens.yaml': 'ignore: [vendor/, "*.gen.yaml"]\n',
      'vendor/a.yaml': withWarning(),
      'b.gen.yaml': withWarning(),
    });
    const folder = await eniLens(['lint'], { cwd });
    expect(folder.stdout).toBe(
      '1 file seen, but nothing in it configures pod networking, such as an aws-node DaemonSet, an ENIConfig or an eksctl ClusterConfig: nothing was checked.\n',
    );
    const named = await eniLens(['lint', 'vendor/a.yaml', 'b.gen.yaml', 'vendor'], { cwd });
    expect(named).toMatchObject({
      code: 0,
      stdout: 'Nothing was checked. 3 paths left out by ignore in the config file.\n',
    });
  });
});

describe.concurrent('lint reads bytes as kubectl would', () => {
  it('UTF-8 with a byte order mark, CRLF and a lone CR', async () => {
    const text = withWarning();
    const cwd = folderWith({
      'crlf.yaml': text.replaceAll('\n', '\r\n'),
      'mark.yaml': `\ufeff${text}`,
      'plain.yaml': text,
    });
    const places = (await lintJson([], { cwd })).findings.map(({ range }) => range.start);
    expect(places).toEqual([
      { line: 8, column: 25 },
      { line: 8, column: 25 },
      { line: 8, column: 25 },
    ]);
  });

  it('and reports UTF-16 and what is no UTF-8, if it is ours', async () => {
    const text = withWarning();
    const eniConfig =
      'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: a }\nspec: { subnet: subnet-0123456789abcdef0 }\n';
    const swapped = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    const cwd = folderWith({
      'a-le.yaml': Buffer.from(`\ufeff${text}`, 'utf16le'),
      'b-be.yaml': swapped,
      'c-unmarked.yaml': Buffer.from(text, 'utf16le'),
      'd-latin1.yaml': Buffer.from(text.replace('shop', 'caf\u00e9'), 'latin1'),
      'e-other.yaml': Buffer.from(`\ufeff${irrelevant}`, 'utf16le'),
      'g-kubectl.yaml': Buffer.from(`\ufeff${eniConfig}`, 'utf16le'),
      'h-kubectl.yaml': Buffer.from(`\ufeff${eniConfig}`, 'utf16le').swap16(),
      'f-binary.yaml': Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256),
    });
    const result = await lintJson([], { cwd });
    expect(result.findings.map(({ file, rule, message }) => [file, rule, message])).toEqual([
      // eksctl reads what has a byte order mark; kubectl reads the big-endian form alone.
      ['a-le.yaml', 'warm-ip-target-without-minimum', expect.any(String)],
      ['b-be.yaml', 'warm-ip-target-without-minimum', expect.any(String)],
      ['c-unmarked.yaml', 'not-utf8', 'This file is UTF-16LE, which kubectl and eksctl do not read: save it as UTF-8'],
      ['d-latin1.yaml', 'not-utf8', 'This file is not valid UTF-8 and was not checked: save it as UTF-8'],
      ['g-kubectl.yaml', 'not-utf8', 'This file is UTF-16LE, which kubectl does not read: save it as UTF-8'],
      ['h-kubectl.yaml', 'ambiguous-cluster', expect.any(String)],
    ]);
    expect(result).toMatchObject({ filesSeen: 8, filesChecked: 3 });
  });

  it('up to --max-file-size, and reports larger files only where they may be ours', async () => {
    const filler = `# ${'x'.repeat(70)}\n`.repeat(30_000);
    const cwd = folderWith({
      'hint-at-end.yaml': filler + withWarning('a'),
      'other.yaml': filler + irrelevant,
      'small.yaml': withWarning('b'),
    });
    const size = filler.length + withWarning('a').length;
    const limited = await lintJson(['.', '--max-file-size', '2000000'], { cwd });
    expect(limited.findings.map(({ file, rule, message }) => [file, rule, message])).toEqual([
      [
        'hint-at-end.yaml',
        'file-too-large',
        `This file has ${size} bytes and is not checked: the limit is 2000000 bytes (--max-file-size)`,
      ],
      ['small.yaml', 'warm-ip-target-without-minimum', expect.any(String)],
    ]);
    expect(limited).toMatchObject({ filesSeen: 3, filesChecked: 1 });
    const raised = await lintJson(['.', '--max-file-size', String(size)], { cwd });
    expect(filesOf(raised)).toEqual(['hint-at-end.yaml', 'small.yaml']);
    expect(raised.findings[0]?.rule).toBe('warm-ip-target-without-minimum');
    const input = await lintJson(['-', '--max-file-size', '10'], { input: withWarning() });
    expect(input.findings.map(({ rule }) => rule)).toEqual(['file-too-large']);
  });

  it('and reports broken YAML where it is', async () => {
    const cwd = folderWith({ 'broken.yaml': clusterWith('shop', '- {').replace('|-', '') });
    const result = await lintJson([], { cwd });
    expect(result.findings.map(({ rule }) => rule)).toContain('syntax-error');
    expect(result.code).toBe(1);
  });
});

describe('the name of a file', () => {
  it('does nothing to a terminal', async () => {
    const cwd = folderWith({});
    mkdirSync(join(cwd, 'd'));
    writeFileSync(join(cwd, 'd', 'a\u001b[31m\n.yaml'), withWarning());
    const { stdout } = await eniLens(['lint'], { cwd });
    expect(stdout).toContain('d/a\\u{1b}[31m\\u{a}.yaml:8:25');
  });
});
