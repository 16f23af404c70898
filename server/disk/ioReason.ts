import { type Message, message } from '../messages/message.js';

const reasons: Readonly<Record<string, Message>> = {
  ENOENT: message('there is no such file or folder'),
  ENOTDIR: message('there is no such file or folder'),
  EACCES: message('permission denied'),
  EPERM: message('permission denied'),
  EISDIR: message('it is a folder'),
  ELOOP: message('its symbolic links go in a circle'),
  EROFS: message('its file system is read-only'),
  ENOSPC: message('there is no space left on its file system'),
  EDQUOT: message('there is no space left on its file system'),
  EBUSY: message('it is in use, or mounted by itself: lint the folder it comes from'),
};

/** Why a file cannot be read or written, in words. */
export function ioReason(error: unknown): Message {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? message('{error}', { error: error instanceof Error ? error.message : String(error) });
}
