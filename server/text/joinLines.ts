/** The lines of a paragraph as one. Chinese and Japanese have no space where a line ends. */
export function joinLines(text: string): string {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  return lines.reduce((left, right) => {
    const isOneWord = isUnspaced(left.charAt(left.length - 1)) && isUnspaced(right.charAt(0));
    return `${left}${isOneWord ? '' : ' '}${right}`;
  }, lines.shift() ?? '');
}

/** True for a character of a script that writes no spaces between words, or its punctuation. */
export function isUnspaced(character: string): boolean {
  // Making the pattern takes longer than reading a file, and most text is Latin.
  return character > '\x7f' && /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\u3000-\u303f\uff00-\uffef]/u.test(character);
}
