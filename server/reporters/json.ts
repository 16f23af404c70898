import packageJson from '../../package.json' with { type: 'json' };
import type { Range } from '../linter/report.js';
import { sourceFile } from '../text/sourceFile.js';
import type { Span } from '../text/span.js';
import type { LintResult, Reporter } from './reporter.js';

/** For programs: the shape is documented in `docs/json-output.md` and by `schemas/lint-output.schema.json`. */
export const reporter: Reporter = {
  id: 'json',
  print: (result) => `${JSON.stringify(document(result), null, 2)}\n`,
};

function document(result: LintResult): unknown {
  const { reports, pathOf, textOf, filesSeen, filesChecked } = result;
  const count = (severity: string) => reports.filter((each) => each.severity === severity).length;
  return {
    version: 1,
    tool: { name: packageJson.name, version: packageJson.version },
    filesSeen,
    filesChecked,
    summary: {
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
      hints: count('hint'),
      fixable: reports.filter(({ fixes }) => fixes.length > 0).length,
    },
    findings: reports.map((each) => ({
      rule: each.rule,
      severity: each.severity,
      message: each.message,
      file: pathOf(each.uri),
      range: range(each.range),
      related: each.related.map((other) => ({
        file: pathOf(other.uri),
        range: range(other.range),
        message: other.message,
      })),
      fixes: each.fixes.map(({ title, level, edits }) => ({
        title,
        level,
        edits: edits.flatMap(({ uri, edits: inFile }) =>
          inFile.map(({ span, newText }) => ({ file: pathOf(uri), range: spanRange(textOf(uri), span), newText })),
        ),
      })),
    })),
  };
}

/** Lines and columns from one, columns in UTF-16 units; the end is behind the last character. */
function range({ start, end }: Pick<Range, 'start' | 'end'>): unknown {
  return {
    start: { line: start.line + 1, column: start.character + 1 },
    end: { line: end.line + 1, column: end.character + 1 },
  };
}

function spanRange(text: string, span: Span): unknown {
  const source = sourceFile(text);
  return range({ start: source.positionAt(span.start), end: source.positionAt(span.end) });
}
