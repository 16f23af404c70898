import { ioReason } from '../disk/ioReason.js';
import { message } from '../messages/message.js';
import { answer } from './answer.js';
import { callerOfProcess } from './callerOfProcess.js';
import { exitCodes } from './exitCodes.js';
import { speechFor } from './language.js';

const { caller, isWritten } = callerOfProcess({ stdout: endUnread, stderr: () => process.exit() });

/** The command line as a program of its own. */
async function main(): Promise<void> {
  process.exitCode = await answer(caller);
  // Nothing is left to do: Node need not take apart first what the system will clear away at once.
  if (isWritten()) process.exit();
}

/** A reader that closes early (`| head`) is no fault; a full disk is, but not one of ours, and findings weigh more. */
function endUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    process.exitCode ||= exitCodes.unreadable;
    const { say } = speechFor(caller);
    const text = message('eni-lens: cannot write to standard output: {reason}', { reason: ioReason(error) });
    caller.stderr.write(`${say(text)}\n`);
  }
  process.exit();
}

void main();
