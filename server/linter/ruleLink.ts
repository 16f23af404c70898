import packageFile from '../../package.json' with { type: 'json' };
import { type Catalogue, message, render } from '../messages/message.js';

/** The page of a rule, in the version of this program and the language of the reader. */
export function ruleLink(rule: string, catalogue?: Catalogue): string {
  const page = render(message('docs/rules/{rule}.md', { rule }), catalogue);
  const repository = packageFile.repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
  return `${repository}/blob/v${packageFile.version}/${page}`;
}
