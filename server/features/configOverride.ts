import { readDocument } from '../syntax/document.js';
import { get } from '../syntax/read.js';
import type { TextEdit } from '../text/edit.js';
import { lineBreakOf, lineStart, nextLine } from '../text/lines.js';
import { patternFor } from '../text/paths.js';

/*
 * Turning a rule off for one file in `eni-lens.yaml`: what JSON files need, which have no comments. Everything else in the
 * config file stays byte for byte.
 */

/** The edit of an existing config text. Undefined where its overrides are not a block list, or it cannot be read. */
export function overrideEdit(config: string, path: string, rule: string): TextEdit | undefined {
  const { root, problems } = readDocument(config, { syntax: 'yaml' });
  if (problems.length > 0 || (root !== undefined && (root.kind !== 'map' || root.style !== 'block'))) {
    const isEmpty = root?.kind === 'scalar' && root.value === null;
    if (problems.length > 0 || !isEmpty) return undefined;
  }
  const lineBreak = lineBreakOf(config);
  const overrides = get(root, 'overrides');
  const isNothing = overrides === undefined;
  if (!isNothing && (overrides.kind !== 'seq' || overrides.style !== 'block')) return undefined;
  const last = isNothing ? undefined : overrides.items.at(-1)?.value.span;
  const at = last ? lineBehind(config, last.end) : config.length;
  const start = isNothing ? '' : indentOf(config, overrides.span.start);
  const before = lineStart(config, at) < at ? lineBreak : '';
  const lines = [...(isNothing ? ['overrides:'] : []), ...item(isNothing ? '  ' : start, path, rule)];
  return { span: { start: at, end: at }, newText: `${before}${lines.join(lineBreak)}${lineBreak}` };
}

/** The text of a config file that does nothing else. */
export function newConfig(path: string, rule: string): string {
  return `${['overrides:', ...item('  ', path, rule)].join('\n')}\n`;
}

function item(indent: string, path: string, rule: string): readonly string[] {
  return [`${indent}- files: [${JSON.stringify(patternFor(path))}]`, `${indent}  rules:`, `${indent}    ${rule}: off`];
}

function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

/** Behind the line break of the line that something ends on; a span that ends with its line break ends there. */
function lineBehind(text: string, offset: number): number {
  return lineStart(text, offset) === offset ? offset : (nextLine(text, offset) ?? text.length);
}
