import type { AmiFamily } from '../../model/resource.js';
import type { Node } from '../../syntax/node.js';
import { get, textOf } from '../../syntax/read.js';
import { memoized } from '../../text/memo.js';
import { type Launch, launchWith } from '../nodes/launch.js';
import type { Place } from '../place.js';
import { isMissing, textFact } from '../read.js';
import { property, referredTo, seenValue, type Template, type TemplateResource } from './template.js';

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

/** Data of a launch template or configuration. `isManaged`: EKS puts what it works out before the user data, unless there is an image. */
export function launchOf(
  { properties }: TemplateResource,
  around: { readonly family: AmiFamily; readonly isManaged: boolean },
  place: Place,
): Launch {
  const data = property(properties, 'LaunchTemplateData');
  const image = textFact(property(data, 'ImageId'), place);
  const instanceType = textFact(property(data, 'InstanceType'), place);
  return launchWith({ image, instanceType, text: userDataIn(data), mayHaveNoImage: false }, around, place);
}

/** The text of the user data; undefined where there is none. */
export function userDataIn(data: Node | undefined): Node | undefined {
  const text = property(data, 'UserData');
  return isMissing(text) ? undefined : text;
}
