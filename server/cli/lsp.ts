import type { Command } from 'commander';
import { message } from '../messages/message.js';
import type { Call } from './call.js';

/** `eni-lens lsp --stdio`. */
export function addLspCommand(program: Command, { say }: Call): void {
  program
    .command('lsp')
    .description(say(message('Run the language server for an editor')))
    .option('--stdio', say(message('talk over standard input and output (the default)')))
    .option('--node-ipc', say(message('talk over the channel that Node opens to a process it forks')))
    .option('--pipe <name>', say(message('talk over a named pipe or socket file')))
    .option('--socket <port>', say(message('talk over a TCP port of this machine')))
    .option('--clientProcessId <id>', say(message('end with this process')))
    .addHelpText('after', say(examples))
    .action(async () => {
      // The protocol library reads how to talk from the arguments itself, and has no default.
      if (!process.argv.some((argument) => /^--(stdio|node-ipc|pipe|socket)/.test(argument)))
        process.argv.push('--stdio');
      await import('../lsp/node.js');
      // The server ends the process.
      await new Promise(() => {});
    });
}

const examples = message(`
Examples:
  eni-lens lsp --stdio

Exit codes: 0 ended as the editor asked, 1 ended without its request to shut down, 2 wrong usage.`);
