import { scale, text, ticks } from './axes.js';

/** A bar with its part: `part` of `value`, which is drawn darker. */
export interface Bar {
  readonly label: string;
  /** What is written behind it. */
  readonly said: string;
  /** Undefined where there is nothing to draw. */
  readonly value: number | undefined;
  readonly part: number;
  /** It is what runs. */
  readonly isMarked: boolean;
}

const width = 480;
const plot = { left: 4, right: 390, top: 22 };
const barHeight = 38;

/** Values beside each other as an SVG file in the colors of a page, the first above. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const height = plot.top + bars.length * barHeight + 4;
  const x = scale(ticks(Math.max(1, ...bars.map(({ value = 0 }) => value)), 5), plot.left, plot.right);
  const drawn = bars.map(({ label, said, value, part, isMarked }, index) => {
    const top = plot.top + index * barHeight;
    const style = isMarked ? 'font-weight="600"' : '';
    const bar =
      value === undefined
        ? text(plot.left, top + 29, said)
        : `<rect x="${plot.left}" y="${top + 19}" width="${Math.max(1, x.at(value) - plot.left)}" height="12" rx="2" fill="var(--blue)" fill-opacity="${isMarked ? 0.55 : 0.3}" stroke="var(--blue)"/>` +
          `<rect x="${plot.left}" y="${top + 19}" width="${Math.max(1, x.at(part) - plot.left)}" height="12" rx="2" fill="var(--blue)"/>` +
          text(x.at(value) + 6, top + 29, said, style);
    return text(plot.left, top + 14, label, style) + bar;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="system-ui,-apple-system,Segoe UI,Ubuntu,sans-serif" font-size="11" fill="var(--ink)">` +
    `${text(4, 13, title, 'font-weight="600"')}${drawn.join('')}</svg>`
  );
}
