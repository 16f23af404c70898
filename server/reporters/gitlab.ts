import { fingerprintOf } from '../linter/fingerprintOf.js';
import type { Severity } from '../model/lensConfig.js';
import { fromOne } from './places.js';
import type { Reporter } from './reporter.js';
import { jsonText } from './terminal.js';
import { wordsOf } from './words.js';

/** For GitLab's Code Quality report: the part of the Code Climate format that it reads. */
export const reporter: Reporter = {
  id: 'gitlab',
  print: ({ reports, pathOf, identityOf }, { say }) =>
    jsonText(
      reports.map((each) => {
        const path = pathOf(each.uri);
        const { start, end } = fromOne(each.range);
        const identity = identityOf(each);
        return {
          check_name: each.rule,
          description: wordsOf(each, say),
          severity: severities[each.severity],
          fingerprint: identity && fingerprintOf(identity, path),
          location: { path, lines: { begin: start.line, end: end.line } },
        };
      }),
    ),
};

const severities: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  info: 'minor',
  hint: 'info',
};
