/** A text as HTML writes it, between tags and between double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** An element. `content` is HTML; attributes are texts, and one that is true has no value. False and undefined ones are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  content: readonly string[] | string = '',
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [` ${key}`] : [` ${key}="${escapeHtml(String(value))}"`];
  });
  const open = `<${name}${written.join('')}>`;
  return voids.has(name) ? open : `${open}${typeof content === 'string' ? content : content.join('')}</${name}>`;
}

/** Elements without an end. */
const voids: ReadonlySet<string> = new Set(['input', 'meta', 'br']);
