import { type Argument, enumeration, type Message, message, sentence } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { atLeast, type CniVersion } from '../../model/cniVersion.js';
import { entryOf, interpretContext, isOverruled } from '../../model/env.js';
import type { Interpretation, Reason } from '../../model/envReading.js';
import type { EnvVar, EnvVarLog, EnvVarValue } from '../../model/envVarRow.js';
import { type EnvVarName, envVar, envVarIn, interpret, isEnvVarName, parserFacts } from '../../model/envVars.js';
import { settledIn } from '../../model/layers.js';
import type { CniSettings, ContainerName, EnvEntry } from '../../model/resource.js';
import { modeNames, settingsFor, settingsInForce, targetNames } from '../../plan/settings.js';
import { written } from '../../plan/source.js';
import { variableLink } from '../links.js';
import type { Subject } from '../subject.js';
import { type Content, codeDefault, type Input, shippedDefault } from './content.js';
import { type Drawing, type PoolContent, poolContent } from './warmPool.js';

type VariableSubject = Extract<Subject, { readonly kind: 'variable' }>;

/** The variables whose hover shows the pool they lead to. */
const poolVariables: readonly string[] = [...targetNames, ...modeNames.filter((name) => name !== 'ENABLE_POD_ENI')];

/** What a variable does and comes to; undefined for a name the table does not know. */
export function variableContent(
  { settings: own, container, entry, part }: VariableSubject,
  cluster: Cluster,
  drawing: Drawing,
): Content | undefined {
  const settings = settledIn(cluster, own);
  const name = entry.name.value;
  if (!isEnvVarName(name)) return undefined;
  const { version } = interpretContext(settings, cluster);
  const row = envVarIn(name, version);
  const value = valueInForce(row, { settings, container, entry }, cluster);
  // What another entry comes to is shown there.
  const isInForce = !isOverruled(settings, container.name, entry);
  const pool =
    isInForce && poolVariables.includes(name)
      ? poolContent(cluster, settingsFor(name, settings, cluster), name, drawing)
      : undefined;
  const href = variableLink(name);
  return {
    answer: pool?.answer
      ? message('{name} {value}: {pool}', { name, value: value.text, pool: pool.answer })
      : message('{name} {value}', { name, value: value.text }),
    about: [...(value.problem ? [value.problem] : []), sentence(row.description), ...changesAhead(name, version)],
    formula: pool?.formula,
    picture: pool?.picture,
    tables: pool?.tables ?? [],
    inputs: [...value.inputs, ...aboutDefaults(row, part === 'value'), ...otherInputs(pool, name)],
    caveats: [...value.caveats, ...placeCaveats(row, container.name), ...(pool?.caveats ?? [])],
    links: [...(href === undefined ? [] : [{ title: message('README of the CNI'), href }]), ...(pool?.links ?? [])],
  };
}

/** What an upgrade changes about it: nothing where no version can be seen, because then the newest is described. */
function changesAhead(name: EnvVarName, version: CniVersion | undefined): readonly Message[] {
  const ahead = envVar(name).changes.filter(({ since }) => atLeast(version, since) === false);
  return ahead.map(({ description }) => sentence(description));
}

interface ValueInForce {
  /** `= 5 addresses`, `is not set` … */
  readonly text: Message;
  readonly problem: Message | undefined;
  readonly inputs: readonly Input[];
  readonly caveats: readonly Message[];
}

function valueInForce(
  row: EnvVar,
  { settings, container, entry }: Pick<VariableSubject, 'settings' | 'container' | 'entry'>,
  cluster: Cluster,
): ValueInForce {
  const { name, value } = entry;
  if (value.kind === 'unknown') {
    const text = message('is filled in elsewhere');
    return { text, problem: undefined, inputs: [], caveats: [] };
  }
  if (!isEnvVarName(name.value)) return { text: message('is not known'), problem: undefined, inputs: [], caveats: [] };
  if (value.kind === 'removed') {
    const text = message('is not set: {used}', { used: defaultOf(row) });
    return { text, problem: undefined, inputs: [], caveats: overruled(settings, container.name, entry) };
  }
  const text = value.kind === 'literal' ? value.text : '';
  const reading = interpret(name.value, text, interpretContext(settings, cluster));
  const later = overruled(settings, container.name, entry);
  const caveats = later.length > 0 ? later : conflict(name.value, settings, cluster);
  const at = value.kind === 'literal' ? value.at : entry.at;
  const inputs: readonly Input[] = [
    { name: message('written'), value: text === '' ? '""' : text, source: written(at) },
  ];
  return { ...reads(row, reading, text), inputs, caveats };
}

function overruled(settings: CniSettings, container: ContainerName, entry: EnvEntry): readonly Message[] {
  if (!isOverruled(settings, container, entry)) return [];
  const counting = entryOf(settings, entry.name.value, container)?.value;
  return counting?.kind === 'literal'
    ? [message('A later entry of the same name counts instead of this one: {value}', { value: counting.text || '""' })]
    : [message('A later entry of the same name counts instead of this one')];
}

function conflict(name: string, settings: VariableSubject['settings'], cluster: Cluster): readonly Message[] {
  const others = cluster.settings.filter((other) => other !== settings && entryOf(other, name) !== undefined);
  if (others.length === 0) return [];
  return settingsFor(name, settings, cluster) === settingsInForce(cluster)
    ? [message('Another file of this cluster sets {name} too', { name })]
    : [
        message('Another file of this cluster sets {name} otherwise: the numbers are those of what is written here', {
          name,
        }),
      ];
}

/** What the program makes of a text, in words. */
function reads(row: EnvVar, reading: Interpretation, text: string): Pick<ValueInForce, 'text' | 'problem'> {
  switch (reading.kind) {
    case 'accepted': {
      const caution =
        reading.caution === 'octal'
          ? message('A leading zero makes it octal')
          : reading.caution === 'emptyIsUsed'
            ? message('The empty text is used as it is')
            : undefined;
      return { text: message('= {value}', { value: withUnit(row, reading.value) }), problem: caution };
    }
    case 'replaced': {
      const used = reading.effective === undefined ? defaultOf(row) : withUnit(row, reading.effective);
      const isUnset = reading.reason.code === 'empty' && reading.log === 'none';
      if (isUnset) return { text: message('is not set: {used}', { used }), problem: undefined };
      if (
        reading.reason.code === 'tooNew' ||
        reading.reason.code === 'removed' ||
        reading.reason.code === 'elsewhere'
      ) {
        return { text: message('has no effect'), problem: why(reading.reason, text) };
      }
      return { text: message('= {used}, not "{text}"', { used, text }), problem: why(reading.reason, text) };
    }
    case 'refused':
      return {
        text: reading.exits
          ? message('makes {program} exit', { program: programOf(reading.log) })
          : message('keeps every pod from starting'),
        problem: why(reading.reason, text),
      };
    default:
      return reading satisfies never;
  }
}

function defaultOf(row: EnvVar): Argument {
  if (row.codeDefault !== undefined && row.codeDefault !== '') return withUnit(row, row.codeDefault);
  return row.defaultNote === undefined ? message('no value') : sentence(row.defaultNote);
}

/** A value with the unit it is counted in. */
export function withUnit({ unit }: EnvVar, value: EnvVarValue): Argument {
  if (typeof value !== 'number' || unit === undefined) return value === '' ? '""' : String(value);
  const isOne = value === 1;
  switch (unit) {
    case 'interfaces':
      return isOne ? message('1 ENI') : message('{value} ENIs', { value });
    case 'addresses':
      return isOne ? message('1 address') : message('{value} addresses', { value });
    case 'prefixes':
      return isOne ? message('1 prefix') : message('{value} prefixes', { value });
    case 'seconds':
      return isOne ? message('1 second') : message('{value} seconds', { value });
    case 'bytes':
      return message('{value} bytes', { value });
    default:
      return unit satisfies never;
  }
}

/** Why the program does not take a text. */
function why(reason: Reason, text: string): Message {
  switch (reason.code) {
    case 'empty':
      return message('The text is empty');
    case 'notBoolean':
      return message('"{text}" is none of 1 t T TRUE true True 0 f F FALSE false False', { text });
    case 'notInteger':
      return message('"{text}" is not a whole number in digits', { text });
    case 'tooLarge':
      return message('"{text}" is too large for a number', { text });
    case 'negative':
      return message('"{text}" is below 0', { text });
    case 'outOfRange':
      return reason.max === undefined
        ? message('"{text}" is below {min}', { text, min: reason.min })
        : message('"{text}" is not between {min} and {max}', { text, min: reason.min, max: reason.max });
    case 'notOneOf':
      return message('"{text}" is none of {values}', { text, values: enumeration(reason.values) });
    case 'tooLong':
      return message('"{text}" has {bytes} bytes, at most {maxBytes} are possible', {
        text,
        bytes: reason.bytes,
        maxBytes: reason.maxBytes,
      });
    case 'reserved':
      return message('"{text}" is reserved, like {values}', { text, values: enumeration(reason.values) });
    case 'standardOutput':
      return message('The plugin would log into its own answer');
    case 'badItems':
      return message('Not taken as written: {items}', {
        items: enumeration(reason.items.map((item) => item.text || '""')),
      });
    case 'notStringMap':
      return message('"{text}" is not a JSON object of strings', { text });
    case 'breaksConflist':
      return message('It is pasted into the JSON of the plugin, which a quote, a backslash or a line break breaks');
    case 'reservedKeys':
      return message('Reserved keys are dropped: {keys}', { keys: enumeration(reason.keys) });
    case 'tooNew':
      return message('The CNI reads it from version {since} on', { since: reason.since });
    case 'removed':
      return message('The CNI no longer reads it from version {removed} on', { removed: reason.removed });
    case 'elsewhere':
      return message('aws-node does not read it: cni-metrics-helper does');
    default:
      return reason satisfies never;
  }
}

function aboutDefaults(row: EnvVar, withValues: boolean): readonly Input[] {
  const { codeDefault: own, shippedDefault: shipped, since, defaultNote } = row;
  const rows: Input[] = [];
  const inCode: Argument =
    own !== undefined && own !== '' ? withUnit(row, own) : defaultNote ? sentence(defaultNote) : message('none');
  rows.push({ name: message('default'), value: inCode, source: codeDefault });
  if (shipped !== undefined)
    rows.push({ name: message('shipped default'), value: shipped === '' ? '""' : shipped, source: shippedDefault });
  if (withValues && row.values.length > 0) {
    rows.push({ name: message('values'), value: enumeration(row.values), source: undefined });
  }
  rows.push({ name: message('a bad value'), value: badValue(row), source: undefined });
  if (since !== undefined)
    rows.push({ name: message('since'), value: message('CNI {since}', { since }), source: undefined });
  return rows;
}

/** aws-node checks some values itself and leaves others to ipamd. */
function programOf(log: EnvVarLog): string {
  return log === 'ipamd.log' ? 'ipamd' : 'aws-node';
}

function badValue(row: EnvVar): Message {
  const { bad, log } = parserFacts(row.parser);
  switch (bad) {
    case 'exit':
      return message('{program} exits', { program: programOf(log) });
    case 'default':
      return log === 'none'
        ? message('the default, without a word in any log')
        : message('the default, with a line in the {log}', {
            log: log === 'container log' ? message('log of the container') : log,
          });
    case 'skip':
      return message('the item is skipped');
    case 'drop':
      return message('no value at all');
    case 'unchecked':
      return message('is not noticed');
    default:
      return bad satisfies never;
  }
}

/** The pool's inputs but for the variable itself, which has its own lines. */
function otherInputs(pool: PoolContent | undefined, name: string): readonly Input[] {
  return pool?.inputs?.filter((input) => input.name !== name) ?? [];
}

function placeCaveats(row: EnvVar, container: string): readonly Message[] {
  if (row.containers.length === 0 || row.containers.some((each) => each === container)) return [];
  return [message('{container} does not read it: {readers} does', { container, readers: enumeration(row.containers) })];
}
