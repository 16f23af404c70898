import { type CelProgram, compileCel } from '../cel/check.js';
import { convert } from '../cel/convert.js';
import { evaluateCel } from '../cel/evaluate.js';
import type { CelFault, CelType, CelValue } from '../cel/value.js';
import { nodeadmMaxPods, recommendedCap } from '../ipam/maxPods.js';
import type { InstanceLimits } from '../ipam/settings.js';
import { type Message, message } from '../messages/message.js';
import { interning, memoized } from '../text/memo.js';
import type { Location, Span } from '../text/span.js';
import type { ExpressionText } from './nodeConfig.js';

/** nodeadm's `maxPodsExpression` on one instance type. */
export interface ExpressionOnType {
  readonly name: string;
  readonly limits: InstanceLimits;
  /** What the variables stand for: `default_enis`, `ips_per_eni`, `max_pods`. */
  readonly variables: Readonly<Record<ExpressionVariable, number>>;
  /** The number, or why there is none; undefined where the expression is beyond us. */
  readonly result: ExpressionResult | undefined;
  /** What the node runs with: the result, or nodeadm's default in its place. Undefined as `result` is. */
  readonly pods: number | undefined;
  /** nodeadm's default, also the value of `max_pods`. */
  readonly fallback: number;
  /** What EKS recommends at most. */
  readonly recommended: number;
  /** The expression with numbers in place of the variables, e.g. `3 * (10 - 1) * 16 + 2`. */
  readonly inNumbers: string;
}

export type ExpressionResult =
  | { readonly kind: 'pods'; readonly pods: number }
  | { readonly kind: 'fault'; readonly fault: ExpressionFault };

/** Why an expression has no value, and which part of its text is to blame. */
export type ExpressionFault = CelFault;

/** The variables of every nodeadm that knows expressions (nodeadm/internal/kubelet/eni_max_pods.go:80-84 of amazon-eks-ami 81fec2e8). */
export const expressionVariables = ['default_enis', 'ips_per_eni', 'max_pods'] as const;
export type ExpressionVariable = (typeof expressionVariables)[number];

/** Known to newer versions of nodeadm only (amazon-eks-ami, pull request 2777): which one a node runs is not seen, so nothing is said. */
const newerVariables = ['vcpus', 'physical_memory_mib'];

const types: Readonly<Record<string, CelType>> = Object.fromEntries(
  [...expressionVariables, ...newerVariables].map((name) => [name, 'int'] as const),
);

/** What is wrong with an expression whatever the instance type is. */
export function expressionFault(text: string): ExpressionFault | undefined {
  const compiled = compile(text);
  return compiled.kind === 'fault' ? compiled.fault : undefined;
}

/** What an expression comes to on each instance type, with all that explains it. Never throws. */
export function expressionOnTypes(
  text: string,
  instanceTypes: readonly { readonly name: string; readonly limits: InstanceLimits }[],
): readonly ExpressionOnType[] {
  const compiled = compile(text);
  return instanceTypes.map(({ name, limits }) => {
    const fallback = nodeadmMaxPods(limits).pods;
    const variables = { default_enis: limits.enis, ips_per_eni: limits.ipv4PerEni, max_pods: fallback };
    const result = resultOn(compiled, variables);
    return {
      name,
      limits,
      variables,
      result,
      pods: result && (result.kind === 'pods' ? result.pods : fallback),
      fallback,
      recommended: recommendedCap(limits).pods,
      inNumbers: text.replace(/[A-Za-z_]\w*/g, (word) =>
        Object.hasOwn(variables, word) ? String(variables[word as ExpressionVariable]) : word,
      ),
    };
  });
}

/** What an expression comes to on one type; undefined where it is beyond us. */
export function expressionPods(text: string, limits: InstanceLimits): number | undefined {
  return expressionOnTypes(text, [{ name: '', limits }])[0]?.pods;
}

/** The place of a part of an expression; of all of it where the part has no width or cannot be followed. */
export function placeInExpression({ offsets }: ExpressionText, at: Location, { start, end }: Span): Location {
  const [from, to] = [offsets?.[start], offsets?.[end]];
  return from === undefined || to === undefined || from >= to ? at : { ...at, span: { start: from, end: to } };
}

type Compiled = CelProgram | { readonly kind: 'fault'; readonly fault: CelFault } | { readonly kind: 'unsupported' };

/** A memo, because every type of every group asks. */
function compile(text: string): Compiled {
  return compiledOf(textAsKey({ text }));
}

const textAsKey = interning<{ readonly text: string }>();

const compiledOf = memoized(({ text }: { readonly text: string }): Compiled => {
  const compiled = compileCel(text, types);
  if (compiled.kind !== 'program') return compiled;
  if (text.match(/\w+/g)?.some((word) => newerVariables.includes(word))) return { kind: 'unsupported' };
  const { type } = compiled;
  return noNumbers.has(type) ? notInt(compiled, message('its result is {type}, not a number', { type })) : compiled;
});

const noNumbers: ReadonlySet<CelProgram['type']> = new Set(['bool', 'null', 'type', 'list'] as const);

function notInt({ expression }: CelProgram, text: Message): Compiled {
  return { kind: 'fault', fault: { span: expression.span, message: text, cause: { kind: 'type' } } };
}

/** nodeadm converts the result to a whole number and takes 1 to the largest int32 (eni_max_pods.go:104-113). */
const largest = 2n ** 31n - 1n;

function resultOn(
  compiled: Compiled,
  variables: Readonly<Record<ExpressionVariable, number>>,
): ExpressionResult | undefined {
  if (compiled.kind === 'unsupported') return undefined;
  if (compiled.kind === 'fault') return compiled;
  const values = Object.entries(variables).map(([name, value]): readonly [string, CelValue] => [
    name,
    { type: 'int', value: BigInt(value) },
  ]);
  const evaluated = evaluateCel(compiled, Object.fromEntries(values));
  if (evaluated.kind === 'fault') return evaluated;
  const whole = convert(evaluated.value, 'int');
  const { span } = compiled.expression;
  if ('template' in whole) return { kind: 'fault', fault: { span, message: whole, cause: { kind: 'value' } } };
  const pods = Number(whole.value);
  if (0 < pods && pods <= Number(largest)) return { kind: 'pods', pods };
  const text = message('the result {pods} is not from 1 to {largest}', {
    pods: String(whole.value),
    largest: String(largest),
  });
  return { kind: 'fault', fault: { span, message: text, cause: { kind: 'value' } } };
}
