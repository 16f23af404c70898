import type { SyntaxDocument } from '../../syntax/node.js';
import { entries, get, textOf } from '../../syntax/read.js';

/** True for a template of CloudFormation: it has resources of AWS or of its own. In other files too something may be called Resources. */
export function isCloudFormation({ root }: Pick<SyntaxDocument, 'root'>): boolean {
  return entries(get(root, 'Resources')).some(({ value }) =>
    /^(?:AWS|Custom)::/.test(textOf(get(value, 'Type')) ?? ''),
  );
}
