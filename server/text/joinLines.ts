/** The lines of a paragraph as one. Chinese and Japanese have no space where a line ends. */
export function joinLines(text: string): string {
  return text.trim().replace(/[ \t]*\r?\n[ \t]*/g, (_, offset: number, whole: string) => {
    const after = whole.slice(offset).trimStart().charAt(0);
    return unspaced.test(whole.charAt(offset - 1)) && unspaced.test(after) ? '' : ' ';
  });
}

/** A character of a script that writes no spaces between words, or its punctuation. */
export const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\u3000-\u303f\uff00-\uffef]/u;
