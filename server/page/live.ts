import { type Catalogue, type Message, message, sayWith } from '../messages/message.js';
import type { PlanChanges } from '../plan/planChanges.js';
import { carriers, copiedSettings, leftOutBy } from './carriers.js';
import { changesIn, type Field } from './controls.js';
import type { PageElement } from './dom.js';
import { whenIdle } from './idle.js';
import { type PartToShow, partsIn } from './parts.js';
import { leadHtml, type Planner, type Results, resultParts, type ShowPlace } from './results.js';

declare const document: {
  readonly getSelection: () => { readonly selectAllChildren: (of: PageElement) => void } | null;
};
declare const navigator: { readonly clipboard?: { readonly writeText: (text: string) => Promise<void> } };
declare const window: { readonly addEventListener: (kind: 'beforeprint', then: () => void) => void };
declare const setTimeout: (then: () => void, milliseconds: number) => unknown;

/** The plan of a cluster that follows its fields. */
export interface LivePlan {
  /** What the fields change now. */
  readonly changes: () => PlanChanges;
  /** Works out the plan anew, from now on for a cluster that is otherwise than it was, and with fields that may be other ones. */
  readonly follow: (planned: Planner) => void;
}

/** What a plan that follows its fields is told with. */
export interface LiveOptions {
  readonly catalogue: Catalogue | undefined;
  readonly showPlace?: ShowPlace;
}

/**
 * Has the results in an article of a cluster follow the fields of its form. What a person looks at follows at once, the rest, and the choices, in
 * the next pauses; a change that comes before it is done begins anew. Until then the old results are marked as busy.
 */
export function follow(article: PageElement, planned: Planner, changed: PlanChanges, options: LiveOptions): LivePlan {
  let [resultsOf, changes] = [planned, changed];
  let results = resultsOf(changes);
  let fields: ReadonlyMap<PageElement, Field> = new Map();
  let saidLast: string | undefined;
  const [lead, container] = [article.querySelector('.lead'), article.querySelector('.results')];
  const shown = container && partsIn(container, sayWith(options.catalogue));
  const partsNow = (): readonly PartToShow[] => resultParts(results, options.catalogue, options.showPlace);
  let work = whenIdle(shown?.know(partsNow()));
  const show = (): void => {
    work.cancel();
    changes = changesIn([...fields.values()]);
    results = resultsOf(changes);
    const said = leadHtml(results, options.catalogue);
    work = whenIdle(shown?.show(partsNow()));
    // A screen reader says it again when it is shown again.
    if (lead && said !== saidLast) lead.innerHTML = said;
    saidLast = said;
  };
  /** Of the fields that are known nobody changed the value but those that are told. */
  const update = (known: typeof fields): void => {
    const form = article.querySelector('form');
    const inputs = form ? Array.from(form.querySelectorAll('[data-change]')) : [];
    fields = new Map(inputs.map((input) => [input, known.get(input) ?? fieldOf(input)]));
    show();
  };
  article.addEventListener('input', ({ target }) => update(new Map([...fields].filter(([input]) => input !== target))));
  // The fields have their values back after the event.
  article.addEventListener('reset', () => setTimeout(() => update(new Map()), 0));
  article.addEventListener('click', ({ target }) => {
    const form = article.querySelector('form');
    if (form) copy(target, form, { results, changes, catalogue: options.catalogue });
  });
  window.addEventListener('beforeprint', () => work.finish());
  return {
    changes: () => changes,
    follow(next) {
      resultsOf = next;
      update(fields);
    },
  };
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

/** What a field says; one with what cannot be is marked, and counts as empty. */
function fieldOf(input: PageElement): Field {
  const { change, name = '', field = '', was = '' } = input.dataset;
  const isPossible = input.checkValidity?.() ?? true;
  input.setAttribute('aria-invalid', String(!isPossible));
  input.setAttribute('data-changed', String(input.value !== was));
  // The names are those that the form was made with.
  return { change, name, field, was, value: isPossible ? input.value.trim() : '' } as Field;
}
