/*
 * What the panel of VS Code and the page in it say to each other. Types only, so that the client can import them without loading anything.
 */

import type { Catalogue } from '../messages/message.js';
import type { PlanChanges } from '../plan/planChanges.js';
import type { ListsChanges, WrittenBeside } from './pageCluster.js';

/** The plans of a file: the keys of all its clusters in their order, and the clusters that are new or changed. */
export interface PanelPlans {
  readonly uri: string;
  readonly keys: readonly string[];
  readonly changed: readonly PanelPlan[];
}

export interface PanelPlan {
  readonly key: string;
  /** What is otherwise of its objects, of its findings, and of the places of both, since it was sent before; all of them when it was not. */
  readonly lists: ListsChanges;
  readonly beside: WrittenBeside;
  /** The uris of the files that it names, by their names. */
  readonly files: Readonly<Record<string, string>>;
}

/** From the extension to the page. */
export type ToPanel =
  | ({ readonly kind: 'plans'; readonly catalogue: Catalogue | undefined } & PanelPlans)
  /** What became of changes that were to be applied, in words, and whether the files hold them. */
  | { readonly kind: 'applied'; readonly key: string; readonly said: string; readonly isWritten: boolean }
  | { readonly kind: 'reveal'; readonly key: string };

/** From the page to the extension, which believes none of it unchecked. */
export type FromPanel =
  /** The page is loaded, again perhaps, and shows nothing yet. */
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'open';
      readonly key: string;
      readonly file: string;
      readonly line: number;
      readonly column: number;
    }
  | { readonly kind: 'apply'; readonly key: string; readonly changes: PlanChanges };

/** What the page keeps while it is hidden, and when the window is opened again. */
export interface PanelState {
  readonly uri: string;
  /** The texts of fields that a person changed, by the key of the cluster and the name of the field. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
