/*
 * The program of the page and what it is about, which are most of its bytes, are packed. What unpacks them is the one script that stands in the
 * page as it is; it is plain text because nothing compiles it. A browser without DecompressionStream (before 2023) shows the page as it was made.
 */

/** Where packed texts stand in the page, by their ids: the content first, because the program reads it. */
const packedIds = ['content', 'program'] as const;

/** Packed texts as elements that no browser runs. */
export function packedHtml(
  texts: Readonly<Record<(typeof packedIds)[number], string>>,
  pack: (text: string) => string,
): string {
  return packedIds.map((id) => `<script type="text/plain" id="${id}">${pack(texts[id])}</script>`).join('');
}

/** Unpacks the content in its place, and runs the program: its own text, for which the policy of the page has a hash. */
export const unpacker = `(async () => {
  const unpacked = async (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (sign) => sign.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  };
  document.getElementById('content').textContent = await unpacked('content');
  const script = document.createElement('script');
  script.textContent = await unpacked('program');
  document.body.append(script);
})();`;
