import type { PageElement } from './dom.js';

/** A part of what is shown: one element, and what stands in it one below the other, such as the rows of its table. */
export interface Part {
  readonly before: string;
  readonly rows: readonly string[];
  readonly after: string;
}

/** A part that is worked out when it is shown. */
export interface PartToShow {
  readonly make: () => Part;
  /** Nobody waits for it: it comes after the first picture, even where it is looked at. */
  readonly takesLong: boolean;
}

/** A part as HTML. */
export function partHtml({ before, rows, after }: Part): string {
  return before + rows.join('') + after;
}

declare const innerHeight: number;

/** What is shown: a place with one element for each part. */
export interface ShownParts {
  /**
   * Shows other parts, as many as before: at once those that are looked at and do not take long. Returns the work that shows the others, those
   * that are looked at first; until it is done the old ones are marked as busy.
   */
  readonly show: (parts: readonly PartToShow[]) => readonly (() => void)[];
}

/** Parts in the elements of a container, which may be shown already. What is the same stays what it is, and what has the focus keeps it. */
export function partsIn(container: PageElement): ShownParts {
  /** What was shown here, as far as it is known. */
  const shown: (Part | undefined)[] = [];
  const showAt = (index: number, part: Part): void => {
    const element = container.children[index];
    if (element) showPart(element, shown[index], part).removeAttribute('aria-busy');
    shown[index] = part;
  };
  return {
    show(parts) {
      if (container.children.length !== parts.length) container.innerHTML = parts.map(() => '<div></div>').join('');
      // All places are asked for before anything is otherwise, so that the browser lays nothing out in between.
      const seen = parts.map((_, index) => isInView(container.children[index]));
      const work = parts.map(({ make, takesLong }, index) => ({
        isNow: !takesLong && seen[index] === true,
        isSeen: seen[index] === true,
        index,
        run: () => showAt(index, make()),
      }));
      const later = work.filter(({ isNow }) => !isNow);
      for (const { index } of later) container.children[index]?.setAttribute('aria-busy', 'true');
      for (const { isNow, run } of work) if (isNow) run();
      return later.toSorted((one, other) => Number(other.isSeen) - Number(one.isSeen)).map(({ run }) => run);
    },
  };
}

/** Whether a person looks at a part. One whose element has no box of its own is where its children are. */
function isInView(element: PageElement | undefined): boolean {
  if (element === undefined) return false;
  const [first = element, last = first] = [element.children[0], element.children[element.children.length - 1]];
  const own = element.getBoundingClientRect();
  const [{ top }, { bottom }] =
    own.height > 0 ? [own, own] : [first.getBoundingClientRect(), last.getBoundingClientRect()];
  return top < innerHeight && bottom > 0;
}

/**
 * Shows a part where an element shows another one, as far as that is known. What is the same stays what it is, and what has the focus has it still.
 * Returns the element of the part.
 */
export function showPart(element: PageElement, shown: Part | undefined, part: Part): PageElement {
  const [parent, focused] = [element.parentElement, element.querySelector(':focus')];
  const place = parent ? Array.from(parent.children).indexOf(element) : 0;
  const path = focused ? pathTo(element, focused) : [];
  replace(element, shown, part);
  const now = parent?.children[place] ?? element;
  if (focused && now.querySelector(':focus') !== focused) elementAt(now, path)?.focus();
  return now;
}

function replace(element: PageElement, shown: Part | undefined, part: Part): void {
  const isAlike =
    shown !== undefined &&
    shown.before === part.before &&
    shown.after === part.after &&
    shown.rows.length === part.rows.length;
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
