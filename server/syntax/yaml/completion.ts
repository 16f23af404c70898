import { beforeBreak, isBreakAt, lineBefore, lineStart, nextLine, restOfLine } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { spelledInPlace } from '../draft.js';
import { isJson, localSpan } from '../host.js';
import type { ScalarNode } from '../node.js';
import type { Commas, Completion, Frame, Holding, Spot, VariableSpelling } from '../syntax.js';
import { isPlainWord } from './spell.js';

/** How something new is spelled in YAML and JSON. */
export const completion: Completion = { frames, commas, variables, entry: newEntry, key, value };

const word: Frame = { kind: 'word', before: '', after: '' };
/** In empty braces a word alone would be a placeholder that somebody fills in. */
const apart: Frame = { ...word, after: ' ' };
const entry: Frame = { kind: 'entry', before: '', after: ': ""' };
const item: Frame = { kind: 'item', before: '- name: ', after: '' };
const named: Frame = { kind: 'named', before: 'name: ', after: '' };
const itemInBrackets: Frame = { kind: 'item', before: '{ "name": ', after: ' }' };

function frames(text: string, { start, end }: Span, margin = ''): readonly Frame[] {
  const line = lineBefore(text, start);
  const before = line.startsWith(margin) ? line.slice(margin.length) : line;
  const after = restOfLine(text, end);
  if (before.endsWith('{') && after.startsWith('}')) return [apart];
  const isAmongItems = /[[,}]\s*$/.test(text.slice(Math.max(0, start - widestGap), start));
  const plain = isAmongItems ? [word, itemInBrackets] : [word];
  if (after.trim() !== '') return plain;
  if (/^\s*$/.test(before)) return [entry, item, ...plain, ...deeper(text, { start, end })];
  if (/^\s*(- +)+$/.test(before)) return [named, entry, ...plain];
  return plain;
}

/**
 * An entry further right than the word, where the line above is a key without a value and stands no further left: where Enter behind a key leaves
 * the cursor in a string, whose language editors do not know. It goes below the key as far as what follows does.
 */
function deeper(text: string, { start, end }: Span): readonly Frame[] {
  const above = lineAbove(text, start);
  if (above === undefined || !/:[ \t]*$/.test(above) || !/^[ \t>]*[\w"']/.test(above)) return [];
  const own = lineBefore(text, start);
  if (indentationOf(above) !== own || own.length === 0) return [];
  const below = restOfLine(text, nextLine(text, end) ?? text.length);
  const [, further = ''] = below.startsWith(own) ? (/^( +)[^ #-]/.exec(below.slice(own.length)) ?? []) : [];
  const indent = further === '' ? '  ' : further;
  return [{ ...entry, before: indent, indent }];
}

/** The text of the line before that of an offset; undefined in the first line. */
function lineAbove(text: string, offset: number): string | undefined {
  const start = lineStart(text, offset);
  return start === 0 ? undefined : lineBefore(text, beforeBreak(text, start));
}

/** What a line begins with: blanks, and the marks of a quotation. */
function indentationOf(line: string): string {
  return /^[ \t>]*/.exec(line)?.[0] ?? '';
}

/** Further behind a bracket or a comma nobody begins an item. */
const widestGap = 200;

/** By what stands around the word, blanks aside: the end of an entry before it, the beginning of one behind it. */
function commas(text: string, { start, end }: Span): readonly Commas[] {
  if (!isInBrackets(text, start)) return [];
  let [before, behind] = [start, end];
  while (isBlankAt(text, before - 1)) before--;
  while (isBlankAt(text, behind)) behind++;
  const isAfterEntry = /["'}\]\w]/.test(text[before - 1] ?? '');
  const isBeforeEntry = /["'{[\\\w]/.test(text[behind] ?? '');
  return [
    ...(isBeforeEntry ? [{ after: true } as const] : []),
    ...(isAfterEntry ? [{ before }] : []),
    ...(isBeforeEntry && isAfterEntry ? [{ before, after: true } as const] : []),
  ];
}

/** True where more brackets were opened than closed: a quick look, because each comma that is tried costs a reading. */
function isInBrackets(text: string, offset: number): boolean {
  let depth = 0;
  for (let at = 0; at < offset; at++) {
    const character = text[at];
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
  }
  return depth > 0;
}

function isBlankAt(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t' || isBreakAt(text, at);
}

const onlyName: VariableSpelling = { nameOnly: true, entries: () => undefined };

/** Items of a list or entries of a map, quoted as the text around needs it. */
function variables({ frame, scalar, nodes, column, isList, hasValue }: Spot): VariableSpelling {
  const isItem = isList && frame !== 'entry';
  if (hasValue && frame !== 'entry') return onlyName;
  if (isOnlyName(frame, scalar)) return onlyName;
  const isInFlow = isInBraces(nodes);
  const key = isInFlow && isJson(scalar.host) ? (name: string) => `"${name}"` : (name: string) => name;
  if (isItem) return isInFlow ? asFlowItems(frame, scalar, key) : asItems(frame, column);
  const separator = isInFlow ? ', ' : `\n${' '.repeat(column)}`;
  return encoded(scalar, separator, ([name, value]) => `${key(name)}: "${value}"`);
}

/** True where quotes stand around the name, whose value would follow the closing one, which the editor's word does not reach; or its colon is there. */
function isOnlyName(frame: Spot['frame'], scalar: ScalarNode): boolean {
  return scalar.style !== 'plain' || (frame !== 'entry' && /^[ \t]*:/.test(restBehind(scalar)));
}

function isInBraces(nodes: Spot['nodes']): boolean {
  return nodes.some((node) => node.kind !== 'scalar' && node.style === 'flow');
}

function newEntry({ frame, scalar, nodes, column }: Spot, name: string, holds: Holding): string | undefined {
  if (isOnlyName(frame, scalar)) return name;
  const isInFlow = isInBraces(nodes);
  const { host } = scalar;
  if (isInFlow || holds === 'text' || holds === 'literal') {
    return spelledInPlace(scalar, `${isInFlow && isJson(host) ? `"${name}"` : name}: ${inFlow[holds]}`);
  }
  const written = spelledInPlace(scalar, `${name}:`);
  return written && `${written}\n${' '.repeat(column + 2)}${holds === 'list' ? '- ' : ''}$1`;
}

const inFlow: Readonly<Record<Holding, string>> = { text: '"$1"', literal: '$1', map: '{$1}', list: '[$1]' };

type Variable = readonly [name: string, value: string];

function encoded(scalar: ScalarNode, separator: string, spell: (variable: Variable) => string): VariableSpelling {
  return {
    nameOnly: false,
    entries: (variables) => {
      const entries = variables.map((each) => spelledInPlace(scalar, spell(each)));
      return entries.some((each) => each === undefined) ? undefined : entries.join(separator);
    },
  };
}

/** Whole items in the brackets of a list, or what an item in braces lacks behind its `name:`. */
function asFlowItems(frame: Spot['frame'], scalar: ScalarNode, key: (name: string) => string): VariableSpelling {
  const quote = isJson(scalar.host) ? '"' : '';
  const fields = ([name, value]: Variable): string => `${quote}${name}${quote}, ${key('value')}: "${value}"`;
  if (frame === 'item') return encoded(scalar, ', ', (each) => `{ ${key('name')}: ${fields(each)} }`);
  const one = encoded(scalar, '', fields);
  // Several would need the braces that stand around the first.
  return { nameOnly: false, entries: (variables) => (variables.length > 1 ? undefined : one.entries(variables)) };
}

/** What follows a scalar on its line. */
function restBehind({ host, span }: ScalarNode): string {
  return restOfLine(host.text, localSpan(host, span).end);
}

function asItems(frame: Spot['frame'], column: number): VariableSpelling {
  // The dash, where it is written, stands two columns before the name; a line that begins here is that of an item.
  const [head, dash] =
    frame === 'item' ? ['- name: ', column] : frame === 'named' ? ['name: ', column - 2] : ['', column - 8];
  const pad = ' '.repeat(Math.max(0, dash));
  return {
    nameOnly: false,
    entries: (variables) =>
      variables
        .map(([name, value], index) => {
          const first = index === 0 ? head : `\n${pad}- name: `;
          return `${first}${name}\n${pad}  value: "${value}"`;
        })
        .join(''),
  };
}

/** A key on a line of its own gets its colon. */
function key(frame: Spot['frame'], name: string): string {
  return frame === 'entry' ? `${name}: $1` : name;
}

/** With quotes where the program needs a string and none stand there. */
function value(scalar: ScalarNode, text: string, { asString }: { readonly asString: boolean }): string | undefined {
  if (scalar.style !== 'plain') return text;
  const needsQuotes = (asString && !isString(text)) || !isPlainWord(text) || isJson(scalar.host);
  return needsQuotes ? spelledInPlace(scalar, `"${text}"`) : text;
}

/** True where YAML reads the plain text as a string, so that Kubernetes takes it for one. */
function isString(text: string): boolean {
  return /^[A-Za-z/][\w./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|y|n|null)$/i.test(text);
}
