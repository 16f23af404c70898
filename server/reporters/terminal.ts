/*
 * What text from files may do to a terminal or to a CI system that reads along: nothing. Also widths, so that carets stand under what
 * they mean.
 */

const escapeCharacter = '\u001b';

/** Colours by meaning; without colour the text stays as it is. */
export function painter(
  color: boolean,
): Record<'error' | 'warning' | 'info' | 'hint' | 'added' | 'dim' | 'bold', (text: string) => string> {
  const paint = (code: number) => (text: string) =>
    color && text !== '' ? `${escapeCharacter}[${code}m${text}${escapeCharacter}[0m` : text;
  const [error, warning, info] = [paint(31), paint(33), paint(36)];
  return { error, warning, info, hint: paint(90), added: paint(32), dim: paint(90), bold: paint(1) };
}

/**
 * Text from a file made harmless: control characters (escape sequences, bells), what is invisible (bidirectional overrides, byte
 * order marks) and halves of surrogate pairs become `\u{…}`, tabs a space. What joins letters or emoji stays. What a CI system would
 * obey in a log is broken in the same way: `::command::` where a line may begin, and `##[command]`.
 */
export function harmless(text: string): string {
  const visible = /^[ -~]*$/.test(text) ? text : withoutControls(text);
  if (!visible.includes('::') && !visible.includes('##')) return visible;
  const lead = /^ *(?=::[a-z][\w-]*(?: .*)?::)/i.exec(visible)?.[0];
  const told = lead === undefined ? visible : `${lead}${escaped(':')}${visible.slice(lead.length + 1)}`;
  return told.replace(ciCommand, escaped);
}

/** Making the pattern takes longer than reading a file, and most texts are ASCII. */
function withoutControls(text: string): string {
  return text.replaceAll('\t', ' ').replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

/** Of GitHub (`##[`), Azure Pipelines (`##vso[`) and TeamCity (`##teamcity[`): they are obeyed anywhere in a line. */
const ciCommand = /#(?=#\w*\[)/g;

function escaped(text: string): string {
  return Array.from(text, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`).join('');
}

/** A value as indented JSON with a final line break. What could steer a terminal or a CI system is escaped, all else is as it is. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  const safe = text
    .replace(/[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, jsonEscape)
    .replace(ciCommand, jsonEscape);
  return `${safe}\n`;
}

function jsonEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** How many terminal columns a text takes: East Asian wide characters and emoji two, combining marks none. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  // Making a segmenter takes longer than linting a file, and most output needs none.
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** What a person sees as one character takes one or two columns, however many code points it is made of. */
function graphemeWidth(grapheme: string): number {
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  const [first = ''] = grapheme;
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(first)) return 0;
  return isWide(first.codePointAt(0) ?? 0) ? 2 : 1;
}

/** Wide and fullwidth blocks of Unicode's East Asian Width, without the emoji. */
const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2fb],
  [0x20000, 0x3fffd],
];

function isWide(codePoint: number): boolean {
  return wideBlocks.some(([first, last]) => first <= codePoint && codePoint <= last);
}
