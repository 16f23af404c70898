import { expect } from 'vitest';
import { render } from '../../server/messages/message.js';
import { readDocument } from '../../server/syntax/document.js';
import { openScalar } from '../../server/syntax/embedded.js';
import type { MapNode, Node, ScalarNode, SeqNode, SyntaxDocument } from '../../server/syntax/node.js';
import { entries, path } from '../../server/syntax/read.js';
import { applyEdits, type TextEdit } from '../../server/text/edit.js';
import type { Span } from '../../server/text/span.js';

/** A document of YAML. */
export function parseDocument(text: string): SyntaxDocument {
  return readDocument(text, { syntax: 'yaml' });
}

/** The tree as plain values, merged keys included. */
export function plain(node: Node | undefined): unknown {
  switch (node?.kind) {
    case undefined:
      return null;
    case 'scalar':
      return node.value;
    case 'seq':
      return node.items.map(({ value }) => plain(value));
    case 'map':
      return Object.fromEntries(entries(node).map(({ key, value }) => [key.text, plain(value)]));
  }
}

/** Every span of a document, aliases, comments and strings that hold documents included. */
export function spansOf(document: SyntaxDocument): readonly Span[] {
  const spans: Span[] = document.comments.map(({ span }) => span);
  for (const problem of document.problems) spans.push(problem.span, ...(problem.related ? [problem.related] : []));
  const walk = (node: Node): void => {
    spans.push(node.span);
    if (node.kind === 'scalar') {
      const embedded = openScalar(node);
      spans.push(...embedded.problems.map(({ span }) => span), ...embedded.comments.map(({ span }) => span));
      if (embedded.root && embedded.root.kind !== 'scalar') walk(embedded.root);
    } else if (node.kind === 'seq') {
      for (const { value, alias } of node.items)
        if (alias) spans.push(alias);
        else walk(value);
    } else {
      for (const { key, value, alias, span } of node.entries) {
        spans.push(span, key.span);
        if (alias) spans.push(alias);
        else walk(value);
      }
    }
  };
  if (document.root) walk(document.root);
  return spans;
}

/** Expects that every span is whole and within the text. */
export function expectSpansInside(text: string): void {
  for (const { start, end } of spansOf(parseDocument(text))) {
    if (!(start >= 0 && start <= end && end <= text.length))
      expect.fail(`span ${start}–${end} in ${JSON.stringify(text)}`);
  }
}

/** What is wrong with a text, as "rule text-at-span: message". */
export function problemsOf(text: string): readonly string[] {
  return parseDocument(text).problems.map(
    ({ rule, span, message }) => `${rule} ${text.slice(span.start, span.end)}: ${render(message)}`,
  );
}

export function nodeIn(text: string, ...keys: readonly string[]): Node {
  const node = path(parseDocument(text).root, ...keys);
  return node ?? expect.fail(`nothing at ${keys.join('.')} of ${text}`);
}

export function mapIn(text: string, ...keys: readonly string[]): MapNode {
  const node = nodeIn(text, ...keys);
  return node.kind === 'map' ? node : expect.fail(`no mapping at ${keys.join('.')}`);
}

export function seqIn(text: string, ...keys: readonly string[]): SeqNode {
  const node = nodeIn(text, ...keys);
  return node.kind === 'seq' ? node : expect.fail(`no list at ${keys.join('.')}`);
}

export function scalarIn(text: string, ...keys: readonly string[]): ScalarNode {
  const node = nodeIn(text, ...keys);
  return node.kind === 'scalar' ? node : expect.fail(`no scalar at ${keys.join('.')}`);
}

/** The text after edits; fails where there are none or they overlap. */
export function edited(text: string, edits: readonly TextEdit[] | undefined): string {
  if (edits === undefined) return expect.fail(`no edits for ${JSON.stringify(text)}`);
  return applyEdits(text, edits) ?? expect.fail('edits overlap');
}
