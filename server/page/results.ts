import { type Catalogue, message, type Say, sayWith } from '../messages/message.js';
import type { ClusterPlan, PlannedPlace } from '../plan/clusterPlan.js';
import { differencesOf } from '../plan/differences.js';
import type { Plan } from '../plan/plan.js';
import type { PlanChanges } from '../plan/planChanges.js';
import { planReport } from '../plan/report.js';
import type { Telling } from '../plan/telling.js';
import { whatIf } from '../plan/whatIf.js';
import { once } from '../text/memo.js';
import { differenceSection } from '../wording/planDifferences.js';
import { planLead, planWords } from '../wording/planSections.js';
import { bare, type PlanText, placeText, type Section } from '../wording/planTexts.js';
import { element, escapeHtml } from './html.js';
import type { PageCluster } from './pageCluster.js';
import { choicePicture, type Picture, stepPictures, subnetPictures } from './pictures.js';

/** The plan of a cluster with changes, and that of its files. */
export interface Results {
  readonly plan: Plan;
  readonly told: ClusterPlan;
  /** Undefined where nothing is changed. */
  readonly before: { readonly plan: Plan; readonly told: ClusterPlan } | undefined;
}

/** What a cluster comes to with changes, by the same calculation as on the command line. The plan of its files is worked out once. */
export function planner(
  { cluster, placeOf, findings, budgets }: PageCluster,
  catalogue: Catalogue | undefined,
): (changes: PlanChanges) => Results {
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

/** The results as HTML: charts, and the tables of the command line. Without `showPlace` nothing leads to the files. */
export function resultsHtml(
  { plan, told, before }: Results,
  catalogue: Catalogue | undefined,
  showPlace: ShowPlace = (shown) => shown,
): string {
  const say = sayWith(catalogue);
  const { sections } = planWords(told, say);
  const choices = choicePicture(told, say);
  const changed = before ? [differenceSection(differencesOf(before.told, told), say)] : [];
  const pictures = [
    ...subnetPictures(told, say),
    ...stepPictures(plan, before?.plan, say),
    ...(choices ? [choices] : []),
  ];
  return [
    element('div', { class: 'charts' }, pictures.map(figure)),
    before ? element('p', { class: 'note' }, escapeHtml(say(filesNote))) : '',
    ...[...changed, ...sections].map((section) => sectionHtml(section, say, showPlace)),
  ].join('');
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

function sectionHtml({ title, head, rows, numeric, lines }: Section, say: Say, showPlace: ShowPlace): string {
  const style = (column: number): string | undefined => (numeric.includes(column) ? 'number' : undefined);
  const heading = element(
    'tr',
    {},
    head.map((name, column) => element('th', { scope: 'col', class: style(column) }, escapeHtml(name))),
  );
  const body = rows.map((cells) =>
    element(
      'tr',
      { class: bare(cells[0] ?? '') === '' ? 'more' : undefined },
      cells.map((cell, column) => element('td', { class: style(column) }, textHtml(cell, showPlace))),
    ),
  );
  const table = element('table', {}, [element('thead', {}, heading), element('tbody', {}, body)]);
  return element('section', {}, [
    element('h3', {}, escapeHtml(title)),
    ...(rows.length > 0
      ? [
          element(
            'div',
            { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': say(message('Table: {title}', { title })) },
            table,
          ),
        ]
      : []),
    ...(lines.length > 0
      ? [
          element(
            'ul',
            {},
            lines.map((line) => element('li', {}, textHtml(line, showPlace))),
          ),
        ]
      : []),
  ]);
}
