import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/*
 * `npm run sbom`, after a build: the software bill of materials of what is published, in CycloneDX, on standard output. All our libraries
 * are development packages for npm, because they are bundled: `npm sbom` has hundreds, or with `--omit dev` none. Those whose code is
 * in the bundles are named in `dist/LICENSES.txt`.
 */

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly scope?: string;
  readonly properties?: readonly { readonly name: string }[];
}

/** What `npm sbom --sbom-format cyclonedx` prints, as far as it is changed here. */
export interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** The bill of materials with those components alone that the text of licenses names. Throws when one of them is missing. */
export function bundledSbom(all: Sbom, licenses: string, name: string): Sbom {
  const shipped = bundledPackages(licenses);
  const components = all.components.filter((each) => shipped.includes(`${each.name} ${each.version}`));
  const missing = shipped.filter((each) => !components.some((found) => `${found.name} ${found.version}` === each));
  if (missing.length > 0) throw new Error(`npm sbom does not know ${missing.join(', ')}: run npm ci and npm run build`);
  const refs = new Set([all.metadata.component, ...components].map((component) => component['bom-ref']));
  return {
    ...all,
    // npm takes the name of the folder.
    metadata: { ...all.metadata, component: { ...all.metadata.component, name } },
    components: components.map(asShipped),
    dependencies: all.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  };
}

/** The packages of `LICENSES.txt`, each as name and version. */
export function bundledPackages(licenses: string): readonly string[] {
  return licenses
    .split(/^-{80}\n\n/m)
    .flatMap((section) => /^(?:@[\w.-]+\/)?[\w.-]+ \d+\.\d+\.\S+$/m.exec(section.split('\n')[0] ?? '') ?? []);
}

function asShipped({ properties = [], ...component }: Component): Component {
  const kept = properties.filter((property) => property.name !== 'cdx:npm:package:development');
  return { ...component, scope: 'required', properties: kept };
}

function main(): void {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const all = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], { cwd: root, maxBuffer: 1 << 26 });
  const { name } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const licenses = readFileSync(`${root}dist/LICENSES.txt`, 'utf8');
  process.stdout.write(`${JSON.stringify(bundledSbom(JSON.parse(String(all)), licenses, name), null, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
