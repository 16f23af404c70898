import { list, message } from '../../messages/message.js';
import type { AddedValue } from '../../model/change.js';
import { type Fix, removal } from '../../model/fix.js';
import { isLabelKey } from '../../model/kubernetesNames.js';
import type { Entry, MapNode, Node } from '../../syntax/node.js';
import { entries, entryOf, get, items } from '../../syntax/read.js';
import { at, type Place } from '../place.js';
import { hasHiddenEntries, isMissing, isOpen, textFact } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';
import { otherType } from './eniConfigTypes.js';
import { expressionFaults, labelFaults } from './labelSelectorFaults.js';

/*
 * What the API server refuses or drops of a SecurityGroupPolicy by its CRD, and what the VPC resource controller, whose webhook selects the pods,
 * passes over. Source: amazon-vpc-resource-controller-k8s b8d4251, config/crd/bases/vpcresources.k8s.aws_securitygrouppolicies.yaml,
 * pkg/utils/helper.go:80-174.
 */

const rightVersion = 'vpcresources.k8s.aws/v1beta1';
const selectors: readonly string[] = ['podSelector', 'serviceAccountSelector'];
const specFields: readonly string[] = [...selectors, 'securityGroups'];
const selectorFields: readonly string[] = ['matchLabels', 'matchExpressions'];

const refused = refusedBy('the API server');
const rejected = 'security-group-policy-rejected';
const unknownField = 'security-group-policy-unknown-field';

/** The faults of a manifest that can be told from it alone. */
export function policyFaults(manifest: MapNode, place: Place): readonly Refused[] {
  const spec = entryOf(manifest, 'spec');
  return [...versionFault(manifest, place), ...fieldsBeside(manifest, place), ...(spec ? ofSpec(spec, place) : [])];
}

function versionFault(manifest: MapNode, place: Place): readonly Refused[] {
  const version = textFact(get(manifest, 'apiVersion'), place);
  if (version.kind !== 'known' || version.value === rightVersion) return [];
  const text = message('There is no SecurityGroupPolicy in {written}: its apiVersion is {right}', {
    written: version.value === '' ? '""' : version.value,
    right: rightVersion,
  });
  const title = message('Set apiVersion to {right}', { right: rightVersion });
  const change = { kind: 'replaceValue', at: version.at, value: rightVersion, asString: false } as const;
  return [
    refused(rejected, version.at, text, {
      advice: 'inMessage',
      fixes: [{ title, level: 'safe', changes: [change] }],
    }),
  ];
}

function fieldsBeside(manifest: MapNode, place: Place): readonly Refused[] {
  const beside = entries(manifest).filter(({ key }) => specFields.includes(key.text));
  const [first] = beside;
  if (first === undefined) return [];
  const keys = beside.map(({ key }) => key.text);
  const names = list(keys);
  const text = message('{fields} beside spec: nothing reads it there, and the API server drops it', { fields: names });
  const advice = message('Write {fields} under spec instead', { fields: names });
  const fix: Fix = {
    title: message('Move {fields} under spec', { fields: names }),
    level: 'suggested',
    changes: [{ kind: 'moveUnder', map: at(place, manifest), keys, key: 'spec' }],
  };
  return [refused(unknownField, at(place, first.key), text, { advice, fixes: [fix] })];
}

function ofSpec(spec: Entry, place: Place): readonly Refused[] {
  if (spec.value.kind !== 'map') return ofWrongShape(spec, 'map', place);
  const { value } = spec;
  const groups = entryOf(value, 'securityGroups');
  return [
    ...unknownInSpec(value, place),
    ...selectors.flatMap((name) => {
      const selector = entryOf(value, name);
      return selector ? ofSelector(selector, place) : [];
    }),
    ...(groups ? ofGroups(groups, place) : []),
  ];
}

/** A value of another shape than the CRD has there. */
function ofWrongShape({ key, value }: Entry, wanted: 'map' | 'seq', place: Place): readonly Refused[] {
  if (isMissing(value) || isOpen(value, place) || value.kind === wanted) return [];
  const what = otherType(value, place) ?? message('a text');
  const text = message('{field} must be {wanted}, not {what}: the API server refuses the SecurityGroupPolicy', {
    field: key.text,
    wanted: wanted === 'map' ? message('a map') : message('a list'),
    what,
  });
  return [refused(rejected, at(place, value), text, { fixes: inRightShape(key, value, place) })];
}

/** The ids in the shape in which they are read, where that is all that is wrong. */
function inRightShape(key: Entry['key'], value: Node, place: Place): readonly Fix[] {
  const ids = groupIdsIn(value, place);
  if (ids.length === 0) return [];
  if (key.text === 'securityGroups') return [rewritten(key, { securityGroups: { groupIds: ids } }, place)];
  return key.text === 'groupIds' ? [rewritten(key, { groupIds: ids }, place)] : [];
}

function rewritten(key: Entry['key'], by: Readonly<Record<string, AddedValue>>, place: Place): Fix {
  return {
    title: message('Write the ids as a list under securityGroups.groupIds'),
    level: 'suggested',
    changes: [{ kind: 'replaceEntry', at: at(place, key), entries: by }],
  };
}

/** The ids of security groups that a text or a list of texts holds; none where it holds anything else. */
function groupIdsIn(value: Node, place: Place): readonly string[] {
  const nodes = value.kind === 'seq' ? items(value) : [value];
  const ids = nodes.flatMap((node) => {
    const fact = textFact(node, place);
    return fact.kind === 'known' ? fact.value.split(/[\s,]+/) : [''];
  });
  return ids.every((id) => id.startsWith('sg-')) ? ids : [];
}

function unknownInSpec(spec: MapNode, place: Place): readonly Refused[] {
  return entries(spec)
    .filter(({ key }) => !key.open && !specFields.includes(key.text))
    .map(({ key, value }) => {
      const field = key.text;
      const isFree = get(spec, 'securityGroups') === undefined;
      const ids = isFree ? groupIdsIn(value, place) : [];
      const text = message('The spec of a SecurityGroupPolicy has no field {field}: the API server drops it', {
        field,
      });
      const fixes = ids.length > 0 ? [rewritten(key, { securityGroups: { groupIds: ids } }, place)] : [];
      return refused(unknownField, at(place, key), text, { fixes });
    });
}

function ofSelector(selector: Entry, place: Place): readonly Refused[] {
  if (selector.value.kind !== 'map') return ofWrongShape(selector, 'map', place);
  const { key, value } = selector;
  const labels = entryOf(value, 'matchLabels');
  const expressions = entryOf(value, 'matchExpressions');
  return [
    ...unknownInSelector(key.text, value, place),
    ...(labels ? ofWrongShape(labels, 'map', place) : []),
    ...(labels?.value.kind === 'map' ? labelFaults(labels.value, place) : []),
    ...(expressions ? ofWrongShape(expressions, 'seq', place) : []),
    ...(expressions?.value.kind === 'seq' ? expressionFaults(expressions.value, place) : []),
  ];
}

/** What is left of a selector without its fields selects everything: the opposite of what was meant. */
function unknownInSelector(selector: string, value: MapNode, place: Place): readonly Refused[] {
  const others = entries(value).filter(({ key }) => !key.open && !selectorFields.includes(key.text));
  const [first] = others;
  if (first === undefined || hasHiddenEntries(value)) return [];
  const fields = list(others.map(({ key }) => key.text));
  const isEmptied = others.length === entries(value).length;
  const all = selector === 'podSelector' ? message('all pods') : message('the pods of all service accounts');
  const text = isEmptied
    ? message(
        '{selector} has no field {fields}: the API server drops it, and what is left selects {all} of the namespace',
        {
          selector,
          fields,
          all,
        },
      )
    : message('{selector} has no field {fields}: the API server drops it', { selector, fields });
  return [refused(unknownField, at(place, first.key), text, { ...selectorMended(value, others, place) })];
}

function selectorMended(
  map: MapNode,
  others: readonly Entry[],
  place: Place,
): Partial<Pick<Refused, 'advice' | 'fixes'>> {
  const [only] = others;
  if (others.length === 1 && only?.value.kind === 'map' && /^(?:match)?labels?$/i.test(only.key.text)) {
    const title = message('Rename {field} to {meant}', { field: only.key.text, meant: 'matchLabels' });
    const change = { kind: 'renameKey', at: at(place, only.key), key: 'matchLabels' } as const;
    return isMissing(get(map, 'matchLabels')) ? { fixes: [{ title, level: 'suggested', changes: [change] }] } : {};
  }
  if (others.some(({ key }) => key.text === 'matchNames')) {
    return { advice: message('Give the service accounts a label, and select it with matchLabels') };
  }
  const areLabels = others.every(
    ({ key, value }) => value.kind === 'scalar' && !isMissing(value) && isLabelKey(key.text),
  );
  if (!areLabels || !isMissing(get(map, 'matchLabels'))) return {};
  const keys = others.map(({ key }) => key.text);
  const title = message('Move {fields} under matchLabels', { fields: list(keys) });
  return {
    advice: message('Write {fields} under matchLabels instead', { fields: list(keys) }),
    fixes: [
      { title, level: 'suggested', changes: [{ kind: 'moveUnder', map: at(place, map), keys, key: 'matchLabels' }] },
    ],
  };
}

/** Names people write for the list of ids. */
const meantIds = /^(?:security)?group(?:s|_?ids?)$|^ids$/i;

function ofGroups(groups: Entry, place: Place): readonly Refused[] {
  if (groups.value.kind !== 'map') return ofWrongShape(groups, 'map', place);
  const ids = entryOf(groups.value, 'groupIds');
  const others = entries(groups.value).filter(({ key }) => !key.open && key.text !== 'groupIds');
  return [
    ...others.map(({ key }) => {
      const field = key.text;
      const text = message('securityGroups has no field {field}: the API server drops it', { field });
      const isMeant = ids === undefined && meantIds.test(field);
      const title = message('Rename {field} to {meant}', { field, meant: 'groupIds' });
      const fix: Fix = isMeant
        ? { title, level: 'suggested', changes: [{ kind: 'renameKey', at: at(place, key), key: 'groupIds' }] }
        : removal(message('Remove {field}', { field }), at(place, key));
      return refused(unknownField, at(place, key), text, { fixes: [fix] });
    }),
    ...(ids ? ofIds(ids, place) : []),
  ];
}

function ofIds(ids: Entry, place: Place): readonly Refused[] {
  const { value } = ids;
  if (value.kind !== 'seq') return ofWrongShape(ids, 'seq', place);
  if (items(value).length === 0 && !value.open) {
    const text = message('groupIds is empty: the API server refuses a SecurityGroupPolicy without a security group');
    return [refused(rejected, at(place, value), text, { advice: message('List the ids of 1 to 5 security groups') })];
  }
  const [first] = items(value).flatMap((item) => {
    const what = otherType(item, place);
    return what ? [{ item, what }] : [];
  });
  if (first === undefined) return [];
  const text = message(
    'groupIds must be a list of ids, and this item is {what}: the API server refuses the SecurityGroupPolicy',
    {
      what: first.what,
    },
  );
  return [refused(rejected, at(place, first.item), text)];
}
