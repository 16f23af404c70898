import { type Message, message } from '../messages/message.js';
import type { CelProgram } from './check.js';
import { convert } from './convert.js';
import { type Expression, qualifiedName } from './expression.js';
import { type CelFault, type CelValue, fits, typeNames } from './value.js';

export type Evaluated =
  | { readonly kind: 'value'; readonly value: CelValue }
  | { readonly kind: 'fault'; readonly fault: CelFault };

/**
 * The value of a program for these variables, by cel-go's arithmetic: whole numbers have 64 bits and overflow is an error,
 * division cuts towards zero, and `&&` and `||` overlook an error on one side where the other decides. Never throws.
 */
export function evaluateCel({ expression }: CelProgram, variables: Readonly<Record<string, CelValue>>): Evaluated {
  return evaluate(expression, variables);
}

type Variables = Readonly<Record<string, CelValue>>;
type Kind<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

function evaluate(expression: Expression, variables: Variables): Evaluated {
  switch (expression.kind) {
    case 'literal':
      return of(expression.value);
    case 'variable':
    case 'field': {
      const name = qualifiedName(expression) ?? '';
      const own = Object.hasOwn(variables, name) ? variables[name] : undefined;
      const value = own ?? (typeNames.has(name) ? ({ type: 'type', value: name } as const) : undefined);
      return value ? of(value) : fault(expression, message('{name} has no value', { name }));
    }
    case 'unary':
      return negate(expression, evaluate(expression.operand, variables));
    case 'binary':
      if (expression.operator === 'in') return isAmong(expression, variables);
      return expression.operator === '&&' || expression.operator === '||'
        ? logical(expression, variables)
        : operate(expression, variables);
    case 'conditional': {
      const condition = evaluate(expression.condition, variables);
      if (condition.kind === 'fault') return condition;
      return evaluate(condition.value.value === true ? expression.yes : expression.no, variables);
    }
    case 'call': {
      const [parameter] = expression.parameters;
      const value = parameter && evaluate(parameter, variables);
      if (value === undefined || value.kind === 'fault') return value ?? impossible(expression);
      const converted = convert(value.value, expression.name);
      return 'template' in converted ? fault(expression, converted) : of(converted);
    }
    case 'method':
      return callMethod(expression, variables);
    case 'list':
      return impossible(expression);
    default:
      return expression satisfies never;
  }
}

function negate(expression: Kind<'unary'>, operand: Evaluated): Evaluated {
  if (operand.kind === 'fault') return operand;
  const { value } = operand;
  if (value.type === 'bool') return of({ type: 'bool', value: !value.value });
  if (value.type === 'double') return of({ type: 'double', value: -value.value });
  return value.type === 'int' ? whole(expression, -value.value, 'int') : impossible(expression);
}

function logical(expression: Kind<'binary'>, variables: Variables): Evaluated {
  const deciding = expression.operator === '||';
  const decides = (side: Evaluated): boolean => side.kind === 'value' && side.value.value === deciding;
  const left = evaluate(expression.left, variables);
  if (decides(left)) return left;
  const right = evaluate(expression.right, variables);
  return decides(right) || left.kind === 'value' ? right : left;
}

function isAmong({ left, right }: Kind<'binary'>, variables: Variables): Evaluated {
  const sides = [left, ...(right.kind === 'list' ? right.items : [])].map((each) => evaluate(each, variables));
  const fault = sides.find(({ kind }) => kind === 'fault');
  if (fault) return fault;
  const [value, ...items] = sides.map((side) => (side.kind === 'value' ? side.value.value : undefined));
  return of({ type: 'bool', value: items.some((item) => item === value) });
}

function callMethod(expression: Kind<'method'>, variables: Variables): Evaluated {
  const object = evaluate(expression.object, variables);
  if (object.kind === 'fault') return object;
  const [parameter] = expression.parameters;
  const given = parameter && evaluate(parameter, variables);
  if (given?.kind === 'fault') return given;
  const [text, part] = [String(object.value.value), String(given?.value.value ?? '')];
  switch (expression.name) {
    case 'size':
      return of({ type: 'int', value: BigInt([...text].length) });
    case 'contains':
      return of({ type: 'bool', value: text.includes(part) });
    case 'startsWith':
      return of({ type: 'bool', value: text.startsWith(part) });
    case 'endsWith':
      return of({ type: 'bool', value: text.endsWith(part) });
    default:
      return impossible(expression);
  }
}

function operate(expression: Kind<'binary'>, variables: Variables): Evaluated {
  const left = evaluate(expression.left, variables);
  if (left.kind === 'fault') return left;
  const right = evaluate(expression.right, variables);
  if (right.kind === 'fault') return right;
  const [a, b] = [left.value, right.value];
  const { operator } = expression;
  const compared = compare(operator, a, b);
  if (compared !== undefined) return of({ type: 'bool', value: compared });
  if (a.type === 'string' && b.type === 'string') return of({ type: 'string', value: a.value + b.value });
  if (a.type === 'double' && b.type === 'double') {
    return of({ type: 'double', value: calculateDouble(operator, a.value, b.value) });
  }
  const isWhole = (a.type === 'int' && b.type === 'int') || (a.type === 'uint' && b.type === 'uint');
  return isWhole ? calculate(expression, a.value, b.value, a.type) : impossible(expression);
}

function compare(
  operator: Kind<'binary'>['operator'],
  { value: a }: CelValue,
  { value: b }: CelValue,
): boolean | undefined {
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  if (a === null || b === null) return undefined;
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return undefined;
  }
}

function calculate(expression: Kind<'binary'>, a: bigint, b: bigint, type: 'int' | 'uint'): Evaluated {
  const { operator } = expression;
  if (b === 0n && (operator === '/' || operator === '%')) return fault(expression, message('it divides by zero'));
  switch (operator) {
    case '+':
      return whole(expression, a + b, type);
    case '-':
      return whole(expression, a - b, type);
    case '*':
      return whole(expression, a * b, type);
    case '/':
      return whole(expression, a / b, type);
    case '%':
      // Go computes the quotient with it, and that overflows.
      return fits(a / b, type) ? whole(expression, a % b, type) : overflow(expression);
    default:
      return impossible(expression);
  }
}

function calculateDouble(operator: Kind<'binary'>['operator'], a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return Number.NaN;
  }
}

function whole(expression: Expression, value: bigint, type: 'int' | 'uint'): Evaluated {
  return fits(value, type) ? of({ type, value }) : overflow(expression);
}

function overflow(expression: Expression): Evaluated {
  return fault(expression, message('the result does not fit 64 bits'));
}

function of(value: CelValue): Evaluated {
  return { kind: 'value', value };
}

function fault({ span }: Expression, text: Message): Evaluated {
  return { kind: 'fault', fault: { span, message: text, cause: { kind: 'value' } } };
}

/** The check of types lets nothing of the kind through. */
function impossible(expression: Expression): Evaluated {
  return fault(expression, message('its types do not fit'));
}
