import type { RuleFinding } from '../linter/lint.js';
import { type Catalogue, message, render } from '../messages/message.js';
import { nodeAt } from '../syntax/find.js';
import type { Comment, Node, SyntaxDocument } from '../syntax/node.js';
import { parseDocument } from '../syntax/yaml/parse.js';
import type { TextEdit } from '../text/edit.js';
import { lineBreakOf, lineStart, nextLine } from '../text/lines.js';
import type { DocumentModel, FileModel } from '../workspace/fileModel.js';

/** Comments that silence a rule, as edits: the counterpart of `workspace/suppressions.ts`, which reads them. */

export type DisableScope = 'line' | 'document' | 'file';

/** The edit that puts the comment in its place or adds the rule to one that is there; spans are in the file. Undefined where no comment can stand. */
export function disableComment(
  finding: RuleFinding,
  file: FileModel,
  scope: DisableScope,
  catalogue?: Catalogue,
): TextEdit | undefined {
  const document = file.documents.find(({ id }) => id === finding.at.document);
  const home = scope === 'file' ? file.documents[0] : document;
  if (home?.text === undefined || document?.text === undefined || file.text === undefined) return undefined;
  const syntax = parseDocument(home.text);
  const place = scope === 'line' ? lineToCover(syntax, finding.at.span.start) : topOf(home);
  if (place === undefined) return undefined;
  const existing = scope === 'line' ? commentAbove(syntax, place) : commentAnywhere(syntax, scope);
  const edit = existing
    ? addRule(existing, finding.rule)
    : insertComment(home.text, place, finding.rule, scope, catalogue);
  return { span: { start: home.start + edit.span.start, end: home.start + edit.span.end }, newText: edit.newText };
}

/** The name that stands in a comment for the reason, to be typed over. */
export function reasonPlaceholder(catalogue?: Catalogue): string {
  return render(message('reason'), catalogue);
}

/**
 * Where the line starts that a comment must stand above. For a value within a string of several lines that is the line of the
 * string's key, because inside the string a comment would be text. Undefined where such a string has no key on its first line.
 */
function lineToCover(syntax: SyntaxDocument, offset: number): number | undefined {
  const line = lineStart(syntax.text, offset);
  const nodes = nodeAt(syntax, offset);
  const around = nodes.findIndex((node) => node.kind === 'scalar' && node.host.depth === 0 && startsBefore(node, line));
  if (around < 0) return line;
  const [parent, scalar] = [nodes[around - 1], nodes[around]];
  const entry = parent?.kind === 'map' ? parent.entries.find(({ value }) => value === scalar) : undefined;
  return entry && lineStart(syntax.text, entry.key.span.start);
}

function startsBefore(node: Node, line: number): boolean {
  return node.span.start < line;
}

/** Behind the `---` line, where there is one; behind a byte order mark. */
function topOf({ text = '', start }: DocumentModel): number {
  const marker = /^---[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)/.exec(text);
  if (marker) return marker[0].length;
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

function commentAbove(syntax: SyntaxDocument, line: number): Comment | undefined {
  return syntax.comments.find(
    ({ span, text, ownLine }) =>
      ownLine && /^#\s*eni-lens-disable-next-line:?(?=\s)/.test(text) && nextLine(syntax.text, span.end) === line,
  );
}

function commentAnywhere(syntax: SyntaxDocument, scope: DisableScope): Comment | undefined {
  const directive = new RegExp(`^#\\s*eni-lens-disable-${scope}:?(?=\\s)`);
  return syntax.comments.find(({ text }) => directive.test(text));
}

/** Behind the last rule of the comment, before its reason. */
function addRule({ span, text }: Comment, rule: string): TextEdit {
  const [ids = ''] = text.split(/\s--\s/);
  const end = span.start + ids.trimEnd().length;
  return { span: { start: end, end }, newText: `, ${rule}` };
}

function insertComment(
  text: string,
  place: number,
  rule: string,
  scope: DisableScope,
  catalogue: Catalogue | undefined,
): TextEdit {
  const indent = /^[ \t]*/.exec(text.slice(place))?.[0] ?? '';
  const directive = scope === 'line' ? 'next-line' : scope;
  const comment = `# eni-lens-disable-${directive} ${rule} -- ${reasonPlaceholder(catalogue)}`;
  return {
    span: { start: place, end: place },
    newText: `${scope === 'line' ? indent : ''}${comment}${lineBreakOf(text)}`,
  };
}
