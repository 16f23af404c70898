import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver-types';
import { type Fact, knownValue } from '../model/fact.js';
import type { Workspace } from '../workspace/workspace.js';
import { locationOf } from './convert.js';

/** More than anybody reads; a query makes it fewer. */
const mostSymbols = 500;

/** Clusters, ENIConfigs and node groups of all files whose name holds the query's letters in their order, whatever their case. */
export function workspaceSymbols(workspace: Workspace, query: string): readonly WorkspaceSymbol[] {
  const matches = matcher(query);
  const symbols: WorkspaceSymbol[] = [];
  const add = (name: Fact<string>, kind: SymbolKind, containerName?: string): void => {
    if (name.kind !== 'known' || symbols.length >= mostSymbols || !matches(name.value)) return;
    const location = locationOf(workspace, name.at);
    if (location)
      symbols.push({ name: name.value, kind, location, ...(containerName !== undefined && { containerName }) });
  };
  for (const { declaration, eniConfigs, nodeGroups, isExample } of workspace.clusters) {
    if (isExample) continue;
    const container = declaration && knownValue(declaration.name);
    if (declaration) add(declaration.name, SymbolKind.Module);
    for (const { name } of eniConfigs) add(name, SymbolKind.Interface, container);
    for (const { name } of nodeGroups) add(name, SymbolKind.Object, container);
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
