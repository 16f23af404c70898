import packageJson from '../../package.json' with { type: 'json' };
import type { Report } from '../linter/report.js';
import type { Severity } from '../model/lensConfig.js';
import type { Position, SourceFile } from '../text/sourceFile.js';
import { hasPlace, type LineRange, linesAt, sources } from './places.js';
import type { Reporter } from './reporter.js';
import { jsonText } from './terminal.js';
import { wordsOf } from './words.js';

/** For reviewdog: its Diagnostic Format, whose columns count bytes of UTF-8. */
export const reporter: Reporter = {
  id: 'rdjson',
  givesEdits: true,
  print(result, { say }) {
    const sourceOf = sources(result);
    const location = ({ uri, range }: Pick<Report, 'uri' | 'range'>) => ({
      path: result.pathOf(uri),
      ...(hasPlace(range) ? { range: inBytes(range, sourceOf(uri)) } : {}),
    });
    return jsonText({
      source: { name: packageJson.name, url: packageJson.homepage },
      diagnostics: result.reports.map((each) => ({
        message: wordsOf(each, say),
        location: location(each),
        severity: severities[each.severity],
        code: { value: each.rule, url: result.ruleOf(each.rule).link },
        suggestions: suggestions(each, sourceOf(each.uri)),
        relatedLocations: each.related.map((other) => ({ message: other.message, location: location(other) })),
      })),
    });
  },
};

const severities: Readonly<Record<Severity, string>> = {
  error: 'ERROR',
  warning: 'WARNING',
  info: 'INFO',
  hint: 'INFO',
};

/** A suggestion is one replacement in the file of the finding: fixes that need more cannot be told. */
function suggestions({ uri, fixes }: Report, source: SourceFile): readonly object[] {
  return fixes.flatMap(({ edits }) => {
    const [inFile, ...others] = edits;
    const [edit, ...further] = inFile?.edits ?? [];
    if (edit === undefined || others.length > 0 || further.length > 0 || inFile?.uri !== uri) return [];
    return [{ range: inBytes(linesAt(source, edit.span), source), text: edit.newText }];
  });
}

/** Lines and columns from one; the end is behind the last byte. */
function inBytes({ start, end }: LineRange, source: SourceFile): object {
  const place = ({ line, character }: Position) => {
    const before = source.lineText(line).slice(0, character);
    return { line: line + 1, column: new TextEncoder().encode(before).length + 1 };
  };
  return { start: place(start), end: place(end) };
}
