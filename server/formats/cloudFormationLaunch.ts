import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { BootScript, NodeConfig } from '../model/nodeConfig.js';
import type { AmiFamily, Label, MaxPods, Resource } from '../model/resource.js';
import type { Node, ScalarNode } from '../syntax/node.js';
import { get, textOf } from '../syntax/read.js';
import { memoized } from '../text/memo.js';
import { type Location, placeKey } from '../text/span.js';
import { maxPodsLeftOpen } from './bare.js';
import { mentionsMaxPods, readScript, scriptIn } from './bootScript.js';
import { bootstrapCall, maxPodsByFlag, mentionsMaxPodsBeside } from './bootstrapCall.js';
import { maxPodsInSettings } from './bottlerocketSettings.js';
import { property, referredTo, seenValue, type Template, type TemplateResource } from './cloudFormationTemplate.js';
import { type DropIn, dropInsOf, foreignDropIn, textBeside } from './dropIns.js';
import { lastWritten, nodeConfigsIn, readUserData, writtenExpression, writtenMaxPods } from './nodeConfig.js';
import { mayHoldNodeConfig } from './nodeText.js';
import { at, type Place } from './place.js';
import { isMissing, textFact } from './read.js';

/** True for what holds what nodes are started with. */
export function isLaunchTemplate({ type }: TemplateResource): boolean {
  return type === 'AWS::EC2::LaunchTemplate';
}

/** The launch template that a group names, by a reference or by the same name; undefined where that is not one of the file. */
export function launchTemplateOf(reference: Node | undefined, template: Template): TemplateResource | undefined {
  const value = (...keys: readonly string[]): Node | undefined =>
    keys.map((key) => get(reference, key)).find((node) => node !== undefined);
  const name = value('Name', 'LaunchTemplateName');
  const ids = [value('Id', 'LaunchTemplateId'), name].map(referredTo);
  const referred = ids
    .flatMap((id) => (id === undefined ? [] : (template.byName.get(id) ?? [])))
    .find(isLaunchTemplate);
  const found = referred ?? launchTemplatesByName(template).get(textOf(seenValue(name)) ?? '');
  return found?.isConditional === false ? found : undefined;
}

/** A memo, because every group asks. */
const launchTemplatesByName = memoized(
  ({ resources }: Template): ReadonlyMap<string, TemplateResource> =>
    new Map(
      resources.filter(isLaunchTemplate).flatMap((each) => {
        const name = textOf(property(each.properties, 'LaunchTemplateName')) ?? '';
        return name === '' ? [] : [[name, each] as const];
      }),
    ),
);

/** What the nodes of a group are started with, and what that says of them. */
export interface Launch {
  /** Absent where EKS chooses it. */
  readonly image: Fact<string>;
  readonly instanceType: Fact<string>;
  readonly family: AmiFamily;
  readonly maxPods: MaxPods;
  readonly podsPerCore: Fact<number>;
  readonly labels: readonly Label[];
  readonly labelsHidden: boolean;
}

/** Data of a launch template or configuration. `isManaged`: EKS puts what it works out before the user data, unless there is an image. */
export function launchOf(
  { properties }: TemplateResource,
  { family, isManaged }: { readonly family: AmiFamily; readonly isManaged: boolean },
  place: Place,
): Launch {
  const data = property(properties, 'LaunchTemplateData');
  const image = textFact(property(data, 'ImageId'), place);
  const text = userDataIn(data);
  const isEksFirst = isManaged && image.kind === 'absent';
  const said = text === undefined ? nothingSaid(isEksFirst) : saidBy(text, { family, isEksFirst }, place);
  return { image, instanceType: textFact(property(data, 'InstanceType'), place), ...said };
}

/** The text of the user data; undefined where there is none. */
export function userDataIn(data: Node | undefined): Node | undefined {
  const text = property(data, 'UserData');
  return isMissing(text) ? undefined : text;
}

type Said = Omit<Launch, 'image' | 'instanceType'>;

function nothingSaid(isEksFirst: boolean): Said {
  const maxPods: MaxPods = isEksFirst ? maxPodsLeftOpen : { kind: 'unknown' };
  return {
    family: 'unknown',
    maxPods,
    podsPerCore: isEksFirst ? absent : unknown(),
    labels: [],
    labelsHidden: !isEksFirst,
  };
}

const unseen: Said = {
  family: 'unknown',
  maxPods: { kind: 'unknown' },
  podsPerCore: unknown(),
  labels: [],
  labelsHidden: true,
};

interface Around {
  readonly family: AmiFamily;
  readonly isEksFirst: boolean;
}

function saidBy(text: Node, around: Around, place: Place): Said {
  if (text.kind !== 'scalar' || text.text === '' || holdsAnything(text.text)) return unseen;
  const family = around.family === 'unknown' ? familyOf(text.text) : around.family;
  // Its settings have no limit by cores.
  if (family === 'bottlerocket')
    return { ...unseen, family, podsPerCore: absent, maxPods: ofSettings(text, around, place) };
  if (family === 'al2') return { ...ofScript(text, around, place), family };
  return family === 'al2023' ? { ...ofNodeConfigs(text, around, place), family } : { ...unseen, family };
}

/** A line that a parameter fills in whole may be any command. */
function holdsAnything(text: string): boolean {
  return /^[ \t]*\$\{[\w:.]+\}[ \t]*$/m.test(text);
}

/** What the nodes run, by who reads such user data. */
function familyOf(text: string): AmiFamily {
  if (/\bnode\.eks\.aws\//.test(text)) return 'al2023';
  if (text.includes('/etc/eks/bootstrap.sh')) return 'al2';
  return /^[ \t]*\[settings\.kubernetes\]/m.test(text) ? 'bottlerocket' : 'unknown';
}

function ofSettings(text: ScalarNode, { isEksFirst }: Around, place: Place): MaxPods {
  const { maxPods } = maxPodsInSettings(text, place);
  // Of two settings of a managed group nobody here knows which one wins.
  if (isEksFirst) return maxPods === undefined ? maxPodsLeftOpen : { kind: 'unknown' };
  return maxPods ?? { kind: 'unknown' };
}

function ofScript(text: ScalarNode, { isEksFirst }: Around, place: Place): Said {
  const call = isEksFirst ? undefined : bootstrapCall(text, place);
  if (call === undefined || mentionsMaxPodsBeside(text, call)) {
    const isSilent = isEksFirst && !mentionsMaxPods(text.text);
    return isSilent ? { ...nothingSaid(true), labelsHidden: /node[-_]?labels/i.test(text.text) } : unseen;
  }
  const own: MaxPods = call.usesMaxPods ? maxPodsLeftOpen : { kind: 'unknown' };
  return {
    ...unseen,
    maxPods: call.maxPods.kind === 'absent' ? own : maxPodsByFlag(call.maxPods),
    podsPerCore: /pods[-_]?per[-_]?core/i.test(text.text) ? unknown() : absent,
    labels: call.labels,
    labelsHidden: call.labelsHidden,
  };
}

/** What NodeConfigs say, which stand in the user data, alone or in MIME form, or in files that a script writes for nodeadm. */
function ofNodeConfigs(text: ScalarNode, { isEksFirst }: Around, place: Place): Said {
  const dropIns = dropInsOf([text]);
  const texts = [...(mayHoldNodeConfig(text) ? [text] : []), ...dropIns.map((each) => each.text)];
  const configs = texts.flatMap((each) => nodeConfigsIn(each, { group: undefined, isOverruled: false }, place));
  const scripted = scriptsBeside(text, configs, dropIns);
  if (mentionsMaxPods(scripted)) return unseen;
  if (configs.length === 0) return isEksFirst ? nothingSaid(true) : unseen;
  const perCore = lastWritten(configs.map(({ podsPerCore }) => podsPerCore));
  return {
    family: 'al2023',
    maxPods: writtenMaxPods(configs) ?? writtenExpression(configs, isEksFirst) ?? maxPodsLeftOpen,
    podsPerCore: /pods[-_]?per[-_]?core/i.test(scripted) ? unknown() : perCore,
    labels: configs.flatMap(({ labels }) => labels),
    labelsHidden: /node[-_]?labels/i.test(scripted) || configs.some(({ labelsPartlyHidden }) => labelsPartlyHidden),
  };
}

/** What is left of a text without its NodeConfigs. */
function scriptsBeside(text: ScalarNode, configs: readonly NodeConfig[], dropIns: readonly DropIn[]): string {
  if (dropIns.length > 0) return textBeside(text, dropIns);
  if (configs.length === 0) return text.text;
  // Of user data in MIME form the scripts are parts of their own.
  const parts = text.text.split(/^--/m);
  return parts.length < 2 ? '' : parts.filter((part) => !/\bnode\.eks\.aws\b/.test(part)).join('\n');
}

/** What is wrong in user data, wherever in the template it stands. `group`: the only one whose nodes are given it. */
export function userDataResources(
  text: ScalarNode,
  { group, family }: { readonly group: Location | undefined; readonly family: AmiFamily },
  place: Place,
): readonly Resource[] {
  const userData = placeKey(at(place, text));
  const around = { group, userData, isOverruled: false, reader: 'nodeadm' } as const;
  if (mayHoldNodeConfig(text)) return readUserData(text, around, place);
  if (family === 'bottlerocket' || (family === 'unknown' && familyOf(text.text) === 'bottlerocket')) {
    return maxPodsInSettings(text, place).refused;
  }
  const dropIns = dropInsOf([text]);
  const own = family === 'unknown' ? familyOf(text.text) : family;
  const system: BootScript['system'] = own === 'al2' || own === 'al2023' ? own : 'unknown';
  const script = readScript(
    scriptIn(text),
    { group, userData, system, isMimePart: false, isSetBeside: false, beside: textBeside(text, dropIns) },
    place,
  );
  const written = dropIns.flatMap((each) => [
    ...readUserData(each.text, around, place),
    ...foreignDropIn(each.text, place),
  ]);
  return [...(script ? [script] : []), ...written];
}

/** The type of the launch template, where the group has none. */
export function typesOf({ instanceType }: Launch): Fact<readonly Fact<string>[]> {
  return instanceType.kind === 'known' ? known([instanceType], instanceType.at) : unknown();
}
