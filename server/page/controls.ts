import { parseCidr } from '../ipam/cidr.js';
import { type Catalogue, message, renderArgument, type Say, sayWith } from '../messages/message.js';
import type { ClusterPlan, PlannedNodeGroup } from '../plan/clusterPlan.js';
import type { GroupChanges, PlanChanges } from '../plan/planChanges.js';
import { modeNames, targetNames } from '../plan/settings.js';
import { distinctBy } from '../text/groupBy.js';
import { interning, memoized } from '../text/memo.js';
import { carriers } from './carriers.js';
import { element, escapeHtml, nameHtml } from './html.js';
import type { Part } from './parts.js';
import type { Results } from './results.js';

/** A field of the page: what it changes, by which name, and what the files say. */
export interface Field {
  readonly change: 'variable' | 'pods' | 'group' | 'subnet';
  /** Of the variable, the group or the range; empty for the pods. */
  readonly name: string;
  /** Of a group. */
  readonly field: keyof GroupChanges | '';
  readonly was: string;
  readonly value: string;
}

/** What fields that are not as in the files change. An empty field, and one with what cannot be, changes nothing. */
export function changesIn(fields: readonly Field[]): PlanChanges {
  const changed = fields.filter(({ value, was }) => value !== '' && value !== was);
  const of = (change: Field['change']): readonly Field[] => changed.filter((field) => field.change === change);
  const [pods] = of('pods').flatMap(({ value }) => numberIn(value) ?? []);
  const groups: Record<string, GroupChanges> = {};
  for (const { name, field, value } of of('group')) {
    const read = field === 'instanceTypes' ? typesIn(value) : numberIn(value);
    if (field !== '' && read !== undefined) groups[name] = { ...groups[name], [field]: read };
  }
  return {
    variables: Object.fromEntries(of('variable').map(({ name, value }) => [name, value])),
    ...(pods === undefined ? {} : { expectedPodsPerNode: pods }),
    nodeGroups: groups,
    subnets: Object.fromEntries(of('subnet').map(({ name, value }) => [name, value])),
  };
}

function numberIn(text: string): number | undefined {
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

function typesIn(text: string): readonly string[] | undefined {
  const types = text.split(/[\s,]+/).filter((type) => type !== '');
  return types.length > 0 ? types : undefined;
}

/** What a form is made with. */
export interface ControlsOptions {
  /** Unique in the page. */
  readonly id: string;
  readonly catalogue: Catalogue | undefined;
  /** HTML of what else can be done with the settings: an element each. */
  readonly more: readonly string[];
}

/** The fields of a cluster as a form, with the buttons that copy its settings. */
export function controlsPart({ told, before }: Results, { id, catalogue, more }: ControlsOptions): Part {
  const say = sayWith(catalogue);
  const files = before?.told ?? told;
  const rows = [
    fieldset(say(message('Pods')), [podsField(files, told, id, say)]),
    fieldset(
      say(message('Variables of aws-node')),
      [...modeNames, ...targetNames].flatMap((name) => variableField(name, files, told, id)),
    ),
    ...groupFields(files, told, id, say),
    ...subnetFields(files, told, id, say),
    element('p', {}, [element('button', { type: 'reset' }, escapeHtml(say(message('As in the files'))))]),
    ...more,
    fieldset(say(message('Copy the settings as')), [
      element(
        'div',
        { class: 'buttons' },
        carriers.map((carrier) =>
          element(
            'button',
            { type: 'button', 'data-copy': carrier.id },
            escapeHtml(renderArgument(carrier.title, catalogue)),
          ),
        ),
      ),
      element('p', { class: 'copied', role: 'status' }),
      element('pre', { class: 'copy', tabindex: 0, hidden: true, 'aria-label': say(message('Copied text')) }),
    ]),
  ];
  return { before: `<form id="${id}-settings" aria-labelledby="${id}-fields ${id}-title">`, rows, after: '</form>' };
}

function fieldset(legend: string, content: readonly string[]): string {
  return element('fieldset', {}, [element('legend', {}, nameHtml(legend)), ...content]);
}

/** A field with its label. */
function field(
  label: string,
  id: string,
  { change, name, field: part, was, value }: Field,
  attributes: Parameters<typeof element>[1],
): string {
  const own = { id, 'data-change': change, 'data-name': name, 'data-field': part, 'data-was': was };
  return (
    element('label', { for: id }, nameHtml(label)) +
    element('input', { ...own, value, autocomplete: 'off', ...attributes })
  );
}

function podsField(files: ClusterPlan, told: ClusterPlan, id: string, say: Say): string {
  const text = (plan: ClusterPlan): string => String(plan.expectedPodsPerNode ?? '');
  const own: Field = { change: 'pods', name: '', field: '', was: text(files), value: text(told) };
  return field(say(message('expected on a node')), `${id}-pods`, own, { type: 'number', min: 0, max: 1000 });
}

function variableField(name: string, files: ClusterPlan, told: ClusterPlan, id: string): readonly string[] {
  const of = (plan: ClusterPlan) => plan.settings.find((setting) => setting.name === name)?.value;
  const [was, value] = [of(files), of(told)];
  const own: Field = { change: 'variable', name, field: '', was: String(was ?? ''), value: String(value ?? '') };
  if (typeof was !== 'boolean') return [field(name, `${id}-${name}`, own, { type: 'number', min: 0, max: 1000 })];
  const options = ['false', 'true'].map((text) =>
    element('option', { value: text, selected: text === own.value }, text),
  );
  const attributes = {
    id: `${id}-${name}`,
    'data-change': 'variable',
    'data-name': name,
    'data-field': '',
    'data-was': own.was,
  };
  return [element('label', { for: `${id}-${name}` }, nameHtml(name)) + element('select', attributes, options)];
}

type GroupTexts = Readonly<Record<keyof GroupChanges, string>>;

/** What the fields of a group are written from. */
interface GroupFields {
  readonly id: string;
  readonly name: string;
  readonly legend: string;
  readonly labels: GroupTexts;
  /** What stands in an empty field of max pods. */
  readonly computed: string;
  readonly was: GroupTexts;
  readonly now: GroupTexts;
}

/** A group without a name cannot be changed. */
function groupFields(files: ClusterPlan, told: ClusterPlan, id: string, say: Say): readonly string[] {
  const groupsNow = new Map(told.nodeGroups.map((group) => [group.name, group]));
  const labels: GroupTexts = {
    instanceTypes: say(message('instance types')),
    minSize: say(message('nodes at least')),
    desiredCapacity: say(message('nodes desired')),
    maxSize: say(message('nodes at most')),
    maxPods: say(message('max pods')),
  };
  const computed = say(message('computed'));
  return files.nodeGroups.flatMap((group, index) => {
    const { name } = group;
    if (name === undefined) return [];
    const legend = say(message('Node group {name}', { name }));
    const [was, now] = [textsOf(group), textsOf(groupsNow.get(name) ?? group)];
    return [groupHtml(sameFields({ id: `${id}-group${index}`, name, legend, labels, computed, was, now }))];
  });
}

/** Most groups of a large cluster are as they were before an edit: the HTML of each is kept. */
const sameFields = interning<GroupFields>();

const groupHtml = memoized(({ id, name, legend, labels, computed, was, now }: GroupFields): string => {
  const ofNodes = { type: 'number', min: 0, max: 100_000 };
  const html = (part: keyof GroupChanges, attributes: Parameters<typeof element>[1]): string =>
    field(
      labels[part],
      `${id}-${part}`,
      { change: 'group', name, field: part, was: was[part], value: now[part] },
      attributes,
    );
  return fieldset(legend, [
    html('instanceTypes', { list: 'types', spellcheck: 'false' }),
    html('minSize', ofNodes),
    html('desiredCapacity', ofNodes),
    html('maxSize', ofNodes),
    html('maxPods', { type: 'number', min: 2, max: 1000, placeholder: computed }),
  ]);
});

function textsOf(group: PlannedNodeGroup): GroupTexts {
  const { instanceTypes, leastNodes, desiredNodes, mostNodes } = group;
  return {
    instanceTypes: instanceTypes.map(({ instanceType }) => instanceType).join(', '),
    minSize: String(leastNodes ?? ''),
    desiredCapacity: String(desiredNodes ?? ''),
    maxSize: String(mostNodes ?? ''),
    maxPods: writtenMaxPods(group),
  };
}

/** One number that somebody wrote; empty where it is computed, for what is computed changes with other fields. */
function writtenMaxPods({ instanceTypes }: PlannedNodeGroup): string {
  const [first, ...others] = instanceTypes;
  const isOne = others.every(({ maxPods }) => maxPods === first?.maxPods);
  const isWritten = instanceTypes.every(({ maxPodsFrom: from }) => from === 'written' || from === 'asked');
  return isOne && isWritten ? String(first?.maxPods ?? '') : '';
}

function subnetFields(files: ClusterPlan, told: ClusterPlan, id: string, say: Say): readonly string[] {
  const ranges = distinctBy(
    files.subnets.flatMap(({ name }, place) =>
      name.split(' + ').map((range, part) => ({ range, now: told.subnets[place]?.name.split(' + ')[part] ?? range })),
    ),
    ({ range }) => range,
  ).filter(({ range }) => /^\/\d\d$/.test(range) || parseCidr(range).kind === 'cidr');
  if (ranges.length === 0) return [];
  const fields = fieldset(
    say(message('Subnets')),
    ranges.map(({ range, now }, index) => {
      const own: Field = { change: 'subnet', name: range, field: '', was: range, value: now };
      return field(range, `${id}-subnet${index}`, own, { spellcheck: 'false', pattern: '[\\d.]*/(1[6-9]|2[0-8])' });
    }),
  );
  return [fields];
}
