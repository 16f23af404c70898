import type { Command } from 'commander';
import { message } from '../messages/message.js';
import type { Call } from './call.js';

/** `eni-lens init`. */
export function addInitCommand(program: Command, call: Call): void {
  const { say } = call;
  program
    .command('init')
    .description(say(message('Write an eni-lens.yaml with what the files here leave open, all of it as comments')))
    .addHelpText('after', say(examples))
    .action(async () => {
      const { runInit } = await import('./runInit.js');
      call.end(runInit(call));
    });
}

const examples = message(`
The file is written into the current folder. One that is there is left as it is.

Exit codes: 0 written, 2 there is one already or it cannot be written, 3 a fault of eni-lens.`);
