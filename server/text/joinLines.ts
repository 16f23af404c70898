/** The lines of a paragraph as one. Chinese and Japanese have no space where a line ends. */
export function joinLines(text: string): string {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  return lines.reduce((left, right) => {
    const isUnspaced = unspaced.test(left.charAt(left.length - 1)) && unspaced.test(right.charAt(0));
    return `${left}${isUnspaced ? '' : ' '}${right}`;
  }, lines.shift() ?? '');
}

/** A character of a script that writes no spaces between words, or its punctuation. */
export const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\u3000-\u303f\uff00-\uffef]/u;
