/*
 * What text from files may do to a terminal: nothing. Also widths, so that carets stand under what they mean.
 */

const escape = '\u001b';

/** Colours by meaning; without colour the text stays as it is. */
export function painter(
  color: boolean,
): Record<'error' | 'warning' | 'info' | 'hint' | 'dim' | 'bold', (text: string) => string> {
  const paint = (code: number) => (text: string) =>
    color && text !== '' ? `${escape}[${code}m${text}${escape}[0m` : text;
  return { error: paint(31), warning: paint(33), info: paint(36), hint: paint(90), dim: paint(90), bold: paint(1) };
}

/** Text from a file made harmless: control characters (escape sequences, bells, bidirectional overrides) become `\u{…}`, tabs a space. */
export function harmless(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** How many terminal columns a text takes: East Asian wide characters and emoji two, combining marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    width += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  }
  return width;
}

/** Wide and fullwidth blocks of Unicode's East Asian Width, and the emoji planes. */
const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

function isWide(codePoint: number): boolean {
  return wideBlocks.some(([first, last]) => first <= codePoint && codePoint <= last);
}
