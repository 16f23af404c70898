import type { Argument, Command, Option } from 'commander';
import { type Values, valuesOf } from './values.js';

/** The command line as shells complete it: what can be typed where. */
export interface CommandLine {
  readonly name: string;
  /** The options before a command. */
  readonly options: readonly CompletedOption[];
  readonly commands: readonly CompletedCommand[];
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** What stands without an option. */
  readonly arguments: CompletedValue | undefined;
}

export interface CompletedOption {
  /** As they are typed: `-f` and `--format`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly value: CompletedValue | undefined;
}

export interface CompletedValue {
  /** What the help calls it. */
  readonly name: string;
  /** `optional` is one that need not be there; after `many` follow further ones. */
  readonly count: 'one' | 'optional' | 'many';
  readonly values: Values;
}

/** Reads all commands with their options off the program that parses them. */
export function commandLineOf(program: Command): CommandLine {
  const commands = program.createHelp().visibleCommands(program);
  const names = commands.map((command) => command.name());
  return {
    name: program.name(),
    options: optionsOf(program),
    commands: commands.map((command) => ({
      name: command.name(),
      description: command.description(),
      options: optionsOf(command),
      arguments: command.registeredArguments.map((argument) => valueOfArgument(argument, names))[0],
    })),
  };
}

function optionsOf(command: Command): readonly CompletedOption[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      flags: [option.short, option.long].flatMap((flag) => flag ?? []),
      description: option.description,
      value: option.required || option.optional ? valueOfOption(option) : undefined,
    }));
}

function valueOfOption({ flags, argChoices, optional, variadic }: Option): CompletedValue {
  const name = /[<[]([^<>[\]]+?)(?:\.\.\.)?[>\]]$/.exec(flags)?.[1] ?? '';
  const many = variadic ? 'many' : 'one';
  return { name, count: optional ? 'optional' : many, values: valuesOf(name, argChoices) };
}

function valueOfArgument(argument: Argument, commands: readonly string[]): CompletedValue {
  const name = argument.name();
  const choices = name === 'command' ? commands : argument.argChoices;
  return { name, count: argument.variadic ? 'many' : 'one', values: valuesOf(name, choices) };
}
