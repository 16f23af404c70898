import { type Argument, type Command, Help, type Option } from 'commander';
import { enumeration, type Message, message, type Say, type Argument as Value } from '../messages/message.js';
import { displayWidth } from '../reporters/terminal.js';
import type { Call, Output } from './call.js';
import { textOf, wrap } from './wrap.js';

/** Makes commander say its own words in the language of the caller, where the caller reads them. */
export function translateCommander(program: Command, { say, stdout, stderr }: Call): void {
  const toHelp = (name: string): Message => message('(eni-lens {name} --help shows what there is)', { name });
  for (const command of [program, ...program.commands]) {
    const name = command === program ? undefined : command.name();
    command
      .exitOverride()
      .helpOption('-h, --help', say(message('show this help')))
      .showHelpAfterError(say(name === undefined ? message('(eni-lens --help shows what there is)') : toHelp(name)))
      .configureHelp({
        styleTitle: (title) => say(titles[title] ?? message('{title}', { title })),
        displayWidth,
        boxWrap,
        ...extras(say),
      })
      .configureOutput({
        writeOut: (text) => stdout.write(proseWithin(widthOf(stdout), text)),
        writeErr: (text) => stderr.write(text),
        getOutHelpWidth: () => widthOf(stdout),
        getErrHelpWidth: () => widthOf(stderr),
        outputError: (text, write) => write(errorText(text, say)),
      });
  }
}

/** Commander's own width where nobody watches is 80. */
function widthOf({ isTTY, columns }: Output): number {
  return (isTTY && columns) || 80;
}

/** Breaks lines where Japanese may be broken too. */
function boxWrap(text: string, width: number): string {
  const lines = text.split('\n').flatMap((line) => wrap([{ text: line, style: 'plain' }], width).map(textOf));
  return lines.join('\n');
}

/** Breaks the prose below the options as the options are broken. Commands to be copied begin with spaces and stay whole. */
function proseWithin(width: number, text: string): string {
  return text
    .split('\n')
    .map((line) => (line.startsWith(' ') ? line : boxWrap(line, width)))
    .join('\n');
}

const titles: Readonly<Record<string, Message>> = {
  'Usage:': message('Usage:'),
  'Arguments:': message('Arguments:'),
  'Options:': message('Options:'),
  'Commands:': message('Commands:'),
};

/** The notes in parentheses behind an option or argument. */
function extras(say: Say): Pick<Help, 'optionDescription' | 'argumentDescription'> {
  const own = new Help();
  const translated = (text: string): string =>
    text.replace(/\((choices|default): ([^()]*)\)$/, (_, kind: 'choices' | 'default', values: string) => {
      const [, choices, standard] = /^([\s\S]*?), default: ([\s\S]*)$/.exec(values) ?? [];
      if (choices !== undefined && standard !== undefined)
        return say(message('(choices: {choices}, default: {standard})', { choices: all(choices), standard }));
      return say(
        kind === 'choices'
          ? message('(choices: {values})', { values: all(values) })
          : message('(default: {values})', { values }),
      );
    });
  return {
    optionDescription: (option: Option) => translated(own.optionDescription(option)),
    argumentDescription: (argument: Argument) => translated(own.argumentDescription(argument)),
  };
}

/** Choices as commander lists them, with the comma of the language between them. */
function all(choices: string): Value {
  const names = choices.split(', ');
  return enumeration(names, names.length);
}

/** What commander says about wrong arguments, as a pattern and as what we say. */
const errors: readonly (readonly [pattern: RegExp, text: (...parts: readonly string[]) => Message])[] = [
  [/^error: unknown option '(.*)'$/, (option) => message("error: unknown option '{option}'", { option })],
  [/^\(Did you mean one of (.*)\?\)$/, (names) => message('(Did you mean one of {names}?)', { names })],
  [/^\(Did you mean (.*)\?\)$/, (name) => message('(Did you mean {name}?)', { name })],
  [
    /^error: missing required argument '(.*)'$/,
    (name) => message("error: missing required argument '{name}'", { name }),
  ],
  [
    /^error: option '(.*)' argument missing$/,
    (option) => message("error: option '{option}' argument missing", { option }),
  ],
  [
    /^error: too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.$/,
    (command, expected, got) =>
      message("error: too many arguments for '{command}': {got} instead of {expected}", { command, expected, got }),
  ],
  [
    /^error: option '([^']*)' argument '(.*)' is invalid\. Allowed choices are ([^']*)\.$/,
    (option, value, choices) =>
      message("error: option '{option}' does not take '{value}': it takes {choices}", {
        option,
        value,
        choices: all(choices),
      }),
  ],
  [
    /^error: option '([^']*)' cannot be used with option '([^']*)'$/,
    (option, other) => message("error: option '{option}' cannot be used with option '{other}'", { option, other }),
  ],
  [
    /^error: command-argument value '(.*)' is invalid for argument '([^']*)'\. Allowed choices are ([^']*)\.$/,
    (value, name, choices) =>
      message("error: argument '{name}' does not take '{value}': it takes {choices}", {
        name,
        value,
        choices: all(choices),
      }),
  ],
  // What our own parsers of values say is in the language of the person already.
  [
    /^error: option '([^']*)' argument '([\s\S]*?)' is invalid\. ([\s\S]*)$/,
    (option, value, why) => message("error: option '{option}' does not take '{value}'. {why}", { option, value, why }),
  ],
];

function errorText(text: string, say: Say): string {
  return text
    .split('\n')
    .map((line) => {
      for (const [pattern, toMessage] of errors) {
        const match = pattern.exec(line);
        if (match) return say(toMessage(...match.slice(1)));
      }
      return line;
    })
    .join('\n');
}
