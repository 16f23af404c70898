import { openScalar } from '../syntax/embedded.js';
import type { Item, SeqNode } from '../syntax/node.js';
import { type ScriptRun, scriptRuns } from '../syntax/scripts.js';
import type { Format } from './format.js';
import { scriptFormats } from './scriptFormats.js';

/**
 * The commands that a file in YAML has run: `run:` of GitHub Actions, `script:` of GitLab and Tekton, `shell:` of Ansible and the like. The scripts of
 * a job run one after the other, and are read as one.
 */
export const format: Format = {
  id: 'yamlScripts',
  kinds: [],
  hints: [...new Set(scriptFormats.flatMap(({ hints }) => hints))],
  read(document, place) {
    const { root } = document;
    if (root === undefined || (root.host.syntax !== 'yaml' && root.host.syntax !== 'json')) return [];
    return scriptRuns(root).flatMap((run) => {
      const script = joined(run);
      if (script === undefined) return [];
      return scriptFormats.flatMap(({ read }) => read({ ...document, root: script, templated: false }, place));
    });
  },
};

/** The commands of scripts as those of one. */
function joined(run: ScriptRun): SeqNode | undefined {
  const roots = run.flatMap(({ text, mayBeSkipped }) => {
    const { root } = openScalar(text, 'shell');
    return root?.kind === 'seq' ? [{ root, mayBeSkipped }] : [];
  });
  const [first] = roots;
  if (first === undefined) return undefined;
  const items = roots.flatMap(({ root, mayBeSkipped }) => (mayBeSkipped ? root.items.map(skipped) : root.items));
  return { ...first.root, items };
}

function skipped({ value }: Item): Item {
  return { value: value.kind === 'seq' ? { ...value, mayBeSkipped: true } : value };
}
