import type { Report } from '../linter/report.js';
import { type Message, message, type Say } from '../messages/message.js';
import { withAdvice } from '../messages/withAdvice.js';

/** What a finding says and what to do about it as one text, for formats that have one place for both. */
export function wordsOf({ message: finding, advice }: Report, say: Say): string {
  return withAdvice(finding, advice, say);
}

/** What can be done about a finding, a line each: its fixes, and advice where there is none. */
export function remedies({ fixes, advice }: Report): readonly { readonly label: Message; readonly text: string }[] {
  if (fixes.length > 0) return fixes.map(({ title }) => ({ label: message('fix'), text: title }));
  return advice === undefined ? [] : [{ label: message('help'), text: advice }];
}
