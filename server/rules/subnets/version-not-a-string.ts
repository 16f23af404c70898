import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'version-not-a-string',
  severity: 'error',
  *check({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault !== 'versionNotText') continue;
      const { at, written, readAs } = problem;
      yield {
        at,
        message:
          written === readAs
            ? message('version {written} is a number, and eksctl refuses it: it wants a string', { written })
            : message('version {written} is the number {readAs}, and eksctl refuses it: it wants a string', {
                written,
                readAs,
              }),
        fixes: [
          {
            title: message('Put quotes around {written}', { written }),
            level: 'safe',
            changes: [{ kind: 'quote', at }],
          },
        ],
      };
    }
  },
};
