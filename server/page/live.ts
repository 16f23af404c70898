import { type Catalogue, type Message, message, sayWith } from '../messages/message.js';
import type { PlanChanges } from '../plan/planChanges.js';
import { carriers, copiedSettings, leftOutBy } from './carriers.js';
import { changesIn, type Field } from './controls.js';
import type { PageElement } from './dom.js';
import type { PageCluster } from './pageCluster.js';
import { leadHtml, planner, type Results, resultsHtml, type ShowPlace } from './results.js';

declare const document: {
  readonly getSelection: () => { readonly selectAllChildren: (of: PageElement) => void } | null;
};
declare const navigator: { readonly clipboard?: { readonly writeText: (text: string) => Promise<void> } };
declare const setTimeout: (then: () => void, milliseconds: number) => unknown;

/** The plan of a cluster that follows its fields. */
export interface LivePlan {
  /** What the fields change now. */
  readonly changes: () => PlanChanges;
  /** Works out the plan anew: the fields are otherwise than they were. */
  readonly update: () => void;
}

/** What a plan that follows its fields is told with. */
export interface LiveOptions {
  readonly catalogue: Catalogue | undefined;
  readonly showPlace?: ShowPlace;
}

/** Has the results in the article of a cluster follow the fields of its form. Undefined where the article has none. */
export function follow(
  article: PageElement,
  cluster: PageCluster,
  { catalogue, showPlace }: LiveOptions,
): LivePlan | undefined {
  const form = article.querySelector('form');
  const [lead, shown] = [article.querySelector('.lead'), article.querySelector('.results')];
  if (!form || !lead || !shown) return undefined;
  const resultsOf = planner(cluster, catalogue);
  let { changes } = cluster;
  let results = resultsOf(changes);
  const update = (): void => {
    changes = changesIn(fieldsOf(form));
    results = resultsOf(changes);
    lead.innerHTML = leadHtml(results, catalogue);
    shown.innerHTML = resultsHtml(results, catalogue, showPlace);
  };
  form.addEventListener('input', update);
  // The fields have their values back after the event.
  form.addEventListener('reset', () => setTimeout(update, 0));
  form.addEventListener('click', ({ target }) => copy(target, form, { results, changes, catalogue }));
  return { changes: () => changes, update };
}

interface Copied {
  readonly results: Results;
  readonly changes: PlanChanges;
  readonly catalogue: Catalogue | undefined;
}

/** Copies the settings where a button that does so was pressed; where the browser does not let us, they are selected. */
function copy(pressed: PageElement, form: PageElement, { results, changes, catalogue }: Copied): void {
  const say = sayWith(catalogue);
  const carrier = carriers.find(({ id }) => id === pressed.dataset.copy);
  const [text, said] = [form.querySelector('.copy'), form.querySelector('.copied')];
  if (!carrier || !text || !said) return;
  const written = carrier.text(copiedSettings(results.told, results.plan.cluster, changes));
  const left = leftOutBy(carrier, changes);
  const tell = (what: Message): void => {
    said.textContent = say(left === undefined ? what : message('{what}. {left}', { what, left }));
  };
  text.hidden = written === undefined;
  if (written === undefined) {
    tell(message('All variables are the shipped ones: there is nothing to copy'));
    return;
  }
  text.textContent = written;
  const byHand = (): void => {
    document.getSelection()?.selectAllChildren(text);
    tell(message('Selected: press Ctrl+C or ⌘C to copy'));
  };
  const copied = (): void => tell(message('Copied'));
  if (navigator.clipboard) void navigator.clipboard.writeText(text.textContent).then(copied, byHand);
  else byHand();
}

/** The fields of a form; one with what cannot be is marked, and counts as empty. */
function fieldsOf(form: PageElement): readonly Field[] {
  return [...form.querySelectorAll('[data-change]')].map((input) => {
    const { change, name = '', field = '', was = '' } = input.dataset;
    const isPossible = input.checkValidity?.() ?? true;
    input.setAttribute('aria-invalid', String(!isPossible));
    input.setAttribute('data-changed', String(input.value !== was));
    // The names are those that the form was made with.
    return { change, name, field, was, value: isPossible ? input.value.trim() : '' } as Field;
  });
}
