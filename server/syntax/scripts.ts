import { memoized } from '../text/memo.js';
import type { Entry, MapNode, Node, ScalarNode } from './node.js';
import { get, textOf } from './read.js';

/** Scripts that a tool runs one after the other, as the steps of a job. */
export type ScriptRun = readonly Script[];

export interface Script {
  readonly text: ScalarNode;
  /** The tool may pass over it: a condition stands beside it. */
  readonly mayBeSkipped: boolean;
}

/**
 * What a file in YAML has run by a shell, by the keys under which such tools have it: GitHub Actions, GitLab, Tekton, CircleCI, Buildkite, Azure
 * Pipelines, CodeBuild, Ansible, Taskfile. Only texts that call a program whose commands are read. Memoized: the syntax and the formats ask.
 */
export const scriptRuns = memoized((root: Node): readonly ScriptRun[] => {
  if (!maybeScript.test(root.host.text)) return [];
  const runs: Script[][] = [];
  const visit = (node: Node, run: Script[] | undefined, isSkipped: boolean, depth: number): void => {
    if (depth > deepest) return;
    if (node.kind === 'seq') {
      for (const { value, alias } of node.items) if (alias === undefined) visit(value, run, isSkipped, depth + 1);
      return;
    }
    if (node.kind !== 'map') return;
    const mayBeSkipped = isSkipped || conditions.some((key) => get(node, key) !== undefined);
    const own = scriptsOf(node).map((text): Script => ({ text, mayBeSkipped }));
    const around = run ?? (own.length > 0 ? started(runs) : undefined);
    around?.push(...own);
    for (const { key, value, alias } of node.entries) {
      if (alias !== undefined || scriptKeys.has(key.text)) continue;
      const inOrder = around ?? (listKeys.has(key.text) ? started(runs) : undefined);
      visit(value, listKeys.has(key.text) ? inOrder : undefined, mayBeSkipped, depth + 1);
    }
  };
  visit(root, undefined, false, 0);
  return runs.filter(({ length }) => length > 0);
});

/** A cheap look: no text without one of these keys has a script. */
const maybeScript =
  /(?:^|[\s"'{,])(?:run|script|source|bash|before_script|after_script|commands?|cmds?|shell|ansible\.builtin\.(?:shell|command))["']?[ \t]*:/;

const deepest = 20;

function started(runs: Script[][]): Script[] {
  const run: Script[] = [];
  runs.push(run);
  return run;
}

/** Keys of what a shell runs, in the order in which it does where one tool has several. */
const scriptKeys: ReadonlySet<string> = new Set([
  'before_script',
  'run',
  'script',
  'bash',
  'command',
  'commands',
  'cmd',
  'cmds',
  'shell',
  'ansible.builtin.shell',
  'ansible.builtin.command',
  'after_script',
]);

/** Keys of what is done one after the other. */
const listKeys: ReadonlySet<string> = new Set([
  'steps',
  'tasks',
  'pre_tasks',
  'post_tasks',
  'block',
  'phases',
  'install',
  'pre_build',
  'build',
  'post_build',
]);

const conditions = ['if', 'when', 'condition'] as const;

/** Where a script stands in a map: CircleCI `run: { command }`, Ansible `shell: { cmd }`, Argo `script: { source }`. */
const innerKeys = ['command', 'cmd', 'source'] as const;

function scriptsOf(map: MapNode): readonly ScalarNode[] {
  // A container has the words of one command.
  if (get(map, 'image') !== undefined && get(map, 'script') === undefined) return [];
  if (otherPrograms.test(textOf(get(map, 'shell')) ?? textOf(get(map, 'executable')) ?? '')) return [];
  return [...scriptKeys].flatMap((key) => map.entries.filter((entry) => entry.key.text === key).flatMap(textsOf));
}

function textsOf({ value, alias }: Entry): readonly ScalarNode[] {
  if (alias !== undefined) return [];
  const inner = value.kind === 'map' ? innerKeys.map((key) => get(value, key)).find((node) => node) : value;
  return textsIn(inner).filter(isScript);
}

function textsIn(node: Node | undefined): readonly ScalarNode[] {
  if (node?.kind === 'scalar') return [node];
  if (node?.kind !== 'seq') return [];
  return node.items.flatMap(({ value, alias }) => {
    if (alias !== undefined) return [];
    // Taskfile `cmds: [{ cmd }]`.
    return value.kind === 'map' ? textsIn(get(value, 'cmd')) : textsIn(value);
  });
}

const otherPrograms = /^(?:pwsh|powershell|python|node|perl|ruby|cmd$)/;

/** True for a text that calls a program whose commands are read, and is for a shell. */
function isScript({ value, text }: ScalarNode): boolean {
  return typeof value === 'string' && programs.test(text) && !/^#!(?![^\n]*sh\b)/.test(text);
}

const programs = /(?:kubectl|eksctl|helm|aws|oc)\}?["']?[ \t]/i;
