import { lineEnd } from '../../text/lines.js';
import type { Span } from '../../text/span.js';

/** The comments of a script, from `#` to the end of the line: a `#` that starts a word, outside of what is taken. */
export function commentsBetween(script: string, taken: readonly Span[]): readonly Span[] {
  const sorted = taken.toSorted((a, b) => a.start - b.start);
  const comments: Span[] = [];
  let next = 0;
  for (let at = script.indexOf('#'); at >= 0; at = script.indexOf('#', at)) {
    while ((sorted[next]?.end ?? script.length) <= at && next < sorted.length) next++;
    const around = sorted[next];
    if (around !== undefined && around.start <= at) {
      at = around.end;
    } else if (at === 0 || /[\s;&|()\uFEFF]/.test(script.charAt(at - 1))) {
      const end = lineEnd(script, at);
      comments.push({ start: at, end });
      at = end;
    } else at++;
  }
  return comments;
}
