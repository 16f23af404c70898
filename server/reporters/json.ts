import packageJson from '../../package.json' with { type: 'json' };
import type { Range } from '../linter/report.js';
import { type SourceFile, sourceFile } from '../text/sourceFile.js';
import { type Fixed, fixCount, type LintResult, type Reporter } from './reporter.js';
import { jsonText } from './terminal.js';

/** For programs: the shape is documented in `docs/json-output.md` and by `schemas/lint-output.schema.json`. */
export const reporter: Reporter = {
  id: 'json',
  print: (result) => jsonText(document(result)),
};

function document(result: LintResult): unknown {
  const {
    reports,
    hidden,
    unrelated,
    baselined,
    pathOf,
    filesSeen,
    filesChecked,
    pathsIgnored,
    unreadable,
    fixed,
    stats,
  } = result;
  const count = (severity: string) => reports.filter((each) => each.severity === severity).length;
  const sourceOf = sources(result);
  return {
    version: 1,
    tool: { name: packageJson.name, version: packageJson.version },
    filesSeen,
    filesChecked,
    pathsIgnored,
    unreadable,
    summary: {
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
      hints: count('hint'),
      hidden,
      ...(unrelated === undefined ? {} : { unrelated }),
      baselined,
      fixable: reports.filter(({ fixes }) => fixes.length > 0).length,
      ...(fixed ? { fixed: fixCount(fixed) } : {}),
    },
    ...(fixed ? fixes(fixed, pathOf) : {}),
    ...(stats ? { stats } : {}),
    findings: reports.map((each) => ({
      rule: each.rule,
      severity: each.severity,
      message: each.message,
      file: pathOf(each.uri),
      range: range(each.range),
      tags: each.tags,
      related: each.related.map((other) => ({
        file: pathOf(other.uri),
        range: range(other.range),
        message: other.message,
      })),
      fixes: each.fixes.map(({ title, level, edits }) => ({
        title,
        level,
        edits: edits.flatMap(({ uri, edits: inFile }) =>
          inFile.map(({ span, newText }) => {
            const source = sourceOf(uri);
            const place = { start: source.positionAt(span.start), end: source.positionAt(span.end) };
            return { file: pathOf(uri), range: range(place), newText };
          }),
        ),
      })),
    })),
  };
}

/** The text of a file is told where nobody wrote it. */
function fixes({ isWritten, files, unwritable }: Fixed, pathOf: LintResult['pathOf']): object {
  const fixed = files.map(({ uri, text, fixes }) => ({
    file: pathOf(uri),
    fixes,
    ...(isWritten ? {} : { output: text }),
  }));
  return { unwritable, fixed };
}

/** Lines and columns from one, columns in UTF-16 units; the end is behind the last character. */
function range({ start, end }: Pick<Range, 'start' | 'end'>): unknown {
  return {
    start: { line: start.line + 1, column: start.character + 1 },
    end: { line: end.line + 1, column: end.character + 1 },
  };
}

/** The source of a file, made once. */
function sources({ textOf }: LintResult): (uri: string) => SourceFile {
  const made = new Map<string, SourceFile>();
  return (uri) => {
    const source = made.get(uri) ?? sourceFile(textOf(uri));
    made.set(uri, source);
    return source;
  };
}
