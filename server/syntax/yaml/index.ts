import type { Syntax } from '../syntax.js';
import { comments } from './comments.js';
import { completion } from './completion.js';
import {
  appendItem,
  prependEntry,
  quoteScalar,
  removeEntry,
  removeItem,
  renameKey,
  replaceEntry,
  replaceScalar,
  setEntry,
  wrapEntries,
} from './edits.js';
import { hoistEntry } from './hoist.js';
import { read } from './parse.js';
import { respellString } from './respell.js';
import { splitDocuments } from './split.js';
import { strings } from './strings.js';

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
  writer: {
    replaceScalar,
    quoteScalar,
    renameKey,
    setEntry,
    prependEntry,
    removeEntry,
    replaceEntry,
    appendItem,
    removeItem,
    wrapEntries,
    hoistEntry,
    respellString,
  },
  comments,
  completion,
};
