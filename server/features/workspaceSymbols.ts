import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver-types';
import { knownValue } from '../model/fact.js';
import type { Location } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { locationOf } from './convert.js';

/** More than anybody reads; a query makes it fewer. */
const mostSymbols = 500;

/** ENIConfigs and node groups of all files whose name holds the query's letters in their order, whatever their case. */
export function workspaceSymbols(workspace: Workspace, query: string): readonly WorkspaceSymbol[] {
  const matches = matcher(query);
  const symbols: WorkspaceSymbol[] = [];
  for (const { declaration, eniConfigs, nodeGroups, isExample } of workspace.clusters) {
    if (isExample) continue;
    const containerName = declaration && knownValue(declaration.name);
    const add = (name: string | undefined, at: Location | undefined, kind: SymbolKind): void => {
      const location = name !== undefined && at && matches(name) ? locationOf(workspace, at) : undefined;
      if (name === undefined || location === undefined || symbols.length >= mostSymbols) return;
      symbols.push({ name, kind, location, ...(containerName === undefined ? {} : { containerName }) });
    };
    for (const { name } of eniConfigs) if (name.kind === 'known') add(name.value, name.at, SymbolKind.Interface);
    for (const { name } of nodeGroups) if (name.kind === 'known') add(name.value, name.at, SymbolKind.Object);
  }
  return symbols;
}

function matcher(query: string): (name: string) => boolean {
  const letters = [...query.toLowerCase().replace(/\s/g, '')];
  return (name) => {
    let from = 0;
    const lower = name.toLowerCase();
    return letters.every((letter) => {
      const found = lower.indexOf(letter, from);
      from = found + 1;
      return found >= 0;
    });
  };
}
