import { message, type Say } from '../messages/message.js';

interface Step {
  readonly pods: number;
  /** Addresses that pods use. */
  readonly used: number;
  /** Addresses the node holds. */
  readonly held: number;
}

const highest = 12;
/** A label stands at every third row. */
const rowsPerLabel = 3;
const widest = 72;

/** Addresses held against pods, as a picture of text at most 80 columns wide: full blocks are in use, light ones idle. */
export function stepPlot(steps: readonly Step[], say: Say): readonly string[] {
  const most = Math.max(...steps.map(({ held }) => held));
  if (steps.length < 2 || most === 0) return [];
  const shown = thin(steps);
  const columnWidth = Math.max(1, Math.min(4, Math.floor(widest / shown.length)));
  const label = String(most).length;
  const height = Math.min(highest, most);
  const rows = Array.from({ length: height }, (_, row) => {
    // A row is filled where the value reaches more than its lower edge.
    const edge = ((height - 1 - row) * most) / height;
    const cells = shown.map(({ used, held }) => (used > edge ? '█' : held > edge ? '░' : ' ').repeat(columnWidth));
    const isLabelled = row % rowsPerLabel === 0;
    const text = isLabelled ? String(Math.round(((height - row) * most) / height)) : '';
    return `${text.padStart(label)} ${isLabelled ? '┤' : '│'}${cells.join('')}`.trimEnd();
  });
  const { line, labels } = podAxis(shown, columnWidth);
  return [
    say(message('addresses  █ used by pods  ░ idle')),
    ...rows,
    `${'0'.padStart(label)} └${line}`,
    `${' '.repeat(label)}  ${say(message('{labels} pods', { labels }))}`,
  ];
}

/** The axis with a tick under every labelled column, and the labels under their ticks. */
function podAxis(shown: readonly Step[], columnWidth: number): { readonly line: string; readonly labels: string } {
  const width = shown.length * columnWidth;
  const line = Array.from({ length: width }, () => '─');
  let labels = '';
  const longest = String(shown.at(-1)?.pods ?? 0).length;
  const every = Math.max(1, Math.ceil(Math.max(shown.length / 6, (longest + 2) / columnWidth)));
  for (const [index, { pods }] of shown.entries()) {
    const column = index * columnWidth;
    const isLast = index === shown.length - 1;
    const fits = column + longest + 2 <= (shown.length - 1) * columnWidth;
    if (!isLast && (index % every !== 0 || !fits)) continue;
    line[column] = '┬';
    labels = labels.padEnd(column) + String(pods);
  }
  return { line: line.join(''), labels };
}

/** At most one column per character: every n-th step, the last one always. */
function thin(steps: readonly Step[]): readonly Step[] {
  const every = Math.ceil(steps.length / (widest - 1));
  return steps.filter((_, index) => index % every === 0 || index === steps.length - 1);
}
