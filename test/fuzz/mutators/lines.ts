import { type Mutator, onLines, onText } from './mutator.js';

/** What happens to lines as people edit: gone, twice, elsewhere, deeper, cut off. */
export const lineMutators: readonly Mutator[] = [
  onLines('delete lines', (lines, { below }) => lines.toSpliced(below(lines.length), 1 + below(4))),
  onLines('repeat a block', (lines, { below }) => {
    const at = below(lines.length);
    const block = lines.slice(at, at + 1 + below(8));
    return lines.toSpliced(at, 0, ...block);
  }),
  onLines('swap two lines', (lines, { below }) => {
    const [a, b] = [below(lines.length), below(lines.length)];
    return lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '');
  }),
  onLines('move a block', (lines, { below }) => {
    const block = lines.splice(below(lines.length), 1 + below(6));
    return lines.toSpliced(below(lines.length + 1), 0, ...block);
  }),
  onLines('indent lines', (lines, { below, pick }) => {
    const [from, count, space] = [below(lines.length), 1 + below(6), pick([' ', '  ', '    ', '\t'])];
    return lines.map((line, index) => (from <= index && index < from + count ? space + line : line));
  }),
  onLines('dedent lines', (lines, { below }) => {
    const [from, count, width] = [below(lines.length), 1 + below(6), 1 + below(4)];
    return lines.map((line, index) =>
      from <= index && index < from + count ? line.slice(Math.min(width, line.search(/\S|$/))) : line,
    );
  }),
  onLines('repeat a line often', (lines, { below, pick }) => {
    const at = below(lines.length);
    return lines.toSpliced(at, 0, ...Array<string>(pick([5, 30, 200])).fill(lines[at] ?? ''));
  }),
  onLines('blank lines and spaces at line ends', (lines, { oneIn }) =>
    lines.map((line) => (oneIn(6) ? `${line.replace(/\r?\n$/, '')}  \n` : oneIn(9) ? `${line}\n` : line)),
  ),
  onText('cut the end off', (text, { below }) => text.slice(0, below(text.length + 1))),
  onText('cut the beginning off', (text, { below }) => text.slice(below(Math.ceil(text.length / 3)))),
  onText('drop the last line break', (text) => text.replace(/\s+$/, '')),
  onText('reorder documents', (text, { below }) => {
    const parts = text.split(/^---\n/m);
    const moved = parts.splice(below(parts.length), 1);
    return parts.toSpliced(below(parts.length + 1), 0, ...moved).join('---\n');
  }),
  onText('every document twice', (text) => {
    const whole = text.endsWith('\n') ? text : `${text}\n`;
    return `${whole}---\n${whole}`;
  }),
  onText('other line ends', (text, { pick, oneIn }) => {
    const plain = text.replace(/\r\n?/g, '\n');
    const kind = pick(['\r\n', '\r\n', '\r', 'mixed', '\n\n']);
    return plain.replace(/\n/g, () => (kind !== 'mixed' ? kind : oneIn(2) ? '\r\n' : oneIn(3) ? '\r' : '\n'));
  }),
];
