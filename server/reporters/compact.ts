import { placeText } from './places.js';
import type { Reporter } from './reporter.js';
import { harmless } from './terminal.js';
import { wordsOf } from './words.js';

/** For grep, editors and problem matchers: a line per finding, in the form of compilers. Nothing where nothing was found. */
export const reporter: Reporter = {
  id: 'compact',
  print: (result, { say }) =>
    result.reports
      .map((each) => `${placeText(result, each)}: ${each.severity}: ${harmless(wordsOf(each, say))} [${each.rule}]\n`)
      .join(''),
};
