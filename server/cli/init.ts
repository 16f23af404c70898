import type { Command } from 'commander';
import { message, type Say } from '../messages/message.js';

/** `eni-lens init`. */
export function addInitCommand(program: Command, say: Say): void {
  program
    .command('init')
    .description(say(message('Write an eni-lens.yaml with what the files here leave open, all of it as comments')))
    .addHelpText('after', say(examples))
    .action(async () => {
      const { runInit } = await import('./runInit.js');
      process.exitCode = runInit(say);
    });
}

const examples = message(`
The file is written into the current folder. One that is there is left as it is.

Exit codes: 0 written, 2 there is one already or it cannot be written, 3 a fault of eni-lens.`);
