import packageJson from '../../package.json' with { type: 'json' };
import { fingerprintOf } from '../linter/fingerprintOf.js';
import type { Report } from '../linter/report.js';
import type { SourceFile } from '../text/sourceFile.js';
import { fromOne, linesAt, sources } from './places.js';
import { type Fixed, fixCount, type LintResult, type Reporter } from './reporter.js';
import { jsonText } from './terminal.js';

/** For programs: the shape is documented in `docs/json-output.md` and by `schemas/lint-output.schema.json`. */
export const reporter: Reporter = {
  id: 'json',
  givesEdits: true,
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
    filesChecked: filesChecked.length,
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
    findings: reports.map((each) => finding(each, result, sourceOf)),
  };
}

function finding(each: Report, result: LintResult, sourceOf: (uri: string) => SourceFile): object {
  const { pathOf } = result;
  return {
    rule: each.rule,
    severity: each.severity,
    message: each.message,
    ...(each.advice === undefined ? {} : { advice: each.advice }),
    file: pathOf(each.uri),
    range: fromOne(each.range),
    ...identity(each, result),
    tags: each.tags,
    related: each.related.map((other) => ({
      file: pathOf(other.uri),
      range: fromOne(other.range),
      message: other.message,
    })),
    fixes: each.fixes.map(({ title, level, edits }) => ({
      title,
      level,
      edits: edits.flatMap(({ uri, edits: inFile }) =>
        inFile.map(({ span, newText }) => ({
          file: pathOf(uri),
          range: fromOne(linesAt(sourceOf(uri), span)),
          newText,
        })),
      ),
    })),
  };
}

/** What stays the same when lines move. */
function identity(each: Report, { identityOf, pathOf }: LintResult): object {
  const identity = identityOf(each);
  return identity ? { path: identity.path, fingerprint: fingerprintOf(identity, pathOf(each.uri)) } : {};
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
