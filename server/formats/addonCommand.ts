import { message } from '../messages/message.js';
import { absent } from '../model/fact.js';
import type { CniSettings, Resource } from '../model/resource.js';
import type { Entry, Node, ScalarNode } from '../syntax/node.js';
import { get, items, textOf } from '../syntax/read.js';
import { placeKey } from '../text/span.js';
import { addonSettings } from './addon/addon.js';
import { bareSettings } from './bare.js';
import { type CommandLine, commandsIn, hasFlag, optionValues, parseCommand } from './commands/commandLine.js';
import { makesNodes } from './eksctlCommand.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { textFact } from './read.js';
import { refusedBy } from './refused.js';

const refused = refusedBy('eksctl');

/**
 * `aws eks create-addon|update-addon --addon-name vpc-cni --configuration-values '…'` and `eksctl create|update addon --name vpc-cni …` in a script.
 * What an update does not list has its default again; an update without values changes none of them, and so says nothing.
 */
export const format: Format = {
  id: 'addonCommand',
  kinds: [],
  hints: ['vpc-cni'],
  takes: { syntaxes: ['shell'] },
  read({ root }, place) {
    let afterNodes = false;
    const calls = commandsIn(root).flatMap((command) => {
      afterNodes ||= makesNodes(command, place);
      const call = callIn(command);
      return call === undefined ? [] : [{ ...call, afterNodes }];
    });
    const isOneAfterTheOther = calls.every(
      ({ line, cluster }) => !line.command.mayBeSkipped && isSame(cluster, calls[0]?.cluster),
    );
    // What documentation shows may be one of several ways.
    const counting = place.isFragment || calls.length < 2 ? calls : isOneAfterTheOther ? calls.slice(-1) : [];
    return [
      ...calls.flatMap((call) => flagOfNoProgram(call, place)),
      ...counting.flatMap((call) => settingsOf(call, call.afterNodes, place)),
    ];
  },
};

/** A command that gives the add-on its configuration. */
interface Call {
  readonly line: CommandLine;
  readonly values: Node | undefined;
  readonly cluster: Node | undefined;
  readonly isOfAws: boolean;
}

/** Flags of both programs, of these commands, whose value is the next word. */
const valued: ReadonlySet<string> = new Set(
  (
    '--region --profile --output --query --endpoint-url --ca-bundle --cli-input-json --cli-input-yaml --cluster-name --addon-name ' +
    '--addon-version --service-account-role-arn --resolve-conflicts --client-request-token --configuration-values --tags ' +
    '--pod-identity-associations --namespace-config --name --cluster --version -n -c -r -p -f --config-file -v --verbose --color -C ' +
    '--attach-policy-arn --timeout'
  ).split(' '),
);

function callIn(command: Parameters<typeof parseCommand>[0]): Call | undefined {
  const aws = parseCommand(command, /^aws(?:\.exe)?$/, valued);
  const line = aws ?? parseCommand(command, /^eksctl(?:\.exe)?$/, valued);
  if (line === undefined) return undefined;
  const words = line.words.map((word) => textOf(word)).join(' ');
  const isCreated = aws ? /^eks create-addon$/.test(words) : /^create addons?$/.test(words);
  const isUpdated = aws ? /^eks update-addon$/.test(words) : /^update addons?$/.test(words);
  const last = (...names: readonly string[]): Node | undefined => optionValues(line, ...names).at(-1);
  const name = textOf(aws ? last('--addon-name') : last('--name', '-n'));
  const elsewhere = [
    '--cli-input-json',
    '--cli-input-yaml',
    '--config-file',
    '-f',
    '--generate-cli-skeleton',
    '--help',
  ];
  if (!(isCreated || isUpdated) || name !== 'vpc-cni' || hasFlag(line, ...elsewhere)) return undefined;
  const values = last('--configuration-values');
  if (values === undefined) return undefined;
  const cluster = aws ? last('--cluster-name') : last('--cluster', '-c');
  return { line, values, cluster, isOfAws: aws !== undefined };
}

/**
 * eksctl gives an add-on its values by a config file alone. The values of such a command are read nevertheless, as those that somebody means to give.
 * Source: eksctl 99984adb, pkg/ctl/create/addon.go:35-45 and pkg/ctl/update/addon.go:30-36; no version before it has the flag.
 */
function flagOfNoProgram({ line, values, isOfAws }: Call, place: Place): readonly Resource[] {
  const flag = isOfAws || values === undefined ? undefined : flagOf(line.command.items, values);
  if (flag === undefined) return [];
  const text = message(
    'eksctl has no flag {flag} and does nothing: give the values in a config file (-f), or by aws eks create-addon',
    {
      flag: '--configuration-values',
    },
  );
  return [refused('addon-rejected-by-eksctl', at(place, flag), text)];
}

function isSame(a: Node | undefined, b: Node | undefined): boolean {
  return textOf(a) === textOf(b);
}

function settingsOf(call: Call, afterNodes: boolean, place: Place): readonly Resource[] {
  const { line, values } = call;
  const { command } = line;
  // A file is read by the AWS CLI; to eksctl its address is the values.
  const file = values && call.isOfAws ? fileOf(values) : undefined;
  if (file !== undefined) return place.isFragment ? [] : [givenFile(call, file, afterNodes, place)];
  const entry = values && !isUnseen(values) ? entryOfFlag(command.items, values) : undefined;
  if (entry === undefined) return [];
  const read = addonSettings({
    addon: command,
    values: entry,
    valuesKey: 'configurationValues',
    madeAfterNodes: afterNodes ? { at: at(place, entry), first: undefined } : undefined,
    ...saidBeside(call, place),
    place,
  });
  return read.map((resource) => (resource.kind === 'cniSettings' ? withWords(resource, entry.value) : resource));
}

/** What a command says of the add-on beside its configuration. */
function saidBeside(
  { line, cluster }: Call,
  place: Place,
): Pick<CniSettings, 'clusterName' | 'version'> & { readonly overwrites: boolean } {
  const conflicts = textOf(optionValues(line, '--resolve-conflicts').at(-1));
  return {
    overwrites: /^overwrite$/i.test(conflicts ?? '') || hasFlag(line, '--force'),
    clusterName: cluster === undefined ? absent : textFact(cluster, place),
    version: textFact(optionValues(line, '--addon-version', '--version').at(-1), place),
  };
}

/** The path of a file that the AWS CLI reads the values from, as it is written; undefined for other values, and a file that is somewhere on a machine. */
function fileOf(values: Node): string | undefined {
  if (values.kind !== 'scalar' || values.open) return undefined;
  return /^file:\/\/([^/~].*)$/.exec(values.text)?.[1];
}

/** The settings of an add-on whose values are in a file: nothing of them is seen until the file is. */
function givenFile(call: Call, path: string, afterNodes: boolean, place: Place): CniSettings {
  const here = at(place, call.line.command);
  const { overwrites, ...beside } = saidBeside(call, place);
  return {
    ...bareSettings,
    at: here,
    takenBy: 'addon',
    absent: 'unknown',
    layer: { stack: placeKey(here), order: 0 },
    over: { files: [path], hidesMore: false },
    ...beside,
    ...(overwrites ? { overwrites: true } : {}),
    ...(afterNodes ? { madeAfterNodes: { at: here, first: undefined } } : {}),
    containers: [],
    partlyHidden: true,
  };
}

/** A file, what a shell fills in as a whole, and braces without quotes, of which a shell may make anything. */
function isUnseen(values: Node): boolean {
  if (values.kind !== 'scalar') return true;
  return (
    /^\s*(?:fileb?:\/\/|https?:\/\/)/.test(values.text) ||
    (values.style === 'plain' && !values.open && /[{"']/.test(values.text))
  );
}

function entryOfFlag(words: CommandLine['command']['items'], value: Node): Entry | undefined {
  const key = flagOf(words, value);
  if (key === undefined) return undefined;
  return { key: { ...key, text: 'configurationValues' }, value, span: { start: key.span.start, end: value.span.end } };
}

/** The flag that has a value, which stands in the same word or behind it. */
function flagOf(words: CommandLine['command']['items'], value: Node): ScalarNode | undefined {
  const index = words.findIndex(({ value: word }) => word === value || get(word, 'value') === value);
  const word = words[index]?.value;
  const flag = word === value ? words[index - 1]?.value : get(word, 'name');
  return flag?.kind === 'scalar' ? flag : undefined;
}

/** Empty values are a word, in which nothing can be put as it could in a file. */
function withWords(settings: CniSettings, value: Node): CniSettings {
  const isEmpty = items(value).length === 0 && (textOf(value) ?? '').trim() === '';
  return isEmpty ? { ...settings, newBlocks: {} } : settings;
}
