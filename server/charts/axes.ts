/* What charts have in common: scales, ticks and texts. A chart is a text of SVG. */

/** Where values lie between two ends, in pixels. */
export interface Scale {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

/** From 0 to the last of the ticks. */
export function scale(values: readonly number[], from: number, to: number): Scale {
  const last = values.at(-1) ?? 1;
  return { ticks: values, at: (value) => round(from + ((to - from) * value) / last) };
}

/** Round numbers from 0 to at least `most`, about `count` of them. */
export function ticks(most: number, count: number): readonly number[] {
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough);
  const whole = Number.isInteger(step) ? step : Math.ceil(step);
  return Array.from({ length: Math.ceil(most / whole) + 1 }, (_, index) => index * whole);
}

/** About how many pixels a label takes: Chinese and Japanese letters are as wide as they are high. */
export function widthOf(label: string): number {
  return Array.from(label, (letter) => (letter > '\u2e80' ? 11 : 5.9)).reduce((sum, width) => sum + width, 0);
}

/** A text at a place; `content` may be any text. */
export function text(left: number, top: number, content: string, style = ''): string {
  return `<text x="${round(left)}" y="${round(top)}" ${style}>${escapeXml(content)}</text>`;
}

/** To a tenth of a pixel. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A text as XML writes it, also between double quotes. */
export function escapeXml(content: string): string {
  return content.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
