import * as vscode from 'vscode';

/** The diagnostics with their rule as a link to its bundled page, where the server gives one to the public web. */
export function withOwnPages(diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const { code } = diagnostic;
    if (typeof code === 'object') diagnostic.code = { value: code.value, target: pageOf(String(code.value)) };
    return diagnostic;
  });
}

function pageOf(rule: string): vscode.Uri {
  return vscode.Uri.parse(`command:eniLens.explainRule?${encodeURIComponent(JSON.stringify([rule]))}`);
}
