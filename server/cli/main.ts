import { ioReason } from '../disk/ioReason.js';
import { message } from '../messages/message.js';
import { answer } from './answer.js';
import { callerOfProcess } from './call.js';
import { exitCodes } from './exitCodes.js';
import { speechFor } from './language.js';

/** The command line as a program of its own. */
async function main(): Promise<void> {
  process.stderr.on('error', () => process.exit());
  process.stdout.on('error', endUnread);
  process.exitCode = await answer(callerOfProcess());
}

/** A reader that closes early (`| head`) is no fault; a full disk is, but not one of ours, and findings weigh more. */
function endUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    process.exitCode ||= exitCodes.unreadable;
    const { say } = speechFor(callerOfProcess());
    const text = message('eni-lens: cannot write to standard output: {reason}', { reason: ioReason(error) });
    process.stderr.write(`${say(text)}\n`);
  }
  process.exit();
}

void main();
