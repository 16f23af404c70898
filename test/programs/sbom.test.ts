import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { bundledPackages, bundledSbom } from '../../server/tools/sbom.js';
import { run } from '../cli/program.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('the bill of materials names what is bundled, and nothing else', async () => {
  const home = join(inject('bundles'), 'work');
  const { code, stdout, stderr } = await run('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
    cwd: root,
    env: { HOME: home, npm_config_update_notifier: 'false' },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const licenses = readFileSync(join(inject('bundles'), 'LICENSES.txt'), 'utf8');
  const { metadata, components, dependencies } = bundledSbom(JSON.parse(stdout), licenses, 'eni-lens');
  expect(metadata.component).toMatchObject({ name: 'eni-lens', version: packageJson.version });
  expect(components.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(bundledPackages(licenses));
  expect(components.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['ajv', 'commander', 'diff', 'ignore', 'vscode-languageserver', 'yaml']),
  );
  expect(components.map(({ name }) => name)).not.toContain('vitest');
  for (const { version, name, ...component } of components) {
    expect(component).toMatchObject({
      scope: 'required',
      purl: `pkg:npm/${name}@${version}`,
      licenses: [expect.anything()],
      hashes: [expect.anything()],
    });
  }
  expect(dependencies.find(({ ref }) => ref === `eni-lens@${packageJson.version}`)?.dependsOn).toContain(
    `yaml@${packageJson.devDependencies.yaml}`,
  );
});
