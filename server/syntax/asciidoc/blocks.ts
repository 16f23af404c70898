import { behindBreak, lineEnd } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import type { Fence } from '../markdown/fences.js';

type Line = Span & { readonly next: number; readonly text: string };

/**
 * The source blocks of an AsciiDoc text as fences: `[source,yaml]` above `----` or `....`, listings (`----`) without a language, and fences as Markdown has them. A block in which
 * other files or conditions are (`include::`, `ifdef::`), or in whose lines numbers lead to texts below it, is left out. Takes time in proportion to the text.
 */
export function cutBlocks(text: string): readonly Fence[] {
  const fences: Fence[] = [];
  let attributes: { readonly start: number; readonly info: string } | undefined;
  let open:
    | { readonly mark: string; readonly opening: Line; readonly start: number; readonly info: string }
    | undefined;
  let lines: Line[] = [];
  for (const line of linesOf(text)) {
    const written = line.text.trimEnd();
    if (open !== undefined) {
      if (written !== open.mark) {
        lines.push(line);
        continue;
      }
      const isSeen =
        (open.info !== '' || isListing.test(open.mark)) &&
        !lines.some((each) => unseen.test(each.text) || callout.test(each.text.slice(-longestEnd)));
      if (isSeen) fences.push(fenceOf(open, lines, line));
      [open, attributes, lines] = [undefined, undefined, []];
      continue;
    }
    const [, mark, word = ''] = /^(-{4,}|\.{4,}|={4,}|\/{4,}|\+{4,}|`{3})(\w*)$/.exec(written) ?? [];
    if (mark?.startsWith('=')) attributes = undefined;
    else if (mark !== undefined) {
      open = {
        mark,
        opening: line,
        start: attributes?.start ?? line.start,
        info: noCode.test(mark) ? '' : word === '' ? (attributes?.info ?? '') : word,
      };
    } else if (/^\[.*\]$/.test(written)) {
      const info = languageIn(written);
      attributes = { start: attributes?.start ?? line.start, info: info ?? attributes?.info ?? '' };
    } else if (!/^\.[^. ]|^\/\/(?!\/)/.test(written)) attributes = undefined;
  }
  return fences;
}

/** What mostly holds code, also where no language is named. */
const isListing = /^[-`]/;

/** Comments, and what is handed on as it stands. */
const noCode = /^[/+]/;

/** The language of `[source,yaml]`, `[source, yaml, subs="x"]`, `[source%linenums,yaml]`, `[,yaml]`, `[subs="x",source,yaml]`. */
function languageIn(attributes: string): string | undefined {
  const words = attributes
    .slice(1, -1)
    .split(',')
    .map((word) => word.trim());
  const source = words.findIndex((word) => word === '' || /^source(?:[%#.][\w%#.-]*)?$/.test(word));
  return /^["']?([\w-]+)["']?$/.exec(source < 0 ? '' : (words[source + 1] ?? ''))?.[1];
}

function fenceOf(
  { opening, start, info }: { readonly opening: Line; readonly start: number; readonly info: string },
  lines: readonly Line[],
  closing: Line,
): Fence {
  return {
    start,
    openingEnd: opening.end,
    info,
    lines: lines.map(({ start: from, end }) => ({ start: from, code: from, end, blanks: 0 })),
    end: closing.next,
    isClosed: true,
  };
}

const unseen = /^(?:include|ifn?def|ifeval|endif)::/;

/** Only the end of a line is looked at. */
const longestEnd = 60;

/** `<1>` at the end of a line, which leads to a text below the block; behind the mark of a comment it is one. */
const callout = /[^#\s/][ \t]+<(?:\d{1,3}|\.)>[ \t]*$/;

function* linesOf(text: string): Generator<Line, void, undefined> {
  for (let start = text.charCodeAt(0) === 0xfeff ? 1 : 0; start < text.length; ) {
    const end = lineEnd(text, start);
    const next = behindBreak(text, end);
    yield { start, end, next, text: text.slice(start, end) };
    start = next;
  }
}
