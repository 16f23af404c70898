import { lineBefore } from '../text/lines.js';
import type { Span } from '../text/span.js';

/** `max-pods` in settings of Bottlerocket: spans in the text. */
export interface WrittenMaxPods {
  readonly name: Span;
  /** What stands behind the equals sign, with its quotes. */
  readonly value: string;
  readonly valueSpan: Span;
}

/** The first `max-pods` of `settings.kubernetes` in a text of TOML; undefined where there is none. */
export function maxPodsOfToml(text: string): WrittenMaxPods | undefined {
  const found = /^([ \t]*(?:settings\.kubernetes\.)?)(max-pods)([ \t]*=[ \t]*)([^#\r\n]*)/m.exec(text);
  if (found === null) return undefined;
  const [, before = '', name = '', equals = '', rest = ''] = found;
  const table = before.trim() === '' ? 'settings.kubernetes' : '';
  if (lastTable(text.slice(0, found.index)) !== table) return undefined;
  const start = found.index + before.length;
  const valueStart = start + name.length + equals.length;
  const value = rest.trimEnd();
  return {
    name: { start, end: start + name.length },
    value,
    valueSpan: { start: valueStart, end: valueStart + value.length },
  };
}

/** The table of TOML in which a text ends; '' at its root. */
function lastTable(text: string): string {
  const start = text.lastIndexOf('[');
  const line = start < 0 ? undefined : /^\[([\w.-]+)\]/.exec(text.slice(start));
  return line && lineBefore(text, start).trim() === '' ? (line[1] ?? '') : '';
}
