import { message } from '../../messages/message.js';
import type { Entry, MapNode, Node, ScalarNode, SyntaxDocument } from '../../syntax/node.js';
import { entries, get, items, textOf } from '../../syntax/read.js';
import type { Place } from '../place.js';
import { isMissing } from '../read.js';

/** A block of Terraform with a type and a name: a resource, or a module, which has no type. */
export interface Block {
  readonly name: ScalarNode;
  readonly body: MapNode;
}

/** What decides about a value that cannot be read. */
export const openTerraformValue = message('a Terraform variable or expression');

/** The names of files in the JSON form. */
export const terraformJson = /\.(?:tf|tofu)\.json$/i;

/** The root of a file of Terraform or OpenTofu, in its own language or in its JSON form; undefined for any other document. */
export function terraformRoot({ root }: SyntaxDocument, uri: string): MapNode | undefined {
  if (root?.kind !== 'map') return undefined;
  return root.host.syntax === 'hcl' || terraformJson.test(uri) ? root : undefined;
}

/** The resources of a type. */
export function resourceBlocks(root: MapNode, type: string): readonly Block[] {
  return valuesAt(root, 'resource').flatMap((types) => valuesAt(types, type).flatMap(named));
}

/** The resources of all types. */
export function allResourceBlocks(root: MapNode): readonly Block[] {
  return valuesAt(root, 'resource').flatMap((types) =>
    types.entries.flatMap(({ value }) => mapsIn(value).flatMap(named)),
  );
}

/** The calls of modules. */
export function moduleBlocks(root: MapNode): readonly Block[] {
  return valuesAt(root, 'module').flatMap(named);
}

/** The variables that a file declares. */
export function variableBlocks(root: MapNode): readonly Block[] {
  return valuesAt(root, 'variable').flatMap(named);
}

/** Blocks of a type in a body: one by one, or as a list of objects, as the JSON form and newer providers have them. */
export function innerBlocks(body: Node, type: string): readonly MapNode[] {
  return valuesAt(body, type);
}

function named(labels: MapNode): readonly Block[] {
  return labels.entries.flatMap(({ key, value }) => mapsIn(value).map((body) => ({ name: key, body })));
}

/** All values of a key: a block's type is a key as often as there are blocks. */
function valuesAt(node: Node, key: string): readonly MapNode[] {
  if (node.kind !== 'map') return [];
  return node.entries.flatMap((entry) => (entry.key.text === key ? mapsIn(entry.value) : []));
}

function mapsIn(value: Node): readonly MapNode[] {
  return value.kind === 'map' ? [value] : items(value).filter((each) => each.kind === 'map');
}

/** True for an expression that is never null or empty: the id of an image that is looked up or made. */
export function mustBeThere(image: Node | undefined): boolean {
  return image?.kind === 'scalar' && image.open && /^(?:data|aws_ami\w*)\./.test(image.text);
}

/** True for a block that stands for any number of them: made by number, or for each of a map. */
export function isRepeated(body: MapNode): boolean {
  return ['count', 'for_each'].some((key) => !isMissing(get(body, key)));
}

/** The body of a block that another file of the folder holds, by its address; undefined where none does, or not all of it is written yet. */
export function blockElsewhere(address: string, { scope }: Place): MapNode | undefined {
  const found = scope?.valueOf(address);
  return found?.node.kind === 'map' && !found.halfTyped ? found.node : undefined;
}

/** Where a module comes from: `terraform-aws-modules/eks/aws`, without the address of a registry and the module within it. */
export function moduleSource(body: MapNode): { readonly name: string; readonly inner: string | undefined } | undefined {
  const source = get(body, 'source');
  if (source?.kind !== 'scalar' || source.open) return undefined;
  const text = textOf(source) ?? '';
  const path = text.replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, '');
  const slashes = path.indexOf('//');
  return slashes < 0
    ? { name: path, inner: undefined }
    : { name: path.slice(0, slashes), inner: path.slice(slashes + 2) };
}

/** The entry of a key that is written last, else one that is merged in. */
export function lastEntry(node: Node | undefined, ...keys: readonly string[]): Entry | undefined {
  const isOne = ({ key }: Entry): boolean => keys.includes(key.text);
  return node?.kind === 'map' ? (node.entries.findLast(isOne) ?? entries(node).findLast(isOne)) : undefined;
}
