import { tellSyntax } from '../contained.js';
import { localSpan, spanInDocument } from '../host.js';
import type { Comment, Node, Reading, ScalarNode } from '../node.js';
import { scriptRuns } from '../scripts.js';
import type { TextPlace } from '../syntax.js';
import { readDirectly } from './direct.js';
import { readWithLibrary } from './libraryReading.js';
import { withPlaceholders } from './placeholders.js';

/**
 * Reads one document as `splitDocuments` cuts it: YAML 1.2 (core schema), of which JSON is a part. What cannot be read is missing from
 * the tree and named in `problems`. Aliases are shared, not copied, and the tree has bounded size and depth however they are nested.
 * A template that breaks the structure is overwritten, the rest is read, and errors are not reported: they may be the template's.
 */
export function read(text: string, place: TextPlace): Reading {
  const reading = readDirectly(text, place) ?? readWithLibrary(text, place);
  const root = withPlaceholders(reading.root, text);
  const read = root === reading.root ? reading : { ...reading, root };
  return root !== undefined && place.host.depth === 0 ? withScripts(read, root) : read;
}

/** What a shell runs says of places within it, and of comments of ours: each is for the line below it. */
function withScripts(reading: Reading, root: Node): Reading {
  const scripts = scriptRuns(root).flat();
  if (scripts.length === 0) return reading;
  for (const { text } of scripts) tellSyntax(text, 'shell');
  const comments = scripts.flatMap(({ text }) => directivesIn(text));
  return {
    ...reading,
    openEnded: true,
    comments: comments.length === 0 ? reading.comments : [...reading.comments, ...comments].toSorted(byPlace),
  };
}

function directivesIn({ host, span }: ScalarNode): readonly Comment[] {
  const { start, end } = localSpan(host, span);
  const written = host.text.slice(start, end);
  if (!written.includes('eni-lens-')) return [];
  return [...written.matchAll(/^([ \t]*)(#[ \t]*)(eni-lens-[^\n]*)/gm)].map((match): Comment => {
    const [, blanks = '', mark = '', words = ''] = match;
    const from = start + match.index + blanks.length;
    const inText = spanInDocument(host, from, from + mark.length + words.length);
    return { span: inText, text: words.trimEnd(), textStart: host.toDocument(from + mark.length), ownLine: true };
  });
}

function byPlace(a: Comment, b: Comment): number {
  return a.span.start - b.span.start;
}
