import { message } from '../messages/message.js';
import { severityNames } from '../wording/severities.js';
import { codeFrame } from './codeFrame.js';
import { hasPlace, placeText, sources } from './places.js';
import type { Reporter } from './reporter.js';
import { summary } from './summary.js';
import { harmless, painter } from './terminal.js';
import { remedies } from './words.js';

/** For people: every finding with its place, the lines it is about, what explains it and what can be done; and how to read more. */
export const reporter: Reporter = {
  id: 'stylish',
  print(result, { color, say }) {
    const paint = painter(color);
    const sourceOf = sources(result);
    const blocks = result.reports.map((each) => {
      const frame = hasPlace(each.range) ? codeFrame(sourceOf(each.uri), each.range) : [];
      return [
        `${paint.bold(placeText(result, each))}  ${paint[each.severity](say(severityNames[each.severity]))}  ${paint.dim(each.rule)}`,
        `  ${harmless(each.message)}`,
        ...frame.map((line) => paint.dim(`    ${line}`)),
        ...each.related.map(
          (other) =>
            `  ${paint.dim(say(message('see {place}', { place: placeText(result, other) })))}  ${harmless(other.message)}`,
        ),
        ...remedies(each).map(({ label, text }) => `  ${paint.info(say(label))}  ${harmless(text)}`),
        '',
      ].join('\n');
    });
    const [first] = result.reports;
    const more = first
      ? [paint.dim(say(message('Why, with examples: eni-lens explain {rule}', { rule: first.rule })))]
      : [];
    return `${[...blocks, ...more, say(summary(result))].join('\n')}\n`;
  },
};
