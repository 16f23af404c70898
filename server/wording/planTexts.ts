import { type Message, message, type Say, signs, whole } from '../messages/message.js';
import type { ClusterPlan, PlannedPlace, PlannedSource } from '../plan/clusterPlan.js';
import { originWords } from '../plan/originWords.js';
import type { PlannedDifference } from '../plan/planChanges.js';
import { grouped, rangeText, thousands } from '../text/numbers.js';

/** A plan, and what it is otherwise than the files say, where that was asked for. */
export interface ShownPlan {
  readonly plan: ClusterPlan;
  readonly before: ClusterPlan | undefined;
  readonly differences: readonly PlannedDifference[];
}

/** A text of a plan; where it is written in a file, or comes from there, with the place. */
export type PlanText = string | { readonly text: string; readonly at: PlannedPlace };

/** A part of a plan in words: sentences, and a table below its head. */
export interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly PlanText[])[];
  /** The columns that hold numbers. */
  readonly numeric: readonly number[];
  /** The columns that say what a row is about: where a table is cut for want of room, each part begins with them. */
  readonly keys: readonly number[];
  readonly lines: readonly PlanText[];
}

/** A section that says nothing yet. */
export const nothing = { head: [], rows: [], numeric: [], keys: [0], lines: [] } as const;

/** `cluster.yaml:12`. */
export function placeText({ uri, line }: PlannedPlace): string {
  return `${uri}:${line}`;
}

/** A text with the place it comes from, if there is one. */
export function placed(text: string, at: PlannedPlace | undefined): PlanText {
  return at === undefined ? text : { text, at };
}

/** The text without its place. */
export function bare(text: PlanText): string {
  return typeof text === 'string' ? text : text.text;
}

/** A place, or where the value comes from that nobody wrote. */
export function sourceText({ from, at }: PlannedSource, say: Say): PlanText {
  if (at !== undefined) return placed(placeText(at), at);
  return from === 'written' ? '–' : say(originWords[from]);
}

/** A number or a range; a dash where it is not known. */
export function rangeOrDash(range: readonly [number, number] | undefined): string {
  return range === undefined ? '–' : rangeText(range);
}

/** A part with its numbers as the language writes them. */
export function inLanguage(section: Section, say: Say): Section {
  const shown = (cell: PlanText): PlanText => {
    const own = bare(cell);
    if (!own.includes(thousands)) return cell;
    const text = say(signs('{cell}', { cell: whole(own) }));
    return typeof cell === 'string' ? text : { ...cell, text };
  };
  return { ...section, rows: section.rows.map((row) => row.map(shown)) };
}

/** A number; a dash where it is not known. */
export function numberOrDash(value: number | undefined): string {
  return value === undefined ? '–' : grouped(value);
}

/** `one pod`, `20 pods`. */
export function podsTitle(pods: number): Message {
  return pods === 1 ? message('one pod') : message('{pods} pods', { pods });
}
