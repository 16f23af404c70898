import { describe, expect, it } from 'vitest';
import { barChart } from '../../server/charts/barChart.js';
import { type ChartTheme, palettes, stepChart } from '../../server/charts/stepChart.js';
import { useChart } from '../../server/charts/useChart.js';
import { style } from '../../server/page/style.js';
import { contrast, over } from '../harness/wcag.js';

/*
 * The colors that charts are really drawn with against what is behind them (WCAG 2.2, AA): 4.5 : 1 for texts, 3 : 1 for lines and areas. An area
 * that lets the background through has to have an edge of that contrast.
 */

/** What themes of VS Code put behind a hover (`editorHoverWidget.background`): its Modern, Visual Studio and high contrast ones. */
const hoverBackgrounds: readonly (readonly [theme: ChartTheme, background: string, name: string])[] = [
  ['light', '#f8f8f8', 'Light Modern'],
  ['light', '#f3f3f3', 'Light (Visual Studio)'],
  ['light', '#ffffff', 'Light High Contrast'],
  ['dark', '#202020', 'Dark Modern'],
  ['dark', '#252526', 'Dark (Visual Studio)'],
  ['dark', '#000000', 'Dark High Contrast'],
  ['card', palettes.card.card ?? '', 'a card of its own'],
];

/** A step chart with all that there can be in one: two lines, and a range that is open. */
function step(theme: ChartTheme): string {
  const points = (more: number) =>
    [0, 10, 20].map((pods) => ({ pods, low: pods + more, high: pods + more + (pods === 10 ? 5 : 0) }));
  return stepChart(
    {
      title: 'Addresses held',
      podsLabel: 'pods',
      current: { label: 'now', points: points(4) },
      reference: { label: 'the default', points: points(9) },
      inUseLabel: 'used by pods',
      idleLabel: 'idle',
    },
    theme,
  );
}

const use = useChart({
  title: 'Use',
  nodesLabel: 'nodes',
  allLabel: 'all',
  lines: ['full', 'today', 'empty'].map((label, index) => ({
    label,
    points: [1, 2].map((nodes) => ({ nodes, share: (nodes * (index + 1)) / 10 })),
    endsAt: 3,
    endLabel: 'ends',
  })),
});

const bars = barChart('Held', [
  { label: 'now', said: '12', value: 12, part: 4, isMarked: true },
  { label: 'then', said: '9', value: 9, part: 4, isMarked: false },
  { label: 'never', said: 'nothing', value: undefined, part: 0, isMarked: false },
]);

interface Drawn {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

function drawnIn(svg: string): readonly Drawn[] {
  return [...svg.matchAll(/<(\w+) ([^>]*)>/g)].map(([, tag = '', rest = '']) => ({
    tag,
    attributes: Object.fromEntries(
      [...rest.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  }));
}

/** What of a chart has less contrast than it needs; a card is the background itself. */
function tooFaint(svg: string, background: string): readonly string[] {
  const [root, ...drawn] = drawnIn(svg);
  const ratio = (color: string, opacity = '1'): number =>
    contrast(over(color, background, Number(opacity)), background);
  const edges = drawn.flatMap(({ attributes: { d, stroke } }) => (d && stroke ? [d] : []));
  return drawn.flatMap(({ tag, attributes }) => {
    const { fill, stroke, d = '', opacity } = attributes;
    const said = `${tag} ${JSON.stringify(attributes)}`;
    if (tag === 'text') return ratio(fill ?? root?.attributes.fill ?? '', opacity) < 4.5 ? [said] : [];
    if (stroke !== undefined) return ratio(stroke, attributes['stroke-opacity'] ?? opacity) < 3 ? [said] : [];
    const isBackground = tag === 'rect' && fill === background;
    const hasEdge = attributes['fill-opacity'] !== undefined && edges.some((edge) => d.startsWith(edge));
    return isBackground || hasEdge || ratio(fill ?? '', attributes['fill-opacity'] ?? opacity) >= 3 ? [] : [said];
  });
}

it.each(hoverBackgrounds)('a chart of a hover can be read in a %s theme, on %s (%s)', (theme, background) => {
  expect(tooFaint(step(theme), background)).toEqual([]);
});

/** The colors of the page, in the light theme and in the dark one. */
const [light = {}, dark = {}] = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, sheet = '']) =>
  Object.fromEntries(
    [...sheet.matchAll(/--(\w+): (#[\da-f]{3,6})/g)].map(([, name = '', color = '']) => [name, color]),
  ),
);

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('a chart of a page in its %s theme', (_theme, colors: Readonly<Record<string, string>>) => {
  it.each([
    ['steps', step('page')],
    ['use', use],
    ['bars', bars],
  ])('can be read: %s', (_name, svg) => {
    const colored = svg.replace(/var\(--(\w+)\)/g, (_whole, name: string) => colors[name] ?? '');
    for (const background of ['paper', 'card']) expect(tooFaint(colored, colors[background] ?? '')).toEqual([]);
  });
});

it('sees what is too faint', () => {
  const svg = (what: string) => `<svg fill="#000000">${what}</svg>`;
  expect(tooFaint(svg('<text fill="#777777">a</text><text >b</text>'), '#ffffff')).toHaveLength(1);
  expect(tooFaint(svg('<line stroke="#1a5fb4" stroke-opacity="0.5"/>'), '#ffffff')).toHaveLength(1);
  expect(tooFaint(svg('<path d="M0 0" fill="#1a5fb4" fill-opacity="0.16"/>'), '#ffffff')).toHaveLength(1);
});
