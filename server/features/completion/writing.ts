import { syntaxNamed } from '../../syntax/claims.js';
import type { ScalarNode } from '../../syntax/node.js';
import type { Completion, Holding, Spot, VariableSpelling } from '../../syntax/syntax.js';
import { lineBefore } from '../../text/lines.js';
import type { Cursor } from '../convert.js';
import type { Proposal } from './proposal.js';
import type { Trial } from './trial.js';

/** How variables are written where a trial found an env block. */
export function entryWriting(trial: Trial, cursor: Cursor): VariableSpelling {
  const { subject, scalar } = trial;
  const isVariable = subject.kind === 'variable';
  const spot = {
    ...spotOf(trial, cursor),
    isList: isVariable && subject.container.block?.shape === 'list',
    hasValue: isVariable && subject.entry.value.kind !== 'none',
  };
  return completionAt(scalar)?.variables(spot) ?? { nameOnly: true, entries: () => undefined };
}

/** A new entry as it must be written where a trial found a place for one; undefined where that cannot be. */
export function spellEntry(name: string, holds: Holding, trial: WrittenAt, cursor: Cursor): string | undefined {
  const spot = { ...spotOf(trial, cursor), isList: false, hasValue: false };
  return completionAt(trial.scalar)?.entry?.(spot, name, holds);
}

type WrittenAt = Pick<Trial, 'word' | 'frame' | 'scalar' | 'place'>;

function spotOf({ word, frame, scalar, place }: WrittenAt, cursor: Cursor): Omit<Spot, 'isList' | 'hasValue'> {
  const column = lineBefore(cursor.text, word.start).length + (frame.indent ?? '').length;
  return { frame: frame.kind, scalar, nodes: place.nodes, column };
}

/** A key as it must be written at the cursor. */
export function spellKey(proposal: Proposal, { frame, scalar }: Trial): Proposal {
  const text = completionAt(scalar)?.key(frame.kind, proposal.text) ?? proposal.text;
  return { ...proposal, text };
}

/** A value as it must be written at the cursor: so that it is a string where the program needs one. */
export function spellValue(
  proposal: Proposal,
  { scalar }: Pick<Trial, 'scalar'>,
  options: { readonly asString: boolean },
): readonly Proposal[] {
  const text = completionAt(scalar)?.value(scalar, proposal.text, options);
  if (text === undefined) return [];
  // What somebody types is the beginning of the value, whatever words name it.
  return [{ ...proposal, text, filter: proposal.text }];
}

function completionAt({ host }: ScalarNode): Completion | undefined {
  return syntaxNamed(host.syntax)?.completion;
}
