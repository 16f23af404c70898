import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { reporterIds } from '../reporters/reporterIds.js';
import { rules } from '../rules/index.js';
import type { Present } from '../rules/present.js';
import type { Rule } from '../rules/rule.js';

/*
 * What most files do not need is loaded with the first file that needs it. In the source it is imported like all else; where a program is
 * bundled, a module of a part is not: what it exports stands there without it. Its data (ids, hints, endings, patterns) is written out, and
 * its functions load the part when one of them is called for the first time.
 */

/** The parts of what is read and written, and the modules by which the rest of the program sees each: paths below the root. */
const partsOfFiles: Readonly<Record<string, readonly string[]>> = {
  eksctl: ['server/formats/eksctl.ts'],
  nodeConfig: ['server/features/hover/expression.ts', 'server/formats/nodeConfig.ts'],
  shell: [
    'server/syntax/shell/index.ts',
    'server/formats/addonCommand.ts',
    'server/formats/eksctlCommand.ts',
    'server/formats/helmCommand.ts',
    'server/formats/hereDocuments.ts',
    'server/formats/kubectlLabel.ts',
    'server/formats/kubectlPatch.ts',
    'server/formats/kubectlSetEnv.ts',
  ],
  terraform: [
    'server/features/sharedNames.ts',
    'server/formats/terraform.ts',
    'server/syntax/hcl/index.ts',
    'server/workspace/readFolder.ts',
    'server/workspace/unlessGiven.ts',
  ],
  charts: [
    'server/formats/chart/singles.ts',
    'server/formats/chart/values.ts',
    'server/formats/helmReleases.ts',
    'server/formats/helmValues.ts',
  ],
  securityGroupPolicies: ['server/formats/securityGroupPolicy.ts'],
  multiNicPods: ['server/features/hover/nicRequest.ts', 'server/formats/multiNicPods.ts'],
  karpenter: ['server/formats/autoModeNodes.ts', 'server/formats/karpenterNodes.ts'],
  clusterTools: ['server/formats/clusterApi.ts', 'server/formats/eksControllers.ts', 'server/formats/kops.ts'],
  cloudFormation: ['server/formats/cloudFormation.ts'],
  // What CloudFormation and Terraform start nodes with.
  launch: ['server/formats/nodes/launch.ts'],
  // What nodeadm, the kubelet and Karpenter refuse of what nodes are started with.
  nodeRefusals: ['server/formats/nodes/nodeConfigRefusals.ts'],
  observed: [
    'server/features/hover/runningNode.ts',
    'server/formats/awsAnswers.ts',
    'server/formats/clusterEvents.ts',
    'server/formats/nodeObjects.ts',
    'server/formats/podObjects.ts',
    'server/workspace/answeredTypes.ts',
  ],
  toml: ['server/syntax/toml/index.ts', 'server/formats/bottlerocketToml.ts'],
  kustomization: ['server/formats/kustomization.ts'],
  documentation: [
    'server/syntax/asciidoc/index.ts',
    'server/syntax/markdown/index.ts',
    'server/syntax/makefile/index.ts',
  ],
  yamlLibrary: ['server/syntax/yaml/libraryReading.ts'],
  writing: [
    'server/formats/changes.ts',
    'server/linter/guard.ts',
    'server/rules/fixes.ts',
    'server/syntax/yaml/completion.ts',
    'server/syntax/yaml/writer.ts',
  ],
  // What editors ask once a file stands there with its findings.
  asked: [
    'server/features/codeLens.ts',
    'server/features/completion.ts',
    'server/features/hover.ts',
    'server/features/hover/securityGroupPolicy.ts',
    'server/features/inlayHints.ts',
  ],
  // What editors ask when a person goes from a name to what it names or gives it another one, looks at an outline, or wants a config file.
  navigation: [
    'server/features/bugReport.ts',
    'server/features/definition.ts',
    'server/features/documentSymbols.ts',
    'server/features/references.ts',
    'server/features/rename.ts',
    'server/features/workspaceSymbols.ts',
    'server/linter/newConfig.ts',
  ],
  shapes: ['server/formats/shapes.ts', 'server/syntax/validate.ts'],
  expressions: ['server/model/maxPodsExpression.ts', 'server/plan/budgetReport.ts', 'server/plan/budgets.ts'],
  config: ['server/formats/eniLens/baseline.ts', 'server/formats/eniLens/config.ts', 'server/linter/configProblems.ts'],
  baseline: ['server/linter/baseline.ts', 'server/linter/findingIdentity.ts'],
  folders: ['server/disk/excludes.ts', 'server/disk/walk.ts', 'server/workspace/patternMatcher.ts'],
  reports: reporterIds.filter((id) => id !== 'stylish').map((id) => `server/reporters/${id}.ts`),
};

/** The parts of the rules, by something that a cluster must have so that one of a part is asked (`silentWithout`). */
const partsOfRules: Readonly<Record<string, readonly Present[]>> = {
  rulesOfGroups: ['declarations', 'nodeGroups'],
  rulesOfEniConfigs: [
    'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG',
    'ENI_CONFIG_ANNOTATION_DEF',
    'ENI_CONFIG_LABEL_DEF',
    'eniConfigs',
  ],
  rulesOfPodGroups: ['securityGroupPolicies'],
};

/** What most clusters have: what is asked of these is no part. */
const common: readonly Present[] = [
  'settings',
  'AWS_VPC_K8S_CNI_EXTERNALSNAT',
  'ENABLE_PREFIX_DELEGATION',
  'MINIMUM_IP_TARGET',
  'WARM_ENI_TARGET',
  'WARM_IP_TARGET',
  'WARM_PREFIX_TARGET',
];

/** The part of a rule: the one of the others is for what few clusters have. */
function partOfRule({ silentWithout }: Rule): string | undefined {
  const needsOne = (of: readonly Present[]): boolean => silentWithout?.some((each) => of.includes(each)) ?? true;
  if (needsOne(common)) return undefined;
  return Object.keys(partsOfRules).find((part) => needsOne(partsOfRules[part] ?? [])) ?? 'rulesSeldom';
}

/** The parts, and the modules by which the rest of the program sees each. What two parts share is with the rest of the program. */
export const parts: Readonly<Record<string, readonly string[]>> = {
  ...partsOfFiles,
  ...Object.fromEntries(
    [...Object.keys(partsOfRules), 'rulesSeldom'].map((part) => [
      part,
      rules.filter((rule) => partOfRule(rule) === part).map(({ id, group }) => `server/rules/${group}/${id}.ts`),
    ]),
  ),
};

/** The part that a module is the beginning of. */
export function partBeginningAt(module: string): string | undefined {
  return Object.keys(parts).find((name) => parts[name]?.includes(module));
}

/** How a part is loaded, until it is known which file it is in (`loadedAtOnce`). */
const loader = '__part';

/** The code of a program in which the parts are files: they are loaded at once, and once. */
export function loadedAtOnce(code: string): string {
  return code.replaceAll(new RegExp(`${loader}\\(\\(\\) => import\\(("[^"]+")\\)\\)`, 'g'), 'require($1)');
}

/** Puts what stands in the place of a part wherever one is imported. */
export function partsLater(root: string): Plugin {
  const partOf = new Map(
    Object.entries(parts).flatMap(([part, modules]) => modules.map((module) => [join(root, module), part] as const)),
  );
  return {
    name: 'parts',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\.?\// }, ({ path, importer, resolveDir, kind }) => {
        const file = resolve(resolveDir, path.replace(/\.js$/, '.ts'));
        const part = partOf.get(file);
        const isWithin = part === undefined || partOf.get(importer) === part;
        return isWithin || kind !== 'import-statement' ? undefined : { path: file, namespace: 'part' };
      });
      onLoad({ filter: /./, namespace: 'part' }, async ({ path }) => ({
        contents: standIn(path, await import(pathToFileURL(path).href)),
        resolveDir: dirname(path),
      }));
    },
  };
}

/** A module with the exports of one that is loaded with the first call of its functions. */
function standIn(path: string, exports: Readonly<Record<string, unknown>>): string {
  const head = `let part;\nconst load = () => (part ??= ${loader}(() => import(${JSON.stringify(path)})));\n`;
  const all = Object.entries(exports).map(([name, value]) => {
    if (typeof value === 'function') return `export function ${name}(...args) { return load().${name}(...args); }`;
    const text = isRow(value) ? rowOf(value, `load().${name}`) : dataOf(value);
    if (text === undefined) throw new Error(`${path} exports ${name}, which is neither a function nor data`);
    return `export const ${name} = ${text};`;
  });
  return `${head}${all.join('\n')}\n`;
}

/** A row of a catalogue, such as a format: its data, and functions and objects with functions that are looked up at `place` when they are used. */
function rowOf(row: Readonly<Record<string, unknown>>, place: string): string {
  const members = Object.entries(row).map(([key, value]) => {
    if (typeof value === 'function') return `${key}(...args) { return ${place}.${key}(...args); }`;
    const data = dataOf(value);
    return data === undefined ? `get ${key}() { return ${place}.${key}; }` : `${key}: ${data}`;
  });
  return `{ ${members.join(', ')} }`;
}

/** A value as it is written in code; undefined where functions are in it, or what is more than data. */
function dataOf(value: unknown): string | undefined {
  if (value === undefined) return 'void 0';
  if (value instanceof RegExp) return value.toString();
  if (typeof value === 'function') return undefined;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const items = Array.isArray(value) ? value : isRow(value) ? Object.values(value) : undefined;
  const texts = items?.map(dataOf);
  if (texts === undefined || texts.includes(undefined)) return undefined;
  if (Array.isArray(value)) return `[${texts.join(', ')}]`;
  const keys = Object.keys(value).map((key) => JSON.stringify(key));
  return `{ ${keys.map((key, index) => `${key}: ${texts[index]}`).join(', ')} }`;
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
