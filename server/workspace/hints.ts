import { formats } from '../formats/index.js';
import { syntaxes } from '../syntax/index.js';

const readHints = [...new Set(formats.flatMap((format) => format.hints))];
const outlineHints = formats.flatMap((format) => format.outlineHints ?? []);
const hints = [...readHints, ...outlineHints];
const ownHints = [...new Set(formats.flatMap(({ hints: own, onlySigns }) => (onlySigns ? [] : own)))];
const apiGroups: ReadonlySet<string> = new Set(formats.flatMap((format) => format.apiGroups ?? []));

const names = syntaxes.flatMap(({ hintedNames }) => hintedNames ?? []);

/** True when a file may hold something of ours: one of the formats' literal hints stands in its text, or its name is one. */
export function hasHint(text: string, uri: string): boolean {
  return hints.some((hint) => text.includes(hint)) || isHintedName(uri);
}

/** True when a file may hold something of ours beside what it defines for others. */
export function isToBeRead(text: string, uri: string): boolean {
  return readHints.some((hint) => text.includes(hint)) || isHintedName(uri);
}

/** True when a file that is not to be read may define something for others: that is found without reading it. */
export function isToBeOutlined(text: string): boolean {
  return outlineHints.some((hint) => text.includes(hint));
}

function isHintedName(uri: string): boolean {
  return names.some((name) => name.test(uri));
}

/** The same for the bytes of a file, which are not decoded: the hints are plain ASCII. */
export function bytesHaveHint(bytes: SearchedBytes, uri: string): boolean {
  return hints.some((hint) => bytes.includes(hint, 0, 'latin1')) || isHintedName(uri);
}

interface SearchedBytes {
  includes(text: string, start?: number, encoding?: 'latin1'): boolean;
}

/** True when a text may hold something that is ours to judge, and not only a sign about something else. */
export function hasOwnHint(text: string): boolean {
  return ownHints.some((hint) => text.includes(hint));
}

/** The same for the bytes of a file. */
export function bytesHaveOwnHint(bytes: SearchedBytes): boolean {
  return ownHints.some((hint) => bytes.includes(hint, 0, 'latin1'));
}

/** True where the line of an apiVersion names an API of ours, also when what follows it leaves no manifest to read. */
export function namesOurApi(text: string): boolean {
  return [...text.matchAll(apiVersionLine)].some(([, group = '']) => apiGroups.has(group));
}

const apiVersionLine = /^apiVersion:[ \t]+["']?([\w.-]+)\//gm;

/** True for a text with an apiVersion, as those have that kubectl and eksctl read. */
export function isManifest(text: string): boolean {
  return groupsIn(text).length > 0;
}

/** True for manifests that are eksctl's, all of them. */
export function isForEksctl(text: string): boolean {
  return isManifest(text) && groupsIn(text).every((group) => group === 'eksctl.io');
}

/** The API groups of the manifests in a text; what stands further in than the first is within one of them. */
function groupsIn(text: string): readonly string[] {
  const all = [...text.matchAll(/^\uFEFF?([ \t]*(?:\{[ \t]*)?)["']?apiVersion["']?:[ \t]*["']?([\w.-]+)/gm)];
  const depth = all[0]?.[1]?.length ?? 0;
  return all.flatMap(([, before = '', group = '']) => (before.length <= depth ? [group] : []));
}
