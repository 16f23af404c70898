import type { Syntax } from '../syntax.js';
import { syntax as yaml } from '../yaml/index.js';

/** JSON is read and written as a part of YAML; it has no place for comments. */
export const syntax: Syntax = {
  ...yaml,
  id: 'json',
  title: 'JSON',
  claims: { endings: ['json'], languages: ['json', 'jsonc'], names: /\.(?:jsonc|json5)$/ },
  split: (text) => yaml.split(text).map((part) => (part.syntax === 'yaml' ? { ...part, syntax: 'json' } : part)),
  comments: undefined,
};
