import type { FromPanel } from '../server/page/panelMessages.js';

type Changes = Extract<FromPanel, { readonly kind: 'apply' }>['changes'];

/** A message of a panel, if it is one: its page is never believed unchecked. Undefined for anything else. */
export function checkedMessage(sent: unknown): FromPanel | undefined {
  const { kind, key, file, line, column, changes } = asObject(sent);
  if (kind === 'ready') return { kind };
  if (typeof key !== 'string') return undefined;
  if (kind === 'open') {
    return typeof file === 'string' && isCount(line, 1) && isCount(column, 1)
      ? { kind, key, file, line, column }
      : undefined;
  }
  const checked = kind === 'apply' ? checkedChanges(changes) : undefined;
  return checked && { kind: 'apply', key, changes: checked };
}

/** The file of a panel's state; undefined where it names none. */
export function uriIn(state: unknown): string | undefined {
  const { uri } = asObject(state);
  return typeof uri === 'string' && /^[\w.+-]+:\S+$/.test(uri) ? uri : undefined;
}

/** Only what can be written into files as it is: switches, numbers, names of types, ranges. */
function checkedChanges(sent: unknown): Changes | undefined {
  const { variables, expectedPodsPerNode, nodeGroups, subnets } = asObject(sent);
  const texts = (value: unknown, name: RegExp, text: RegExp): boolean =>
    Object.entries(asObject(value)).every(
      ([key, each]) => name.test(key) && typeof each === 'string' && text.test(each),
    );
  const isPossible =
    texts(variables, /^[A-Z][A-Z\d_]*$/, /^[\w-]{1,40}$/) &&
    texts(subnets, /^[\d.]*\/\d\d?$/, /^[\d.]*\/\d\d?$/) &&
    (expectedPodsPerNode === undefined || isCount(expectedPodsPerNode, 0)) &&
    Object.values(asObject(nodeGroups)).every(isGroupChange);
  // Every part was looked at.
  return isPossible ? (sent as Changes) : undefined;
}

function isGroupChange(sent: unknown): boolean {
  return Object.entries(asObject(sent)).every(([name, value]) =>
    name === 'instanceTypes'
      ? Array.isArray(value) && value.every((type) => typeof type === 'string' && /^[a-z\d.-]{1,40}$/.test(type))
      : ['minSize', 'maxSize', 'desiredCapacity', 'maxPods'].includes(name) && isCount(value, 0),
  );
}

function isCount(value: unknown, least: number): value is number {
  return Number.isInteger(value) && Number(value) >= least;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
