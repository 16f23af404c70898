import { nextLine } from '../../text/lines.js';
import { splitMime } from '../mime/mime.js';
import type { DocumentText } from '../node.js';

/**
 * Cuts a text into its YAML documents; joined again they are the text. There is always at least one.
 * A document starts at a `---` line, which counts at column 0 wherever it stands (YAML 1.2.2, 9.1.2: also in a block scalar);
 * a `...` line is the last line of its document. Comments, blank lines and directives before `---` belong to the document it
 * opens, those behind the last document to that one. Of user data in MIME form every NodeConfig is a document, and so is what stands between.
 */
export function splitDocuments(text: string): readonly DocumentText[] {
  const pieces = splitMime(text);
  if (pieces === undefined) return splitYaml(text);
  return pieces.flatMap(({ kind, start, text: part, mime }): readonly DocumentText[] =>
    kind === 'prose'
      ? [{ start, text: part, syntax: 'mime', ...(mime && { mime }) }]
      : splitYaml(part).map((each) => ({ ...each, start: start + each.start })),
  );
}

function splitYaml(text: string): readonly DocumentText[] {
  const starts = [0];
  let start = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  let opened = false;
  for (const marker of text.matchAll(markers)) {
    const at = marker.index + (marker[1]?.length ?? 0);
    const empty = !opened && isPrelude(text.slice(start, at));
    if (marker[2] === '---') {
      if (!empty) starts.push(at);
      opened = true;
      start = at;
    } else if (!empty) {
      start = nextLine(text, at) ?? text.length;
      starts.push(start);
      opened = false;
    } else {
      start = nextLine(text, at) ?? text.length;
    }
  }
  if (starts.length > 1 && !opened && isPrelude(text.slice(start))) starts.pop();
  let behind: DocumentText['behind'];
  return starts.map((start, index): DocumentText => {
    const document = text.slice(start, starts[index + 1] ?? text.length);
    const before = behind;
    if (behind !== 'document' && index + 1 < starts.length) behind = isEmpty(document) ? 'emptyDocument' : 'document';
    return { start, text: document, syntax: 'yaml', ...(before && { behind: before }) };
  });
}

/** True for a document without a value: nothing but comments, or null, behind its `---` and what may stand before that. */
function isEmpty(document: string): boolean {
  const opening = /(?:^\uFEFF?|[\r\n])---(?=[ \t\r\n]|$)/.exec(document);
  const isOpened = opening !== null && isPrelude(document.slice(0, opening.index));
  const body = isOpened ? document.slice(opening.index + opening[0].length) : document;
  return isPrelude(body.replace(/(^|[\r\n])\.\.\.\s*$/, '$1').replace(/^\s*(?:null|~)[ \t]*(?=[\r\n]|$)/, ''));
}

const byteOrderMark = 0xfeff;
const markers = /(^\uFEFF?|\n|\r(?!\n))(---|\.\.\.)(?=[ \t\r\n]|$)/g;

/** True when a text holds nothing but blank lines, comments and directives. */
function isPrelude(text: string): boolean {
  return !/(?:^|[\r\n])[ \t\uFEFF]*(?![ \t\uFEFF\r\n]|#|$)(?!%)/.test(text) && !/(?:^|[\r\n])[ \t]+%/.test(text);
}
