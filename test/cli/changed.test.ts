import {
  chmodSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { clean, withError, withInfo, withWarning } from './manifests.js';
import { eniLens, eniLensMany, filesOf, folderWith, json, type LintJson, lintJson, run } from './program.js';
import { commit, git, gitEnv, repositoryWith, write } from './repository.js';

const changed = (cwd: string, ...args: readonly string[]) => lintJson(['--changed', ...args], { cwd, env: gitEnv });
const since = (cwd: string, ref: string, ...args: readonly string[]) =>
  lintJson([`--since=${ref}`, ...args], { cwd, env: gitEnv });

/** A group whose label names an ENIConfig. */
const naming = (name: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: us-west-2 }
managedNodeGroups:
  - name: web
    labels: { k8s.amazonaws.com/eniConfig: ${name} }
`;
const eniConfig = (name: string) => `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: ${name} }
spec: { subnet: subnet-0123456789abcdef0 }
`;
const notFound = ({ findings }: LintJson) => findings.filter(({ rule }) => rule === 'eniconfig-not-found');

describe.concurrent('lint --changed shows findings', () => {
  it('of files that are modified, staged, new or untracked, and says how many others there are', async () => {
    const cwd = await repositoryWith({
      'same.yaml': withWarning('same'),
      'same2.yaml': withInfo('same2'),
      'modified.yaml': clean('modified'),
      'staged.yaml': clean('staged'),
      'both.yaml': clean('both'),
    });
    write(cwd, { 'modified.yaml': withWarning('modified'), 'staged.yaml': withWarning('staged') });
    write(cwd, { 'both.yaml': withWarning('both'), 'new.yaml': withWarning('new') });
    await git(cwd, 'add', 'staged.yaml', 'both.yaml', 'new.yaml');
    write(cwd, { 'both.yaml': withError('both'), 'untracked.yaml': withWarning('untracked') });
    const result = await changed(cwd);
    expect(filesOf(result)).toEqual(['both.yaml', 'modified.yaml', 'new.yaml', 'staged.yaml', 'untracked.yaml']);
    expect(result.summary).toMatchObject({ errors: 1, warnings: 4, hidden: 0, unrelated: 2 });
    expect(result.filesSeen).toBe(7);
  });

  it('none when nothing has changed, and exits with 0', async () => {
    const cwd = await repositoryWith({ 'a.yaml': withError('a'), 'b.yaml': withWarning('b') });
    // Touched, but the same.
    utimesSync(join(cwd, 'a.yaml'), 1, 1);
    const { code, stdout } = await eniLens(['lint', '--changed', '--max-warnings', '0'], { cwd, env: gitEnv });
    expect(stdout).toBe(
      'No findings to show. 2 findings have nothing to do with the changes and are not shown. 2 files checked.\n',
    );
    expect(code).toBe(0);
  });

  it('and counts what is left out as --min-severity would', async () => {
    const cwd = await repositoryWith({ 'a.yaml': withError('a'), 'b.yaml': withInfo('b'), 'c.yaml': clean('c') });
    write(cwd, { 'c.yaml': withInfo('c') });
    const { stdout } = await eniLens(['lint', '--changed', '--quiet'], { cwd, env: gitEnv });
    expect(stdout).toBe(
      'No findings to show. 1 less severe finding not shown (--min-severity). 1 finding has nothing to do with the changes and is not shown. 3 files checked.\n',
    );
  });

  it('of a renamed file, as of a new one', async () => {
    const cwd = await repositoryWith({ 'a.yaml': withWarning('a'), 'b.yaml': withWarning('b') });
    await git(cwd, 'mv', 'a.yaml', 'moved.yaml');
    expect(filesOf(await changed(cwd))).toEqual(['moved.yaml']);
  });

  it('of files that git tracks although it ignores them, and what follows where one is deleted', async () => {
    const cwd = folderWith({
      '.gitignore': 'build/\nout/\n',
      'cluster.yaml': naming('blue'),
      'build/blue.yaml': eniConfig('blue'),
      'out/more.yaml': clean('more'),
      'out/untracked.yaml': withWarning('untracked'),
    });
    await git(cwd, 'init', '-q');
    await git(cwd, 'add', '-f', 'cluster.yaml', 'build/blue.yaml', 'out/more.yaml');
    await git(cwd, 'commit', '-qm', 'x');
    write(cwd, { 'out/more.yaml': withWarning('more') });
    expect(filesOf(await changed(cwd))).toEqual(['out/more.yaml']);
    await git(cwd, 'rm', '-q', 'build/blue.yaml');
    write(cwd, { 'build/green.yaml': eniConfig('green') });
    await git(cwd, 'add', '-f', 'build/green.yaml');
    expect(notFound(await changed(cwd)).map(({ file }) => file)).toEqual(['cluster.yaml']);
  });

  it('in unchanged files that follow from a file that is deleted', async () => {
    const files = { 'cluster.yaml': naming('blue'), 'blue.yaml': eniConfig('blue'), 'green.yaml': eniConfig('green') };
    const cwd = await repositoryWith(files);
    expect(notFound(await lintJson([], { cwd }))).toEqual([]);
    rmSync(join(cwd, 'blue.yaml'));
    const result = await changed(cwd);
    expect(notFound(result).map(({ file }) => file)).toEqual(['cluster.yaml']);
    expect(result.summary.unrelated).toBe(0);
  });

  it('but not those that were there before and only another file has changed', async () => {
    const cwd = await repositoryWith({ 'cluster.yaml': naming('blue'), 'green.yaml': eniConfig('green') });
    write(cwd, { 'green.yaml': `${eniConfig('green')}---\n${eniConfig('red')}` });
    await git(cwd, 'mv', 'green.yaml', 'moved.yaml');
    const result = await changed(cwd);
    expect(notFound(result)).toEqual([]);
    expect(result.summary.unrelated).toBe(1);
  });

  it('in unchanged files that follow from one that git does not know yet', async () => {
    const cwd = await repositoryWith({ 'cluster.yaml': naming('gren') });
    expect((await changed(cwd)).findings).toEqual([]);
    write(cwd, { 'green.yaml': eniConfig('green') });
    expect(notFound(await changed(cwd)).map(({ file }) => file)).toEqual(['cluster.yaml']);
  });

  it('whose explanation lies in a changed file', async () => {
    const daemonSet = (delegation: string) => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: ENABLE_PREFIX_DELEGATION, value: "${delegation}" }] }] } } }
`;
    const group = `managedNodeGroups:\n  - { name: a, instanceType: m5.large, maxPodsPerNode: 110 }\n`;
    const cluster = `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: a, region: b }\n${group}`;
    const cwd = await repositoryWith({ 'cluster.yaml': cluster, 'aws-node.yaml': daemonSet('true') });
    write(cwd, { 'aws-node.yaml': daemonSet('false') });
    const { findings } = await changed(cwd);
    expect(findings.map(({ file, rule }) => [file, rule])).toEqual([['cluster.yaml', 'max-pods-above-capacity']]);
  });

  const configured = { 'a.yaml': withWarning('a'), 'deep/b.yaml': withWarning('b'), 'eni-lens.yaml': '{}\n' };
  const both = ['a.yaml', 'deep/b.yaml'];
  const byConfig = async (cwd: string, ...args: readonly string[]) => {
    const outcome = await eniLens(['lint', '--changed', '-f', 'json', ...args], { cwd, env: gitEnv });
    return filesOf(json<LintJson>('lint', outcome));
  };

  it('of all files after a change of the config file, where it counts', async () => {
    const cwd = await repositoryWith(configured);
    expect(await byConfig(cwd)).toEqual([]);
    write(cwd, { 'eni-lens.yaml': '# comment\n' });
    expect(await byConfig(cwd)).toEqual(both);
    expect(await byConfig(cwd, '--no-config')).toEqual([]);
    // git knows nothing of one outside.
    const outside = folderWith({ 'lens.yaml': '{}\n' });
    expect(await byConfig(cwd, '--config', join(outside, 'lens.yaml'))).toEqual([]);
  });

  it('of all files when the config file has another name, or is gone', async () => {
    const cwd = await repositoryWith(configured);
    await git(cwd, 'mv', 'eni-lens.yaml', 'eni-lens.yml');
    expect(await byConfig(cwd)).toEqual(both);
    rmSync(join(cwd, 'eni-lens.yml'));
    expect(await byConfig(cwd)).toEqual(both);
    expect(await byConfig(join(cwd, 'deep'))).toEqual(['b.yaml']);
  });

  it('of all files that are linted together since a nearer config file is gone, or were until there was one', async () => {
    const cwd = await repositoryWith({ ...configured, 'deep/eni-lens.yaml': '{}\n' });
    rmSync(join(cwd, 'deep/eni-lens.yaml'));
    expect(await byConfig(cwd)).toEqual(both);
    expect(await byConfig(join(cwd, 'deep'))).toEqual(['b.yaml']);
    const other = await repositoryWith({ ...configured, 'own/eni-lens.yaml': '{}\n', 'own/c.yaml': withWarning('c') });
    write(other, { 'deep/eni-lens.yaml': '{}\n' });
    expect(await byConfig(other)).toEqual(both);
    rmSync(join(other, 'deep/eni-lens.yaml'));
    write(other, { 'own/eni-lens.yaml': '# comment\n' });
    expect(await byConfig(other)).toEqual(['own/c.yaml']);
  });

  it('below the working directory, wherever that is in the repository', async () => {
    const cwd = await repositoryWith({
      'top.yaml': clean('top'),
      'sub/a.yaml': clean('a'),
      'sub/b.yaml': withWarning('b'),
    });
    write(cwd, { 'top.yaml': withWarning('top'), 'sub/a.yaml': withWarning('a') });
    expect(filesOf(await changed(join(cwd, 'sub')))).toEqual(['a.yaml']);
    expect(filesOf(await changed(join(cwd, 'sub'), '..'))).toEqual(['a.yaml', '../top.yaml']);
    await git(cwd, 'rm', '-q', '--cached', 'sub/b.yaml');
    expect(filesOf(await changed(join(cwd, 'sub')))).toEqual(['a.yaml', 'b.yaml']);
  });

  it('of files whatever their names are', async () => {
    const names = [
      'with space.yaml',
      'quo"te\'.yaml',
      'new\nline.yaml',
      'tab\t.yaml',
      'サブネット.yaml',
      '-dash.yaml',
      ':colon.yaml',
      'back\\slash.yaml',
    ];
    const same = names.map((name) => `same/${name}`);
    const cwd = await repositoryWith(
      Object.fromEntries([...names, ...same].map((name, index) => [name, withWarning(`c${index}`)])),
    );
    for (const [index, name] of names.entries()) write(cwd, { [name]: `${withWarning(`c${index}`)}# changed\n` });
    expect(filesOf(await changed(cwd))).toEqual([...names].sort());
  });

  it('of a submodule where something in it has changed', async () => {
    const module = await repositoryWith({ 'a.yaml': withWarning('a') });
    const cwd = await repositoryWith({ 'own.yaml': withWarning('own') });
    await git(cwd, 'submodule', '--quiet', 'add', module, 'vendor/module');
    await commit(cwd);
    expect((await changed(cwd)).findings).toEqual([]);
    write(cwd, { 'vendor/module/b.yaml': clean('b') });
    expect(filesOf(await changed(cwd))).toEqual(['vendor/module/a.yaml']);
    const inside = await changed(join(cwd, 'vendor/module'));
    expect(inside.findings).toEqual([]);
    expect(inside.summary.unrelated).toBe(1);
  });

  it('in a second working tree of a repository as in the first', async () => {
    const cwd = await repositoryWith({ 'a.yaml': withWarning('a'), 'b.yaml': clean('b') });
    const tree = join(folderWith({}), 'tree');
    await git(cwd, 'worktree', 'add', '-q', tree, '-b', 'other');
    write(tree, { 'b.yaml': withWarning('b') });
    expect(filesOf(await changed(tree))).toEqual(['b.yaml']);
    expect(filesOf(await changed(cwd))).toEqual([]);
  });

  it('before the first commit, all of them', async () => {
    const cwd = folderWith({ 'a.yaml': withWarning('a') });
    await git(cwd, 'init', '-q');
    expect(filesOf(await changed(cwd))).toEqual(['a.yaml']);
  });

  it('in the middle of a merge with conflicts', async () => {
    const cwd = await repositoryWith({ 'a.yaml': clean('a'), 'b.yaml': withWarning('b') });
    await git(cwd, 'checkout', '-qb', 'other');
    write(cwd, { 'a.yaml': withWarning('a') });
    await commit(cwd);
    await git(cwd, 'checkout', '-q', 'main');
    write(cwd, { 'a.yaml': withInfo('a') });
    await commit(cwd);
    await run('git', ['-c', 'user.name=a', '-c', 'user.email=a', 'merge', '-q', 'other'], { cwd, env: gitEnv });
    expect(filesOf(await changed(cwd))).toEqual(['a.yaml']);
  });

  it('of files that are symbolic links, or were', async () => {
    const cwd = await repositoryWith({ 'real.txt': withWarning('real'), 'b.yaml': withWarning('b') });
    symlinkSync('real.txt', join(cwd, 'link.yaml'));
    await commit(cwd);
    rmSync(join(cwd, 'link.yaml'));
    write(cwd, { 'link.yaml': withWarning('link') });
    expect(filesOf(await changed(cwd))).toEqual(['link.yaml']);
  });

  it('of standard input always, and of files because of it', async () => {
    const cwd = await repositoryWith({
      'cluster.yaml': naming('blue'),
      'green.yaml': eniConfig('blue'),
      'b.yaml': withWarning('b'),
    });
    const options = { cwd, env: gitEnv, input: eniConfig('green') };
    const result = await lintJson(['--changed', '.', '-', '--stdin-filename', 'green.yaml'], options);
    expect(result.findings.map(({ file, rule }) => [file, rule])).toEqual([
      ['cluster.yaml', 'eniconfig-not-found'],
      // Two clusters are declared beside it.
      ['green.yaml', 'ambiguous-cluster'],
    ]);
    const own = await lintJson(['--changed', '-', '--stdin-filename', 'b.yaml'], {
      ...options,
      input: withWarning('b'),
    });
    expect(filesOf(own)).toEqual(['b.yaml']);
  });

  it('of files outside of the repository, of which git knows nothing', async () => {
    const outside = folderWith({ 'a.yaml': withWarning('a') });
    const cwd = await repositoryWith({ 'b.yaml': withWarning('b') });
    expect(filesOf(await changed(cwd, '.', join(outside, 'a.yaml')))).toHaveLength(1);
  });

  it('and fixes those only', async () => {
    const cwd = await repositoryWith({ 'a.yaml': withError('a'), 'b.yaml': clean('b') });
    write(cwd, { 'b.yaml': withError('b') });
    const outcome = await eniLens(['lint', '--changed', '--fix'], { cwd, env: gitEnv });
    expect(outcome.code).toBe(0);
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(withError('a'));
    expect(readFileSync(join(cwd, 'b.yaml'), 'utf8')).toBe(clean('b'));
  });

  it('whatever git is set up to do, without starting what is set up', async () => {
    const cwd = await repositoryWith({ 'a.yaml': clean('a'), 'sub/b.yaml': withWarning('b') });
    const told = join(folderWith({}), 'told');
    writeFileSync(join(cwd, '.git', 'program'), `#!/bin/sh\ntouch '${told}'\n`);
    chmodSync(join(cwd, '.git', 'program'), 0o755);
    const program = join(cwd, '.git', 'program');
    const settings = {
      'color.ui': 'always',
      'core.pager': program,
      'core.fsmonitor': program,
      'core.quotePath': 'true',
      'diff.autoRefreshIndex': 'false',
      'diff.external': program,
      'diff.ignoreSubmodules': 'all',
      'diff.mnemonicPrefix': 'true',
      'diff.noprefix': 'true',
      'diff.relative': 'true',
      'diff.renames': 'copies',
      'diff.submodule': 'log',
    };
    for (const [name, value] of Object.entries(settings)) await git(cwd, 'config', name, value);
    write(cwd, { 'a.yaml': withWarning('a') });
    utimesSync(join(cwd, 'sub/b.yaml'), 1, 1);
    expect(filesOf(await changed(join(cwd, 'sub'), '..'))).toEqual(['../a.yaml']);
    expect(await run('ls', [told], {})).not.toMatchObject({ code: 0 });
  });
});

describe.concurrent('lint --since compares', () => {
  it('with where the current branch left the other', async () => {
    const cwd = await repositoryWith({ 'a.yaml': clean('a'), 'b.yaml': clean('b'), 'c.yaml': withWarning('c') });
    await git(cwd, 'checkout', '-qb', 'feature');
    write(cwd, { 'a.yaml': withWarning('a') });
    await commit(cwd);
    await git(cwd, 'checkout', '-q', 'main');
    write(cwd, { 'b.yaml': withWarning('b') });
    await commit(cwd);
    await git(cwd, 'tag', 'later');
    await git(cwd, 'checkout', '-q', 'feature');
    write(cwd, { 'new.yaml': withWarning('new') });
    expect(filesOf(await since(cwd, 'main'))).toEqual(['a.yaml', 'new.yaml']);
    expect(filesOf(await since(cwd, 'later'))).toEqual(['a.yaml', 'new.yaml']);
    expect(filesOf(await since(cwd, 'HEAD'))).toEqual(['new.yaml']);
    expect(filesOf(await since(cwd, 'HEAD~1'))).toEqual(['a.yaml', 'new.yaml']);
    const { stdout } = await git(cwd, 'rev-parse', '--short', 'main');
    expect(filesOf(await since(cwd, stdout.trim()))).toEqual(['a.yaml', 'new.yaml']);
  });

  it('in a shallow clone with what is there', async () => {
    const origin = await repositoryWith({ 'a.yaml': clean('a'), 'b.yaml': withWarning('b') });
    await git(origin, 'checkout', '-qb', 'feature');
    write(origin, { 'a.yaml': withWarning('a') });
    await commit(origin);
    const cwd = join(folderWith({}), 'clone');
    await git(origin, 'clone', '-q', '--depth=1', '-b', 'feature', `${pathToFileURL(origin)}`, cwd);
    expect((await changed(cwd)).findings).toEqual([]);
    const absent = await eniLens(['lint', '--since', 'origin/main'], { cwd, env: gitEnv });
    expect(absent).toMatchObject({ code: 2, stdout: '' });
    expect(absent.stderr).toBe(
      'git has no commit origin/main here: check its name with git branch --all, or fetch it first (in CI often with a fetch depth of 0)\n',
    );
    await git(cwd, 'fetch', '-q', '--depth=1', 'origin', 'main:refs/remotes/origin/main');
    expect(filesOf(await since(cwd, 'origin/main'))).toEqual(['a.yaml']);
  });

  it('in a partial clone without fetching what is not there', async () => {
    const files = {
      'cluster.yaml': naming('gren'),
      'green.yaml': eniConfig('green'),
      'other/b.yaml': withWarning('b'),
    };
    const origin = await repositoryWith(files);
    await git(origin, 'config', 'uploadpack.allowFilter', 'true');
    await git(origin, 'checkout', '-qb', 'feature');
    write(origin, { 'green.yaml': `${eniConfig('green')}# changed\n` });
    await commit(origin);
    const cwd = join(folderWith({}), 'clone');
    await git(origin, 'clone', '-q', '--filter=blob:none', '-b', 'feature', `${pathToFileURL(origin)}`, cwd);
    renameSync(origin, `${origin}-gone`);
    const result = await since(cwd, 'origin/main');
    // Without the old text it is not known what has been there before: then it is shown.
    expect(filesOf(result)).toEqual(['cluster.yaml']);
    expect(result.summary.unrelated).toBe(1);
  });
});

describe.concurrent('lint --changed and --since say what to do', () => {
  it('without git', async () => {
    const cwd = await repositoryWith({ 'a.yaml': withWarning('a') });
    const empty = folderWith({});
    const outcome = await eniLens(['lint', '--changed'], { cwd, env: { PATH: empty } });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toBe(
      'git is not installed, and --changed and --since ask it what has changed: install it, or lint without them\n',
    );
    expect((await eniLens(['lint'], { cwd, env: { PATH: empty } })).code).toBe(0);
  });

  it('outside of a repository, in a bare one, and in what belongs to git', async () => {
    const cwd = folderWith({ 'a.yaml': withWarning('a') });
    const bare = folderWith({});
    await git(bare, 'init', '-q', '--bare');
    const repository = await repositoryWith({});
    for (const folder of [cwd, bare, join(repository, '.git')]) {
      const outcome = await eniLens(['lint', '--changed'], {
        cwd: folder,
        env: { ...gitEnv, GIT_CEILING_DIRECTORIES: join(cwd, '..') },
      });
      expect(outcome).toMatchObject({ code: 2, stdout: '' });
      expect(outcome.stderr).toBe(
        `${folder} is not in a git repository: run eni-lens in one, or leave out --changed and --since\n`,
      );
    }
  });

  it('in a repository that git does not trust', async () => {
    const cwd = await repositoryWith({ 'a.yaml': withWarning('a') });
    // git's own switch for this.
    const env = { ...gitEnv, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
    const outcome = await eniLens(['lint', '--changed'], { cwd, env });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toBe(
      `The repository ${cwd} belongs to another user, so git does not read it: allow it with git config --global --add safe.directory ${cwd}\n`,
    );
  });

  it('about a commit that is not there, or is none', async () => {
    const cwd = await repositoryWith({ 'a.yaml': withWarning('a') });
    const refs = ['nowhere', '--output=told', '-x', 'HEAD:a.yaml', 'main..HEAD', 'a b', 'x\u001b[31m', '$(touch told)'];
    const outcomes = await eniLensMany(
      refs.map((ref) => ['lint', '--since', ref]),
      cwd,
    );
    for (const { code, stdout, stderr } of outcomes) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^git has no commit .* here: check its name with git branch --all, or fetch it first/);
      expect(stderr).not.toContain('\u001b');
    }
    expect(readdirSync(cwd)).toEqual(['.git', 'a.yaml']);
    const empty = await eniLens(['lint', '--since', ''], { cwd, env: gitEnv });
    expect(empty).toMatchObject({
      code: 2,
      stdout: '',
      stderr: '--since is empty: name the branch or commit to compare with, such as --since origin/main\n',
    });
  });

  it('when both are given', async () => {
    const outcome = await eniLens(['lint', '--changed', '--since', 'main']);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toContain("'--changed' cannot be used with option '--since <ref>'");
  });

  it('when git cannot read its own files', async () => {
    const cwd = await repositoryWith({ 'a.yaml': withWarning('a') });
    writeFileSync(join(cwd, '.git', 'index'), 'x');
    const outcome = await eniLens(['lint', '--changed'], { cwd, env: gitEnv });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(
      /^git cannot tell what has changed: .*index.*\. Mend that, or leave out --changed and --since\n$/,
    );
  });
});
