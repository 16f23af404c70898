import type { Connection, InitializeParams } from 'vscode-languageserver';
import { chartThemeOf, type Editor, editorOf, settingsOf } from './editor.js';
import { asked } from './guard.js';

/** The editor with its settings as they are now. */
export interface EditorNow {
  readonly now: () => Editor;
  /**
   * Asks for the settings, those of the workspace folders too, or takes what the editor sent. True when other files are left out than
   * before.
   */
  readonly read: (roots: readonly string[], pushed?: unknown) => Promise<boolean>;
  /** Charts are drawn for this theme from now on. */
  readonly colorThemeIs: (theme: unknown) => void;
  /** Another extension reports YAML from now on, or no longer. */
  readonly yamlExtensionIs: (active: boolean) => void;
}

export function followSettings(connection: Connection, params: InitializeParams): EditorNow {
  let editor = editorOf(params);
  return {
    now: () => editor,
    async read(roots, pushed) {
      const before = JSON.stringify([...editor.excludes]);
      if (editor.configuration) {
        const items = [{ section: 'eniLens' }, ...roots.map((scopeUri) => ({ scopeUri, section: 'files.exclude' }))];
        const answer: unknown = await asked(connection, () => connection.workspace.getConfiguration(items));
        const [settings, ...excludes]: readonly unknown[] = Array.isArray(answer) ? answer : [];
        editor = {
          ...editor,
          // An editor that has no such section answers null: what it said at the start then counts.
          settings: settings === null || settings === undefined ? editor.settings : settingsOf(settings),
          excludes: new Map(roots.map((root, at) => [root, excludes[at]])),
        };
      } else if (typeof pushed === 'object' && pushed !== null && 'eniLens' in pushed) {
        editor = { ...editor, settings: settingsOf(pushed.eniLens) };
      }
      return before !== JSON.stringify([...editor.excludes]);
    },
    colorThemeIs(theme) {
      editor = { ...editor, chartTheme: chartThemeOf(theme) };
    },
    yamlExtensionIs(active) {
      editor = { ...editor, yamlExtensionActive: active };
    },
  };
}
