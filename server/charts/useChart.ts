import { round, type Scale, scale, text, ticks, widthOf } from './axes.js';

/** How much of something is taken at rising numbers of nodes. */
export interface UseLine {
  readonly label: string;
  /** By rising nodes, at least one; 1 is all there is. */
  readonly points: readonly { readonly nodes: number; readonly share: number }[];
  /** The most nodes that fit. */
  readonly endsAt: number;
  /** What is said where it ends. */
  readonly endLabel: string;
}

export interface UseChart {
  readonly title: string;
  readonly nodesLabel: string;
  /** The label of the line at which all is taken. */
  readonly allLabel: string;
  /** At most three, the one that takes most last. */
  readonly lines: readonly UseLine[];
}

const width = 480;
const height = 218;
const plot = { left: 44, right: 440, top: 46, bottom: 168 };

/** Lines differ in shape, so that color alone says nothing. */
const styles = [
  { color: 'var(--ink)', dash: '2 4' },
  { color: 'var(--orange)', dash: '8 4' },
  { color: 'var(--blue)', dash: '' },
] as const;

/** The share that nodes take of a subnet as an SVG file in the colors of a page, with the line at which it ends. */
export function useChart({ title, nodesLabel, allLabel, lines }: UseChart): string {
  const points = lines.flatMap((line) => line.points);
  const last = lines.at(-1);
  const most = Math.max(1, ...points.map(({ nodes }) => nodes), Math.min(last?.endsAt ?? 0, 4 * mostNodes(lines)));
  const x = scale(ticks(most, 6), plot.left, plot.right);
  const highest = Math.max(1, ...points.map(({ share }) => share));
  const y = scale(ticks(highest * 100, 4), plot.bottom, plot.top);
  const at = ({ nodes, share }: { readonly nodes: number; readonly share: number }): string =>
    `${x.at(nodes)} ${y.at(share * 100)}`;
  const full = y.at(100);
  const drawn = lines.map((line, index) => {
    const { color, dash } = styles[index + styles.length - lines.length] ?? styles[2];
    const stroke = `stroke="${color}" fill="none" stroke-linejoin="round" stroke-dasharray="${dash}"`;
    const end = line.points.at(-1);
    const goesOn = end !== undefined && end.share < 1 && line.endsAt > end.nodes && end.nodes > 0;
    const share = end === undefined ? 0 : (end.share * Math.min(line.endsAt, x.ticks.at(-1) ?? 0)) / end.nodes;
    const more = goesOn
      ? `<path d="M${at(end)}L${at({ nodes: Math.min(line.endsAt, x.ticks.at(-1) ?? 0), share })}" ${stroke} stroke-width="1"/>`
      : '';
    const dots = line.points.map(
      (point) => `<circle cx="${x.at(point.nodes)}" cy="${y.at(point.share * 100)}" r="2.5" fill="${color}"/>`,
    );
    return `<path d="M${line.points.map(at).join('L')}" ${stroke} stroke-width="2"/>${more}${dots.join('')}`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="system-ui,-apple-system,Segoe UI,Ubuntu,sans-serif" font-size="11" fill="var(--ink)">` +
    [
      text(4, 13, title, 'font-weight="600"'),
      legend(lines),
      ...y.ticks.map(
        (value) =>
          `<line x1="${plot.left}" y1="${y.at(value)}" x2="${plot.right}" y2="${y.at(value)}" stroke="var(--ink)" stroke-width="${value === 0 ? 1 : 0.5}" stroke-opacity="0.7"/>` +
          text(plot.left - 6, y.at(value) + 4, `${value} %`, 'text-anchor="end"'),
      ),
      ...x.ticks.map((value) => text(x.at(value), plot.bottom + 14, String(value), 'text-anchor="middle"')),
      text((plot.left + plot.right) / 2, plot.bottom + 28, nodesLabel, 'text-anchor="middle"'),
      `<line x1="${plot.left}" y1="${full}" x2="${plot.right}" y2="${full}" stroke="var(--red)" stroke-width="1.5"/>`,
      text(plot.left + 4, full - plot.top < 12 ? full + 13 : full - 4, allLabel, 'fill="var(--red)"'),
      ...drawn,
      ...(last === undefined ? [] : [endMark(last, x)]),
    ].join('') +
    '</svg>'
  );
}

function mostNodes(lines: readonly UseLine[]): number {
  return Math.max(1, ...lines.flatMap(({ points }) => points.map(({ nodes }) => nodes)));
}

/** The line at which the last of the lines ends, with its words below the axis; the words alone where that is far to the right. */
function endMark({ endsAt, endLabel }: UseLine, { ticks: nodes, at: place }: Scale): string {
  const isInside = endsAt <= (nodes.at(-1) ?? 0);
  const at = isInside ? place(endsAt) : plot.right;
  const anchor = at > (plot.left + plot.right) / 2 ? 'end' : 'start';
  const line = `<line x1="${at}" y1="${plot.top}" x2="${at}" y2="${plot.bottom}" stroke="var(--blue)" stroke-dasharray="3 3"/>`;
  const words = text(round(at), height - 4, endLabel, `text-anchor="${anchor}" fill="var(--blue)" font-weight="600"`);
  return isInside ? line + words : words;
}

function legend(lines: readonly UseLine[]): string {
  let left = 4;
  const parts = lines.map(({ label }, index) => {
    const { color, dash } = styles[index + styles.length - lines.length] ?? styles[2];
    const at = left;
    left += 28 + widthOf(label) + 14;
    return `<line x1="${round(at)}" y1="27" x2="${round(at + 22)}" y2="27" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>${text(at + 28, 31, label)}`;
  });
  return parts.join('');
}
