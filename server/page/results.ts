import { type Catalogue, message, type Say, sayWith } from '../messages/message.js';
import type { ClusterPlan, PlannedPlace } from '../plan/clusterPlan.js';
import { differencesOf } from '../plan/differences.js';
import type { Plan } from '../plan/plan.js';
import type { PlanChanges, PlannedDifference } from '../plan/planChanges.js';
import { planReport } from '../plan/report.js';
import type { Telling } from '../plan/telling.js';
import { whatIf } from '../plan/whatIf.js';
import { once } from '../text/memo.js';
import { differenceSection } from '../wording/planDifferences.js';
import { choiceSection, hasSomething, planLead, planSections } from '../wording/planSections.js';
import { bare, inLanguage, type PlanText, placeText, type Section } from '../wording/planTexts.js';
import { element, escapeHtml } from './html.js';
import type { PageCluster } from './pageCluster.js';
import { type Part, type PartToShow, partHtml, writtenPart } from './parts.js';
import { choicePictures, type Picture, stepPictures, subnetPictures } from './pictures.js';

/** The plan of a cluster with changes, and that of its files. */
export interface Results {
  readonly plan: Plan;
  readonly told: ClusterPlan;
  /** Undefined where nothing is changed. */
  readonly before: { readonly plan: Plan; readonly told: ClusterPlan } | undefined;
}

/** What a cluster comes to with changes. */
export type Planner = (changes: PlanChanges) => Results;

/** What a cluster comes to with changes, by the same calculation as on the command line. The plan of its files is worked out once. */
export function planner(
  { cluster, placeOf, findings, budgets }: PageCluster,
  catalogue: Catalogue | undefined,
): Planner {
  const telling: Telling = { catalogue, placeOf };
  const planned = (changes: PlanChanges) => {
    const plan = whatIf(cluster, changes);
    return { plan, told: planReport(plan, telling, { findings, budgets }) };
  };
  const files = once(() => planned({}));
  return (changes) => (isAny(changes) ? { ...planned(changes), before: files() } : { ...files(), before: undefined });
}

function isAny(changes: PlanChanges): boolean {
  return Object.values(changes).some((each) => typeof each !== 'object' || Object.keys(each).length > 0);
}

/** What it comes to in a sentence or two, as HTML. */
export function leadHtml({ told }: Results, catalogue: Catalogue | undefined): string {
  return planLead(told, sayWith(catalogue))
    .map((line) => element('p', {}, escapeHtml(line)))
    .join('');
}

/** Makes HTML that leads to a place of a file; `shown` is HTML. */
export type ShowPlace = (shown: string, at: PlannedPlace) => string;

/** The results as HTML, as far as it is written into a page. */
export function writtenResults(results: Results, catalogue: Catalogue | undefined): string {
  return resultParts(results, catalogue)
    .map(({ make }) => partHtml(writtenPart(make(), sayWith(catalogue))))
    .join('');
}

/**
 * The results: charts, what changes made otherwise, and the tables of the command line; always as many parts. Without `showPlace` nothing leads
 * to the files.
 */
export function resultParts(
  { plan, told, before }: Results,
  catalogue: Catalogue | undefined,
  showPlace: ShowPlace = (shown) => shown,
): readonly PartToShow[] {
  const say = sayWith(catalogue);
  return [
    { make: () => chartsPart(subnetPictures(told, say)), takesLong: false },
    { make: () => chartsPart(stepPictures(plan, before?.plan, say)), takesLong: false },
    { make: () => chartsPart(choicePictures(told, say)), takesLong: true },
    {
      make: () => (before ? changesPart(differencesOf(before.told, told), say, showPlace) : nothingToSay),
      takesLong: false,
    },
    ...planSections.map((sectionOf) => ({
      make: () => sectionPart(sectionOf(told, say), say, showPlace),
      takesLong: sectionOf === choiceSection,
    })),
  ];
}

/** It keeps the place of a part that may have something to say later. */
const nothingToSay: Part = { before: '<div></div>', rows: [], after: '' };

function chartsPart(pictures: readonly Picture[]): Part {
  return { before: '<div class="charts">', rows: pictures.map(figure), after: '</div>' };
}

function changesPart(differences: readonly PlannedDifference[], say: Say, showPlace: ShowPlace): Part {
  const { before, after, ...inside } = sectionPart(differenceSection(differences, say), say, showPlace);
  const note = element('p', { class: 'note' }, escapeHtml(say(filesNote)));
  return { ...inside, before: `<div>${note}${before}`, after: `${after}</div>` };
}

const filesNote = message('Settings differ from the files. Findings are those of the files as they are');

function figure({ svg, alt }: Picture): string {
  return element('figure', { role: 'img', 'aria-label': alt }, svg);
}

/** Of a sentence that begins with a place, that place leads to the file. */
function textHtml(text: PlanText, showPlace: ShowPlace): string {
  if (typeof text === 'string') return escapeHtml(text);
  const place = placeText(text.at);
  const shown = text.text.startsWith(place) ? place : text.text;
  return showPlace(escapeHtml(shown), text.at) + escapeHtml(text.text.slice(shown.length));
}

function sectionPart(made: Section, say: Say, showPlace: ShowPlace): Part {
  if (!hasSomething(made)) return nothingToSay;
  const section = inLanguage(made, say);
  const { title, rows, lines } = section;
  const start = `<section>${element('h3', {}, escapeHtml(title))}`;
  const list = lines.map((line) => element('li', {}, textHtml(line, showPlace)));
  if (rows.length === 0) return { before: `${start}<ul>`, isList: true, rows: list, after: '</ul></section>' };
  const [table, end] = tableAround(section, say);
  return {
    before: start + table,
    head: headHtml(section),
    rows: rows.map((cells) => rowHtml(cells, section, showPlace)),
    after: `${end}${list.length > 0 ? element('ul', {}, list) : ''}</section>`,
  };
}

/** What stands before and behind the head and the rows of a table, which can be scrolled where it is too wide. */
function tableAround({ title }: Section, say: Say): readonly [start: string, end: string] {
  const caption = element('caption', { class: 'unseen' }, escapeHtml(title));
  const label = escapeHtml(say(message('Table: {title}', { title })));
  return [`<div class="scroll" role="group" tabindex="0" aria-label="${label}"><table>${caption}`, '</table></div>'];
}

function headHtml({ head, numeric }: Section): string {
  const names = head.map((name, column) =>
    element(
      name === '' ? 'td' : 'th',
      { scope: name === '' ? undefined : 'col', class: classOf(column, numeric) },
      escapeHtml(name),
    ),
  );
  return `<thead><tr>${names.join('')}</tr></thead>`;
}

function classOf(column: number, numeric: Section['numeric']): string | undefined {
  return numeric.includes(column) ? 'number' : undefined;
}

/** The cells that say what a row is about are its heads. A row that goes on with what the one before it is about begins empty. */
function rowHtml(cells: readonly PlanText[], { numeric, keys }: Section, showPlace: ShowPlace): string {
  const shown = cells.map((cell, column) => {
    const isHead = keys.includes(column) && bare(cell) !== '';
    const [start, end] = isHead ? ['<th scope="row"', 'th'] : ['<td', 'td'];
    return `${start}${numeric.includes(column) ? ' class="number"' : ''}>${textHtml(cell, showPlace)}</${end}>`;
  });
  return `<tr${bare(cells[0] ?? '') === '' ? ' class="more"' : ''}>${shown.join('')}</tr>`;
}
