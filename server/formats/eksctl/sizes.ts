import { type Message, message } from '../../messages/message.js';
import type { Fact } from '../../model/fact.js';
import type { ShapeProblem } from '../../model/problem.js';
import type { NodeGroup } from '../../model/resource.js';
import type { Location } from '../../text/span.js';
import { hasHiddenEntries } from '../read.js';
import type { Refused } from '../refused.js';
import { structureFault } from '../structure.js';
import { refusal, type Subject } from './rows.js';

/**
 * Sizes of a managed group that contradict each other, after eksctl's defaults: without minSize the group begins with desiredCapacity, else
 * with two nodes, and without maxSize it ends there. Source: validation.go:1426-1466 of eksctl 99984adb.
 */
export function sizeRefusals(subject: Subject, group: NodeGroup): readonly Refused[] {
  const { minSize, maxSize, desiredCapacity, maxUnavailable, defaultNodes = 0 } = group;
  if (!subject.traits.has('managed') || [minSize, maxSize, desiredCapacity].some(isUnknown)) return [];
  if (hasHiddenEntries(subject.map)) return [];
  const [least, most, wanted] = [minSize, maxSize, desiredCapacity].map(numberIn);
  const refused = (field: string, fact: Fact<number>, why: Message): readonly Refused[] => {
    if (fact.kind !== 'known') return [];
    const related = relatedTo(fact.at, group);
    const advice = message('Raise the one or lower the other');
    return [refusal(subject, { at: fact.at, field, why, value: String(fact.value), advice, related })];
  };
  const start = least ?? wanted ?? defaultNodes;
  const end = most ?? ((wanted ?? start) || 1);
  if (least !== undefined && wanted !== undefined && wanted < least) {
    return refused('desiredCapacity', desiredCapacity, message('it is below minSize {size}', { size: least }));
  }
  if (most !== undefined && wanted !== undefined && wanted > most) {
    return refused('desiredCapacity', desiredCapacity, message('it is above maxSize {size}', { size: most }));
  }
  if (most !== undefined && most < start) {
    const why =
      least === undefined && wanted === undefined
        ? message('without minSize the group begins with {size} nodes', { size: start })
        : message('it is below minSize {size}', { size: start });
    return refused('maxSize', maxSize, why);
  }
  if (maxUnavailable.kind === 'known' && maxUnavailable.value > end) {
    return refused('updateConfig.maxUnavailable', maxUnavailable, message('it is above maxSize {size}', { size: end }));
  }
  return [];
}

/** eksctl hands negative sizes on where they do not contradict each other, and EC2 Auto Scaling refuses the group. */
export function negativeSizes(group: NodeGroup, said: readonly Refused[]): readonly ShapeProblem[] {
  return sizes.flatMap((field) => {
    const fact = group[field];
    if (fact.kind !== 'known' || fact.value >= 0 || said.some((refused) => refused.at === fact.at)) return [];
    const { value, at } = fact;
    const text = message('EC2 Auto Scaling takes no {field} below 0, and this is {value}', { field, value });
    return [structureFault(at, text)];
  });
}

const sizes = ['minSize', 'maxSize', 'desiredCapacity'] as const;

function isUnknown(fact: Fact<number>): boolean {
  return fact.kind === 'unknown';
}

function numberIn(fact: Fact<number>): number | undefined {
  return fact.kind === 'known' ? fact.value : undefined;
}

/** The other sizes that are written. */
function relatedTo(here: Location, { minSize, maxSize, desiredCapacity }: NodeGroup): NonNullable<Refused['related']> {
  return [minSize, maxSize, desiredCapacity].flatMap((fact) =>
    fact.kind === 'known' && fact.at !== here ? [{ at: fact.at, message: message('This stands beside it') }] : [],
  );
}
