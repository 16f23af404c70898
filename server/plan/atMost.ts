import type { SettledForm } from '../ipam/closedForm.js';
import { memoized } from '../text/memo.js';
import type { Demand, PerState, State } from './clusterPlan.js';
import { type Draw, formIn, type PlannedKind } from './plan.js';
import { poolWith } from './pool.js';
import { perState } from './states.js';

/**
 * What each node of a draw takes at most: of the kind that takes most, where the CNI's random order adds most. Max pods that cannot be known
 * are as assumed. No part of the plan itself, because rules and editors ask for what is certain.
 */
export function atMost({ kinds, part }: Draw, state: State): Demand {
  return mostByPart(kinds)[part][state];
}

/** A memo, because a subnet asks for each number of nodes, and what somebody tries with one group leaves the kinds of the others as they are. */
const mostByPart = memoized((kinds: Draw['kinds']): Readonly<Record<Draw['part'], PerState<Demand>>> => {
  const ofPart = (part: Draw['part']) => perState((state) => mostOf({ kinds, part }, (kind) => formIn(kind, state)));
  return { all: ofPart('all'), nodes: ofPart('nodes'), pods: ofPart('pods') };
});

/** The same with a number of pods on each. */
export function atMostWith(draw: Draw, pods: number): Demand {
  return mostOf(draw, ({ pool }) => poolWith(pool, pods));
}

function mostOf(
  { kinds: [first, ...others], part }: Pick<Draw, 'kinds' | 'part'>,
  form: (kind: PlannedKind) => SettledForm,
): Demand {
  const most = demandAtMost(form(first), part);
  return others.reduce((demand, kind) => larger(demand, demandAtMost(form(kind), part)), most);
}

function demandAtMost({ subnetIPs: [, most], prefixes: [, prefixes] }: SettledForm, part: Draw['part']): Demand {
  if (part === 'nodes') return { addresses: 1, prefixes: 0 };
  return { addresses: part === 'pods' ? most - 1 : most, prefixes };
}

/** The more of each of the two. */
function larger(one: Demand, other: Demand): Demand {
  return {
    addresses: Math.max(one.addresses, other.addresses),
    prefixes: Math.max(one.prefixes, other.prefixes),
  };
}
