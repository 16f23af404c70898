import { languages } from '../../disk/catalogue.js';
import { categoryIds, ruleIds } from '../../linter/configProblems.js';
import { envVarNames } from '../../model/envVars.js';
import { instanceTypeNames } from '../../model/instanceTypes.js';
import { severityChoices } from '../../model/lensConfig.js';
import { reporterIds } from '../../reporters/reporterIds.js';

/** What may be typed for a value. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** `name=value`; without values only the names are known. */
  | { readonly kind: 'pairs'; readonly names: readonly string[]; readonly values: readonly string[] }
  /** `format` or `format=file`. */
  | { readonly kind: 'formats'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  /** Branches and tags of git. */
  | { readonly kind: 'refs' }
  /** Numbers and the like, which nobody can propose. */
  | { readonly kind: 'text' };

/** The values of an option or argument: its choices, or else what the name in its help stands for. */
export function valuesOf(name: string, choices: readonly string[] | undefined): Values {
  if (choices)
    return { kind: choices.every((each) => reporterIds.includes(each)) ? 'formats' : 'words', words: choices };
  return named.get(name) ?? { kind: 'text' };
}

const files: Values = { kind: 'files' };
const instanceTypes: Values = { kind: 'words', words: instanceTypeNames() };

const named: ReadonlyMap<string, Values> = new Map<string, Values>([
  ['paths', files],
  ['path', files],
  ['file', files],
  ['types', instanceTypes],
  ['type', instanceTypes],
  ['rules', { kind: 'words', words: ruleIds }],
  ['id=severity', { kind: 'pairs', names: [...categoryIds, ...ruleIds], values: severityChoices }],
  ['name=value', { kind: 'pairs', names: envVarNames, values: [] }],
  ['language', { kind: 'words', words: ['en', ...languages] }],
  ['ref', { kind: 'refs' }],
]);
