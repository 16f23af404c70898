import { type Message, message, sayWith } from '../messages/message.js';
import { instanceTypeNames } from '../model/instanceTypes.js';
import { carriers, copiedSettings, leftOutBy } from './carriers.js';
import { changesIn, type Field } from './controls.js';
import { element } from './html.js';
import { type PageContent, readCluster } from './pageCluster.js';
import { leadHtml, planner, type Results, resultsHtml } from './results.js';

/* The program of the page: reads what is embedded in it, and shows the plan anew after every change of a field. */

/** As much of a browser as we use. */
interface PageElement {
  readonly dataset: Readonly<Record<string, string | undefined>>;
  readonly value: string;
  hidden: boolean;
  innerHTML: string;
  textContent: string | null;
  readonly querySelector: (selectors: string) => PageElement | null;
  readonly querySelectorAll: (selectors: string) => Iterable<PageElement>;
  readonly addEventListener: (kind: string, then: (event: { readonly target: PageElement }) => void) => void;
  readonly setAttribute: (name: string, value: string) => void;
  readonly checkValidity?: () => boolean;
}

declare const document: PageElement & {
  readonly getSelection: () => { readonly selectAllChildren: (of: PageElement) => void } | null;
};
declare const navigator: { readonly clipboard?: { readonly writeText: (text: string) => Promise<void> } };
declare const setTimeout: (then: () => void, milliseconds: number) => unknown;

function start(): void {
  const { catalogue, clusters }: PageContent = JSON.parse(document.querySelector('#content')?.textContent ?? '{}');
  const say = sayWith(catalogue);
  const types = document.querySelector('#types');
  if (types)
    types.innerHTML = instanceTypeNames()
      .map((value) => element('option', { value }, ''))
      .join('');
  clusters.forEach((written, index) => {
    const section = document.querySelector(`#cluster${index}`);
    const form = section?.querySelector('form');
    const [lead, shown] = [section?.querySelector('.lead'), section?.querySelector('.results')];
    if (!form || !lead || !shown) return;
    const cluster = readCluster(written);
    const resultsOf = planner(cluster, catalogue);
    let changes = cluster.changes;
    let results: Results = resultsOf(changes);
    const update = (): void => {
      changes = changesIn(fieldsOf(form));
      results = resultsOf(changes);
      lead.innerHTML = leadHtml(results, catalogue);
      shown.innerHTML = resultsHtml(results, catalogue);
    };
    form.addEventListener('input', update);
    // The fields have their values back after the event.
    form.addEventListener('reset', () => setTimeout(update, 0));
    form.addEventListener('click', ({ target }) => {
      const carrier = carriers.find(({ id }) => id === target.dataset.copy);
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
    });
  });
}

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

start();
