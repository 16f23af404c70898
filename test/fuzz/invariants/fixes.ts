import { isScalar, visit } from 'yaml';
import { type FixOptions, fixWorkspace } from '../../../server/linter/fixWorkspace.js';
import { lint } from '../../../server/linter/lint.js';
import type { Report, ReportedFix } from '../../../server/linter/report.js';
import { fixLevels, levelsUpTo } from '../../../server/model/fix.js';
import { applyEdits, type TextEdit } from '../../../server/text/edit.js';
import { memoized } from '../../../server/text/memo.js';
import type { Span } from '../../../server/text/span.js';
import type { Case, File } from '../file.js';
import { randomOf } from '../random.js';
import { type Invariant, type Looks, reportsIn, someOf, without, workspaceOf } from './invariant.js';
import { breakage, brokenDocuments, isYaml, yamlDocuments } from './readers.js';

/** More fixes of one case say little that the first do not. */
const mostFixes = 12;

interface Fixing {
  readonly rule: string;
  readonly finding: Report;
  readonly fix: ReportedFix;
  /** What the fix makes of the files it changes. */
  readonly changed: readonly { readonly before: File; readonly after: string; readonly edits: readonly TextEdit[] }[];
  readonly files: readonly File[];
}

const fixings = memoized(({ number, files }: Case): readonly Fixing[] => {
  const all = reportsIn(workspaceOf(files)).flatMap((finding) => finding.fixes.map((fix) => ({ finding, fix })));
  return someOf(all, mostFixes, randomOf(number)).map(({ finding, fix }) => {
    const changed = fix.edits.flatMap(({ uri, edits }) => {
      const before = files.findLast(({ path }) => path === uri);
      const after = before && applyEdits(before.text, edits);
      return before && after !== undefined ? [{ before, after, edits }] : [];
    });
    const after = files.map((file) => ({
      ...file,
      text: changed.find((each) => each.before === file)?.after ?? file.text,
    }));
    return { rule: finding.rule, finding, fix, changed, files: after };
  });
});

function* textsStayReadable(input: Case): Looks {
  for (const { rule, fix, changed, files } of fixings(input)) {
    for (const { before, after } of changed) {
      const fault = breakage(before, after);
      yield fault && `${rule}, "${fix.title}": ${fault}`;
    }
    const [old, now] = [workspaceOf(input.files), workspaceOf(files)].map(brokenDocuments);
    yield (now ?? 0) > (old ?? 0) ? `${rule}, "${fix.title}": breaks a document` : undefined;
  }
}

function* otherValuesStay(input: Case): Looks {
  for (const { rule, fix, changed } of fixings(input)) {
    for (const { before, after, edits } of changed) {
      if (!isYaml(before.path)) continue;
      const [old, now] = [scalarsIn(before.text), scalarsIn(after)];
      if (old === undefined || now === undefined) continue;
      const kept = old.filter(({ start, end }) => !edits.some(({ span }) => span.start <= end && start <= span.end));
      const lost = without(
        kept.map(({ value }) => value),
        now.map(({ value }) => value),
      );
      yield lost.length > 0 ? `${rule}, "${fix.title}": changes ${lost[0]} too` : undefined;
    }
  }
}

interface FoundScalar {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

function scalarsIn(text: string): readonly FoundScalar[] | undefined {
  const documents = yamlDocuments(text);
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  const found: FoundScalar[] = [];
  for (const document of documents) {
    visit(document, {
      Scalar(_key, node) {
        const [start = 0, end = 0] = node.range ?? [];
        if (isScalar(node)) found.push({ start, end, value: JSON.stringify(node.value) ?? 'undefined' });
      },
    });
  }
  return found;
}

function* faultsEnd(input: Case): Looks {
  for (const { finding, fix, files, changed } of fixings(input)) {
    const { uri, rule, message, range } = finding;
    const edits = changed.find(({ before }) => before.path === uri)?.edits ?? [];
    const place = movedBy(edits, range.span);
    const isSame = (each: Report): boolean => each.uri === uri && each.rule === rule && each.message === message;
    const isLeft = reportsIn(workspaceOf(files)).some(
      (each) => isSame(each) && place.start <= each.range.span.start && each.range.span.start < place.end,
    );
    yield isLeft ? `${rule} is still there after "${fix.title}"` : undefined;
  }
}

/** Where a span lies after edits, with all that they write into it. */
function movedBy(edits: readonly TextEdit[], { start, end }: Span): Span {
  const moved = (offset: number, behind: boolean): number => {
    let shift = 0;
    for (const { span, newText } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
      if (span.start < offset && offset < span.end) return span.start + shift + (behind ? newText.length : 0);
      if (span.end <= offset) shift += newText.length - (span.end - span.start);
    }
    return offset + shift;
  };
  return { start: moved(start, false), end: moved(end, true) };
}

function* fixingComesToAnEnd({ files }: Case): Looks {
  for (const level of fixLevels) {
    const options: FixOptions = { levels: levelsUpTo(level), mayChange: () => true, isWanted: () => true };
    const once = fixWorkspace(workspaceOf(files), options);
    const twice = fixWorkspace(once.workspace, options);
    const [again] = twice.applied;
    yield again && `after all ${level} fixes there is ${again.finding.rule} left to fix`;
    yield lint(once.workspace).some(({ rule }) => rule === 'internal-error') ? 'a rule fails after fixes' : undefined;
  }
}

/** What holds for the fixes of any files. */
export const fixInvariants: readonly Invariant[] = [
  { id: 'readable', claim: 'what can be read can be read after a fix', look: textsStayReadable },
  { id: 'only', claim: 'a fix changes no value but its own', look: otherValuesStay },
  { id: 'gone', claim: 'a fix ends its finding', look: faultsEnd },
  { id: 'end', claim: 'fixing comes to an end, and fixes nothing a second time', look: fixingComesToAnEnd },
];
