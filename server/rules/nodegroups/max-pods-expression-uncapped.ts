import { list, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { cniBasis } from '../../model/cniBasis.js';
import type { Fix } from '../../model/fix.js';
import { type ExpressionOnType, expressionOnTypes } from '../../model/maxPodsExpression.js';
import { overcommitment } from '../../plan/capacity.js';
import { lowest } from '../../text/extremes.js';
import type { Finding, Rule } from '../rule.js';
import { typicalTypes, type WrittenExpression, writtenExpressions } from './nodeConfigs.js';

export const rule: Rule = {
  id: 'max-pods-expression-uncapped',
  severity: 'info',
  advice: message('Compare it with the cap, in the form a < b ? a : b'),
  silentWithout: ['nodeConfigs'],
  *check(cluster) {
    for (const written of writtenExpressions(cluster)) yield* checkExpression(written, cluster);
  },
};

function* checkExpression(written: WrittenExpression, cluster: Cluster): Iterable<Finding> {
  const { expression, at, group, types, decides } = written;
  // More pods than there are addresses for is the greater fault, and max-pods-above-capacity says it, where that is certain.
  if (!decides || (group && cniBasis(cluster) !== 'shipped' && overcommitment(group, cluster))) return;
  const results = expressionOnTypes(expression.text, types ?? typicalTypes);
  const high = results.filter(
    (type, index) => isRaised(type) && results.findIndex(({ name }) => name === type.name) === index,
  );
  if (high.length === 0) return;
  const numbers = list(
    high.map(({ name, pods = 0, recommended }) =>
      message('{pods} on {name} (EKS recommends {recommended})', { pods, name, recommended }),
    ),
  );
  yield {
    at,
    message: types
      ? message('maxPodsExpression has no upper limit: it gives {numbers}', { numbers })
      : message('maxPodsExpression has no upper limit: it gives, for example, {numbers}', { numbers }),
    fixes: () => cap(written, results, high),
  };
}

/** Above the recommendation, and not because nodeadm's own default is. */
function isRaised({ result, fallback, recommended, limits }: ExpressionOnType): boolean {
  // Without the number of vCPUs nobody knows what is recommended.
  return limits.vcpus !== undefined && result?.kind === 'pods' && result.pods > recommended && result.pods > fallback;
}

function cap(
  { expression, at }: WrittenExpression,
  results: readonly ExpressionOnType[],
  high: readonly ExpressionOnType[],
): readonly Fix[] {
  const limit = lowest(high.map(({ recommended }) => recommended));
  const source = expression.text.trim();
  const term = /^\w+$/.test(source) ? source : `(${source})`;
  const value = `${term} < ${limit} ? ${term} : ${limit}`;
  const types = results.map(({ name, limits }) => ({ name, limits }));
  if (!expressionOnTypes(value, types).every((type) => type.result?.kind === 'pods' && !isRaised(type))) return [];
  const title = message('Limit the result to {limit}', { limit });
  return [{ title, level: 'suggested', changes: [{ kind: 'replaceValue', at, value, asString: true }] }];
}
