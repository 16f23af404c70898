import { CodeActionKind } from 'vscode-languageserver-types';

/** Applies every safe fix of a file, also on save. It stands alone, so that the server can tell of it before it has loaded the rest. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.eniLens`;
