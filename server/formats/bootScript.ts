import type { BootScript } from '../model/nodeConfig.js';
import { scalarHost, spanInDocument } from '../syntax/host.js';
import type { ScalarNode } from '../syntax/node.js';
import type { Sourced, Span } from '../text/span.js';
import { at, type Place } from './place.js';

/** A text that a node runs, and where its characters stand. */
export interface ScriptText {
  readonly text: string;
  readonly span: Span;
  readonly locate: (start: number, end: number) => Span;
}

/** The decoded text of a string. */
export function scriptIn(node: ScalarNode): ScriptText {
  const host = scalarHost(node);
  return { text: host.text, span: node.span, locate: (start, end) => spanInDocument(host, start, end) };
}

/** What a script says about max pods; undefined where that is nothing. `beside` is what else the same node runs or is given. */
export function readScript(
  script: ScriptText,
  around: Pick<BootScript, 'group' | 'system' | 'isMimePart'> & { readonly beside: string },
  place: Place,
): BootScript | undefined {
  const { beside, ...facts } = around;
  const al2Words = find(script, /\bUSE_MAX_PODS\b|\bKUBELET_EXTRA_ARGS\b|\/etc\/eks\/bootstrap\.sh\b/g, place);
  const [unused] = find(script, /--use-max-pods[= ]+["']?false\b|\bUSE_MAX_PODS=["']?false\b/g, place);
  const setsMaxPods = /(?<!use-)max-pods|maxPods|(?<!USE_)MAX_PODS/.test(`${script.text}\n${beside}`);
  const dashes = find(script, noHyphens, place);
  if (al2Words.length === 0 && unused === undefined && dashes.length === 0) return undefined;
  return {
    kind: 'bootScript',
    at: at(place, script),
    ...facts,
    al2Words,
    lonelyUseMaxPods: setsMaxPods ? undefined : unused,
    wrongDashes: dashes,
  };
}

/** The dashes before `max-pods` that are no hyphens. */
export function wrongDashes(node: ScalarNode, place: Place): readonly Sourced<string>[] {
  return find(scriptIn(node), noHyphens, place);
}

const noHyphens = /-?[–—]+-?(?=max-pods)/g;

function find(script: ScriptText, pattern: RegExp, place: Place): readonly Sourced<string>[] {
  return [...script.text.matchAll(pattern)]
    .filter(({ index }) => !isCommented(script.text, index))
    .map(({ 0: value, index }) => ({ value, at: at(place, { span: script.locate(index, index + value.length) }) }));
}

function isCommented(text: string, index: number): boolean {
  return /^[ \t]*#(?!!)/.test(text.slice(text.lastIndexOf('\n', index - 1) + 1, index));
}
