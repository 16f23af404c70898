import { message, type Say } from '../messages/message.js';
import type { PageElement } from './dom.js';
import { element, escapeHtml } from './html.js';

/** A part of what is shown: one element, and what stands in it one below the other, such as the rows of its table. */
export interface Part {
  readonly before: string;
  /** The `thead` of a table; what stands below it is the table's body then. */
  readonly head?: string;
  /** What stands in it are the items of a list. */
  readonly isList?: boolean;
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
export function partHtml({ before, head, rows, after }: Part): string {
  const all = rows.join('');
  return before + (head === undefined ? all : `${head}<tbody>${all}</tbody>`) + after;
}

/** So many rows of a table or a list are written into a page, whose script shows the others: a page of very many node groups would be mostly these. */
const rowsWritten = 60;

/** A part as it is written into a page: of a long table or list the first rows, and one that says where the others are. */
export function writtenPart(part: Part, say: Say): Part {
  const { head, isList, rows } = part;
  if ((head === undefined && !isList) || rows.length <= rowsWritten) return part;
  const counts = { shown: rowsWritten, count: rows.length };
  const told = escapeHtml(say(message('No script runs here, so only {shown} of {count} are shown', counts)));
  const late = { class: 'late' };
  const rest =
    head === undefined
      ? element('li', late, told)
      : element('tr', late, element('td', { colspan: head.split(/<t[dh]\b/).length - 1 }, told));
  return { ...part, rows: [...rows.slice(0, rowsWritten), rest] };
}

declare const innerHeight: number;

/** Work that is done by going through it: each step does some of it. */
export type Steps = Iterator<undefined>;

/** What is shown: a place with one element for each part. */
export interface ShownParts {
  /**
   * Shows other parts, as many as before: at once what is looked at and does not take long. Returns the work that shows the rest, what is looked
   * at first; until it is done the parts that are not whole are marked as busy.
   */
  readonly show: (parts: readonly PartToShow[]) => Steps;
  /** Takes note of the parts that are written already, in which only what changes is made anew then, and shows the rows that are not written. */
  readonly know: (parts: readonly PartToShow[]) => Steps;
}

/** Rows from one to before another. */
type Range = readonly [from: number, to: number];

/** A part as it is shown, whose rows may be those of several parts while one takes the place of another. */
interface ShownPart extends Part {
  readonly rows: string[];
}

/** So many rows at most are made anew in a step, where nobody looks at them. */
const rowsOfStep = 40;

/** Parts in the elements of a container, which may be shown already. What is the same stays what it is, and what has the focus keeps it. */
export function partsIn(container: PageElement, say: Say): ShownParts {
  /** What is shown here, as far as it is known. */
  const shown: (ShownPart | undefined)[] = [];
  function* showAt(index: number, { make }: PartToShow, seen: Range | undefined): Generator<undefined> {
    const part = make();
    const elementNow = (): PageElement | undefined => container.children[index];
    const element = elementNow();
    if (element === undefined) return;
    const known = alikeIn(shown[index], part);
    if (known === undefined) {
      replace(element, partHtml(part));
      shown[index] = { ...part, rows: [...part.rows] };
    } else {
      shown[index] = known;
      keepingFocus(element, () => showAround(element, known, part));
      shown[index] = { ...part, rows: known.rows };
      let isFirst = true;
      for (const rows of slicesOf(changedRows(known, part), seen)) {
        if (!isFirst) {
          element.setAttribute('aria-busy', 'true');
          yield;
        }
        isFirst = false;
        keepingFocus(element, () => showRows(element, known.rows, part.rows, rows));
      }
    }
    elementNow()?.removeAttribute('aria-busy');
  }
  function* knowAt(index: number, { make, takesLong }: PartToShow): Generator<undefined> {
    const part = make();
    const written = writtenPart(part, say);
    shown[index] = { ...written, rows: [...written.rows] };
    yield* showAt(index, { make: () => part, takesLong }, undefined);
  }
  return {
    show(parts) {
      if (container.children.length !== parts.length) container.innerHTML = parts.map(() => '<div></div>').join('');
      // All places are asked for before anything is otherwise, so that the browser lays nothing out in between.
      const seen = parts.map((_, index) => rowsInView(container.children[index]));
      const work = parts.map((part, index) => ({
        isNow: !part.takesLong && seen[index] !== undefined,
        isSeen: seen[index] !== undefined,
        index,
        steps: showAt(index, part, seen[index]),
      }));
      for (const { isNow, index } of work) if (!isNow) container.children[index]?.setAttribute('aria-busy', 'true');
      for (const { isNow, steps } of work) if (isNow) steps.next();
      const bySight = work.toSorted((one, other) => Number(other.isSeen) - Number(one.isSeen));
      return oneAfterTheOther(bySight.map(({ steps }) => steps));
    },
    know(parts) {
      if (container.children.length !== parts.length) return oneAfterTheOther([]);
      for (const rest of container.querySelectorAll('.late')) {
        rest.closest('.results > *')?.setAttribute('aria-busy', 'true');
      }
      return oneAfterTheOther(parts.map((part, index) => knowAt(index, part)));
    },
  };
}

function* oneAfterTheOther(all: readonly Iterable<undefined>[]): Generator<undefined> {
  for (const steps of all) {
    yield* steps;
    yield;
  }
}

/** What is shown where another part differs from it in its head and rows alone; else undefined. */
function alikeIn(shown: ShownPart | undefined, part: Part): ShownPart | undefined {
  const isAlike =
    shown !== undefined &&
    shown.before === part.before &&
    shown.after === part.after &&
    (shown.head === undefined) === (part.head === undefined);
  return isAlike ? shown : undefined;
}

/** Shows the head of another part, and as many rows: what is too many goes, and what is missing comes, where the two begin to differ. */
function showAround(element: PageElement, shown: ShownPart, part: Part): void {
  const head = element.querySelector('thead');
  if (head && part.head !== undefined && part.head !== shown.head) head.outerHTML = part.head;
  const more = part.rows.length - shown.rows.length;
  if (more === 0) return;
  const place = shown.rows.findIndex((row, index) => row !== part.rows[index]);
  const at = place < 0 ? Math.min(shown.rows.length, part.rows.length) : place;
  const body = bodyOf(element);
  const before = body.children[at - 1];
  if (more < 0) for (let row = 0; row < -more; row++) removeAt(body, at);
  else if (before === undefined) body.innerHTML = [...part.rows.slice(0, more), ...shown.rows].join('');
  else before.outerHTML = [shown.rows[at - 1], ...part.rows.slice(at, at + more)].join('');
  shown.rows.splice(at, Math.max(0, -more), ...part.rows.slice(at, at + Math.max(0, more)));
}

function removeAt(body: PageElement, index: number): void {
  const row = body.children[index];
  if (row) row.outerHTML = '';
}

function changedRows(shown: Part, part: Part): readonly number[] {
  return part.rows.flatMap((row, index) => (row === shown.rows[index] ? [] : [index]));
}

/** What is done in one step each: all rows that are looked at, and of the others so many. Of a few rows all is done at once. */
function slicesOf(rows: readonly number[], seen: Range | undefined): readonly (readonly number[])[] {
  if (rows.length <= rowsOfStep) return [rows];
  const [from, to] = seen ?? [0, 0];
  const isSeen = (row: number): boolean => from <= row && row < to;
  const others = rows.filter((row) => !isSeen(row));
  const slices = Array.from({ length: Math.ceil(others.length / rowsOfStep) }, (_, index) =>
    others.slice(index * rowsOfStep, (index + 1) * rowsOfStep),
  );
  return seen ? [rows.filter(isSeen), ...slices] : slices;
}

function showRows(element: PageElement, shown: string[], rows: readonly string[], changed: readonly number[]): void {
  const body = bodyOf(element);
  // A browser reads many rows faster at once.
  if (changed.length > rows.length / 2) {
    body.innerHTML = rows.join('');
    shown.splice(0, shown.length, ...rows);
    return;
  }
  for (const index of changed) {
    const [row, html] = [body.children[index], rows[index] ?? ''];
    if (row) row.outerHTML = html;
    shown[index] = html;
  }
}

function bodyOf(element: PageElement): PageElement {
  return element.querySelector('tbody') ?? element.querySelector('ul') ?? element;
}

/** The rows of a part that a person looks at; undefined for a part that nobody looks at. One whose element has no box of its own is where its rows are. */
function rowsInView(element: PageElement | undefined): Range | undefined {
  if (element === undefined) return undefined;
  const [first = element, last = first] = [element.children[0], element.children[element.children.length - 1]];
  const own = element.getBoundingClientRect();
  const [{ top }, { bottom }] =
    own.height > 0 ? [own, own] : [first.getBoundingClientRect(), last.getBoundingClientRect()];
  if (top >= innerHeight || bottom <= 0) return undefined;
  const { children } = bodyOf(element);
  return [
    firstWhere(children, (row) => row.getBoundingClientRect().bottom > 0),
    firstWhere(children, (row) => row.getBoundingClientRect().top >= innerHeight),
  ];
}

/** The first element from which on something is true of all. */
function firstWhere(elements: ArrayLike<PageElement>, isTrue: (element: PageElement) => boolean): number {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = elements[middle];
    if (element && isTrue(element)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Shows a part where an element shows another one, as far as that is known. What is the same stays what it is, and what has the focus has it still.
 */
export function showPart(element: PageElement, shown: Part | undefined, part: Part): void {
  const known = alikeIn(shown && { ...shown, rows: [...shown.rows] }, part);
  if (known === undefined) replace(element, partHtml(part));
  else {
    keepingFocus(element, () => {
      showAround(element, known, part);
      showRows(element, known.rows, part.rows, changedRows(known, part));
    });
  }
}

/** Puts another element in the place of one. */
function replace(element: PageElement, html: string): void {
  keepingFocus(element, () => {
    element.outerHTML = html;
  });
}

/** What has the focus in an element has it still, or what is in its place then. */
function keepingFocus(element: PageElement, change: () => void): void {
  const [parent, focused] = [element.parentElement, element.querySelector(':focus')];
  const place = focused && parent ? Array.from(parent.children).indexOf(element) : 0;
  const path = focused ? pathTo(element, focused) : [];
  change();
  const now = parent?.children[place] ?? element;
  if (focused && now.querySelector(':focus') !== focused) elementAt(now, path)?.focus();
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
