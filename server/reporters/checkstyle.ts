import packageJson from '../../package.json' with { type: 'json' };
import type { Severity } from '../model/lensConfig.js';
import { groupBy } from '../text/groupBy.js';
import { fromOne } from './places.js';
import type { Reporter } from './reporter.js';
import { wordsOf } from './words.js';
import { element, xmlDocument } from './xml.js';

/** For what reads the XML of Checkstyle, such as Jenkins and many review bots. */
export const reporter: Reporter = {
  id: 'checkstyle',
  print({ reports, pathOf }, { say }) {
    const files = [...groupBy(reports, ({ uri }) => uri)].flatMap(([uri, inFile]) => {
      const errors = inFile.flatMap((each) =>
        element('error', {
          ...fromOne(each.range).start,
          severity: severities[each.severity],
          message: wordsOf(each, say),
          source: `${packageJson.name}.${each.rule}`,
        }),
      );
      return element('file', { name: pathOf(uri) }, errors);
    });
    return xmlDocument(element('checkstyle', { version: '4.3' }, files));
  },
};

const severities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  hint: 'info',
};
