/** A text as HTML writes it, between tags and between double quotes. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`) : text;
}

/** A name as HTML, which may go on in the next line behind its signs, and in no word where it has some. */
export function nameHtml(name: string): string {
  return escapeHtml(name).replace(/(?<=\w)[_./:-](?=\w)/g, '$&<wbr>');
}

/** An element. `content` is HTML; attributes are texts, and one that is true has no value. False and undefined ones are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  content: readonly string[] | string = '',
): string {
  let open = `<${name}`;
  for (const key of Object.keys(attributes)) {
    const value = attributes[key];
    if (value === undefined || value === false) continue;
    open += value === true ? ` ${key}` : ` ${key}="${escapeHtml(String(value))}"`;
  }
  open += '>';
  return voids.has(name) ? open : `${open}${typeof content === 'string' ? content : content.join('')}</${name}>`;
}

/** Elements without an end. */
const voids: ReadonlySet<string> = new Set(['input', 'meta', 'br']);
