import { type CelProgram, compileCel } from '../cel/check.js';
import { evaluateCel } from '../cel/evaluate.js';
import type { CelType, CelValue } from '../cel/value.js';
import { alternatives, list, type Message, message, signs } from '../messages/message.js';
import { memoizedByName } from '../text/memo.js';
import { type BudgetScope, budgetTerms, type Sums, type Term } from './budgetTerms.js';
import type { PlannedNodeGroup, PlannedSubnet } from './clusterPlan.js';

/** A condition on every subnet, every group, or every cluster as a whole. */
export type Budget =
  | {
      readonly kind: 'budget';
      readonly scope: BudgetScope;
      readonly program: CelProgram;
      readonly names: readonly string[];
    }
  | { readonly kind: 'fault'; readonly reason: Message };

/** What budgets are judged by. */
export interface Judgeable {
  readonly subnets: readonly PlannedSubnet[];
  readonly groups: readonly PlannedNodeGroup[];
  /** Undefined where not all groups can be counted. */
  readonly sums: Sums | undefined;
}

/** One thing a budget is about, by its place among the subnets or the groups, and whether it keeps to it. */
export interface Verdict {
  readonly scope: BudgetScope;
  readonly index: number;
  /** Undefined where a number is not known. */
  readonly isKept: boolean | undefined;
  /** The numbers: `subnet.use = 200 / 251 = 0.797`. */
  readonly arithmetic: Message;
}

/** Reads a budget: an expression of CEL that is true or false, about the terms of one of the things there are. Never throws. */
export const budgetOf = memoizedByName((text: string): Budget => {
  const used = namesIn(text);
  const scopes = [...new Set(used.map((name) => name.split('.')[0]))];
  const [scope] = scopes;
  if (scope === undefined || scopes.length > 1 || !isScope(scope)) {
    const known = alternatives(Object.keys(budgetTerms).map((each) => `${each}.…`));
    return { kind: 'fault', reason: message('it has to be about one of {known}', { known }) };
  }
  const compiled = compileCel(text, typesIn(scope));
  if (compiled.kind === 'unsupported')
    return { kind: 'fault', reason: message('it says more than is understood here') };
  if (compiled.kind === 'fault') return { kind: 'fault', reason: faultText(compiled.fault.message, used, scope) };
  return compiled.type === 'bool'
    ? { kind: 'budget', scope, program: compiled, names: used }
    : { kind: 'fault', reason: message('it is neither true nor false, but of type {type}', { type: compiled.type }) };
});

/** What a budget says of everything it is about; nothing where there is nothing of the kind. */
export function verdicts(
  { scope, program, names }: Extract<Budget, { readonly kind: 'budget' }>,
  plan: Judgeable,
): readonly Verdict[] {
  const judge = <T>(subjects: readonly T[], terms: Readonly<Record<string, Term<T>>>): readonly Verdict[] =>
    subjects.map((subject, index) => {
      const used = names.map((name) => ({ name, term: terms[name.slice(scope.length + 1)] }));
      const values = Object.fromEntries(
        used.flatMap(({ name, term }) => {
          const value = term && celValue(term, subject);
          return value === undefined ? [] : [[name, value] as const];
        }),
      );
      const result = evaluateCel(program, values);
      return {
        scope,
        index,
        isKept: result.kind === 'value' ? result.value.value === true : undefined,
        arithmetic: signs('{terms}', { terms: list(used.flatMap(({ name, term }) => termText(name, term, subject))) }),
      };
    });
  switch (scope) {
    case 'subnet':
      return judge(plan.subnets, budgetTerms.subnet);
    case 'group':
      return judge(plan.groups, budgetTerms.group);
    case 'cluster':
      return judge(plan.sums ? [plan.sums] : [], budgetTerms.cluster);
    default:
      return scope satisfies never;
  }
}

/** Outside of texts in quotes. */
function namesIn(text: string): readonly string[] {
  const plain = text.replace(/"[^"]*"|'[^']*'/g, '""');
  return [...new Set(Array.from(plain.matchAll(/\b[a-zA-Z]\w*\.[a-zA-Z]\w*/g), ([name]) => name))];
}

function isScope(name: string): name is BudgetScope {
  return Object.hasOwn(budgetTerms, name);
}

function typesIn(scope: BudgetScope): Readonly<Record<string, CelType>> {
  const terms: Readonly<Record<string, Pick<Term<never>, 'type'>>> = budgetTerms[scope];
  return Object.fromEntries(Object.entries(terms).map(([name, { type }]) => [`${scope}.${name}`, type]));
}

/** Whoever compares a share with 1 is to know how; whoever misspells a term which there are. */
function faultText(reason: Message, used: readonly string[], scope: BudgetScope): Message {
  const types = typesIn(scope);
  if (used.some((name) => !Object.hasOwn(types, name))) {
    const names = Object.keys(types);
    return message('{reason}; there are {names}', { reason, names: list(names, names.length) });
  }
  return used.some((name) => types[name] === 'double')
    ? message('{reason}; a share is a decimal number, such as 0.8 or 1.0', { reason })
    : reason;
}

function celValue<T>(term: Term<T>, subject: T): CelValue | undefined {
  const { type } = term;
  const value = term.valueOf(subject);
  if (typeof value === 'string') return type === 'string' ? { type, value } : undefined;
  if (value === undefined || !Number.isFinite(value)) return undefined;
  if (type === 'double') return { type, value };
  return type === 'int' ? { type, value: BigInt(value) } : undefined;
}

function termText<T>(name: string, term: Term<T> | undefined, subject: T): readonly Message[] {
  const value = term?.valueOf(subject);
  if (term === undefined || value === undefined) return [signs('{name} = ?', { name })];
  const shown = typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : `"${value}"`;
  const from = term.comesFrom?.(subject);
  return [
    from === undefined
      ? signs('{name} = {shown}', { name, shown })
      : signs('{name} = {from} = {shown}', { name, from, shown }),
  ];
}
