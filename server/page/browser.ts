import { instanceTypeNames } from '../model/instanceTypes.js';
import { controlsPart } from './controls.js';
import type { PageElement } from './dom.js';
import { element } from './html.js';
import { follow } from './live.js';
import { type PageContent, readCluster } from './pageCluster.js';
import { type PanelHost, startPanel } from './panel.js';
import { partHtml } from './parts.js';
import { planner } from './results.js';

/*
 * The program of the page: reads what is embedded in it, and shows the plan anew after every change of a field. In a panel of VS Code nothing is
 * embedded: plans come as messages there.
 */

declare const document: PageElement;

/** What VS Code gives to the page of a panel, once. */
declare const acquireVsCodeApi: (() => PanelHost) | undefined;

function start(): void {
  const types = document.querySelector('#types');
  if (types) types.innerHTML = typesHtml();
  if (typeof acquireVsCodeApi === 'function') startPanel(document, acquireVsCodeApi());
  else startPage();
}

function startPage(): void {
  const { catalogue, clusters }: PageContent = JSON.parse(document.querySelector('#content')?.textContent ?? '{}');
  clusters.forEach((written, index) => {
    const id = `cluster${index}`;
    const article = document.querySelector(`#${id}`);
    const fields = article?.querySelector('aside > .late');
    if (!article || !fields) return;
    const cluster = readCluster(written);
    const resultsOf = planner(cluster, catalogue);
    fields.outerHTML = partHtml(controlsPart(resultsOf(cluster.changes), { id, catalogue, more: [] }));
    follow(article, resultsOf, cluster.changes, { catalogue });
  });
}

function typesHtml(): string {
  return instanceTypeNames()
    .map((value) => element('option', { value }, ''))
    .join('');
}

start();
