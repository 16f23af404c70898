import type { CodeActionOptions } from '../../server/features/codeActions.js';

/** An editor that can take every kind of edit and knows every command, with no version of any file. */
export const ableEditor: CodeActionOptions = {
  documentChanges: true,
  createFiles: true,
  snippetEdits: true,
  changeAnnotations: true,
  disabledActions: true,
  isShown: () => true,
  opens: true,
  config: { uri: 'eni-lens.yaml', source: undefined },
  versionOf: () => null,
};
