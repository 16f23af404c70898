/*
 * What the language server and an editor extension say to each other beyond LSP. Types only, so that the client can import it
 * without loading anything of the server. Every editor may leave all of it out: the server works without.
 */

import type { Range } from 'vscode-languageserver-types';
import type { PanelPlans } from '../page/panelMessages.js';
import type { PlanChanges } from '../plan/planChanges.js';

/** `initializationOptions`. The language of messages is the standard `locale` of `initialize`. */
export interface InitializationOptions {
  /** Whether another extension (redhat.vscode-yaml) reports YAML syntax and plain schema shape in this editor. */
  readonly yamlExtensionActive?: boolean;
  /** The background that charts are drawn for; without it they have one of their own. */
  readonly colorTheme?: ColorTheme;
  /** The section `eniLens` for an editor that does not answer `workspace/configuration`. */
  readonly settings?: Settings;
}

export type ColorTheme = 'light' | 'dark';

/** The section `eniLens` of the configuration; every key may be missing, and the whole may be null. */
export interface Settings {
  /** Syntax errors and plain schema shape: `auto` reports them when no other YAML extension does. */
  readonly syntaxDiagnostics?: 'auto' | 'on' | 'off';
  /** Publish findings of open documents only; closed files still count as context. */
  readonly openFilesOnly?: boolean;
  readonly codeLens?: boolean;
  readonly inlayHints?: boolean;
}

/** What the last lint did. `documents` are the `---` documents with something of ours; 0 means: show nothing. */
export interface Status {
  readonly documents: number;
  readonly findings: number;
  /** The clusters that files declare or the config file names: how many, and what the first few are called. */
  readonly clusters: { readonly count: number; readonly names: readonly string[] };
  /** Where config files that count lie, as seen from the folder of the workspace: the first few. */
  readonly configFiles: readonly string[];
  /** The version of the VPC CNI that is assumed for some cluster because no file says one; undefined where each says one. */
  readonly assumedCniVersion: string | undefined;
}

/** Requests from the client. */
export interface ClientRequests {
  /** Reads the whole workspace again and publishes its findings. */
  readonly 'eniLens/lintWorkspace': { readonly params: undefined; readonly result: Status };
  /** The text of a new `eni-lens.yaml` for a folder, with the names and the gaps of the files in it; null after a fault. */
  readonly 'eniLens/newConfig': { readonly params: { readonly folder: string }; readonly result: string | null };
  /** Applies the safe fixes of all files, as one edit that can be undone, and says how many they were; null after a fault. */
  readonly 'eniLens/fixWorkspace': {
    readonly params: undefined;
    readonly result: { readonly fixes: number; readonly files: number } | null;
  };
  /** What a bug report says of the workspace of a file, as Markdown without what is nobody's business; null after a fault. */
  readonly 'eniLens/bugReport': {
    readonly params: { readonly uri?: string | undefined };
    readonly result: string | null;
  };
  /** How files were joined into clusters, as a page of Markdown; null after a fault. */
  readonly 'eniLens/clusters': { readonly params: undefined; readonly result: string | null };
  /**
   * Writes changed settings of a cluster of a file's plans into the files that hold them, as one edit that can be undone. `said` is what became of
   * it, or why nothing is written; null after a fault.
   */
  readonly 'eniLens/applyPlan': {
    readonly params: { readonly uri: string; readonly key: string; readonly changes: PlanChanges };
    readonly result: { readonly applied: boolean; readonly said: string } | null;
  };
}

/** Notifications from the client. */
export interface ClientNotifications {
  readonly 'eniLens/yamlExtension': { readonly active: boolean };
  readonly 'eniLens/colorTheme': { readonly theme: ColorTheme };
  /** The plans of a file are shown: all of them are sent now, and from now on those that change. */
  readonly 'eniLens/followPlan': { readonly uri: string };
  /** They are shown no longer. */
  readonly 'eniLens/unfollowPlan': { readonly uri: string };
}

/** Notifications from the server. */
export interface ServerNotifications {
  /** After every lint whose numbers differ from those sent before. */
  readonly 'eniLens/status': Status;
  /** The plans of a file that is followed, those that are new or changed, after the findings. */
  readonly 'eniLens/plans': PanelPlans;
}

/**
 * Commands that code actions and code lenses of the server name and the client registers; the server does not offer them
 * through `executeCommandProvider`. An editor that does not know them shows the title and does nothing.
 */
export interface ClientCommands {
  /** Opens the bundled page of a rule. */
  readonly 'eniLens.explainRule': readonly [rule: string];
  /** Opens the IP plan of a file, or of the active one, at a cluster of it. */
  readonly 'eniLens.showPlan': readonly [uri?: string, key?: string];
  /** Selects a range of a file. */
  readonly 'eniLens.showPlace': readonly [uri: string, range: Range];
  /** Puts the cursor at a place and shows the hover there. */
  readonly 'eniLens.showHover': readonly [uri: string, position: { readonly line: number; readonly character: number }];
}
