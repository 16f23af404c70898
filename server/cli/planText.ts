import type { Say } from '../messages/message.js';
import { code, markdown } from '../reporters/markdownText.js';
import { harmless, type painter } from '../reporters/terminal.js';
import { differenceSection } from '../wording/planDifferences.js';
import { planTitle, planWords } from '../wording/planSections.js';
import { bare, inLanguage, type Section, type ShownPlan } from '../wording/planTexts.js';
import { fittedTables } from './fittedTables.js';
import { table } from './table.js';
import { textOf, wrap } from './wrap.js';

/** How plans are printed: without a width, as into a file or a pipe, nothing is broken or cut. */
export interface PlanPrint {
  readonly paint: ReturnType<typeof painter>;
  readonly width: number | undefined;
}

/** A plan for a terminal. */
export function planText({ plan, ...changed }: ShownPlan, { paint, width }: PlanPrint, say: Say): string {
  const { lead, sections } = planWords(plan, say);
  const all = [...changeSections(changed, say), ...sections];
  const head = [paint.bold(harmless(planTitle(plan, say))), ...lead.map(harmless)];
  return `${[head, ...all.map((section) => linesOf(section, { paint, width }))].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function linesOf({ title, head, rows, numeric, keys, lines }: Section, print: PlanPrint): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => harmless(bare(cell))));
  const alignment = head.map((_, index) => (numeric.includes(index) ? 'right' : 'left'));
  const room = print.width === undefined ? undefined : print.width - indent.length;
  const tables =
    room === undefined
      ? [table(head, cells, alignment)]
      : fittedTables({ head, rows: cells, alignment, keys }, room).map((part, place) => [
          ...(place > 0 ? [''] : []),
          ...part,
        ]);
  return [
    print.paint.bold(title),
    ...(rows.length > 0 ? tables.flat() : []).map((line) => `${indent}${line}`.trimEnd()),
    ...lines.flatMap((line) => brokenLine(harmless(bare(line)), room)).map((line) => `${indent}${line}`),
  ];
}

const indent = '  ';

/** A sentence in lines of a width, those behind the first further in. */
function brokenLine(line: string, width: number | undefined): readonly string[] {
  if (width === undefined) return [line];
  return wrap([{ text: line, style: 'plain' }], width - indent.length).map((part, place) =>
    place === 0 ? textOf(part) : `${indent}${textOf(part)}`,
  );
}

function changeSections({ before, differences }: Omit<ShownPlan, 'plan'>, say: Say): readonly Section[] {
  return before ? [inLanguage(differenceSection(differences, say), say)] : [];
}

/** Plans for a comment on a pull request, which a bot finds again by its first line. */
export function planMarkdown(plans: readonly ShownPlan[], say: Say): string {
  return `${['<!-- eni-lens plan -->', ...plans.map((plan) => markdownOf(plan, say))].join('\n\n')}\n`;
}

function markdownOf({ plan, ...changed }: ShownPlan, say: Say): string {
  const { lead, sections } = planWords(plan, say);
  const all = [...changeSections(changed, say), ...sections];
  const parts = [`### ${markdown(planTitle(plan, say))}`, ...lead.map(markdown), ...all.map(markdownSection)];
  return parts.join('\n\n');
}

function markdownSection({ title, head, rows, numeric, lines }: Section): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = row(head.map((_, index) => (numeric.includes(index) ? '--:' : '---')));
  const shown = rows.map((cells) => row(cells.map(bare).map((cell) => (isName(cell) ? code(cell) : markdown(cell)))));
  return [
    `#### ${markdown(title)}`,
    ...(rows.length > 0 ? [[row(head.map(markdown)), rule, ...shown].join('\n')] : []),
    ...(lines.length > 0 ? [lines.map((line) => `- ${markdown(bare(line))}`).join('\n')] : []),
  ].join('\n\n');
}

/** What stands in files as it is: variables, types, ranges, places. */
function isName(cell: string): boolean {
  return /^\w[\w.:/-]+$/.test(cell) && /[_.:/]/.test(cell.slice(1, -1)) && !/^[\d.]+$/.test(cell);
}
