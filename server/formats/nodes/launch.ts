import { absent, type Fact, known, unknown } from '../../model/fact.js';
import type { BootScript } from '../../model/nodeConfig.js';
import type { AmiFamily, MaxPods, NodeGroup, Resource } from '../../model/resource.js';
import type { Node, ScalarNode } from '../../syntax/node.js';
import { type Location, placeKey } from '../../text/span.js';
import { maxPodsLeftOpen } from '../bare.js';
import { nodeConfigsIn, readDropIns, readUserData, scriptsBeside, type ToldNodes, toldBy } from '../nodeConfig.js';
import { at, type Place } from '../place.js';
import { mentionsMaxPods, mentionsNodeLabels, mentionsPodsPerCore, readScript, scriptIn } from './bootScript.js';
import { bootstrapCall, joinedOptions, maxPodsByFlag, mentionsMaxPodsBeside } from './bootstrapCall.js';
import { labelsInSettings, maxPodsInSettings } from './bottlerocketSettings.js';
import { dropInsOf, isUnseen, textBeside } from './dropIns.js';
import { mayHoldNodeConfig } from './nodeText.js';

/** What the nodes of a group are started with, and what that says of them. */
export interface Launch extends ToldNodes {
  /** Absent where EKS chooses it. */
  readonly image: Fact<string>;
  readonly instanceType: Fact<string>;
  readonly family: AmiFamily;
}

/** A launch template, in whatever language it is written. */
export interface LaunchSource {
  /** Absent where EKS chooses it. */
  readonly image: Fact<string>;
  /** True where an image that is not seen may be none: EKS chooses then. */
  readonly mayHaveNoImage: boolean;
  readonly instanceType: Fact<string>;
  /** The user data; undefined where there is none, `hidden` where nobody sees all of it. */
  readonly text: Node | 'hidden' | undefined;
}

/** What a launch template says. `isManaged`: EKS puts what it works out before the user data, unless there is an image. */
export function launchWith(
  { image, mayHaveNoImage, instanceType, text }: LaunchSource,
  { family, isManaged }: { readonly family: AmiFamily; readonly isManaged: boolean },
  place: Place,
): Launch {
  const saidWhere = (isEksFirst: boolean): Said => {
    if (text === 'hidden') return unseen;
    return text === undefined ? nothingSaid(isEksFirst) : saidBy(text, { family, isEksFirst }, place);
  };
  const said = saidWhere(isManaged && image.kind === 'absent');
  const isOpen = isManaged && image.kind === 'unknown' && mayHaveNoImage;
  const isSame = !isOpen || JSON.stringify(saidWhere(true)) === JSON.stringify(said);
  return { image, instanceType, ...(isSame ? said : { ...unseen, family: said.family }) };
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
    return { family, podsPerCore: absent, maxPods: ofSettings(text, around, place), ...labelsInSettings(text, place) };
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
    return isSilent ? { ...nothingSaid(true), labelsHidden: mentionsNodeLabels(text.text) } : unseen;
  }
  const own: MaxPods = call.usesMaxPods ? maxPodsLeftOpen : { kind: 'unknown' };
  return {
    ...unseen,
    maxPods: call.maxPods.kind === 'absent' ? own : maxPodsByFlag(call.maxPods),
    podsPerCore: mentionsPodsPerCore(text.text) ? unknown() : absent,
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
  if (dropIns.some(isUnseen) || mentionsMaxPods(scripted)) return unseen;
  if (configs.length === 0) return isEksFirst ? nothingSaid(true) : unseen;
  return {
    family: 'al2023',
    ...toldBy(configs, { isEksFirst, beside: scripted }),
  };
}

/** A managed group with what its launch template says. Types of its own, and what hides parts of it, come first. */
export function launched(read: NodeGroup, launch: Launch): Partial<NodeGroup> {
  const { image, family, maxPods, podsPerCore } = launch;
  const isHidden = read.maxPods.kind === 'unknown';
  return {
    amiFamily: read.amiFamily === 'unknown' ? family : read.amiFamily,
    customAmi: isHidden ? unknown() : image,
    instanceTypes:
      read.instanceTypes.kind === 'unknown' && read.instanceTypes.at === undefined
        ? typesOf(launch)
        : read.instanceTypes,
    maxPods: isHidden ? { kind: 'unknown' } : maxPods,
    podsPerCore: isHidden ? unknown() : podsPerCore,
    labels: [...read.labels, ...launch.labels],
    labelsPartlyHidden: read.labelsPartlyHidden || launch.labelsHidden,
  };
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
  const joined = own === 'al2023' ? [] : joinedOptions(text, place);
  return [...(script ? [script] : []), ...joined, ...readDropIns(dropIns, { group, userData }, place)];
}

/** The type of the launch template, where the group has none. */
export function typesOf({ instanceType }: Launch): Fact<readonly Fact<string>[]> {
  return instanceType.kind === 'known' ? known([instanceType], instanceType.at) : unknown();
}
