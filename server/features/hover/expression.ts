import { type Argument, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { type ExpressionOnType, expressionOnTypes } from '../../model/maxPodsExpression.js';
import type { NodeConfig } from '../../model/nodeConfig.js';
import { typicalTypes, type WrittenExpression, writtenExpressions } from '../../rules/nodegroups/nodeConfigs.js';
import type { Content } from './content.js';

/** What a `maxPodsExpression` comes to on each instance type. Undefined where that cannot be calculated, or has no effect. */
export function expressionContent(config: NodeConfig, cluster: Cluster): Content | undefined {
  const written = writtenExpressions(cluster).find((each) => each.config === config);
  const types = written && expressionOnTypes(written.expression.text, written.types ?? typicalTypes);
  const [first] = types ?? [];
  if (written === undefined || types === undefined || first === undefined) return undefined;
  if (types.some(({ result }) => result === undefined)) return undefined;
  return {
    answer: answerOf(first, written),
    about: written.instead === undefined ? [atStart] : [],
    formula: first.result?.kind === 'pods' ? { names: formulaOf(written), numbers: first.inNumbers } : undefined,
    tables: [
      {
        head: [
          message('Instance type'),
          message('max pods'),
          message('default_enis'),
          message('ips_per_eni'),
          message('max_pods'),
          message('EKS recommends at most'),
        ],
        rows: types.map(rowOf),
      },
    ],
    caveats: caveatsOf(written),
  };
}

const atStart = message(
  'nodeadm calculates max pods with this expression when the node starts; where it has no value, nodeadm’s own default counts',
);

function answerOf({ name, result, fallback }: ExpressionOnType, { instead }: WrittenExpression): Content['answer'] {
  const decides = instead === undefined;
  if (result?.kind !== 'pods') {
    return decides
      ? message('No value on {type}: nodeadm uses its default, {fallback} pods', { type: name, fallback })
      : message('No value on {type}', { type: name });
  }
  const text = { pods: result.pods, type: name };
  return decides ? message('{pods} pods on {type}', text) : message('It would give {pods} pods on {type}', text);
}

function formulaOf({ expression }: WrittenExpression): string {
  return expression.text.trim();
}

function rowOf({ name, result, variables, recommended }: ExpressionOnType): readonly Argument[] {
  const { default_enis: enis, ips_per_eni: addresses, max_pods: pods } = variables;
  const own = result?.kind === 'pods' ? result.pods : (result?.fault.message ?? '–');
  return [name, own, enis, addresses, pods, recommended];
}

function caveatsOf({ types, instead }: WrittenExpression): NonNullable<Content['caveats']> {
  const noTypes = message('The instance types cannot be seen here: some usual ones are shown');
  return [...(types ? [] : [noTypes]), ...(instead === undefined ? [] : [effectBeside(instead)])];
}

/** nodeadm reserves memory of the node by what the expression gives, whatever the kubelet then runs. */
function effectBeside(instead: NonNullable<WrittenExpression['instead']>): Message {
  if (instead === 'expression') return message('A later maxPodsExpression counts instead: this one has no effect');
  if (instead === 'unseen') return message('Another setting, which cannot be seen here, may decide max pods instead');
  return message('{by} {winning} wins: the expression only decides how much memory is reserved', {
    by: instead.by,
    winning: instead.pods,
  });
}
