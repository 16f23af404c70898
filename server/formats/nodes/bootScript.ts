import type { BootScript } from '../../model/nodeConfig.js';
import { scalarHost } from '../../syntax/embedded.js';
import { spanInDocument } from '../../syntax/host.js';
import type { ScalarNode } from '../../syntax/node.js';
import { lineBefore } from '../../text/lines.js';
import type { Location, Sourced, Span } from '../../text/span.js';
import { at, type Place } from '../place.js';

/** A text that a node runs, and where its characters stand. */
export interface ScriptText {
  readonly text: string;
  readonly host: ScalarNode['host'];
  readonly span: Span;
  readonly locate: (start: number, end: number) => Span;
}

/** The decoded text of a string. */
export function scriptIn(node: ScalarNode): ScriptText {
  const host = scalarHost(node);
  return { text: host.text, host, span: node.span, locate: (start, end) => spanInDocument(host, start, end) };
}

/** The place of a part of a text that a node runs. */
export function partAt({ host, locate }: ScriptText, start: number, end: number, place: Place): Location {
  return at(place, { host, span: locate(start, end) });
}

/**
 * What a script says about max pods; undefined where that is nothing. `isSetBeside`: something else gives the node a number; `beside`: what of its
 * text is read in no other way.
 */
export function readScript(
  script: ScriptText,
  around: Pick<BootScript, 'group' | 'userData' | 'system' | 'isMimePart'> & {
    readonly isSetBeside: boolean;
    readonly beside?: string;
  },
  place: Place,
): BootScript | undefined {
  const { isSetBeside, beside = script.text, ...facts } = around;
  const al2Words = find(script, /\bUSE_MAX_PODS\b|\bKUBELET_EXTRA_ARGS\b|\/etc\/eks\/bootstrap\.sh\b/g, place);
  const [unused] = find(script, /--use-max-pods +["']?false\b|\bUSE_MAX_PODS=["']?false\b/g, place);
  const dashes = find(script, noHyphens, place);
  const mayWriteMaxPods = mentionsMaxPods(beside) && writesSettings.test(beside);
  if (al2Words.length === 0 && unused === undefined && dashes.length === 0 && !mayWriteMaxPods) return undefined;
  return {
    kind: 'bootScript',
    at: at(place, script),
    ...facts,
    al2Words,
    mayWriteMaxPods,
    lonelyUseMaxPods: isSetBeside || setsMaxPods(script.text) ? undefined : unused,
    wrongDashes: dashes,
  };
}

/** Where nodeadm and the kubelet of Amazon Linux 2023 look for settings beside the user data. */
const writesSettings = /\/etc\/(?:eks\/(?:nodeadm\.d|kubelet)|kubernetes\/kubelet|systemd\/system\/kubelet)/;

/** True when a text names max pods in any spelling. */
export function mentionsMaxPods(text: string): boolean {
  return /max[-_]?pods/i.test(text);
}

/** True when a text names the limit of pods by cores in any spelling. */
export function mentionsPodsPerCore(text: string): boolean {
  return /pods[-_]?per[-_]?core/i.test(text);
}

/** True when a text names labels of nodes, as the kubelet's flag and as bootstrap scripts spell them. */
export function mentionsNodeLabels(text: string): boolean {
  return /node[-_]?labels/i.test(text);
}

/** True when a script names a number, or may. */
export function setsMaxPods(text: string): boolean {
  return /(?<!use-)max-pods|maxPods|(?<!USE_)MAX_PODS/.test(text);
}

/** The dashes before `max-pods` that are no hyphens. */
export function wrongDashes(node: ScalarNode, place: Place): readonly Sourced<string>[] {
  return find(scriptIn(node), noHyphens, place);
}

const noHyphens = /-?[–—]{1,3}-?(?=max-pods)/g;

function find(script: ScriptText, pattern: RegExp, place: Place): readonly Sourced<string>[] {
  return [...firstMatches(script.text, pattern)]
    .filter(({ index }) => !isCommented(script.text, index))
    .map(({ 0: value, index }) => ({ value, at: partAt(script, index, index + value.length, place) }));
}

/** Nobody reads more of them, and a text may have millions. */
const mostMatches = 100;

function* firstMatches(text: string, pattern: RegExp): Generator<RegExpExecArray, void, undefined> {
  let left = mostMatches;
  for (const match of text.matchAll(pattern)) {
    if (left-- === 0) return;
    yield match;
  }
}

function isCommented(text: string, index: number): boolean {
  return /^[ \t]*#(?!!)/.test(lineBefore(text, index));
}
