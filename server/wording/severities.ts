import { type Message, message } from '../messages/message.js';
import type { Severity } from '../model/lensConfig.js';

/** Severities as people read them. */
export const severityNames: Readonly<Record<Severity, Message>> = {
  error: message('error'),
  warning: message('warning'),
  info: message('info'),
  hint: message('hint'),
};
