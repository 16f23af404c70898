import { lineBefore, withLineFeeds } from '../../text/lines.js';
import { memoized } from '../../text/memo.js';
import { localSpan } from '../host.js';
import type { Host, ScalarNode } from '../node.js';
import type { DecodedText, Strings } from '../syntax.js';
import { decodeScalar } from './scalarMap.js';

/** How strings of YAML and JSON hold documents. */
export const strings: Strings = { decode, encode };

function decode(node: ScalarNode): DecodedText | undefined {
  return decodeScalar(withLineFeedsIn(node.host), localSpan(node.host, node.span), node.style, node.text);
}

/** Many strings of one text may hold documents. */
const withLineFeedsIn = memoized(({ text }: Host) => withLineFeeds(text));

function encode(node: ScalarNode, text: string): string | undefined {
  if (node.anchored || !mayHold(node, text)) return undefined;
  switch (node.style) {
    case 'double':
      return escapeDouble(text);
    case 'single':
      return isPrintable(text) && !text.includes('\n') ? text.replaceAll("'", "''") : undefined;
    case 'literal':
      return isPrintable(text) ? indentLines(node, text) : undefined;
    case 'plain':
      // In the middle of one line these mean themselves, whatever stands beside them.
      return /^ ?[\w./@%+='"-]*(?: [\w./@%+='"-]+)*$/.test(text) && !node.text.includes('\n') ? text : undefined;
    case 'folded':
      return undefined;
    default:
      return node.style satisfies never;
  }
}

/** Of texts with a tag CloudFormation's are written as they stand, where no variable comes into them. */
function mayHold({ tag }: ScalarNode, text: string): boolean {
  return (
    tag === undefined || tag === '!' || tag === '!!str' || (tag === '!Sub' && !text.includes('${')) || tag === '!Base64'
  );
}

/** A text between double quotes, by the escapes JSON and YAML share. */
export function escapeDouble(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(
      /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}

/** True when YAML can show the text without escapes: no control characters but line feed and tab, no half surrogates. */
export function isPrintable(text: string): boolean {
  // Making the pattern takes its time, and most texts are ASCII.
  return /^[\n\t -~]*$/.test(text) || !/(?![\n\t])[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u.test(text);
}

function indentLines(node: ScalarNode, text: string): string | undefined {
  if (!text.includes('\n')) return text;
  const indent = literalIndent(node);
  return indent === undefined ? undefined : text.replace(/\n(?=[^\n])/g, `\n${indent}`);
}

/** The spaces before a line of a literal scalar, in which there may be thousands of changes. */
const literalIndent = memoized((node: ScalarNode): string | undefined => {
  const at = decode(node)?.offsets[node.text.search(/[^\n]/)];
  if (at === undefined) return undefined;
  const indent = lineBefore(node.host.text, at);
  return /^ *$/.test(indent) ? indent : undefined;
});
