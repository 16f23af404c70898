import { type Catalogue, message, sayWith } from '../messages/message.js';
import { planTitle } from '../wording/planSections.js';
import { element, escapeHtml, nameHtml } from './html.js';
import type { Results, ShowPlace } from './results.js';

/** What an article is made with. */
export interface ArticleOptions {
  /** Unique in the page. */
  readonly id: string;
  readonly catalogue: Catalogue | undefined;
  readonly showPlace?: ShowPlace;
  /** The fields as HTML, or what stands in their place until they are shown: one element. */
  readonly fields: string;
  /** The results as HTML; where they are shown later, nothing. */
  readonly shown?: { readonly lead: string; readonly results: string };
}

/** The plan of a cluster as HTML: its name, the fields of what if, and the results. */
export function articleHtml(results: Results, options: ArticleOptions): string {
  const { id, catalogue, fields, shown } = options;
  const say = sayWith(catalogue);
  return element('article', { id, 'aria-labelledby': `${id}-title` }, [
    element('h1', { id: `${id}-title` }, titleHtml(results, options)),
    element('div', { class: 'cluster' }, [
      element('aside', {}, [element('h2', { id: `${id}-fields` }, escapeHtml(say(message('What if')))), fields]),
      element('div', { class: 'plan' }, [
        element('h2', {}, escapeHtml(say(message('The IP plan')))),
        element('div', { class: 'lead', role: 'status' }, shown?.lead),
        element('div', { class: 'results' }, shown?.results),
      ]),
    ]),
  ]);
}

/** The name of the cluster as HTML, with the place where it is declared. */
export function titleHtml(
  { told }: Results,
  { catalogue, showPlace }: Pick<ArticleOptions, 'catalogue' | 'showPlace'>,
): string {
  const title = nameHtml(planTitle(told, sayWith(catalogue)));
  return told.at && showPlace ? showPlace(title, told.at) : title;
}
