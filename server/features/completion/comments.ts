import { lint } from '../../linter/lint.js';
import { message } from '../../messages/message.js';
import { rules } from '../../rules/index.js';
import { lineBefore, lineStart, nextLine } from '../../text/lines.js';
import { documentHolding } from '../../workspace/fileModel.js';
import { directives } from '../../workspace/suppressions.js';
import { type Workspace, withFiles } from '../../workspace/workspace.js';
import type { Cursor } from '../convert.js';
import type { Proposal } from './proposal.js';

/**
 * What can be written in a comment that silences: its first word, and the rules it names, those of the next line first. Undefined where the
 * cursor is in no such comment.
 */
export function commentProposals(workspace: Workspace, cursor: Cursor): readonly Proposal[] | undefined {
  const { word, list } = commentBefore(lineBefore(cursor.text, cursor.offset)) ?? {};
  if (word === undefined) return undefined;
  if (list === undefined) {
    return [...directives.keys()].map((text, rank) => ({ label: text, kind: 'key', text: `${text} $1`, rank }));
  }
  const written = new Set(list.split(/[\s,]+/));
  const here = rulesBelow(workspace, cursor);
  const named = rules.filter(({ id }) => !written.has(id));
  const first = named.filter(({ id }) => here.has(id));
  return [...first, ...named.filter(({ id }) => !here.has(id))].map(({ id }, rank) => ({
    label: id,
    kind: 'reference',
    detail: here.has(id) ? message('reported here') : undefined,
    text: id,
    rank,
  }));
}

/** The word that makes a comment one of ours, and the rules up to the cursor; undefined outside of such a comment, and in its reason. */
function commentBefore(line: string): { readonly word: string; readonly list: string | undefined } | undefined {
  const start = line.lastIndexOf('eni-lens');
  const lead = line.slice(0, Math.max(start, 0)).trimEnd();
  if (!['#', '//', '<!--'].some((mark) => lead.endsWith(mark))) return undefined;
  const [, word, list] = /^(eni-lens[\w-]*)(?::?[ \t](.*))?$/.exec(line.slice(start)) ?? [];
  const isReason = list !== undefined && (!/^[\w\s,-]*$/.test(list) || /\s--\s/.test(list));
  return word === undefined || isReason ? undefined : { word, list };
}

/** The rules with a finding on the next line, or anywhere in the document where that has none, as if the comment were not there. */
function rulesBelow(workspace: Workspace, cursor: Cursor): ReadonlySet<string> {
  const { file, document, text, offset } = cursor;
  const bare = withoutComment(workspace, cursor);
  const inDocument = lint(bare).filter(({ at }) => {
    const holder = at.uri === file.uri ? bare.files.get(file.uri) : undefined;
    return holder !== undefined && documentHolding(at, holder)?.start === document.start;
  });
  const next = nextLine(text, offset);
  const below = inDocument.filter(({ at }) => next !== undefined && lineStart(text, at.span.start) === next);
  return new Set((below.length > 0 ? below : inDocument).map(({ rule }) => rule));
}

/** The comment says nothing any more, and every place stays where it is. */
function withoutComment(workspace: Workspace, { file, document, text, offset }: Cursor): Workspace {
  if (file.text === undefined) return workspace;
  const before = lineBefore(text, offset);
  const start = document.start + offset - before.length;
  const masked = before.replace('eni-lens', 'xxxxxxxx');
  const whole = file.text.slice(0, start) + masked + file.text.slice(start + before.length);
  return withFiles(workspace, [{ uri: file.uri, text: whole, syntax: file.syntax }]);
}
