import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCel } from '../../server/cel/check.js';
import { evaluateCel } from '../../server/cel/evaluate.js';
import type { CelValue } from '../../server/cel/value.js';
import { render } from '../../server/messages/message.js';

const variables = { a: 'int', b: 'int' } as const;

/** The value of an expression in which a is 17 and b is 3, or why it has none with the part of the text that is to blame. */
function run(text: string): CelValue['value'] | string {
  const program = compileCel(text, variables);
  if (program.kind === 'unsupported') return 'unsupported';
  const values = { a: { type: 'int', value: 17n }, b: { type: 'int', value: 3n } } as const;
  const result = program.kind === 'program' ? evaluateCel(program, values) : program;
  if (result.kind === 'value') return result.value.value;
  const { span, message } = result.fault;
  return `${render(message)}: <${text.slice(span.start, span.end)}>`;
}

describe('values', () => {
  it.each<[string, CelValue['value']]>([
    ['a * (b - 1) + 2', 36n],
    ['a - b - 1', 13n],
    ['a / b', 5n],
    ['-a / b', -5n],
    ['a % b', 2n],
    ['-a % b', -2n],
    ['0x1F', 31n],
    ['a < b ? a : b', 3n],
    ['a < b ? a : b > 2 ? 7 : 8', 7n],
    ['int(double(a) * 0.9)', 15n],
    ['int(-2.9)', -2n],
    ['int("+12")', 12n],
    ['double("1.5") / 0.0', Number.POSITIVE_INFINITY],
    ['.5 + 1e1', 10.5],
    ['3u * 2u', 6n],
    ['string(a) + "!"', '17!'],
    ['size("añ😀")', 3n],
    ['bool("t") && !false', true],
    ['-9223372036854775808', -9223372036854775808n],
    ['a // the default', 17n],
    ['(((a)))', 17n],
    ["'x' < 'y'", true],
    ['.a', 17n],
    ['a in [1, 17]', true],
    ['a in [1, b,]', false],
    ['a in []', false],
    ['dyn(a)', 17n],
    ['null == null', true],
    ['type(a) == int ? 1 : 2', 1n],
    ['type(null) == null_type && type(int) == type', true],
    ['"x".size()', 1n],
    ['"pods".contains("od") && "pods".startsWith("p") && "pods".endsWith("s")', true],
    ['!!a', 17n],
    ['--true ? 1 : 2', 1n],
    ['---a', -17n],
    ['a < b ? (a < 3 ? 1 : 2) : a < 20 ? 3 : 4', 3n],
    ['double("inf")', Number.POSITIVE_INFINITY],
    ['double("-Infinity")', Number.NEGATIVE_INFINITY],
    ['double("1_0.5")', 10.5],
    ['double("0x1p4")', 16],
    ['double("0x.8p1")', 1],
    ['int("-9223372036854775808")', -9223372036854775808n],
    ['string(1e12)', '1e+12'],
    ['string(123456.5)', '123456.5'],
    ['string(0.0001)', '0.0001'],
    ['string(0.00001)', '1e-05'],
    ['string(-1.0 / 0.0)', '-Inf'],
    ['string(0.0 / 0.0)', 'NaN'],
    ['string(-0.0)', '-0'],
    ['a % -1', 0n],
  ])('%s', (text, value) => {
    expect(run(text)).toBe(value);
  });

  it.each([
    ['1 / 0 == 1 || true', true],
    ['true || 1 / 0 == 1', true],
    ['1 / 0 == 1 && false', false],
  ])('overlooks an error that cannot decide: %s', (text, value) => {
    expect(run(text)).toBe(value);
  });
});

describe('faults name what is to blame', () => {
  it.each([
    ['9223372036854775807 + 1', 'the result does not fit 64 bits: <9223372036854775807 + 1>'],
    ['(-9223372036854775807 - 1) / -1', 'the result does not fit 64 bits: <(-9223372036854775807 - 1) / -1>'],
    ['-(-9223372036854775808)', 'the result does not fit 64 bits: <-(-9223372036854775808)>'],
    ['9223372036854775808', 'the number does not fit 64 bits: <9223372036854775808>'],
    ['int(1e19)', '1e+19 cannot be converted to int: <int(1e19)>'],
    ['int("12 pods")', '"12 pods" cannot be converted to int: <int("12 pods")>'],
    ['int(-9223372036854775808.0)', '-9.223372036854776e+18 cannot be converted to int: <int(-9223372036854775808.0)>'],
    ['uint(-0.3)', '-0.3 cannot be converted to uint: <uint(-0.3)>'],
    ['-9223372036854775808 % -1', 'the result does not fit 64 bits: <-9223372036854775808 % -1>'],
    ['double("1__0")', '"1__0" cannot be converted to double: <double("1__0")>'],
    ['double("0x1")', '"0x1" cannot be converted to double: <double("0x1")>'],
    ['double("1e400")', '"1e400" cannot be converted to double: <double("1e400")>'],
    ['1e400', 'the number does not fit 64 bits: <1e400>'],
    ['a < b ? a < 3 ? 1 : 2 : 3', 'between ? and : another choice needs brackets around it: <a < 3 ? 1 : 2>'],
    ['-!a', '! is not expected there: <!>'],
    ['!!-a', '- is not expected there: <->'],
    ['!!a ? 1 : 2', 'the condition before ? is int, not bool: <!!a>'],
    ['null + null', '+ is not defined for null and null: <null + null>'],
    ['a == null', '== is not defined for int and null: <a == null>'],
    ['`a`', 'a in backticks is no variable: such a name stands behind a dot: <`a`>'],
    ['{a}', '} is not expected there: <}>'],
    ['[a', 'the expression is not complete: <>'],
    ['a in [1, c]', 'there is no variable c: <c>'],
    ['a + b / (b - 3)', 'it divides by zero: <b / (b - 3)>'],
    ['a % 0', 'it divides by zero: <a % 0>'],
    ['1 / 0 == 1 || false', 'it divides by zero: <1 / 0>'],
    ['0u - 1u', 'the result does not fit 64 bits: <0u - 1u>'],
    ['a + c', 'there is no variable c: <c>'],
    ['min(110, a)', 'there is no function min: <min(110, a)>'],
    ['math.least(110, a)', 'there is no variable math: <math>'],
    ['a * 1.5', '* is not defined for int and double: <a * 1.5>'],
    ['a < 110.0', '< is not defined for int and double: <a < 110.0>'],
    ['a + 1u', '+ is not defined for int and uint: <a + 1u>'],
    ['1 < a < 3', '< is not defined for bool and int: <1 < a < 3>'],
    ['!a', '! is not defined for int: <!a>'],
    ['a ? 1 : 2', 'the condition before ? is int, not bool: <a>'],
    ['true ? 1 : "1"', 'the two sides of : are int and string, not of one type: <true ? 1 : "1">'],
    ['int(true)', 'int is not defined for bool: <int(true)>'],
    ['int()', 'int takes one value: <int()>'],
    ['a.pods', 'a value of type int has no fields: <a.pods>'],
    ['a +', 'the expression is not complete: <>'],
    ['', 'the expression is not complete: <>'],
    ['a b', 'b is not expected there: <b>'],
    ['(a', 'the expression is not complete: <>'],
    ['a => 3', '= means nothing in CEL: <=>'],
    ['if a', 'if is not expected there: <if>'],
    ['1_000', '_000 is not expected there: <_000>'],
    ['a < 3 then 4', 'then is not expected there: <then>'],
  ])('%s', (text, reason) => {
    expect(run(text)).toBe(reason);
  });
});

describe('what we do not read is neither a value nor a fault', () => {
  it.each([
    ['a list', '[1, a][0]'],
    ['a macro', '[1, a].filter(x, x > 2).size()'],
    ['a map', '{"x": a}.x'],
    ['a list of several types', 'a in [1, "x"]'],
    ['a quoted name behind a dot', '{"a-b": 5}.`a-b`'],
    ['escapes', '"\\n" == "x" ? 1 : 2'],
    ['bytes', 'b"x" == b"x" ? 1 : 2'],
    ['three quotes', '"""x""" == "x" ? 1 : 2'],
    ['time', 'int(timestamp("2026-01-01T00:00:00Z"))'],
    ['dyn', 'dyn(a) + 1'],
    ['a method', '"x".matches("y")'],
    ['deep nesting', `${'('.repeat(1000)}a${')'.repeat(1000)}`],
    ['a deep chain of signs', `${'-('.repeat(1000)}a${')'.repeat(1000)}`],
    ['a long chain', `a${' + a'.repeat(900)}`],
    ['a long text', `a${' '.repeat(5000)}`],
  ])('%s', (_, text) => {
    expect(run(text)).toBe('unsupported');
  });
});

describe('no text breaks it', () => {
  const piece = fc.constantFrom(
    ...'a b 1 2 0 9223372036854775807 1.5 2u "x" true ( ) , ? : + - * / % ! < <= == && || min int double string . [ { $ é'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' ')),
  );

  it('ends with a value, a fault within the text, or nothing to say', () => {
    fc.assert(
      fc.property(text, (each) => {
        const program = compileCel(each, variables);
        if (program.kind === 'unsupported') return;
        const values = { a: { type: 'int', value: 17n }, b: { type: 'int', value: 0n } } as const;
        const result = program.kind === 'program' ? evaluateCel(program, values) : program;
        if (result.kind === 'value') {
          expect(program.kind === 'program' && program.type).toBe(result.value.type);
        } else {
          const { start, end } = result.fault.span;
          expect(0 <= start && start <= end && end <= each.length).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('calculates as 64-bit integers do', () => {
    const int = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const operators = {
      '+': (x: bigint, y: bigint) => x + y,
      '-': (x: bigint, y: bigint) => x - y,
      '*': (x: bigint, y: bigint) => x * y,
    };
    fc.assert(
      fc.property(int, int, fc.constantFrom(...(['+', '-', '*'] as const)), (x, y, operator) => {
        const program = compileCel(`a ${operator} b`, variables);
        if (program.kind !== 'program') throw new Error('it must compile');
        const result = evaluateCel(program, { a: { type: 'int', value: x }, b: { type: 'int', value: y } });
        const exact = operators[operator](x, y);
        const isInRange = -(2n ** 63n) <= exact && exact < 2n ** 63n;
        expect(result.kind === 'value' ? result.value.value : undefined).toBe(isInRange ? exact : undefined);
      }),
    );
  });
});

describe('a variable with a qualified name', () => {
  const types = { 'subnet.use': 'double', 'subnet.free': 'int' } as const;

  it('is one variable', () => {
    const program = compileCel('subnet.use <= 0.8 && subnet.free > 10', types);
    if (program.kind !== 'program') throw new Error('not read');
    expect(program.type).toBe('bool');
    const with10 = (use: number) =>
      evaluateCel(program, {
        'subnet.use': { type: 'double', value: use },
        'subnet.free': { type: 'int', value: 11n },
      });
    expect([with10(0.8), with10(0.81)]).toMatchObject([{ value: { value: true } }, { value: { value: false } }]);
  });

  it('is told from one there is not, and has no value where none is given', () => {
    const wrong = compileCel('subnet.used <= 0.8', types);
    expect(wrong.kind === 'fault' && render(wrong.fault.message)).toBe('there is no variable subnet.used');
    const program = compileCel('subnet.use <= 0.8', types);
    expect(program.kind === 'program' && evaluateCel(program, {}).kind).toBe('fault');
  });
});
