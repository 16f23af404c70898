import type { TextEdit } from '../text/edit.js';
import { firstBehind } from '../text/order.js';
import type { FileEdits } from './fixEdits.js';

/** The edits that are made in files, apart from each other. What is asked costs the same however many there are. */
export interface TakenEdits {
  /** True where edits overlap those there are. Both may insert at one place, as two new entries at the end of a map do. */
  meets(fix: FileEdits): boolean;
  /** Takes edits that meet none. One that is there already counts once. */
  take(fix: FileEdits): void;
  /** Per file, in the order they were taken. */
  all(): FileEdits;
}

/** No edits yet. */
export function takenEdits(): TakenEdits {
  const files = new Map<string, EditsOfFile>();
  return {
    meets: (fix) =>
      fix.some(({ uri, edits }) => {
        const file = files.get(uri);
        return file !== undefined && edits.some((edit) => !file.known.has(keyOf(edit)) && overlapsAny(edit, file));
      }),
    take(fix) {
      for (const { uri, edits } of fix) {
        const file = files.get(uri) ?? { edits: [], known: new Set(), starts: [], ends: new Map() };
        files.set(uri, file);
        for (const edit of edits) if (!file.known.has(keyOf(edit))) add(edit, file);
      }
    },
    all: () => [...files].map(([uri, { edits }]) => ({ uri, edits })),
  };
}

interface EditsOfFile {
  readonly edits: TextEdit[];
  /** The edits by what they are. */
  readonly known: Set<string>;
  /** Where they start, in order, each place once. */
  readonly starts: number[];
  /** Where the longest ends that starts at a place. */
  readonly ends: Map<number, number>;
}

function add(edit: TextEdit, { edits, known, starts, ends }: EditsOfFile): void {
  const { start, end } = edit.span;
  edits.push(edit);
  known.add(keyOf(edit));
  if (!ends.has(start))
    starts.splice(
      firstBehind(starts, (each) => start < each),
      0,
      start,
    );
  ends.set(start, Math.max(end, ends.get(start) ?? end));
}

function overlapsAny({ span: { start, end } }: TextEdit, { starts, ends }: EditsOfFile): boolean {
  const same = ends.get(start);
  if (same !== undefined && (same > start || end > start)) return true;
  const next = firstBehind(starts, (each) => start < each);
  const before = starts[next - (same === undefined ? 1 : 2)];
  const behind = starts[next];
  return (before !== undefined && (ends.get(before) ?? before) > start) || (behind !== undefined && behind < end);
}

function keyOf({ span, newText }: TextEdit): string {
  return `${span.start}:${span.end}:${newText}`;
}
