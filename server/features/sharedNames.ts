import { syntaxNamed } from '../syntax/claims.js';
import type { Node } from '../syntax/node.js';
import { folderOf } from '../text/paths.js';
import { type Location, type Span, touches } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Cursor } from './convert.js';
import { placeUnder } from './cursor.js';

/** A name that files of a folder share, as `var.x` of Terraform, and where what it stands for is written. */
export interface SharedName {
  readonly span: Span;
  readonly definitions: readonly Location[];
}

/**
 * The name under a cursor that a file of the folder defines: of a variable its default, or what a file of values says instead; where there is no such
 * value, or nobody knows which one counts, all that declares it. Undefined where nothing does.
 */
export function sharedNameAt(workspace: Workspace, cursor: Cursor): SharedName | undefined {
  const { file, document, text, offset } = cursor;
  const syntax = syntaxNamed(document.form.syntax);
  const named = document.form.isFragment ? undefined : syntax?.nameAt?.(text, offset);
  if (syntax === undefined || named === undefined || isText(placeUnder(cursor).nodes.at(-1), offset)) return undefined;
  const folder = folderOf(file.uri);
  const definitions = [...workspace.files.values()]
    .filter(({ uri }) => folderOf(uri) === folder)
    .flatMap(({ documents }) => documents.flatMap(({ sharing }) => sharing?.definitions ?? []));
  const value = syntax.scope?.(definitions).withDefaults.valueOf(named.name)?.node;
  const elsewhere = value?.host.elsewhere;
  if (value && elsewhere) return { span: named.span, definitions: [{ ...elsewhere, span: value.span }] };
  const declared = definitions.filter(({ name }) => name === named.name);
  if (declared.length === 0) return undefined;
  return { span: named.span, definitions: declared.map((each) => ({ ...each.in, span: each.span })) };
}

/** True in a text, where a name names nothing. A local value of the same file is in the tree as what it stands for, which is written elsewhere. */
function isText(innermost: Node | undefined, offset: number): boolean {
  return innermost === undefined || (innermost.kind === 'scalar' && !innermost.open && touches(innermost.span, offset));
}
