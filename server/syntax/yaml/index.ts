import type { Syntax } from '../syntax.js';
import { comments } from './comments.js';
import { completion } from './completion.js';
import { read } from './parse.js';
import { splitDocuments } from './split.js';
import { strings } from './strings.js';
import { writer } from './writer.js';

/** YAML, and JSON as a part of it, as kubectl, eksctl and the EKS API read them. */
export const syntax: Syntax = {
  id: 'yaml',
  title: 'YAML',
  claims: {
    endings: ['yaml', 'yml'],
    languages: ['yaml'],
    firstLine: /^(?:apiVersion|kind)[ \t]*:|^%YAML|^[ \t]*\{[ \t]*(?:$|")/,
    // What tools write without an ending or with a number for one, and user data, which is often called .txt.
    names:
      /^(?!(?:(?:make|docker|container|jenkins|vagrant|just|caddy|gem|rake|tilt|earth|proc|brew)file|readme|license|notice|authors|changelog|codeowners)$)(?:[^.]+|.+\.(?:txt|text|userdata|user-data|mime|manifest|\d+))$/,
  },
  split: splitDocuments,
  read,
  strings,
  writer,
  comments,
  completion,
};
