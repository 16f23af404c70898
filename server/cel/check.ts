import { type Message, message } from '../messages/message.js';
import { type Expression, qualifiedName } from './expression.js';
import { parseCel } from './parse.js';
import { type CelCause, type CelFault, type CelType, typeNames } from './value.js';

/** An expression whose types fit, so that evaluating it can only fail for what its values are. */
export interface CelProgram {
  readonly kind: 'program';
  readonly expression: Expression;
  /** A list has no value that we know, but it is no number either. */
  readonly type: CelType | 'list';
}

export type Compiled =
  | CelProgram
  | { readonly kind: 'fault'; readonly fault: CelFault }
  | { readonly kind: 'unsupported' };

/** Reads an expression and checks its types as cel-go does in its default environment. Never throws. */
export function compileCel(text: string, variables: Readonly<Record<string, CelType>>): Compiled {
  const parsed = parseCel(text);
  if (parsed.kind !== 'parsed') return parsed;
  const expression = withoutDyn(parsed.expression);
  const checked = check(expression, variables);
  if (checked.kind === 'unsupported' && expression.kind === 'list')
    return { kind: 'program', expression, type: 'list' };
  if (checked.kind !== 'type') return checked;
  return { kind: 'program', expression, type: checked.type };
}

/** Around everything, `dyn` changes nothing. Within, it lets types pass that we would refuse. */
function withoutDyn(expression: Expression): Expression {
  if (expression.kind !== 'call' || expression.name !== 'dyn') return expression;
  const [inner, ...others] = expression.parameters;
  return inner && others.length === 0 ? withoutDyn(inner) : expression;
}

type Checked = { readonly kind: 'type'; readonly type: CelType } | Exclude<Compiled, CelProgram>;
type Variables = Readonly<Record<string, CelType>>;

const unsupported = { kind: 'unsupported' } as const;

function check(expression: Expression, variables: Variables): Checked {
  switch (expression.kind) {
    case 'literal':
      return typed(expression.value.type);
    case 'variable':
      return checkVariable(expression, variables);
    case 'unary':
      return checkUnary(expression, variables);
    case 'binary':
      return checkBinary(expression, variables);
    case 'conditional':
      return checkConditional(expression, variables);
    case 'call':
      return checkCall(expression, variables);
    case 'field':
      return checkField(expression, variables);
    case 'method':
      return checkMethod(expression, variables);
    case 'list':
      return firstFault(expression.items, variables) ?? unsupported;
    default:
      return expression satisfies never;
  }
}

type Kind<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

function checkVariable(expression: Kind<'variable'>, variables: Variables): Checked {
  const { name } = expression;
  const type = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (type !== undefined) return typed(type);
  if (typeNames.has(name)) return typed('type');
  if (name === 'google') return unsupported;
  return fault(expression, message('there is no variable {name}', { name }), { kind: 'unknownVariable', name });
}

function checkUnary(expression: Kind<'unary'>, variables: Variables): Checked {
  const { operator } = expression;
  const operand = check(expression.operand, variables);
  if (operand.kind !== 'type') return operand;
  const { type } = operand;
  const isDefined = operator === '!' ? type === 'bool' : type === 'int' || type === 'double';
  if (isDefined) return typed(type);
  return fault(expression, message('{operator} is not defined for {type}', { operator, type }));
}

function checkBinary(expression: Kind<'binary'>, variables: Variables): Checked {
  const { operator } = expression;
  if (operator === 'in') return checkMembership(expression, variables);
  const left = check(expression.left, variables);
  if (left.kind !== 'type') return left;
  const right = check(expression.right, variables);
  if (right.kind !== 'type') return right;
  const result = left.type === right.type ? resultOf(operator, left.type) : undefined;
  if (result !== undefined) return typed(result);
  const types = { operator, left: left.type, right: right.type };
  return fault(expression, message('{operator} is not defined for {left} and {right}', types));
}

/** Of a list whose items are all of one type: the others are beyond us. */
function checkMembership({ left, right }: Kind<'binary'>, variables: Variables): Checked {
  const value = check(left, variables);
  if (value.kind !== 'type' || right.kind !== 'list') return value.kind === 'fault' ? value : unsupported;
  const items = right.items.map((item) => check(item, variables));
  const fault = items.find(({ kind }) => kind === 'fault');
  if (fault) return fault;
  return items.every((item) => item.kind === 'type' && item.type === value.type) ? typed('bool') : unsupported;
}

function firstFault(expressions: readonly Expression[], variables: Variables): Checked | undefined {
  return expressions.map((each) => check(each, variables)).find(({ kind }) => kind === 'fault');
}

/** The type of an operation on two values of one type. Numbers of two types are never compared nor calculated with. */
function resultOf(operator: Exclude<Kind<'binary'>['operator'], 'in'>, type: CelType): CelType | undefined {
  switch (operator) {
    case '&&':
    case '||':
      return type === 'bool' ? 'bool' : undefined;
    case '==':
    case '!=':
      return 'bool';
    case '<':
    case '<=':
    case '>':
    case '>=':
      return type === 'null' || type === 'type' ? undefined : 'bool';
    case '+':
      return numbers.includes(type) || type === 'string' ? type : undefined;
    case '-':
    case '*':
    case '/':
      return numbers.includes(type) ? type : undefined;
    case '%':
      return type === 'int' || type === 'uint' ? type : undefined;
    default:
      return operator satisfies never;
  }
}

function checkConditional(expression: Kind<'conditional'>, variables: Variables): Checked {
  const condition = check(expression.condition, variables);
  if (condition.kind !== 'type') return condition;
  const yes = check(expression.yes, variables);
  if (yes.kind !== 'type') return yes;
  const no = check(expression.no, variables);
  if (no.kind !== 'type') return no;
  if (condition.type !== 'bool') {
    const text = message('the condition before ? is {type}, not bool', { type: condition.type });
    return fault(expression.condition, text);
  }
  if (yes.type === no.type) return yes;
  const types = { left: yes.type, right: no.type };
  return fault(expression, message('the two sides of : are {left} and {right}, not of one type', types));
}

function checkCall(expression: Kind<'call'>, variables: Variables): Checked {
  const { name, parameters } = expression;
  const from = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (from === undefined) {
    if (otherFunctions.has(name)) return unsupported;
    const given = parameters.map(({ span, kind }) => ({ span, isTerm: terms.has(kind) }));
    const cause = { kind: 'unknownFunction', name, arguments: given } as const;
    return fault(expression, message('there is no function {name}', { name }), cause);
  }
  const [first, ...others] = parameters;
  const parameter = first && others.length === 0 ? check(first, variables) : undefined;
  if (parameter === undefined) return fault(expression, message('{name} takes one value', { name }));
  if (parameter.kind !== 'type') return parameter;
  const { type } = parameter;
  if (from.includes(type)) return typed(resultTypes[name] ?? type);
  return fault(expression, message('{name} is not defined for {type}', { name, type }));
}

/** Of a variable with a qualified name, or of a value, which has none. */
function checkField(expression: Kind<'field'>, variables: Variables): Checked {
  const name = qualifiedName(expression);
  const type = name !== undefined && Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (type !== undefined) return typed(type);
  const [first] = name?.split('.') ?? [];
  if (name !== undefined && Object.keys(variables).some((each) => each.startsWith(`${first}.`))) {
    return fault(expression, message('there is no variable {name}', { name }), { kind: 'unknownVariable', name });
  }
  const object = check(expression.object, variables);
  if (object.kind !== 'type') return object;
  return fault(expression, message('a value of type {type} has no fields', { type: object.type }));
}

/** Those of texts: the others are beyond us. */
function checkMethod({ object, name, parameters }: Kind<'method'>, variables: Variables): Checked {
  const of = check(object, variables);
  if (of.kind !== 'type') return of;
  const given = parameters.map((parameter) => check(parameter, variables));
  const taken = Object.hasOwn(methods, name) ? methods[name] : undefined;
  const fits =
    of.type === 'string' &&
    given.length === taken?.parameters &&
    given.every((each) => each.kind === 'type' && each.type === 'string');
  return taken && fits ? typed(taken.result) : (given.find(({ kind }) => kind === 'fault') ?? unsupported);
}

/** The methods of texts we know, each of which takes texts. */
const methods: Readonly<Record<string, { readonly parameters: number; readonly result: CelType }>> = {
  size: { parameters: 0, result: 'int' },
  contains: { parameters: 1, result: 'bool' },
  startsWith: { parameters: 1, result: 'bool' },
  endsWith: { parameters: 1, result: 'bool' },
};

/** Beside an operator these need no brackets. */
const terms: ReadonlySet<Expression['kind']> = new Set(['variable', 'literal', 'call']);

const numbers: readonly CelType[] = ['int', 'uint', 'double'];

/** The functions we know, with the types they take. */
const functions: Readonly<Record<string, readonly CelType[]>> = {
  int: [...numbers, 'string'],
  uint: [...numbers, 'string'],
  double: [...numbers, 'string'],
  string: [...numbers, 'string', 'bool'],
  bool: ['bool', 'string'],
  size: ['string'],
  type: [...numbers, 'string', 'bool', 'null', 'type'],
};

const resultTypes: Readonly<Record<string, CelType>> = {
  int: 'int',
  uint: 'uint',
  double: 'double',
  string: 'string',
  bool: 'bool',
  size: 'int',
  type: 'type',
};

/** Functions and macros of CEL that we leave alone. */
const otherFunctions: ReadonlySet<string> = new Set(
  'bytes contains duration dyn endsWith has matches startsWith timestamp'.split(' '),
);

function typed(type: CelType): Checked {
  return { kind: 'type', type };
}

function fault({ span }: Expression, text: Message, cause: CelCause = { kind: 'type' }): Checked {
  return { kind: 'fault', fault: { span, message: text, cause } };
}
