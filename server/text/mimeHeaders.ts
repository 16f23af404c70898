/** True for the headers of a part in MIME form whose body is no plain text, as `base64` makes it. */
export function isEncoded(headers: string): boolean {
  return /^Content-Transfer-Encoding:(?![ \t]*(?:7bit|8bit|binary)\b)/im.test(headers);
}
