import { type Message, message } from '../messages/message.js';
import type { Expression } from './expression.js';
import { parseCel } from './parse.js';
import type { CelCause, CelFault, CelType } from './value.js';

/** An expression whose types fit, so that evaluating it can only fail for what its values are. */
export interface CelProgram {
  readonly kind: 'program';
  readonly expression: Expression;
  readonly type: CelType;
}

export type Compiled =
  | CelProgram
  | { readonly kind: 'fault'; readonly fault: CelFault }
  | { readonly kind: 'unsupported' };

/** Reads an expression and checks its types as cel-go does in its default environment. Never throws. */
export function compileCel(text: string, variables: Readonly<Record<string, CelType>>): Compiled {
  const parsed = parseCel(text);
  if (parsed.kind !== 'parsed') return parsed;
  const checked = check(parsed.expression, variables);
  if (checked.kind !== 'type') return checked;
  return { kind: 'program', expression: parsed.expression, type: checked.type };
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
    case 'member':
      return checkMember(expression, variables);
    default:
      return expression satisfies never;
  }
}

type Kind<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

function checkVariable(expression: Kind<'variable'>, variables: Variables): Checked {
  const { name } = expression;
  const type = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (type !== undefined) return typed(type);
  if (typeNames.has(name)) return unsupported;
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
  const left = check(expression.left, variables);
  if (left.kind !== 'type') return left;
  const right = check(expression.right, variables);
  if (right.kind !== 'type') return right;
  const result = left.type === right.type ? resultOf(operator, left.type) : undefined;
  if (result !== undefined) return typed(result);
  const types = { operator, left: left.type, right: right.type };
  return fault(expression, message('{operator} is not defined for {left} and {right}', types));
}

/** The type of an operation on two values of one type. Numbers of two types are never compared nor calculated with. */
function resultOf(operator: Kind<'binary'>['operator'], type: CelType): CelType | undefined {
  switch (operator) {
    case '&&':
    case '||':
      return type === 'bool' ? 'bool' : undefined;
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '==':
    case '!=':
      return 'bool';
    case '+':
      return type === 'bool' ? undefined : type;
    case '-':
    case '*':
    case '/':
      return type === 'bool' || type === 'string' ? undefined : type;
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
    const spans = parameters.map(({ span }) => span);
    const cause = { kind: 'unknownFunction', name, arguments: spans } as const;
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

function checkMember(expression: Kind<'member'>, variables: Variables): Checked {
  const object = check(expression.object, variables);
  if (object.kind !== 'type' || expression.isCall) return object.kind === 'fault' ? object : unsupported;
  return fault(expression, message('a value of type {type} has no fields', { type: object.type }));
}

const numbers: readonly CelType[] = ['int', 'uint', 'double'];

/** The functions we know, with the types they take. */
const functions: Readonly<Record<string, readonly CelType[]>> = {
  int: [...numbers, 'string'],
  uint: [...numbers, 'string'],
  double: [...numbers, 'string'],
  string: [...numbers, 'string', 'bool'],
  bool: ['bool', 'string'],
  size: ['string'],
};

const resultTypes: Readonly<Record<string, CelType>> = {
  int: 'int',
  uint: 'uint',
  double: 'double',
  string: 'string',
  bool: 'bool',
  size: 'int',
};

/** Functions and macros of CEL that we leave alone. */
const otherFunctions: ReadonlySet<string> = new Set(
  'bytes contains duration dyn endsWith has matches startsWith timestamp type'.split(' '),
);

const typeNames: ReadonlySet<string> = new Set(
  'bool bytes double google int list map null_type string type uint'.split(' '),
);

function typed(type: CelType): Checked {
  return { kind: 'type', type };
}

function fault({ span }: Expression, text: Message, cause: CelCause = { kind: 'type' }): Checked {
  return { kind: 'fault', fault: { span, message: text, cause } };
}
