import type { Argument } from '../../messages/message.js';

/** Something to write at the cursor, before it is put into the editor's words. */
export interface Proposal {
  /** A name as it is written, or words of ours. */
  readonly label: Argument;
  readonly kind: 'variable' | 'value' | 'type' | 'reference' | 'key' | 'snippet';
  /** Short, beside the label. */
  readonly detail?: Argument | undefined;
  /** Markdown, or words of ours. */
  readonly documentation?: Argument | undefined;
  /** What is written. `$1` in it is where the cursor goes, `$$` a dollar sign; elsewhere there are none. */
  readonly text: string;
  /** What the editor compares with what is typed, where that is not the label. */
  readonly filter?: string | undefined;
  /** Proposals are shown in this order. */
  readonly rank: number;
}
