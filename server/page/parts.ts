import type { PageElement } from './dom.js';

/** A part of what is shown: one element, and what stands in it one below the other, such as the rows of its table. */
export interface Part {
  readonly before: string;
  readonly rows: readonly string[];
  readonly after: string;
}

/** A part as HTML. */
export function partHtml({ before, rows, after }: Part): string {
  return before + rows.join('') + after;
}

/**
 * Shows other parts where some are shown: what is the same stays what it is, and what has the focus keeps it. `container` holds one element for
 * each of the parts that are shown.
 */
export function showParts(container: PageElement, shown: readonly Part[], parts: readonly Part[]): void {
  const focused = container.querySelector(':focus');
  const path = focused ? pathTo(container, focused) : [];
  if (shown.length !== parts.length) container.innerHTML = parts.map(partHtml).join('');
  else for (const [index, part] of parts.entries()) showPart(container.children[index], shown[index], part);
  if (focused && container.querySelector(':focus') !== focused) elementAt(container, path)?.focus();
}

function showPart(element: PageElement | undefined, shown: Part | undefined, part: Part): void {
  if (element === undefined || shown === undefined) return;
  const isAlike = shown.before === part.before && shown.after === part.after && shown.rows.length === part.rows.length;
  if (!isAlike) {
    element.outerHTML = partHtml(part);
    return;
  }
  const changed = part.rows.flatMap((row, index) => (row === shown.rows[index] ? [] : [index]));
  const rows = element.querySelector('tbody') ?? element;
  // A browser reads many rows faster at once.
  if (changed.length > part.rows.length / 2) {
    rows.innerHTML = part.rows.join('');
    return;
  }
  for (const index of changed) {
    const row = rows.children[index];
    if (row) row.outerHTML = part.rows[index] ?? '';
  }
}

/** Which child of which child an element is. */
function pathTo(container: PageElement, element: PageElement): readonly number[] {
  const parent = element.parentElement;
  if (element === container || !parent) return [];
  return [...pathTo(container, parent), Array.from(parent.children).indexOf(element)];
}

function elementAt(container: PageElement, path: readonly number[]): PageElement | undefined {
  return path.reduce<PageElement | undefined>((element, index) => element?.children[index], container);
}
