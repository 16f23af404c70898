import type { Command } from 'commander';
import type { Call } from './call.js';
import { bashCompletion } from './completion/bash.js';
import { type CommandLine, commandLineOf } from './completion/commandLine.js';
import { fishCompletion } from './completion/fish.js';
import { zshCompletion } from './completion/zsh.js';
import { exitCodes } from './exitCodes.js';
import type { Shell } from './options.js';

const scripts: Readonly<Record<Shell, (commandLine: CommandLine) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Prints the script that makes a shell complete the command line, and returns the exit code. */
export function runCompletion(shell: Shell, program: Command, { stdout }: Call): number {
  stdout.write(scripts[shell](commandLineOf(program)));
  return exitCodes.clean;
}
