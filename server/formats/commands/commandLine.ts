import type { Node, SeqNode } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';

/** A command of a script, taken apart as its program does it. */
export interface CommandLine {
  readonly command: SeqNode;
  /** What is no flag, behind the program's name. */
  readonly words: readonly Node[];
  readonly flags: readonly Flag[];
}

/** A flag with its value, which is the next word or stands behind an equals sign; undefined where it has none. */
export interface Flag {
  readonly name: string;
  readonly value: Node | undefined;
}

/** The commands of a script, also those that a shell runs to fill a word. Empty for what is no script. */
export function commandsIn(root: Node | undefined): readonly SeqNode[] {
  if (root?.kind !== 'seq' || root.host.syntax !== 'shell') return [];
  return root.items.flatMap(({ value }) => (value.kind === 'seq' ? withInner(value) : []));
}

function withInner(command: SeqNode): readonly SeqNode[] {
  const inner = items(command).flatMap((word) => {
    const value = word.kind === 'map' ? get(word, 'value') : word;
    return value?.kind === 'seq' ? items(value).flatMap((each) => (each.kind === 'seq' ? withInner(each) : [])) : [];
  });
  return [command, ...inner];
}

/**
 * The command of a program, which other programs may run (`sudo`, `env`, `aws-vault exec x --`); undefined for a command of another program, and
 * for one that prints its words. `valued`: the flags whose value is the next word.
 */
export function parseCommand(command: SeqNode, program: RegExp, valued: ReadonlySet<string>): CommandLine | undefined {
  const all = items(command);
  const start = all.findIndex((word) => program.test(baseName(word)) || isVariableFor(word, program));
  if (start < 0 || all.slice(0, start).some((word) => printing.has(baseName(word)))) return undefined;
  return parseOptions(command, start + 1, valued);
}

/** A command of which the options, and nothing before them, are seen: they begin with this word. */
export function parseOptions(command: SeqNode, from: number, valued: ReadonlySet<string>): CommandLine {
  const all = items(command);
  const words: Node[] = [];
  const flags: Flag[] = [];
  for (let index = from; index < all.length; index++) {
    const word = all[index] as Node;
    const name = textOf(word.kind === 'map' ? get(word, 'name') : word) ?? '';
    if (!/^--?[A-Za-z]/.test(name)) {
      if (name !== '--') words.push(word);
    } else if (word.kind === 'map') flags.push({ name, value: get(word, 'value') });
    else if (valued.has(name)) flags.push({ name, value: all[++index] });
    else flags.push(attached(word, valued) ?? { name, value: undefined });
  }
  return { command, words, flags };
}

/** A short flag with its value right behind it: `-nkube-system`. */
function attached(word: Node, valued: ReadonlySet<string>): Flag | undefined {
  const name = textOf(word)?.slice(0, 2) ?? '';
  if (word.kind !== 'scalar' || name === '--' || !valued.has(name)) return undefined;
  const text = word.text.slice(name.length);
  return { name, value: { ...word, text, value: text } };
}

/** The values of flags with one of these names, in the order of the text. */
export function optionValues({ flags }: CommandLine, ...names: readonly string[]): readonly Node[] {
  return flags.flatMap(({ name, value }) => (names.includes(name) && value !== undefined ? [value] : []));
}

/** True where a flag with one of these names stands that needs no value, and none that denies it. */
export function hasFlag({ flags }: CommandLine, ...names: readonly string[]): boolean {
  return flags.some((flag) => names.includes(flag.name) && textOf(flag.value) !== 'false');
}

/** These print what other programs would do. */
const printing: ReadonlySet<string> = new Set([
  'echo',
  'print',
  'printf',
  'logger',
  'cat',
  'grep',
  'egrep',
  'fgrep',
  'rg',
  'man',
  'alias',
  'type',
  'which',
  ':',
]);

/** The name of a program without its folder. */
function baseName(word: Node): string {
  const text = textOf(word) ?? '';
  return text.slice(text.lastIndexOf('/') + 1);
}

/** `$KUBECTL`, `"${kubectl}"`, `${KUBECTL:-kubectl}`, `$(KUBECTL)` of make: the variable says by its name which program is in it. */
function isVariableFor(word: Node, program: RegExp): boolean {
  const [, written] = /^\$\{?([A-Za-z_]\w*)(?::?[-=][^{}$]*)?\}?$/.exec(textOf(word) ?? '') ?? [];
  const name = written ?? makeVariable(word);
  return name !== undefined && program.test(name.toLowerCase().replace(/_(?:cmd|bin|command|path)$/, ''));
}

/** To a shell a command of this name, which in capitals nobody has. */
function makeVariable(word: Node): string | undefined {
  const [command, ...more] = items(word);
  const [only, ...others] = items(command);
  const name = more.length === 0 && others.length === 0 ? textOf(only) : undefined;
  return name !== undefined && /^[A-Z][A-Z0-9_]*$/.test(name) ? name : undefined;
}
