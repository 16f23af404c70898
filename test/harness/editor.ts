import { defaultSettings, editorOf } from '../../server/lsp/editor.js';
import { startPublisher } from '../../server/lsp/publishing.js';
import { emptySnapshot, type Snapshot, withChanges } from '../../server/lsp/snapshot.js';
import type { Typed } from '../../server/lsp/typing.js';
import { readFile } from '../../server/workspace/fileModel.js';
import { rememberTree } from '../../server/workspace/tree.js';

/** The codes that an editor shows, by file. */
export type Shown = Readonly<Record<string, readonly unknown[]>>;

export interface TestEditor {
  readonly shown: () => Shown;
  /** The edited document has another text, and nobody paused since. A text that ends with a line break has no unfinished line. */
  readonly type: (text: string) => Promise<Shown>;
  readonly pause: () => Promise<Shown>;
}

/** An editor in which all of these files are open, and that one is edited. No other extension reports YAML. */
export function editorWith(files: Readonly<Record<string, string>>, edited: string): TestEditor {
  const shown = new Map<string, readonly unknown[]>();
  const read = (snapshot: Snapshot, uri: string, text: string): Snapshot =>
    withChanges(snapshot, [readFile({ uri, text }, snapshot.files.get(uri), rememberTree)]);
  let snapshot = Object.entries(files).reduce((before, [uri, text]) => read(before, uri, text), emptySnapshot);
  let typed: Typed = 'nothing';
  let onRun = (): void => {};
  const editor = editorOf({ capabilities: {}, processId: null, rootUri: null, workspaceFolders: null });
  const publisher = startPublisher({
    snapshot: () => snapshot,
    attempt: (work) => {
      work();
      onRun();
    },
    onStatus: () => {},
    onPublished: () => {},
    context: () => ({
      editor: { ...editor, settings: { ...defaultSettings, syntaxDiagnostics: 'on' } },
      versionOf: () => 1,
      typed,
      survive: (_name, work) => work(),
      send: (uri, _version, diagnostics) =>
        shown.set(
          uri,
          diagnostics.map(({ code }) => code),
        ),
    }),
  });
  publisher.publishNow();
  const update = async (): Promise<Shown> => {
    const ran = new Promise<void>((resolve) => {
      onRun = resolve;
    });
    publisher.schedule();
    await ran;
    return Object.fromEntries(shown);
  };
  return {
    shown: () => Object.fromEntries(shown),
    type: (text) => {
      typed = text.endsWith('\n') ? 'lines' : 'line';
      snapshot = read(snapshot, edited, text);
      return update();
    },
    pause: () => {
      typed = 'nothing';
      return update();
    },
  };
}
