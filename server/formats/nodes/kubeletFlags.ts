import { absent, type Fact, type Known, known, unknown } from '../../model/fact.js';
import { parseIntBase0 } from '../../model/goValues.js';
import type { MaxPodsFlag } from '../../model/nodeConfig.js';
import { lettersOf } from '../../text/closest.js';
import { isPlaceholderWord } from '../../text/placeholderWord.js';
import type { Location, Sourced, Span } from '../../text/span.js';
import { mayHoldTemplate } from '../../text/template.js';
import { isFilledIn, type Place } from '../place.js';

/** A text of flags, as an item of `spec.kubelet.flags` or the value of `--kubelet-extra-args`. */
export interface FlagText {
  readonly text: string;
  /** True where something in it is filled in later. */
  readonly open: boolean;
  readonly place: Place;
  readonly locate: (start: number, end: number) => Location;
}

/** One word of a command line. */
interface Word {
  readonly text: string;
  /** True for a part of it that is filled in later. */
  readonly isOpen: (part: string) => boolean;
  readonly at: Location;
  /** The place of its characters from an offset on; undefined where quotes stand within. */
  readonly behind: ((offset: number) => Location) | undefined;
}

/** What a flag that the kubelet does not take, or whose value it does not take, is and should be. */
export interface FlagFault {
  readonly at: Location;
  readonly written: string;
  readonly fault: 'noFlag' | 'noNumber' | 'negative' | 'noValue';
  /** How it is written right; undefined where nobody can say. */
  readonly repaired: string | undefined;
}

/** What texts of flags say to the kubelet. */
export interface KubeletFlags {
  /** The last one counts. */
  readonly maxPods: Fact<MaxPodsFlag>;
  /** Those before it. */
  readonly overruledMaxPods: readonly Known<MaxPodsFlag>[];
  readonly labels: readonly { readonly key: Sourced<string>; readonly value: Fact<string> }[];
  /** Labels may be among what is filled in later. */
  readonly labelsHidden: boolean;
  readonly faults: readonly FlagFault[];
}

/**
 * Reads flags as the kubelet gets them: joined by blanks, and cut at blanks by systemd, which takes the quotes away (`$NODEADM_KUBELET_ARGS` in
 * kubelet.service). `--name=value` and `--name value` are the same, and `_` is `-`. Source: nodeadm/internal/kubelet/environment.go:19-30 of
 * amazon-eks-ami 81fec2e8; k8s.io/component-base/cli/flag, WordSepNormalizeFunc; spf13/pflag, which reads whole numbers in base 0.
 */
export function readKubeletFlags(texts: readonly FlagText[]): KubeletFlags {
  const words = texts.flatMap(wordsOf);
  let maxPods: Fact<MaxPodsFlag> = absent;
  const overruledMaxPods: Known<MaxPodsFlag>[] = [];
  const labels: KubeletFlags['labels'][number][] = [];
  const faults: FlagFault[] = [];
  // A word that is filled in later may be any flag, and so may what it stands for at the end.
  let labelsHidden = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as Word;
    const [, name = '', equals, inline = ''] = /^--([A-Za-z][\w-]*)(=)?([\s\S]*)$/.exec(word.text) ?? [];
    if (name === '') {
      const fault = isValueOf(words[index - 1]) ? undefined : faultOfWord(word);
      if (fault) faults.push(fault);
      if (isWhollyOpen(word)) {
        labelsHidden = true;
        if (maxPods.kind === 'absent') maxPods = unknown();
      }
      continue;
    }
    const normal = name.replaceAll('_', '-');
    if (normal !== 'max-pods' && normal !== 'node-labels') {
      const fault = lettersOf(name) === 'maxpods' ? noFlag(word, `--max-pods${equals ?? ''}${inline}`) : undefined;
      if (fault) faults.push(fault);
      continue;
    }
    const value = equals ? part(word, word.text.length - inline.length) : words[++index];
    if (normal === 'node-labels') {
      const read = labelsOf(value);
      labels.push(...read.labels);
      labelsHidden ||= read.hidden;
      continue;
    }
    const [flag, fault] = maxPodsOf(word, value);
    if (maxPods.kind === 'known') overruledMaxPods.push(maxPods);
    maxPods = flag;
    if (fault) faults.push(fault);
  }
  return { maxPods, overruledMaxPods, labels, labelsHidden, faults };
}

function maxPodsOf(word: Word, value: Word | undefined): readonly [Fact<MaxPodsFlag>, FlagFault?] {
  if (value === undefined) {
    return [unknown(word.at), { at: word.at, written: word.text, fault: 'noValue', repaired: undefined }];
  }
  if (value.isOpen(value.text) || isPlaceholderWord(value.text, 'maxPods')) return [unknown(word.at)];
  const pods = parseIntBase0(value.text);
  const fault = pods === undefined || pods > largestInt32 ? 'noNumber' : pods < 0 ? 'negative' : undefined;
  if (pods === undefined || fault !== undefined) {
    const digits = /^\D*?(\d{1,9})\D*$/.exec(value.text)?.[1];
    const repaired =
      fault === 'noNumber' && digits !== undefined && value.at === word.at ? `--max-pods=${digits}` : undefined;
    return [unknown(word.at), { at: word.at, written: word.text, fault: fault ?? 'noNumber', repaired }];
  }
  const digits = value.behind?.(0);
  const flag: MaxPodsFlag = { pods, digits: digits && { value: value.text, at: digits } };
  return [known(flag, word.at)];
}

/** The kubelet has numbers of pods as int32, and takes no negative ones. */
export const largestInt32 = 2 ** 31 - 1;

function labelsOf(value: Word | undefined): Pick<KubeletFlags, 'labels'> & { readonly hidden: boolean } {
  if (value === undefined) return { labels: [], hidden: false };
  let offset = 0;
  let hidden = false;
  const labels: KubeletFlags['labels'][number][] = [];
  for (const pair of value.text.split(',')) {
    const start = offset;
    offset += pair.length + 1;
    const equals = pair.indexOf('=');
    if (equals <= 0 || value.isOpen(pair.slice(0, equals))) {
      // eksctl puts the labels of the group into that variable.
      hidden ||= value.isOpen(pair) && !/^\$(?:NODE_LABELS|\{NODE_LABELS\})$/.test(pair);
      continue;
    }
    const [key, text] = [pair.slice(0, equals), pair.slice(equals + 1)];
    const [keyAt, valueAt] = [
      spanOf(value, start, start + equals),
      spanOf(value, start + equals + 1, start + pair.length),
    ];
    // Without its own place nobody could be led to it.
    const isSeen = value.behind !== undefined && !value.isOpen(text);
    labels.push({ key: { value: key, at: keyAt }, value: isSeen ? known(text, valueAt) : unknown(valueAt) });
  }
  return { labels, hidden };
}

function spanOf(word: Word, start: number, end: number): Location {
  const [from, to] = [word.behind?.(start), word.behind?.(end)];
  return from && to ? { ...from, span: { start: from.span.start, end: to.span.start } } : word.at;
}

/** A word without two hyphens before it is no flag, and the kubelet takes no other words. */
function faultOfWord(word: Word): FlagFault | undefined {
  const [, name = '', rest = ''] = /^-*([A-Za-z][\w-]*?)((?:=[\s\S]*)?)$/.exec(word.text) ?? [];
  if (lettersOf(name) !== 'maxpods') return undefined;
  return noFlag(word, `--max-pods${rest}`);
}

function noFlag(word: Word, repaired: string): FlagFault {
  return { at: word.at, written: word.text, fault: 'noFlag', repaired };
}

/** True where the word before takes this one as its value, or may. */
function isValueOf(before: Word | undefined): boolean {
  return before !== undefined && (/^--[A-Za-z][\w-]*$/.test(before.text) || isWhollyOpen(before));
}

/** A word that begins with what is filled in later, and so may be a flag. */
function isWhollyOpen({ text, isOpen }: Word): boolean {
  return isOpen(text) && !text.startsWith('--');
}

/** What stands behind an offset of a word, as a word of the same place. */
function part(word: Word, start: number): Word {
  return {
    ...word,
    text: word.text.slice(start),
    behind: word.behind && ((offset) => (word.behind as (at: number) => Location)(start + offset)),
  };
}

function wordsOf({ text, open, place, locate }: FlagText): readonly Word[] {
  const isOpen = (part: string): boolean => (open && mayHoldTemplate(part)) || isFilledIn(place, part);
  return spansOfWords(text).map(({ start, end }) => {
    const written = text.slice(start, end);
    const unquoted = written.replace(/["']/g, '');
    return {
      text: unquoted,
      isOpen,
      at: locate(start, end),
      behind: unquoted === written ? (offset) => locate(start + offset, end) : undefined,
    };
  });
}

/** No command line has more. */
const mostWords = 1_000;

/** Where the words stand that blanks divide, which stand neither in quotes nor in a placeholder. */
function spansOfWords(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start: number | undefined;
  const close = (end: number): void => {
    if (start !== undefined) spans.push({ start, end });
    start = undefined;
  };
  for (let index = 0; index < text.length && spans.length < mostWords; index++) {
    const character = text.charAt(index);
    if (/\s/.test(character)) {
      close(index);
      continue;
    }
    start ??= index;
    // A quotation that is not closed ends with the text; a bracket that is not closed is a character like any other.
    if (character === '"' || character === "'") index = indexOr(text.indexOf(character, index + 1), text.length);
    const closer = closers[character];
    if (closer) index += Math.max(0, text.slice(index + 1, index + longestPlaceholder).indexOf(closer) + 1);
  }
  close(text.length);
  return spans;
}

function indexOr(index: number, other: number): number {
  return index < 0 ? other : index;
}

/** What blanks may stand in. */
const closers: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']', '`': '`' };
const longestPlaceholder = 200;
