import { type Catalogue, message, sayWith } from '../messages/message.js';
import { planTitle } from '../wording/planSections.js';
import { controlsHtml } from './controls.js';
import { element, escapeHtml } from './html.js';
import { leadHtml, type Results, resultsHtml, type ShowPlace } from './results.js';

/** What an article is made with. */
export interface ArticleOptions {
  /** Unique in the page. */
  readonly id: string;
  readonly catalogue: Catalogue | undefined;
  readonly showPlace?: ShowPlace;
  /** HTML of what can be done with the changed settings, beside copying them. */
  readonly more?: string;
}

/** The plan of a cluster as HTML: its name, the fields of what if, and the results. */
export function articleHtml(results: Results, { id, catalogue, showPlace, more = '' }: ArticleOptions): string {
  const say = sayWith(catalogue);
  const { told } = results;
  const title = escapeHtml(planTitle(told, say));
  return element('article', { id, 'aria-labelledby': `${id}-title` }, [
    element('h1', { id: `${id}-title` }, told.at && showPlace ? showPlace(title, told.at) : title),
    element('div', { class: 'cluster' }, [
      element('aside', {}, [
        element('h2', {}, escapeHtml(say(message('What if')))),
        controlsHtml(results, { id, catalogue, more }),
      ]),
      element('div', { class: 'plan' }, [
        element('h2', {}, escapeHtml(say(message('The IP plan')))),
        element('div', { class: 'lead', role: 'status' }, leadHtml(results, catalogue)),
        element('div', { class: 'results' }, resultsHtml(results, catalogue, showPlace)),
      ]),
    ]),
  ]);
}
