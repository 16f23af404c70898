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
  readonly addressesLabel: string;
  readonly current: ChartLine;
  /** What it is compared with; undefined where that is the same. */
  readonly reference: ChartLine | undefined;
  /** The label of the line every pod's own address makes, and of the area above it. */
  readonly inUseLabel: string;
  readonly idleLabel: string;
}

const width = 480;
const height = 264;
const plot = { left: 46, right: 436, top: 58, bottom: 218 };

/*
 * An image in a hover does not know the editor's theme. These three have the same luminance (about 0.21), which gives a contrast of
 * 4 : 1 on white and on the usual dark backgrounds alike. The lines also differ in shape, so that color alone says nothing.
 */
const ink = '#808080';
const currentColor = '#2f7fe0';
const referenceColor = '#c2651a';
const areaOpacity = 0.16;

/** Addresses held against pods as an SVG file: the current setting, what it is compared with, and what pods really use. */
export function stepChart(chart: StepChart): string {
  const { current, reference } = chart;
  const points = [...current.points, ...(reference?.points ?? [])];
  const x = scale(ticks(Math.max(1, ...points.map(({ pods }) => pods)), 6), plot.left, plot.right);
  const y = scale(ticks(Math.max(1, ...points.map(({ high }) => high)), 4), plot.bottom, plot.top);
  const parts = [
    text(plot.left - 34, 20, chart.title, `font-weight="600" font-size="13"`),
    legend(chart),
    ...y.ticks.map((value) => gridLine(value, y)),
    ...x.ticks.map((value) => text(x.at(value), plot.bottom + 18, String(value), 'text-anchor="middle"')),
    text((plot.left + plot.right) / 2, height - 10, chart.podsLabel, 'text-anchor="middle"'),
    inUse(points, x, y),
    ...(reference ? [line(reference, x, y, referenceColor, 'stroke-width="2" stroke-dasharray="6 4"')] : []),
    area(current, x, y),
    line(current, x, y, currentColor, 'stroke-width="2.5"'),
    ...endValues([...(reference ? [end(reference, referenceColor)] : []), end(current, currentColor)], x, y),
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="system-ui,-apple-system,Segoe UI,Ubuntu,sans-serif" font-size="12" fill="${ink}">${parts.join('')}</svg>`
  );
}

interface Scale {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

function scale(values: readonly number[], from: number, to: number): Scale {
  const last = values.at(-1) ?? 1;
  return { ticks: values, at: (value) => round(from + ((to - from) * value) / last) };
}

/** Round numbers from 0 to at least `most`, about `count` of them. */
function ticks(most: number, count: number): readonly number[] {
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough);
  const whole = Number.isInteger(step) ? step : Math.ceil(step);
  return Array.from({ length: Math.ceil(most / whole) + 1 }, (_, index) => index * whole);
}

function legend({ current, reference, inUseLabel, idleLabel, addressesLabel }: StepChart): string {
  const entries = [
    { label: current.label, sample: `stroke="${currentColor}" stroke-width="2.5"` },
    ...(reference
      ? [{ label: reference.label, sample: `stroke="${referenceColor}" stroke-width="2" stroke-dasharray="6 4"` }]
      : []),
    { label: inUseLabel, sample: `stroke="${ink}" stroke-width="1.5" stroke-dasharray="1 3" stroke-linecap="round"` },
    { label: idleLabel, sample: `stroke="${currentColor}" stroke-width="11" stroke-opacity="${areaOpacity}"` },
  ];
  let left = plot.left - 34;
  const parts = entries.map(({ label, sample }) => {
    const at = left;
    left += 28 + widthOf(label) + 12;
    return `<line x1="${round(at)}" y1="36" x2="${round(at + 22)}" y2="36" ${sample}/>${text(at + 28, 40, label)}`;
  });
  return `${parts.join('')}${verticalText(12, (plot.top + plot.bottom) / 2, addressesLabel)}`;
}

/** About how many pixels a label takes: Chinese and Japanese letters are as wide as they are high. */
function widthOf(label: string): number {
  return Array.from(label, (letter) => (letter > '\u2e80' ? 12 : 6.4)).reduce((sum, width) => sum + width, 0);
}

function gridLine(value: number, y: Scale): string {
  const at = y.at(value);
  const opacity = value === 0 ? 0.7 : 0.25;
  return (
    `<line x1="${plot.left}" y1="${at}" x2="${plot.right}" y2="${at}" stroke="${ink}" stroke-opacity="${opacity}"/>` +
    text(plot.left - 6, at + 4, String(value), 'text-anchor="end"')
  );
}

/** The diagonal below which addresses have a pod each: what lies above it is idle. */
function inUse(points: readonly ChartPoint[], x: Scale, y: Scale): string {
  const most = Math.max(...points.map(({ pods }) => pods));
  return (
    `<line x1="${x.at(0)}" y1="${y.at(0)}" x2="${x.at(most)}" y2="${y.at(most)}" stroke="${ink}" ` +
    'stroke-width="1.5" stroke-dasharray="1 3" stroke-linecap="round"/>'
  );
}

function line({ points }: ChartLine, x: Scale, y: Scale, color: string, style: string): string {
  return `<path d="${steps(points, x, y, ({ high }) => high)}" fill="none" stroke="${color}" stroke-linejoin="round" ${style}/>`;
}

/** Between the line and what pods use: the addresses that wait. Where a range is open its lower end has a fainter line. */
function area({ points }: ChartLine, x: Scale, y: Scale): string {
  const last = points.at(-1);
  if (last === undefined) return '';
  const top = steps(points, x, y, ({ high }) => high);
  const fill = `<path d="${top}L${x.at(last.pods)} ${y.at(last.pods)}L${x.at(0)} ${y.at(0)}Z" fill="${currentColor}" fill-opacity="${areaOpacity}"/>`;
  const isOpen = points.some(({ low, high }) => low !== high);
  const lower = `<path d="${steps(points, x, y, ({ low }) => low)}" fill="none" stroke="${currentColor}" stroke-opacity="0.5"/>`;
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
    const near = taken.find((other) => Math.abs(other.left - left) < 40 && Math.abs(other.top - dot) < 14);
    const top = near ? near.top + (dot >= near.top ? 14 : -14) : dot;
    taken.push({ left, top });
    return (
      `<circle cx="${left}" cy="${dot}" r="3.5" fill="${color}"/>` +
      text(left + 8, top + 4, String(value), `fill="${color}" font-weight="600"`)
    );
  });
}

function text(left: number, top: number, content: string, style = ''): string {
  return `<text x="${round(left)}" y="${round(top)}" ${style}>${escapeXml(content)}</text>`;
}

function verticalText(left: number, middle: number, content: string): string {
  return `<text transform="translate(${left} ${round(middle)}) rotate(-90)" text-anchor="middle">${escapeXml(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(content: string): string {
  return content.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
