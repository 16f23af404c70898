import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import texts from '../../package.nls.json' with { type: 'json' };
import { fileEndings, languageIds, syntaxOf, templateSuffixes } from '../../server/syntax/claims.js';
import { syntaxes } from '../../server/syntax/index.js';
import { answerOf } from '../harness/commandLine.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = readdirSync(join(root, 'client')).map((name) => readFileSync(join(root, 'client', name), 'utf8'));

/** A list of texts in the sources of the client. */
function listed(name: string): readonly string[] {
  const [, list = ''] = new RegExp(`const ${name} = \\[([^\\]]+)\\]`).exec(sources.join('\n')) ?? [];
  return [...list.matchAll(/'([\w-]+)'/g)].map(([, text = '']) => text);
}

describe('the manifest of the extension', () => {
  it('has a text for every key, and a use for every text', () => {
    const used = Array.from(JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g), ([, key]) => key);
    expect([...new Set(used)].sort()).toEqual(Object.keys(texts).sort());
  });

  it('offers exactly the commands that the client registers, but for those that only lenses and actions run', () => {
    const registered = sources.flatMap((text) =>
      Array.from(text.matchAll(/registerCommand\('([^']+)'/g), ([, command]) => command ?? ''),
    );
    const offered = manifest.contributes.commands.map(({ command }) => command);
    expect(registered.filter((command) => !offered.includes(command))).toEqual([
      'eniLens.showHover',
      'eniLens.showPlace',
    ]);
    expect(offered.filter((command) => !registered.includes(command))).toEqual([]);
  });

  it('names every setting after the extension, and few of them', () => {
    const names = Object.keys(manifest.contributes.configuration.properties);
    expect(names.filter((name) => !name.startsWith('eniLens.'))).toEqual([]);
    expect(names.length).toBeLessThanOrEqual(8);
  });

  it('claims neither languages nor grammars nor formatters, and starts with the languages of our syntaxes only', () => {
    const places = [
      'capabilities',
      'commands',
      'configuration',
      'jsonValidation',
      'problemMatchers',
      'taskDefinitions',
      'walkthroughs',
      'yamlValidation',
    ];
    expect(Object.keys(manifest.contributes).filter((place) => !places.includes(place))).toEqual([]);
    const languages = listed('languages');
    const [panels, ...events] = manifest.activationEvents.toReversed();
    expect(panels).toBe('onWebviewPanel:eniLens.plan');
    const started = events.toReversed().map((event) => event.replace('onLanguage:', ''));
    // Behind these come languages that other extensions give to files of ours; what is a file of ours says its name.
    expect(started).toEqual([
      ...languages,
      'dockercompose',
      'helm',
      'ansible',
      'github-actions-workflow',
      'azure-pipelines',
      'jinja-yaml',
      'plaintext',
    ]);
    expect(languages.filter((language) => !languageIds.includes(language))).toEqual([]);
    const asked = syntaxes.filter(({ claims }) => claims.languages.some((language) => languages.includes(language)));
    expect(asked).toEqual(syntaxes.filter(({ claims }) => claims.languages.length > 0));
  });

  it('tells the server of every file that it may read, whatever language the editor takes it for', () => {
    expect([...listed('endings')].sort()).toEqual([...fileEndings].sort());
    expect(listed('suffixes')).toEqual(templateSuffixes);
    const names = [
      ...[...listed('endings'), ...listed('otherEndings')].map((ending) => `a.${ending}`),
      ...listed('suffixes').map((suffix) => `a.yaml.${suffix}`),
    ];
    expect(names.filter((name) => syntaxOf({ name, languageId: 'another', text: 'a: b\n' }) === undefined)).toEqual([]);
  });

  it('knows the schemas of our own files only', () => {
    const { jsonValidation, yamlValidation } = manifest.contributes;
    const files = [...jsonValidation, ...yamlValidation].flatMap(({ fileMatch }) => fileMatch);
    expect(files.sort()).toEqual(['eni-lens-baseline.json', 'eni-lens.json', 'eni-lens.yaml', 'eni-lens.yml']);
  });

  it('reads every line of the compact format as a problem, in whatever language', async () => {
    const [matcher] = manifest.contributes.problemMatchers;
    const pattern = new RegExp(matcher?.pattern.regexp ?? '');
    for (const lang of ['en', 'ja']) {
      const args = ['lint', 'examples/broken', '--format', 'compact', '--min-severity', 'hint', '--lang', lang];
      const lines = (await answerOf(args, { cwd: root })).stdout.trimEnd().split('\n');
      expect(lines.length).toBeGreaterThan(10);
      expect(lines.filter((line) => !pattern.test(line))).toEqual([]);
      const [, file, line, column, severity, text, rule] = pattern.exec(lines[0] ?? '') ?? [];
      expect([file, Number(line) > 0, Number(column) > 0]).toEqual(['examples/broken/harbor.yaml', true, true]);
      expect([severity, rule]).toEqual(['error', 'eniconfig-zone-uncovered']);
      expect(text).toContain('eu-west-1c');
    }
  });

  it('shows pictures that exist', () => {
    const pictures = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.image));
    expect([...pictures, manifest.icon].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('the client', () => {
  it('takes nothing of the server but types', () => {
    const imports = sources.flatMap((text) => text.match(/import [^;]*?from '\.\.\/server\/[^']+'/g) ?? []);
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((line) => !line.startsWith('import type'))).toEqual([]);
    expect(imports.filter((line) => !/\/(lsp\/protocol|page\/panelMessages)\.js'$/.test(line))).toEqual([]);
  });
});
