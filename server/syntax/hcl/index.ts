import type { Syntax } from '../syntax.js';
import { comments } from './comments.js';
import { completion } from './completion.js';
import { argumentsOf } from './merge.js';
import { read } from './read.js';
import { scope } from './scope.js';
import { nameAt, outline } from './sharing.js';
import { strings } from './strings.js';
import { valuesFile } from './valuesFiles.js';
import { writer } from './writer.js';

/** Terraform and OpenTofu, in their own language; their JSON form is JSON. */
export const syntax: Syntax = {
  id: 'hcl',
  title: 'Terraform',
  claims: {
    endings: ['tf', 'tofu', 'tfvars'],
    languages: ['terraform', 'opentofu', 'terraform-vars', 'opentofu-vars'],
  },
  hintedNames: valuesFile,
  split: (text) => [{ start: 0, text, syntax: 'hcl' }],
  read,
  outline,
  nameAt,
  scope,
  strings: { ...strings, written: (node) => argumentsOf(node) ?? [] },
  writer,
  comments,
  completion,
};
