import { type Message, message } from '../../messages/message.js';
import { attempted } from '../../text/fault.js';
import { lineStart, restOfLine } from '../../text/lines.js';
import type { Span } from '../../text/span.js';

/** How a text can be written so that the fault is gone. The span is in the text that was parsed. */
export interface Repair {
  readonly title: Message;
  readonly span: Span;
  readonly text: string;
}

/** A line that is one key and one string in quotes, which may end too early. */
const quotedValue = /^(\s*(?:- +)?[\w.-]+:[ \t]+)(["'])(.*)\2[ \t]*$/;

/**
 * JSON in the quotes that it uses itself (`values: "{ "a": 1 }"`, `values: '{"a": "it's"}'`) is written in single quotes, with those in it
 * doubled. Undefined where the line of the fault holds something else.
 */
export function requoted(text: string, at: number): Repair | undefined {
  const from = lineStart(text, at);
  const [, before = '', quote = '', inner = ''] = quotedValue.exec(restOfLine(text, from)) ?? [];
  if (quote === '' || !isJson(inner)) return undefined;
  const start = from + before.length;
  return {
    title: message('Put the text in single quotes'),
    span: { start, end: start + inner.length + 2 },
    text: `'${inner.replaceAll("'", "''")}'`,
  };
}

function isJson(text: string): boolean {
  const read = attempted((): unknown => JSON.parse(text));
  return 'value' in read && typeof read.value === 'object';
}
