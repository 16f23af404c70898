import { list, message } from '../../messages/message.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'settings-not-under-env',
  severity: 'error',
  advice: 'inMessage',
  judgesValues: true,
  silentWithout: ['shapeProblems'],
  *check({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault !== 'settingsNotUnderEnv') continue;
      const keys = problem.names.map(({ value }) => value);
      const names = list(keys);
      const { env } = problem;
      yield {
        at: problem.at,
        message:
          keys.length === 1
            ? message('{names} belongs under {env}: where it stands the add-on refuses it', { names, env })
            : message('{names} belong under {env}: where they stand the add-on refuses them', { names, env }),
        related: problem.names
          .slice(1)
          .map(({ at }) => ({ at, message: message('This belongs under {env} too', { env }) })),
        fixes: () => [
          {
            title: message('Move {names} under {env}', { names, env }),
            level: 'safe',
            changes: [{ kind: 'moveUnder', map: problem.map, keys, key: 'env' }],
          },
        ],
      };
    }
  },
};
