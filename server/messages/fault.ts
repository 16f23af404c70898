import { type Message, message } from './message.js';

/** What to say where we fail at a file, by a fault of ours. */
export function faultMessage(fault: unknown): Message {
  return message('ENI Lens failed at this file: {error}. Please report this; the others were checked', {
    error: faultText(fault),
  });
}

/** What was thrown, in a few words. */
export function faultText(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
