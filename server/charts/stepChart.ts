import { round, type Scale, scale, text, ticks, widthOf } from './axes.js';

/** Addresses held at one number of pods; two numbers where the CNI's random order leaves it open. */
export interface ChartPoint {
  readonly pods: number;
  readonly low: number;
  readonly high: number;
}

export interface ChartLine {
  readonly label: string;
  /** By rising pods, at least one. */
  readonly points: readonly ChartPoint[];
}

export interface StepChart {
  readonly title: string;
  readonly podsLabel: string;
  readonly current: ChartLine;
  /** What it is compared with; undefined where that is the same. */
  readonly reference: ChartLine | undefined;
  /** The label of the line every pod's own address makes, and of the area above it. */
  readonly inUseLabel: string;
  readonly idleLabel: string;
}

const width = 480;
/** VS Code shows 250 pixels of a hover in a window of usual size: with the answer and the formula above it, so much is left for the chart. */
const height = 148;
const plot = { left: 34, right: 436, top: 42, bottom: 112 };

/**
 * What the background is: of an editor that says its theme, a card of the chart's own where nobody says, or a page whose style sheet has the
 * colors as variables.
 */
export type ChartTheme = 'light' | 'dark' | 'card' | 'page';

interface Palette {
  readonly ink: string;
  readonly current: string;
  readonly reference: string;
  readonly card?: string;
}

/*
 * No color has a contrast of 4.5 : 1 (WCAG AA) on light and on dark backgrounds alike, and an image does not know the theme. The lines also
 * differ in shape, so that color alone says nothing.
 */
const onLight: Palette = { ink: '#595959', current: '#1a5fb4', reference: '#9a4a00' };
export const palettes: Readonly<Record<ChartTheme, Palette>> = {
  light: onLight,
  dark: { ink: '#b0b0b0', current: '#6cb2ff', reference: '#f0a058' },
  card: { ...onLight, card: '#ffffff' },
  page: { ink: 'var(--ink)', current: 'var(--blue)', reference: 'var(--orange)' },
};

const areaOpacity = 0.16;

/** Addresses held against pods as an SVG file: the current setting, what it is compared with, and what pods really use. */
export function stepChart(chart: StepChart, theme: ChartTheme): string {
  const { current, reference } = chart;
  const { ink, current: currentColor, reference: referenceColor, card } = palettes[theme];
  const points = [...current.points, ...(reference?.points ?? [])];
  const x = scale(ticks(Math.max(1, ...points.map(({ pods }) => pods)), 6), plot.left, plot.right);
  const y = scale(ticks(Math.max(1, ...points.map(({ high }) => high)), 3), plot.bottom, plot.top);
  const parts = [
    ...(card ? [`<rect width="${width}" height="${height}" rx="4" fill="${card}"/>`] : []),
    text(4, 13, chart.title, 'font-weight="600"'),
    legend(chart, palettes[theme]),
    ...y.ticks.map((value) => gridLine(value, y, ink)),
    ...x.ticks.map((value) => text(x.at(value), plot.bottom + 14, String(value), 'text-anchor="middle"')),
    text((plot.left + plot.right) / 2, height - 6, chart.podsLabel, 'text-anchor="middle"'),
    inUse(points, x, y, ink),
    ...(reference ? [line(reference, x, y, referenceColor, 'stroke-width="2" stroke-dasharray="6 4"')] : []),
    area(current, x, y, currentColor),
    line(current, x, y, currentColor, 'stroke-width="2.5"'),
    ...endValues([...(reference ? [end(reference, referenceColor)] : []), end(current, currentColor)], x, y),
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="system-ui,-apple-system,Segoe UI,Ubuntu,sans-serif" font-size="11" fill="${ink}">${parts.join('')}</svg>`
  );
}

function legend(
  { current, reference, inUseLabel, idleLabel }: StepChart,
  { ink, current: currentColor, reference: referenceColor }: Palette,
): string {
  const entries = [
    { label: current.label, sample: `stroke="${currentColor}" stroke-width="2.5"` },
    ...(reference
      ? [{ label: reference.label, sample: `stroke="${referenceColor}" stroke-width="2" stroke-dasharray="6 4"` }]
      : []),
    { label: inUseLabel, sample: `stroke="${ink}" stroke-width="1.5" stroke-dasharray="1 3" stroke-linecap="round"` },
  ];
  let left = 4;
  const parts = entries.map(({ label, sample }) => {
    const at = left;
    left += 28 + widthOf(label) + 12;
    return `<line x1="${round(at)}" y1="25" x2="${round(at + 22)}" y2="25" ${sample}/>${text(at + 28, 29, label)}`;
  });
  const filled = `fill="${currentColor}" fill-opacity="${areaOpacity}" stroke="${currentColor}"`;
  return `${parts.join('')}<path d="M${round(left + 0.5)} 20.5h21v9h-21Z" ${filled}/>${text(left + 28, 29, idleLabel)}`;
}

function gridLine(value: number, y: Scale, ink: string): string {
  const at = y.at(value);
  const strokeWidth = value === 0 ? 1 : 0.5;
  return (
    `<line x1="${plot.left}" y1="${at}" x2="${plot.right}" y2="${at}" stroke="${ink}" stroke-width="${strokeWidth}" stroke-opacity="0.7"/>` +
    text(plot.left - 6, at + 4, String(value), 'text-anchor="end"')
  );
}

/** The diagonal below which addresses have a pod each: what lies above it is idle. */
function inUse(points: readonly ChartPoint[], x: Scale, y: Scale, ink: string): string {
  const most = Math.max(...points.map(({ pods }) => pods));
  return (
    `<line x1="${x.at(0)}" y1="${y.at(0)}" x2="${x.at(most)}" y2="${y.at(most)}" stroke="${ink}" ` +
    'stroke-width="1.5" stroke-dasharray="1 3" stroke-linecap="round"/>'
  );
}

function line({ points }: ChartLine, x: Scale, y: Scale, color: string, style: string): string {
  return `<path d="${steps(points, x, y, ({ high }) => high)}" fill="none" stroke="${color}" stroke-linejoin="round" ${style}/>`;
}

/** Between the line and what pods use: the addresses that wait. Where a range is open its lower end has a thinner line. */
function area({ points }: ChartLine, x: Scale, y: Scale, color: string): string {
  const last = points.at(-1);
  if (last === undefined) return '';
  const top = steps(points, x, y, ({ high }) => high);
  const fill = `<path d="${top}L${x.at(last.pods)} ${y.at(last.pods)}L${x.at(0)} ${y.at(0)}Z" fill="${color}" fill-opacity="${areaOpacity}"/>`;
  const isOpen = points.some(({ low, high }) => low !== high);
  const lower = `<path d="${steps(points, x, y, ({ low }) => low)}" fill="none" stroke="${color}"/>`;
  return isOpen ? fill + lower : fill;
}

function steps(points: readonly ChartPoint[], x: Scale, y: Scale, value: (point: ChartPoint) => number): string {
  return points
    .map((point, index) => {
      const [left, top] = [x.at(point.pods), y.at(value(point))];
      if (index === 0) return `M${left} ${top}`;
      const before = points[index - 1];
      if (before && value(before) === value(point)) return index === points.length - 1 ? `H${left}` : '';
      return `H${left}V${top}`;
    })
    .join('');
}

interface End {
  readonly pods: number;
  readonly value: number;
  readonly color: string;
}

function end({ points }: ChartLine, color: string): End {
  const last = points.at(-1);
  return { pods: last?.pods ?? 0, value: last?.high ?? 0, color };
}

/** A dot and the number at the end of each line, apart from each other. */
function endValues(ends: readonly End[], x: Scale, y: Scale): readonly string[] {
  const taken: { readonly left: number; readonly top: number }[] = [];
  return ends.toReversed().map(({ pods, value, color }) => {
    const [left, dot] = [x.at(pods), y.at(value)];
    const near = taken.find((other) => Math.abs(other.left - left) < 40 && Math.abs(other.top - dot) < 12);
    const top = near ? near.top + (dot >= near.top ? 12 : -12) : dot;
    taken.push({ left, top });
    return (
      `<circle cx="${left}" cy="${dot}" r="3.5" fill="${color}"/>` +
      text(left + 8, top + 4, String(value), `fill="${color}" font-weight="600"`)
    );
  });
}
