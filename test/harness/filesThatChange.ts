import { expect } from 'vitest';
import { lint } from '../../server/linter/lint.js';
import { report } from '../../server/linter/report.js';
import { readFile, withoutText } from '../../server/workspace/fileModel.js';
import { emptyWorkspace, type Workspace, withFiles, withModels } from '../../server/workspace/workspace.js';

/** Files that come, get another text and go, in an order that a seed tells. */
export interface Changes {
  readonly seed: number;
  readonly steps: number;
  readonly uris: readonly string[];
  readonly texts: readonly string[];
}

/** Checks that after each change all is found that a fresh look finds, with and without texts kept; gives how much was found at most. */
export function checkFilesThatChange({ seed, steps, uris, texts }: Changes): number {
  let state = seed;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
  const now = new Map<string, string>();
  let workspace = emptyWorkspace;
  let most = 0;
  for (let step = 0; step < steps; step++) {
    const uri = uris[random(uris.length)] ?? '';
    const text = texts[random(texts.length + 2)];
    if (text === undefined) {
      now.delete(uri);
      workspace = withModels(workspace, [], [uri]);
    } else {
      now.set(uri, text);
      const read = readFile({ uri, text }, workspace.files.get(uri));
      workspace = withModels(workspace, [random(2) === 0 ? withoutText(read) : read]);
    }
    const fresh = withFiles(
      emptyWorkspace,
      [...now].map(([each, written]) => ({ uri: each, text: written })),
    );
    expect(wordsOf(workspace)).toEqual(wordsOf(fresh));
    most = Math.max(most, wordsOf(workspace).length);
  }
  return most;
}

function wordsOf(workspace: Workspace): readonly string[] {
  return report(lint(workspace), workspace).map(({ uri, message, range }) => `${uri}:${range.start.line} ${message}`);
}
