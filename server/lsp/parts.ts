import type { Connection } from 'vscode-languageserver';
import type { Catalogue } from '../messages/message.js';
import type { Documents } from './documents.js';
import type { FaultLog } from './guard.js';
import type { PlanFollower } from './planFollower.js';
import type { Publisher } from './publishing.js';
import type { Scanner } from './scanning.js';
import type { Session } from './session.js';
import type { EditorNow } from './settings.js';
import type { Typing } from './typing.js';
import type { Watcher } from './watching.js';

/** What a running server is made of. */
export interface Parts {
  readonly connection: Connection;
  readonly log: FaultLog;
  readonly editor: EditorNow;
  readonly catalogue: Catalogue | undefined;
  readonly documents: Documents;
  readonly session: Session;
  readonly scanner: Scanner;
  readonly plans: PlanFollower;
  readonly publisher: Publisher;
  readonly watcher: Watcher;
  readonly typing: Typing;
}
