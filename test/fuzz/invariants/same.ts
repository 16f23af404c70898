import { lint as lintFiles } from '../../../server/index.js';
import { lint } from '../../../server/linter/lint.js';
import { type Report, report } from '../../../server/linter/report.js';
import { applyEdits } from '../../../server/text/edit.js';
import { type Workspace, withFiles, withModels } from '../../../server/workspace/workspace.js';
import type { Case, File } from '../file.js';
import type { Random } from '../random.js';
import { difference, emptyWorkspaceFor, type Invariant, type Looks, reportsIn, workspaceOf } from './invariant.js';

const mark = '\ufeff';

/** Findings by line and character, which are the same whatever ends a line. */
function described(reports: readonly Report[], { shift = 0 } = {}): readonly string[] {
  const place = ({ start, end }: Report['range']): string =>
    [start, end]
      .map(({ line, character }) => `${line}:${line === 0 ? Math.max(0, character - shift) : character}`)
      .join('-');
  return reports.map(({ uri, rule, severity, message, range, related }) =>
    [
      uri,
      place(range),
      severity,
      rule,
      message,
      ...related.map((each) => `${each.uri} ${place(each.range)} ${each.message}`),
    ].join(' '),
  );
}

/** Each fix by the text it leads to. */
function outcomes(reports: readonly Report[], files: readonly File[]): readonly string[] {
  const textAfter = (uri: string, edits: Parameters<typeof applyEdits>[1]): string | undefined =>
    applyEdits(files.find(({ path }) => path === uri)?.text ?? '', edits)
      ?.replace(mark, '')
      .replaceAll('\r\n', '\n');
  return reports.flatMap(({ rule, fixes }) =>
    fixes.map(
      ({ title, edits }) => `${rule} ${title} ${edits.map((each) => textAfter(each.uri, each.edits)).join('\0')}`,
    ),
  );
}

function* lineEndsDoNotMatter({ files }: Case): Looks {
  if (files.some(({ text }) => text.includes('\r'))) return;
  const other = files.map(({ path, text }) => ({ path, text: text.replaceAll('\n', '\r\n') }));
  const [plain, crlf] = [reportsIn(workspaceOf(files)), reportsIn(workspaceOf(other))];
  yield difference('with CRLF', described(plain), described(crlf));
  yield difference('a fix with CRLF', outcomes(plain, files), outcomes(crlf, other));
}

function* marksDoNotMatter({ files }: Case): Looks {
  if (files.some(({ text }) => text.includes(mark))) return;
  const other = files.map(({ path, text }) => ({ path, text: mark + text }));
  const [plain, marked] = [reportsIn(workspaceOf(files)), reportsIn(workspaceOf(other))];
  yield difference('behind a byte order mark', described(plain), described(marked, { shift: 1 }));
  yield difference('a fix behind a byte order mark', outcomes(plain, files), outcomes(marked, other));
}

function* orderDoesNotMatter({ files }: Case, random: Random): Looks {
  const unique = [...new Map(files.map((file) => [file.path, file])).values()];
  if (unique.length < 2) return;
  const expected = described(reportsIn(workspaceOf(unique)));
  const others = shuffled(unique, random);
  yield difference('in another order', expected, described(reportsIn(workspaceOf(others))));
  const [inOrder, shuffledOrder] = [unique, others].map((each) =>
    described(lintFiles(each.map(({ path, text }) => ({ uri: path, text }))).findings),
  );
  yield difference('in another order, in the library', inOrder ?? [], shuffledOrder ?? []);
}

/** The files open one after the other as they were, in some order, and are then edited in several steps into what they are. */
function* historyDoesNotMatter(input: Case, random: Random): Looks {
  const { files, before } = input;
  let workspace = emptyWorkspaceFor(files);
  for (const { path, text } of shuffled(before, random)) {
    workspace = withFiles(workspace, [{ uri: path, text }]);
    lint(workspace);
  }
  for (const { path, text } of shuffled(files, random)) {
    for (const step of [text.slice(0, random.below(text.length + 1)), text]) {
      workspace = withFiles(workspace, [{ uri: path, text: step }]);
      lint(workspace);
    }
  }
  const paths = new Set(files.map(({ path }) => path));
  workspace = withModels(
    workspace,
    [],
    before.flatMap(({ path }) => (paths.has(path) ? [] : [path])),
  );
  yield difference('after edits', everything(workspaceOf(files)), everything(workspace));
}

/** Findings with their fixes. */
function everything(workspace: Workspace): readonly string[] {
  return report(lint(workspace), workspace).map((each) => JSON.stringify(each));
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(random.below(left.length), 1));
}

/** What does not change what is found. */
export const samenessInvariants: readonly Invariant[] = [
  { id: 'crlf', claim: 'findings and fixes are the same with CRLF', look: lineEndsDoNotMatter },
  { id: 'bom', claim: 'findings and fixes are the same behind a byte order mark', look: marksDoNotMatter },
  { id: 'order', claim: 'findings are the same in any order of files', look: orderDoesNotMatter },
  { id: 'history', claim: 'findings and fixes are the same after any edits', look: historyDoesNotMatter },
];
