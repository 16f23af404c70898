import { list, type Message, message } from '../../messages/message.js';
import type { Fix } from '../../model/fix.js';
import {
  type ExpressionFault,
  type ExpressionOnType,
  expressionFault,
  expressionOnTypes,
  expressionVariables,
  placeInExpression,
} from '../../model/maxPodsExpression.js';
import { closest } from '../../text/closest.js';
import type { Span } from '../../text/span.js';
import type { Finding, Rule } from '../rule.js';
import { typicalTypes, type WrittenExpression, writtenExpressions } from './nodeConfigs.js';

export const rule: Rule = {
  id: 'max-pods-expression-invalid',
  severity: 'warning',
  advice: message(
    'Write an expression that gives a whole number from 1 on, with the variables and functions nodeadm has',
  ),
  silentWithout: ['nodeConfigs'],
  *check(cluster) {
    for (const written of writtenExpressions(cluster)) yield* checkExpression(written);
  },
};

function* checkExpression(written: WrittenExpression): Iterable<Finding> {
  const { expression, at, types } = written;
  const results = expressionOnTypes(expression.text, types ?? typicalTypes);
  const failing = distinct(results).filter(({ result }) => result?.kind === 'fault');
  // Types that are not seen prove nothing, unless the expression fails on all of them.
  const isCertain = types !== undefined || failing.length === results.length;
  const fault = expressionFault(expression.text) ?? (isCertain ? faultOf(failing[0]) : undefined);
  if (fault === undefined) return;
  yield {
    at: placeInExpression(expression, at, fault.span),
    message: text(written, fault, failing),
    fixes: () => repairs(written, fault),
  };
}

function faultOf(type: ExpressionOnType | undefined): ExpressionFault | undefined {
  return type?.result?.kind === 'fault' ? type.result.fault : undefined;
}

function distinct(results: readonly ExpressionOnType[]): readonly ExpressionOnType[] {
  return results.filter(({ name }, index) => results.findIndex((other) => other.name === name) === index);
}

function text(
  { types, decides }: WrittenExpression,
  fault: ExpressionFault,
  failing: readonly ExpressionOnType[],
): Message {
  const reason = fault.message;
  if (!decides) return message('maxPodsExpression has no value: {reason}', { reason });
  const shown = types === undefined ? failing.filter(({ name }) => name === 'm5.large') : failing;
  const numbers = list(shown.map(({ name, fallback }) => message('{pods} on {name}', { pods: fallback, name })));
  return types === undefined
    ? message('maxPodsExpression has no value: {reason}, so the node silently takes its default, such as {numbers}', {
        reason,
        numbers,
      })
    : message('maxPodsExpression has no value: {reason}, so the node silently takes its default, {numbers}', {
        reason,
        numbers,
      });
}

function repairs({ expression, at }: WrittenExpression, fault: ExpressionFault): readonly Fix[] {
  const source = expression.text;
  const { cause, span } = fault;
  switch (cause.kind) {
    case 'unknownVariable': {
      const [name] = closest(cause.name.toLowerCase(), expressionVariables);
      const written = source.slice(span.start, span.end);
      const title = name && message('Replace {written} by {name}', { written, name });
      return name && title ? replace(at, spliced(source, span, name), title) : [];
    }
    case 'unknownFunction': {
      const title = message('Write {name} as a comparison, which nodeadm knows', { name: cause.name });
      return replace(at, withComparisons(source), title);
    }
    case 'bareChoice': {
      const choice = `(${source.slice(span.start, span.end)})`;
      return replace(at, spliced(source, span, choice), message('Put brackets around the choice'));
    }
    default:
      return [];
  }
}

/** Each of them doubles what stands in it, so that more of them than this, one in the other, nobody could read. */
const mostComparisons = 4;

/** The text with a comparison in place of every `min` and `max` of two values. */
function withComparisons(source: string): string {
  let text = source;
  for (let count = 0; count < mostComparisons; count++) {
    const fault = expressionFault(text);
    const comparison = fault && comparisonFor(text, fault);
    if (fault === undefined || comparison === undefined) break;
    const isAll = text.trim() === text.slice(fault.span.start, fault.span.end);
    text = spliced(text, fault.span, isAll ? comparison : `(${comparison})`);
  }
  return text;
}

/** The choice of the smaller or the larger of two values. What is no name, number or call would not bind as it did in the call. */
function comparisonFor(text: string, { cause }: ExpressionFault): string | undefined {
  const sign = cause.kind === 'unknownFunction' ? { min: '<', max: '>' }[cause.name] : undefined;
  if (cause.kind !== 'unknownFunction' || sign === undefined) return undefined;
  const [first, second, ...others] = cause.arguments.map(({ span, isTerm }) => {
    const written = text.slice(span.start, span.end);
    return isTerm ? written : `(${written})`;
  });
  if (first === undefined || second === undefined || others.length > 0) return undefined;
  return `${first} ${sign} ${second} ? ${first} : ${second}`;
}

/** The fix, where the text is then one that can be evaluated. */
function replace(at: Finding['at'], value: string, title: Message): readonly Fix[] {
  const results = expressionOnTypes(value, typicalTypes);
  return results.every(({ result }) => result?.kind === 'pods')
    ? [{ title, level: 'suggested', changes: [{ kind: 'replaceValue', at, value, asString: true }] }]
    : [];
}

function spliced(source: string, { start, end }: Span, text: string): string {
  return source.slice(0, start) + text + source.slice(end);
}
