import { type Message, message, whole } from '../messages/message.js';
import type { Change } from '../model/change.js';
import type { Cluster } from '../model/cluster.js';
import { entryOf } from '../model/env.js';
import { type Fact, knownValue } from '../model/fact.js';
import { nameOfGroup } from '../model/nodeGroup.js';
import type { NodeGroup } from '../model/resource.js';
import type { GroupChanges, PlanChanges } from '../plan/planChanges.js';
import { settingVariables } from '../rules/fixes.js';
import { setMaxPods } from '../rules/nodegroups/overcommitment.js';
import { distinctBy } from '../text/groupBy.js';
import { placeKey } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import type { ConfigAddition } from './configAddition.js';
import { expectedPodsAddition } from './expectedPods.js';
import { editsOf, type FileEdits } from './fixEdits.js';
import { afterAsked } from './guard.js';

/** The workspace with changes of its plan written into the files that hold what they change; or why not all of them can be. */
export type AppliedChanges =
  | {
      readonly kind: 'applied';
      readonly workspace: Workspace;
      readonly edits: FileEdits;
      /** What is to be written into the config file with them; undefined for nothing. */
      readonly config: ConfigAddition | undefined;
      /** What is left to a person beside them. */
      readonly left: readonly Message[];
    }
  | { readonly kind: 'refused'; readonly reasons: readonly Message[] };

/** A change of a file, or why there is none. */
type Written = { readonly change: Change } | { readonly refused: Message };

/**
 * Writes all changes into the files of these clusters or none: where one cannot be written, or they would bring an error that was not there.
 * The pods expected on a node are a fact, which is written into the config file whatever is said about it then.
 */
export function appliedChanges(
  workspace: Workspace,
  clusters: readonly Cluster[],
  changes: PlanChanges,
): AppliedChanges {
  const written = clusters.flatMap((cluster) => changesIn(cluster, changes));
  const left = factsIn(changes);
  const config = configAddition(clusters, changes);
  const made = written.flatMap((each) => ('change' in each ? [each.change] : []));
  const refused = written.flatMap((each) => ('refused' in each ? [each.refused] : []));
  // Where there is nothing else, they are what was to be written.
  const reasons = made.length > 0 || config !== undefined ? refused : [...refused, ...left];
  if (reasons.length > 0) return { kind: 'refused', reasons };
  if (made.length === 0) return { kind: 'applied', workspace, edits: [], config, left };
  const edits = editsOf({ title: message('Apply'), level: 'unsafe', changes: made }, workspace);
  if (edits === undefined) {
    return {
      kind: 'refused',
      reasons: [
        message('A place that would have to change has no safe spelling, or lies in eni-lens.yaml: change it by hand'),
      ],
    };
  }
  const after = afterAsked(workspace, edits);
  if ('errors' in after && after.errors.length === 0) {
    return { kind: 'refused', reasons: [message('The files would say something else beside it: change them by hand')] };
  }
  return 'workspace' in after
    ? { kind: 'applied', workspace: after.workspace, edits, config, left }
    : {
        kind: 'refused',
        reasons: after.errors.map(({ rule, message: text }) =>
          message('It would bring an error: {text} ({rule})', { text, rule }),
        ),
      };
}

/** Said of a config file into which nothing can be written. */
export const configByHand = message(
  'eni-lens.yaml cannot be read, or has no place for expectedPodsPerNode: write it there by hand',
);

function changesIn(
  cluster: Cluster,
  { variables = {}, nodeGroups = {}, subnets = {} }: PlanChanges,
): readonly Written[] {
  return [
    ...variableChanges(cluster, variables),
    ...cluster.nodeGroups.flatMap((group) => {
      const name = knownValue(group.name);
      const own = name !== undefined && Object.hasOwn(nodeGroups, name) ? nodeGroups[name] : undefined;
      return own ? groupChanges(group, own) : [];
    }),
    ...Object.entries(subnets).flatMap(([before, range]) => subnetChanges(cluster, before, range)),
  ];
}

function factsIn({ cniVersion }: PlanChanges): readonly Message[] {
  const facts = cniVersion === undefined ? [] : ['cniVersion'];
  return facts.map((fact) => message('{fact} is a fact of eni-lens.yaml: write it there', { fact }));
}

/** Of clusters that are planned with as many pods already there is nothing to write. */
function configAddition(
  clusters: readonly Cluster[],
  { expectedPodsPerNode: pods }: PlanChanges,
): ConfigAddition | undefined {
  const other = clusters.filter(({ facts }) => facts.expectedPodsPerNode?.value !== pods);
  return pods === undefined || other.length === 0 ? undefined : expectedPodsAddition(other, pods);
}

/** A range where it is written; one that a tool chooses stands nowhere. */
function subnetChanges({ subnets }: Cluster, before: string, range: string): readonly Written[] {
  const places = subnets.flatMap(({ cidr }) => (cidr.kind === 'known' && cidr.value === before ? [cidr.at] : []));
  if (places.length === 0) {
    return [
      {
        refused: message('No file writes the range {range}: the tool that makes the subnet chooses it', {
          range: before,
        }),
      },
    ];
  }
  return distinctBy(places, placeKey).map((at) => ({
    change: { kind: 'replaceValue', at, value: range, asString: false },
  }));
}

/** Into the carrier that writes a variable; else into the only one, or into an add-on that is listed for it. */
function variableChanges(cluster: Cluster, variables: Readonly<Record<string, string>>): readonly Written[] {
  const { settings, declaration } = cluster;
  const block = declaration?.newAddonBlock;
  const [only, ...others] = settings;
  if (Object.keys(variables).length === 0) return [];
  if (only === undefined) {
    return block === undefined
      ? [{ refused: message('No file here configures the VPC CNI, and none can be seen to hold its variables') }]
      : [{ change: { kind: 'setVariables', block, variables } }];
  }
  if (others.length === 0) return [setIn(only, variables)];
  return Object.entries(variables).map(([name, value]) => {
    const carrier = settings.findLast((each) => entryOf(each, name) !== undefined);
    return carrier
      ? setIn(carrier, { [name]: value })
      : { refused: message('Several files configure the VPC CNI, and none of them sets {name}', { name }) };
  });
}

function setIn(carrier: Cluster['settings'][number], variables: Readonly<Record<string, string>>): Written {
  const change = settingVariables(carrier, variables);
  const names = Object.keys(variables).join(', ');
  const file = whole(carrier.at.uri.slice(carrier.at.uri.lastIndexOf('/') + 1));
  return change ? { change } : { refused: message('{file} has no place to write {names} into', { file, names }) };
}

function groupChanges(
  group: NodeGroup,
  { instanceTypes, minSize, maxSize, desiredCapacity, maxPods }: GroupChanges,
): readonly Written[] {
  const numbers: readonly (readonly [name: string, fact: Fact<number>, value: number | undefined])[] = [
    ['minSize', group.minSize, minSize],
    ['desiredCapacity', group.desiredCapacity, desiredCapacity],
    ['maxSize', group.maxSize, maxSize],
  ];
  return [
    ...numbers.flatMap(([name, fact, value]) => (value === undefined ? [] : [numberIn(group, name, fact, value)])),
    ...(maxPods === undefined ? [] : [maxPodsIn(group, maxPods)]),
    ...(instanceTypes ? typesIn(group, instanceTypes) : []),
  ];
}

function numberIn(group: NodeGroup, name: string, fact: Fact<number>, value: number): Written {
  return fact.kind === 'known'
    ? { change: { kind: 'replaceValue', at: fact.at, value: String(value), asString: false } }
    : notWritten(group, name);
}

function maxPodsIn(group: NodeGroup, pods: number): Written {
  const change = setMaxPods(group, pods);
  return change ? { change } : notWritten(group, 'max pods');
}

function notWritten(group: NodeGroup, field: string): Written {
  return {
    refused: message('{field} of {group} stands in no file as a number: write it there first', {
      field,
      group: nameOfGroup(group),
    }),
  };
}

/** Of a list only types are exchanged: what becomes of one that is too many is for a person to say. */
function typesIn(group: NodeGroup, types: readonly string[]): readonly Written[] {
  const { instanceTypes, instanceTypesDefaulted } = group;
  const written = instanceTypes.kind === 'known' && !instanceTypesDefaulted ? instanceTypes.value : [];
  const places = written.flatMap((type) => (type.kind === 'known' ? [type.at] : []));
  if (places.length === 0 || places.length !== types.length) {
    return [
      {
        refused: message('{group} names {written} instance types, and not {wanted}: change the list by hand', {
          group: nameOfGroup(group),
          written: places.length,
          wanted: types.length,
        }),
      },
    ];
  }
  return places.map((at, index) => ({
    change: { kind: 'replaceValue', at, value: types[index] ?? '', asString: false },
  }));
}
