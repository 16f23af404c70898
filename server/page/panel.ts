import { type Catalogue, message, type Say, sayWith } from '../messages/message.js';
import type { PlannedPlace } from '../plan/clusterPlan.js';
import { articleHtml, titleHtml } from './article.js';
import { type ControlsOptions, controlsPart } from './controls.js';
import type { PageElement } from './dom.js';
import { element, escapeHtml } from './html.js';
import { follow, type LivePlan } from './live.js';
import { changedLists, clusterReader, type WrittenCluster } from './pageCluster.js';
import type { FromPanel, PanelPlans, PanelState, ToPanel } from './panelMessages.js';
import { panelStyle } from './panelStyle.js';
import { type Part, partHtml, showPart } from './parts.js';
import { planner } from './results.js';
import { style } from './style.js';

/** What VS Code gives to the page of a panel. */
export interface PanelHost {
  readonly postMessage: (told: FromPanel) => void;
  readonly getState: () => PanelState | undefined;
  readonly setState: (state: PanelState) => void;
}

/** As much of a document as the panel uses. */
export interface PanelDocument extends PageElement {
  readonly activeElement?: PageElement | null;
  adoptedStyleSheets?: readonly unknown[];
}

declare const CSSStyleSheet: new () => { readonly replaceSync: (text: string) => void };
declare const window: {
  readonly addEventListener: (kind: 'message', then: (event: { readonly data: ToPanel }) => void) => void;
};
declare const setTimeout: (then: () => void, milliseconds: number) => unknown;

/** What is shown of a cluster. */
interface ShownPlan {
  readonly written: WrittenCluster;
  readonly read: ReturnType<typeof clusterReader>;
  /** Undefined until the place has its article. */
  readonly article: ShownArticle | undefined;
}

interface ShownArticle {
  readonly live: LivePlan;
  readonly controls: Part;
}

/** Shows the plans that the extension sends, and what a person changed about them, whatever becomes of the files. */
export function startPanel(document: PanelDocument, host: PanelHost): void {
  const main = document.querySelector('main');
  if (!main) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style + panelStyle);
  document.adoptedStyleSheets = [sheet];
  const shown = new Map<string, ShownPlan>();
  /** What was said last of applying, by the key of the cluster: the plan that is shown anew for it says it still, those after it no more. */
  const said = new Map<string, string>();
  /** The texts of fields that are on their way into the files. */
  const awaited = new Map<string, FieldTexts>();
  let keys: readonly string[] = [];
  let catalogue: Catalogue | undefined;
  let state: PanelState = { uri: '', fields: {}, ...host.getState() };
  const placeOf = (key: string): PageElement | null => document.querySelector(`#shown${keys.indexOf(key)}`);
  const keep = (uri: string): void => {
    const changed = [...shown.keys()].map((key) => [key, changedFields(placeOf(key))] as const);
    state = { uri, fields: { ...state.fields, ...Object.fromEntries(changed) } };
    host.setState(state);
  };
  const say = (key: string): void => {
    const line = placeOf(key)?.querySelector('.applied');
    if (line) line.textContent = said.get(key) ?? '';
  };
  const forget = (key: string): void => {
    said.delete(key);
    awaited.delete(key);
    say(key);
  };
  const showPlan = (key: string, { written, read, article }: ShownPlan): void => {
    const index = keys.indexOf(key);
    const place = placeOf(key);
    if (!place) return;
    const resultsOf = planner(read(written), catalogue);
    const controls = controlsPart(resultsOf({}), optionsOf(index));
    if (article === undefined) {
      const { id } = optionsOf(index);
      place.innerHTML = articleHtml(resultsOf({}), { id, catalogue, fields: partHtml(controls), showPlace });
    } else {
      const [title, form] = [place.querySelector('h1'), place.querySelector('form')];
      const html = titleHtml(resultsOf({}), { catalogue, showPlace });
      if (title && title.innerHTML !== html) title.innerHTML = html;
      if (form) showPart(form, article.controls, controls);
    }
    putBack(state.fields[key] ?? {}, place);
    const live = article?.live ?? follow(place, resultsOf, {}, { catalogue, showPlace });
    live.follow(resultsOf);
    shown.set(key, { written, read, article: { live, controls } });
    say(key);
  };
  const optionsOf = (index: number): ControlsOptions => ({
    id: `cluster${index}`,
    catalogue,
    more: applyHtml(index, sayWith(catalogue)),
  });
  const showPlans = (plans: PanelPlans): void => {
    const isOther = plans.keys.join('\n') !== keys.join('\n') || keys.length === 0;
    if (isOther) {
      keys = plans.keys;
      for (const [key, known] of [...shown]) {
        if (keys.includes(key)) shown.set(key, { ...known, article: undefined });
        else shown.delete(key);
      }
      main.innerHTML = keys.length > 0 ? keys.map(emptyPlace).join('') : nothingHtml(sayWith(catalogue));
    }
    for (const plan of plans.changed) {
      const { read = clusterReader(), written, article } = shown.get(plan.key) ?? {};
      // It was sent to a page that is gone: all of it comes with the next message.
      const { lists, key, beside } = plan;
      if (written === undefined && lists.graph.entries.length < lists.graph.length) continue;
      shown.set(key, { written: { lists: changedLists(written?.lists, lists), ...beside }, read, article });
    }
    const changed = new Set(plans.changed.map(({ key }) => key));
    for (const [key, plan] of [...shown]) if (isOther || changed.has(key)) showPlan(key, plan);
    for (const key of changed) {
      const texts = awaited.get(key);
      if (texts === undefined) forget(key);
      else if (areInFiles(texts, placeOf(key))) awaited.delete(key);
    }
    keep(plans.uri);
  };
  window.addEventListener('message', ({ data }) => {
    if (data.kind === 'plans') {
      ({ catalogue } = data);
      showPlans(data);
    } else if (data.kind === 'applied') {
      said.set(data.key, data.said);
      if (!data.isWritten) awaited.delete(data.key);
      say(data.key);
    } else placeOf(data.key)?.scrollIntoView();
  });
  main.addEventListener('input', ({ target }) => {
    const key = keys[Number(target.closest('.shown')?.dataset.index)];
    if (key !== undefined) forget(key);
    keep(state.uri);
  });
  // The fields have their values back after the event.
  main.addEventListener('reset', () => setTimeout(() => keep(state.uri), 0));
  main.addEventListener('click', ({ target }) => {
    const key = keys[Number(target.closest('.shown')?.dataset.index)];
    if (key === undefined) return;
    const { file, line, column } = target.closest('[data-file]')?.dataset ?? {};
    if (file !== undefined) host.postMessage({ kind: 'open', key, file, line: Number(line), column: Number(column) });
    const changes = target.closest('[data-apply]') ? shown.get(key)?.article?.live.changes() : undefined;
    if (!changes) return;
    awaited.set(key, changedFields(placeOf(key)));
    host.postMessage({ kind: 'apply', key, changes });
  });
  host.postMessage({ kind: 'ready' });
}

function emptyPlace(_key: string, index: number): string {
  return element('div', { class: 'shown', id: `shown${index}`, 'data-index': index });
}

function applyHtml(index: number, say: Say): readonly string[] {
  const button = { type: 'button', class: 'apply', 'data-apply': true, id: `cluster${index}-apply` };
  return [
    element('p', {}, [element('button', button, escapeHtml(say(message('Apply to the files'))))]),
    element('p', { class: 'applied', role: 'status' }),
  ];
}

function nothingHtml(say: Say): string {
  const text = message('No cluster stands in this file: no node group, and no settings of the VPC CNI');
  return element('p', { class: 'empty' }, escapeHtml(say(text)));
}

/** A button that leads to a place of a file. */
function showPlace(shown: string, { uri, line, column }: PlannedPlace): string {
  const place = { 'data-file': uri, 'data-line': line, 'data-column': column, title: `${uri}:${line}` };
  return element('button', { type: 'button', class: 'place', ...place }, shown);
}

/** The texts of fields by their names. */
type FieldTexts = PanelState['fields'][string];

/** True when all these fields have their texts from the files; one that is not there any more was applied too, as a range that it was named by. */
function areInFiles(texts: FieldTexts, place: PageElement | null): boolean {
  const fields = place ? [...place.querySelectorAll('[data-change]')] : [];
  return fields.every((field) => [undefined, field.dataset.was].includes(texts[nameOf(field)]));
}

/** Fields that are made anew have the values of the files. */
function putBack(kept: FieldTexts, place: PageElement): void {
  if (Object.keys(kept).length === 0) return;
  for (const field of place.querySelectorAll('[data-change]')) field.value = kept[nameOf(field)] ?? field.value;
}

function nameOf({ dataset: { change, name, field } }: PageElement): string {
  return [change, field, name].join(' ');
}

/** The fields that are not as in the files, half-typed ones among them. */
function changedFields(place: PageElement | null): FieldTexts {
  const changed = place ? [...place.querySelectorAll('[data-changed="true"]')] : [];
  return Object.fromEntries(changed.map((field) => [nameOf(field), field.value]));
}
