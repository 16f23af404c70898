import { type Catalogue, message, sayWith } from '../messages/message.js';
import type { ClusterPlan } from '../plan/clusterPlan.js';
import { articleHtml } from './article.js';
import { element, escapeHtml } from './html.js';
import { type PageCluster, type PageContent, writtenCluster } from './pageCluster.js';
import { leadHtml, planner, writtenResults } from './results.js';
import { style } from './style.js';
import { packedHtml, unpacker } from './unpack.js';

/** What a page is made of. */
export interface PageRequest {
  readonly clusters: readonly PageCluster[];
  readonly language: string;
  readonly catalogue: Catalogue | undefined;
  /** The program of the page. */
  readonly program: string;
  /** A text as gzip makes it, in base64. */
  readonly pack: (text: string) => string;
  /** The SHA-256 of a text in base64. */
  readonly hashOf: (text: string) => string;
}

/** The plans of clusters as one page that needs nothing else: no network, no server, and no program but its own. */
export function planPage({ clusters, language, catalogue, program, pack, hashOf }: PageRequest): string {
  const say = sayWith(catalogue);
  const all = clusters.map((cluster) => ({ cluster, results: planner(cluster, catalogue)(cluster.changes) }));
  const title = [say(message('The IP plan')), ...all.map(({ results }) => nameOfPlan(results.told, say))].join(': ');
  const written = clusters.map(writtenCluster);
  const content: PageContent = {
    catalogue: catalogue && spokenBy(program + JSON.stringify(written), catalogue),
    clusters: written,
  };
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hashOf(unpacker)}' 'sha256-${hashOf(program)}'`,
    `style-src 'sha256-${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const head = [
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('title', {}, escapeHtml(title)),
    `<style>${style}</style>`,
  ];
  const body = [
    element(
      'main',
      {},
      all.map(({ results }, index) =>
        articleHtml(results, {
          id: `cluster${index}`,
          catalogue,
          // Written, those of many node groups would be most of the page; and without its script they do nothing.
          fields: element(
            'p',
            { class: 'late' },
            escapeHtml(say(message('No script runs here, so there are no fields to change'))),
          ),
          shown: { lead: leadHtml(results, catalogue), results: writtenResults(results, catalogue) },
        }),
      ),
    ),
    element('datalist', { id: 'types' }),
    packedHtml({ content: JSON.stringify(content), program }, pack),
    `<script>${unpacker}</script>`,
  ];
  return `<!doctype html>\n${element('html', { lang: language }, [element('head', {}, head), element('body', {}, body)])}\n`;
}

function nameOfPlan({ name }: ClusterPlan, say: ReturnType<typeof sayWith>): string {
  return name ?? say(message('a cluster without a name'));
}

/** Of a catalogue what the program of the page says, and its clusters bring along: its templates stand in these texts. */
function spokenBy(texts: string, catalogue: Catalogue): Catalogue {
  const isSaid = (template: string): boolean =>
    [template, JSON.stringify(template).slice(1, -1)].some((text) => texts.includes(text));
  return Object.fromEntries(Object.entries(catalogue).filter(([template]) => isSaid(template)));
}
