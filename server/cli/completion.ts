import { Argument, type Command } from 'commander';
import { message } from '../messages/message.js';
import type { Call } from './call.js';
import type { Shell } from './options.js';

const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

/** `eni-lens completion <shell>`. */
export function addCompletionCommand(program: Command, call: Call): void {
  const { say } = call;
  program
    .command('completion')
    .description(say(message('Print what makes a shell complete commands, options, rules and instance types')))
    .addArgument(new Argument('<shell>', say(message('the shell it is for'))).choices(shells))
    .addHelpText('after', say(examples))
    .action(async (shell: Shell) => {
      const { runCompletion } = await import('./runCompletion.js');
      call.end(runCompletion(shell, program, call));
    });
}

const examples = message(`
The output is for a file that the shell reads at its start; it is the same until eni-lens has another version.

Examples:
  eni-lens completion bash > ~/.local/share/bash-completion/completions/eni-lens
  eni-lens completion zsh > ~/.zsh/completions/_eni-lens   in a folder of $fpath
  eni-lens completion fish > ~/.config/fish/completions/eni-lens.fish
  source <(eni-lens completion bash)                       for this shell only

Exit codes: 0 printed, 2 wrong usage, 3 a fault of eni-lens.`);
