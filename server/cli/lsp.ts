import type { Command } from 'commander';

/** `eni-lens lsp --stdio`. */
export function addLspCommand(program: Command): void {
  program
    .command('lsp')
    .description('Run the language server for an editor')
    .option('--stdio', 'talk over standard input and output (the default)')
    .option('--node-ipc', 'talk over the channel that Node opens to a process it forks')
    .option('--pipe <name>', 'talk over a named pipe or socket file')
    .option('--socket <port>', 'talk over a TCP port of this machine')
    .option('--clientProcessId <id>', 'end with this process')
    .addHelpText('after', examples)
    .action(async () => {
      // The protocol library reads how to talk from the arguments itself, and has no default.
      if (!process.argv.some((argument) => /^--(stdio|node-ipc|pipe|socket)/.test(argument)))
        process.argv.push('--stdio');
      await import('../lsp/node.js');
    });
}

const examples = `
Examples:
  eni-lens lsp --stdio

Exit codes: 0 ended as the editor asked, 1 ended without its request to shut down, 2 wrong usage.`;
