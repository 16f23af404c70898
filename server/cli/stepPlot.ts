interface Step {
  readonly pods: number;
  /** Addresses that pods use. */
  readonly used: number;
  /** Addresses the node holds. */
  readonly held: number;
}

const height = 12;
const widest = 72;

/** Addresses held against pods, as a picture of text: full blocks are in use, light ones idle. */
export function stepPlot(steps: readonly Step[]): readonly string[] {
  const most = Math.max(...steps.map(({ held }) => held));
  if (steps.length < 2 || most === 0) return [];
  const shown = thin(steps);
  const width = Math.max(1, Math.min(3, Math.floor(widest / shown.length)));
  const label = String(most).length;
  const rows = Array.from({ length: height }, (_, row) => {
    // A row is filled where the value reaches more than its lower edge.
    const edge = ((height - 1 - row) * most) / height;
    const top = Math.round(((height - row) * most) / height);
    const cells = shown.map(({ used, held }) => (used > edge ? '█' : held > edge ? '░' : ' ').repeat(width));
    return `${(row % 3 === 0 ? String(top) : '').padStart(label)} ┤${cells.join('')}`.trimEnd();
  });
  const first = shown[0]?.pods ?? 0;
  const last = String(shown.at(-1)?.pods ?? 0);
  const axis = `${' '.repeat(label)} └${'─'.repeat(shown.length * width)}`;
  const gap = Math.max(1, shown.length * width - String(first).length - last.length);
  return [
    'addresses  █ used by pods  ░ idle',
    ...rows,
    axis,
    `${' '.repeat(label)}  ${first}${' '.repeat(gap)}${last} pods`,
  ];
}

/** At most one column per character: every n-th step, the last one always. */
function thin(steps: readonly Step[]): readonly Step[] {
  const every = Math.ceil(steps.length / widest);
  return steps.filter((_, index) => index % every === 0 || index === steps.length - 1);
}
