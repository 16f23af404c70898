/* Contrast as WCAG 2.2 computes it. Colors are written `#rrggbb` or `#rgb`. */

/** The ratio of the luminances of two colors, from 1 to 21. Source: WCAG 2.2, relative luminance and contrast ratio. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** What is seen of a color that lets some of what is behind it through; opacity from 0 to 1. */
export function over(color: string, background: string, opacity: number): string {
  const behind = parts(background);
  const seen = parts(color).map((part, at) => Math.round(part * opacity + (behind[at] ?? 0) * (1 - opacity)));
  return `#${seen.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = parts(color)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parts(color: string): readonly number[] {
  const digits = color.length === 4 ? color.slice(1).replace(/./g, '$&$&') : color.slice(1);
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
}
