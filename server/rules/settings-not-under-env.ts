import { list, message } from '../messages/message.js';
import type { Rule } from './rule.js';

export const rule: Rule = {
  id: 'settings-not-under-env',
  group: 'values',
  severity: 'error',
  *check({ shapeProblems }) {
    for (const problem of shapeProblems) {
      if (problem.fault !== 'settingsNotUnderEnv') continue;
      const keys = problem.names.map(({ value }) => value);
      const names = list(keys);
      yield {
        at: problem.at,
        message:
          keys.length === 1
            ? message('{names} belongs under env, not at the top level: the add-on refuses the configuration', {
                names,
              })
            : message('{names} belong under env, not at the top level: the add-on refuses the configuration', {
                names,
              }),
        related: problem.names.slice(1).map(({ at }) => ({ at, message: message('This belongs under env too') })),
        fixes: [
          {
            title: message('Move {names} under env', { names }),
            level: 'safe',
            changes: [{ kind: 'moveUnder', map: problem.map, keys, key: 'env' }],
          },
        ],
      };
    }
  },
};
