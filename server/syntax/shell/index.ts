import { message } from '../../messages/message.js';
import type { Syntax } from '../syntax.js';
import { comments } from './comments.js';
import { completion } from './completion.js';
import { read } from './read.js';
import { strings } from './strings.js';
import { writer } from './writer.js';

/** Scripts for bash and shells like it. */
export const syntax: Syntax = {
  id: 'shell',
  title: message('shell scripts'),
  claims: {
    endings: ['sh', 'bash', 'zsh', 'ksh'],
    languages: ['shellscript', 'sh', 'bash', 'zsh'],
    firstLine:
      /^#![ \t]*\S*\/(?:(?:env|busybox)[ \t]+(?:(?:-|[A-Za-z_]\w*=)\S*[ \t]+)*)?(?:ba|da|z|k|mk|a)?sh(?:[ \t]|$)/,
  },
  split: (text) => [{ start: 0, text, syntax: 'shell' }],
  read,
  strings,
  writer,
  comments,
  completion,
};
