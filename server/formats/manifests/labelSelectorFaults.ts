import { list, type Message, message } from '../../messages/message.js';
import type { Fix } from '../../model/fix.js';
import { isLabelKey, isLabelWord } from '../../model/kubernetesNames.js';
import type { MapNode, Node, SeqNode } from '../../syntax/node.js';
import { entries, get, items } from '../../syntax/read.js';
import { at, type Place } from '../place.js';
import { hasHiddenEntries, isMissing, isOpen, textFact } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';
import { otherType } from './eniConfigTypes.js';

/*
 * What is wrong in a label selector of a SecurityGroupPolicy: the API server refuses what its CRD does not have, and with what cannot be made a
 * selector of, the policy selects nothing. Source: k8s.io/apimachinery v0.34, pkg/apis/meta/v1/helpers.go (LabelSelectorAsSelector),
 * pkg/labels/selector.go (NewRequirement).
 */

const refused = refusedBy('the API server');
const rejected = 'security-group-policy-rejected';
const ignored = 'security-group-policy-ignored';

/** The faults of `matchLabels`: what is no text, and what can be no label. */
export function labelFaults(labels: MapNode, place: Place): readonly Refused[] {
  return entries(labels).flatMap(({ key, value }): readonly Refused[] => {
    const what = otherType(value, place);
    if (what !== undefined) return [notAText(key.text, value, what, place)];
    const text = textFact(value, place);
    if (!key.open && !isLabelKey(key.text)) return [neverSelects(at(place, key), key.text)];
    return text.kind === 'known' && text.value !== '' && !isLabelWord(text.value)
      ? [neverSelects(text.at, text.value)]
      : [];
  });
}

function notAText(field: string, value: Node, what: Message, place: Place): Refused {
  const text = message('The label {field} must be a text, not {what}: the API server refuses the SecurityGroupPolicy', {
    field,
    what,
  });
  const title = message('Put the value in quotes');
  const fixes: readonly Fix[] =
    value.kind === 'scalar' ? [{ title, level: 'safe', changes: [{ kind: 'quote', at: at(place, value) }] }] : [];
  return refused(rejected, at(place, value), text, { fixes });
}

function neverSelects(here: Refused['at'], label: string): Refused {
  const text = message(
    '{label} can be no label: the VPC resource controller cannot read the selector, and the policy selects no pod',
    {
      label: label === '' ? '""' : label,
    },
  );
  return refused(ignored, here, text, { advice: message('Write a label that pods have') });
}

const operators: Readonly<Record<string, 'values' | 'none'>> = {
  In: 'values',
  NotIn: 'values',
  Exists: 'none',
  DoesNotExist: 'none',
};

/** The faults of `matchExpressions`. */
export function expressionFaults(expressions: SeqNode, place: Place): readonly Refused[] {
  return items(expressions).flatMap((item) => (item.kind === 'map' ? ofExpression(item, place) : []));
}

function ofExpression(expression: MapNode, place: Place): readonly Refused[] {
  if (hasHiddenEntries(expression)) return [];
  const missing = ['key', 'operator'].filter((name) => get(expression, name) === undefined);
  if (missing.length > 0) {
    const text = message('This expression has no {fields}: the API server refuses the SecurityGroupPolicy', {
      fields: list(missing),
    });
    return [refused(rejected, at(place, expression), text)];
  }
  const operator = textFact(get(expression, 'operator'), place);
  if (operator.kind !== 'known') return [];
  const takes = Object.hasOwn(operators, operator.value) ? operators[operator.value] : undefined;
  const values = get(expression, 'values');
  if (takes === undefined) return [ofOperator(operator.value, operator.at)];
  if (values !== undefined && (isOpen(values, place) || values.kind !== 'seq') && !isMissing(values)) return [];
  const isEmpty = items(values).length === 0;
  if (isEmpty === (takes === 'none')) return [];
  const text =
    takes === 'values'
      ? message(
          '{operator} needs values: the VPC resource controller cannot read the selector, and the policy selects no pod',
          {
            operator: operator.value,
          },
        )
      : message(
          '{operator} takes no values: the VPC resource controller cannot read the selector, and the policy selects no pod',
          {
            operator: operator.value,
          },
        );
  const advice =
    takes === 'values' ? message('List the values, or write Exists') : message('Remove the values, or write In');
  return [refused(ignored, operator.at, text, { advice })];
}

function ofOperator(written: string, here: Refused['at']): Refused {
  const meant = Object.keys(operators).find((name) => name.toLowerCase() === written.toLowerCase());
  const text = message(
    '{written} is no operator: the VPC resource controller cannot read the selector, and the policy selects no pod',
    {
      written: written === '' ? '""' : written,
    },
  );
  const advice = message('Write In, NotIn, Exists or DoesNotExist');
  const fixes: readonly Fix[] = meant
    ? [
        {
          title: message('Write {meant}', { meant }),
          level: 'suggested',
          changes: [{ kind: 'replaceValue', at: here, value: meant, asString: false }],
        },
      ]
    : [];
  return refused(ignored, here, text, { advice, fixes });
}
