import { type Message, message } from '../../messages/message.js';
import type { ShapeProblem } from '../../model/problem.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'invalid-embedded-document',
  severity: 'error',
  advice: message('Write the values as a block behind |-, where nothing needs escaping'),
  judgesValues: true,
  silentWithout: ['shapeProblems'],
  *check({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault === 'embeddedDocument')
        yield { at: problem.at, message: text(problem), fixes: () => problem.fixes ?? [] };
    }
  },
};

function text({ field, problem, detail }: ShapeProblem & { readonly fault: 'embeddedDocument' }): Message {
  switch (problem) {
    case 'notText':
      return message('{field} is a map, but must be a string that holds JSON or YAML', { field });
    case 'notMap':
      return message('{field} holds no map, so the add-on refuses it', { field });
    case 'notReadable':
      return detail
        ? message('{field} holds neither JSON nor YAML: {detail}', { field, detail })
        : message('{field} holds neither JSON nor YAML', { field });
    default:
      return problem satisfies never;
  }
}
