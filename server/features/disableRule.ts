import { lint, type RuleFinding } from '../linter/lint.js';
import { type Catalogue, message, render } from '../messages/message.js';
import { syntaxNamed } from '../syntax/claims.js';
import { nodeAt } from '../syntax/find.js';
import type { Comment, DocumentForm, Node, SyntaxDocument } from '../syntax/node.js';
import type { Comments } from '../syntax/syntax.js';
import { applyEdits, type TextEdit } from '../text/edit.js';
import { lineBefore, lineBreakOf, lineStart, nextLine } from '../text/lines.js';
import { memoized } from '../text/memo.js';
import { overlaps, type Span } from '../text/span.js';
import { documentHolding, type FileModel, spanInFile } from '../workspace/fileModel.js';
import { treeOf } from '../workspace/tree.js';
import { emptyWorkspace, type Workspace, withFiles } from '../workspace/workspace.js';

/** Comments that silence a rule, as edits: the counterpart of `workspace/suppressions.ts`, which reads them. */

export type DisableScope = 'line' | 'document' | 'file';

/** The edit that writes such a comment. */
export interface CommentEdit extends TextEdit {
  /** Where in the new text the word stands that is typed over with a reason; undefined where a comment that is there gets another rule. */
  readonly reason?: Span;
}

/** The edit that puts the comment in its place or adds the rule to one that is there; spans are in the file. Undefined where no comment can stand. */
export function disableComment(
  finding: RuleFinding,
  file: FileModel,
  scope: DisableScope,
  catalogue?: Catalogue,
): CommentEdit | undefined {
  const document = documentHolding(finding.at, file);
  const home = scope === 'file' ? file.documents[0] : document;
  if (home?.text === undefined || document?.text === undefined || file.text === undefined) return undefined;
  const syntax = treeOf(home);
  const comments = commentsFor(home.form, file);
  if (comments === undefined) return undefined;
  // What is said of a document as a whole stands at its start, also behind the comment.
  const { start, end } = finding.at.span;
  if (scope === 'line' && end === 0 && start === end && home.form.around === undefined) return undefined;
  if (isUnread(syntax)) return undefined;
  const place = scope === 'line' ? lineToCover(syntax, comments, finding.at.span.start) : comments.top(syntax);
  if (place === undefined) return undefined;
  const existing = scope === 'line' ? commentAbove(syntax, place) : commentAnywhere(syntax, scope);
  const edit = existing
    ? addRule(existing, finding.rule)
    : insertComment(syntax, place, comments.write(wordsFor(finding.rule, scope, catalogue)), scope);
  const { newText } = edit;
  const span = { start: home.start + edit.span.start, end: home.start + edit.span.end };
  const isOfText = syntax.problems.some(({ rule }) => rule === finding.rule);
  if (isOfText && !isUsed(finding.rule, { span, newText }, file)) return undefined;
  return existing ? { span, newText } : { span, newText, reason: reasonIn(newText, reasonPlaceholder(catalogue)) };
}

/** The last of the words: what follows is how the comment ends. */
function reasonIn(text: string, word: string): Span {
  const start = text.lastIndexOf(word);
  return { start, end: start + word.length };
}

/**
 * Whether a comment silences something in a text that cannot be read: there a line more may be taken for another thing, the fault be found in another
 * line, or the comment lie behind it and never be read. What is wrong with the text itself is seen without other files.
 */
function isUsed(rule: string, edit: TextEdit, file: FileModel): boolean {
  const { uri, text = '' } = file;
  const edited = applyEdits(text, [edit]);
  if (edited === undefined) return false;
  const alone = workspaceOf(uri, edited);
  const after = lint(alone);
  const comment = { start: edit.span.start, end: edit.span.start + edit.newText.length };
  const isUnused = after.some(({ rule: other, at }) => {
    const home = alone.files.get(at.uri);
    const span = home && spanInFile(home, at);
    return other === 'unused-suppression' && span !== undefined && overlaps(span, comment);
  });
  return !isUnused && countOf(rule, after) < countOf(rule, foundAlone(file));
}

/** What is found in a file by itself, once for all of its findings that somebody may silence. */
const foundAlone = memoized(({ uri, text = '' }: FileModel) => lint(workspaceOf(uri, text)));

function workspaceOf(uri: string, text: string): Workspace {
  return withFiles(emptyWorkspace, [{ uri, text }]);
}

function countOf(id: string, findings: readonly RuleFinding[]): number {
  return findings.filter(({ rule }) => rule === id).length;
}

/** True for a document nested so deep that it is not read at all, and so no comment in it. */
function isUnread({ root, problems, form }: SyntaxDocument): boolean {
  return root === undefined && form.around === undefined && problems.some(({ rule }) => rule === 'nesting-too-deep');
}

/**
 * How comments for a document of a file are written: above it, in the syntax around it, or else in its own. Undefined where neither has
 * comments, and in a file that is not linted itself, such as our config file: there they silence nothing.
 */
export function commentsFor(form: DocumentForm | undefined, { hasHint }: FileModel): Comments | undefined {
  if (!hasHint) return undefined;
  return syntaxNamed(form?.around ?? form?.syntax)?.comments;
}

/** The name that stands in a comment for the reason, to be typed over. */
function reasonPlaceholder(catalogue?: Catalogue): string {
  return render(message('reason'), catalogue);
}

/** Where the line starts that a comment must stand above. */
function lineToCover(syntax: SyntaxDocument, comments: Comments, offset: number): number | undefined {
  const line = comments.lineAbove(syntax, offset, nodeAt(syntax, offset));
  if (line === undefined) return undefined;
  const innermost = nodeAt(syntax, line).at(-1);
  return innermost && isWithin(innermost, line) ? undefined : line;
}

/** True within a string of several lines, where a comment would be text, or end it. */
function isWithin({ kind, host, span }: Node, line: number): boolean {
  return kind === 'scalar' && host.depth === 0 && span.start < line && line < span.end;
}

function commentAbove(syntax: SyntaxDocument, line: number): Comment | undefined {
  return syntax.comments.find(
    ({ span, text, ownLine }) =>
      ownLine &&
      /^\s*eni-lens-disable-next-line:?(?=\s)/.test(text) &&
      nextLine(syntax.text, span.end) === lineStart(syntax.text, line),
  );
}

function commentAnywhere(syntax: SyntaxDocument, scope: DisableScope): Comment | undefined {
  return syntax.comments.find(({ text }) => /^\s*eni-lens-disable-([\w-]+):?\s/.exec(text)?.[1] === scope);
}

/** Behind the last rule of the comment, before its reason. */
function addRule({ text, textStart }: Comment, rule: string): TextEdit {
  const [ids = ''] = text.split(/\s--\s/);
  const end = textStart + ids.trimEnd().length;
  return { span: { start: end, end }, newText: `, ${rule}` };
}

function wordsFor(rule: string, scope: DisableScope, catalogue: Catalogue | undefined): string {
  const directive = scope === 'line' ? 'next-line' : scope;
  return `eni-lens-disable-${directive} ${rule} -- ${reasonPlaceholder(catalogue)}`;
}

function insertComment(
  { text, host, form }: SyntaxDocument,
  place: number,
  comment: string,
  scope: DisableScope,
): TextEdit {
  const span = { start: place, end: place };
  if (form.around !== undefined) {
    const margin = /^[ \t>]*/.exec(text.slice(place))?.[0];
    return { span, newText: `${margin}${comment}${lineBreakOf(text)}` };
  }
  // In a transcript each command stands behind a prompt, and so does the comment.
  const before = lineBefore(text, place);
  const prompt = form.margin && before.startsWith(form.margin.newLine) ? before.slice(form.margin.newLine.length) : '';
  const indent = scope === 'line' ? /^[ \t]*/.exec(text.slice(place))?.[0] : '';
  const line = `${indent}${comment}\n`;
  return { span, newText: (host.edit({ start: place, end: place, newText: line })?.newText ?? line) + prompt };
}
