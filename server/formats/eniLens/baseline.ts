import { message } from '../../messages/message.js';
import type { Baseline, BaselineEntry, RecordedFinding } from '../../model/baseline.js';
import { type ConfigProblem, faultIn } from '../../model/lensConfig.js';
import { readDocument } from '../../syntax/document.js';
import type { Node } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';
import { attempted } from '../../text/fault.js';
import { lineBreakOf } from '../../text/lines.js';
import { byCodeUnit } from '../../text/order.js';
import { at, type Place, spanAt } from '../place.js';
import { baselineShapeFaults } from '../shapes.js';
import { problemIn } from './config.js';

/** The name the baseline has where nobody gives it another one. */
export const baselineFileName = 'eni-lens-baseline.json';

const version = 1;

/** A baseline. One with problems has no entries: what is half understood must hide nothing. */
export function readBaseline(uri: string, text: string): Baseline {
  const read = attempted(() => readEntries(uri, text));
  if ('value' in read) return read.value;
  return { uri, text, paths: ['.'], entries: [], schema: undefined, problems: [faultIn(uri, read.fault)] };
}

function readEntries(uri: string, text: string): Baseline {
  const { root, problems: syntax } = readDocument(text, { syntax: 'yaml' });
  const place = { uri, document: 0 };
  const problems = syntax.length > 0 ? syntax.map((problem) => problemIn(problem, place)) : faults(root, place);
  const empty = { uri, text, paths: ['.'], entries: [], schema: textOf(get(root, '$schema')), problems };
  if (problems.length > 0) return empty;
  const paths = items(get(root, 'paths')).flatMap((path) => textOf(path) ?? []);
  return {
    ...empty,
    paths: paths.length > 0 ? paths : empty.paths,
    entries: items(get(root, 'findings')).map((entry) => readEntry(entry, place)),
  };
}

function faults(root: Node | undefined, place: Place): readonly ConfigProblem[] {
  const node = get(root, 'version');
  const written = textOf(node);
  if (root === undefined || node === undefined || written === undefined) {
    const start = { start: 0, end: Math.min(1, root?.span.end ?? 0) };
    return [{ at: spanAt(place, start), message: message('This is no baseline of eni-lens: it has no version') }];
  }
  if (written !== String(version)) {
    const text = message(
      'This eni-lens does not know version {written} of a baseline, but {version}: update eni-lens',
      {
        written,
        version,
      },
    );
    return [{ at: at(place, node), message: text }];
  }
  return baselineShapeFaults(root).map((fault) => ({ at: at(place, fault), message: fault.message }));
}

function readEntry(node: Node, place: Place): BaselineEntry {
  const text = (key: string): string => textOf(get(node, key)) ?? '';
  return {
    at: at(place, node),
    file: text('file'),
    rule: text('rule'),
    path: text('path'),
    count: Number(text('count')),
    reason: textOf(get(node, 'reason')),
  };
}

/** A baseline with other entries, as text: a line for each, in an order of its own. `text` is that of the baseline before, if any. */
export function baselineText(
  { text, schema, paths }: Pick<Baseline, 'text' | 'schema' | 'paths'>,
  entries: readonly RecordedFinding[],
): string {
  const lines = entries.toSorted(byPlace).map((entry) => `    { ${membersOf(entry).join(', ')} }`);
  const written = [
    '{',
    ...(schema === undefined ? [] : [`  "$schema": ${quoted(schema)},`]),
    `  "version": ${version},`,
    `  "paths": [${[...paths].sort(byCodeUnit).map(quoted).join(', ')}],`,
    ...(lines.length === 0 ? ['  "findings": []'] : ['  "findings": [', lines.join(',\n'), '  ]']),
    '}',
    '',
  ].join('\n');
  return written.replaceAll('\n', lineBreakOf(text));
}

function membersOf({ file, rule, path, count, reason }: RecordedFinding): readonly string[] {
  const members = { file, rule, path, count, ...(reason === undefined ? {} : { reason }) };
  return Object.entries(members).map(([key, value]) => `${quoted(key)}: ${quoted(value)}`);
}

/** A value as JSON, also without the control characters that JSON allows and YAML does not: a baseline is read as either. */
function quoted(value: string | number): string {
  return JSON.stringify(value).replace(/[\x7f-\x9f]/g, (control) => `\\u00${control.charCodeAt(0).toString(16)}`);
}

/** By file, path and rule, the same on every machine. */
function byPlace(a: RecordedFinding, b: RecordedFinding): number {
  return byCodeUnit(a.file, b.file) || byCodeUnit(a.path, b.path) || byCodeUnit(a.rule, b.rule);
}
