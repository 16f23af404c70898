import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { render } from '../../server/messages/message.js';
import { validate } from '../../server/syntax/validate.js';
import { parseDocument } from './trees.js';

const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
const validator = ajv.compile({
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1 },
    count: { type: ['integer', 'null'], minimum: 1 },
    flag: { type: 'boolean' },
    level: { enum: ['off', 'error'] },
    list: { type: 'array', items: { type: 'string' } },
    either: { anyOf: [{ type: 'string' }, { type: 'object', required: ['x'] }] },
    rules: { type: 'object', propertyNames: { pattern: '^[a-z-]+$' } },
  },
});

function faultsOf(text: string): readonly string[] {
  const { root } = parseDocument(text);
  const faults = root ? validate(root, validator) : [];
  return faults.map(({ span, message }) => `${text.slice(span.start, span.end)}: ${render(message)}`);
}

describe('validate', () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['name: x\ncount: 3\nlist: [a]\n', []],
    ['name: x\ncount: "3"\n', ['"3": count must be an integer']],
    ['name: x\ncount: 0\n', ['0: count must be at least 1']],
    ['name: ""\n', ['"": name must not be empty']],
    ['name: [1]\n', ['name: name must be a string']],
    ['name: x\nlist: [a, 5]\n', ['5: Item 2 of list must be a string']],
    ['name: x\nlevel: warn\n', ['warn: level must be one of off and error']],
    ['name: x\ncuont: 1\n', ['cuont: cuont is not known here: did you mean count?']],
    ['name: x\nsomething: 1\n', ['something: something is not known here']],
    ['count: 1\n', ['count: The document needs name']],
    ['- a\n', ['-: The document must be a mapping']],
    ['name: x\neither: 5\n', ['5: either does not have the form it must have']],
    ['name: x\nrules: {A_B: off}\n', ['A_B: A_B is not known here']],
  ];
  for (const [text, expected] of rows) {
    it(`says of ${JSON.stringify(text)}: ${expected.join(' and ') || 'nothing'}`, () => {
      expect(faultsOf(text)).toEqual(expected);
    });
  }

  it('is silent about templates and tags', () => {
    expect(faultsOf('name: x\ncount: ${X}\nflag: "{{ .x }}"\nlist: !Ref List\n${A}b: 1\n')).toEqual([]);
    expect(faultsOf('${KEY}: x\n')).toEqual([]);
  });

  it('accepts what kubectl and eksctl read as the wanted type', () => {
    expect(faultsOf('name: x\nflag: yes\ncount: 1_000\nlevel: off\n')).toEqual([]);
    expect(faultsOf('name: x\nflag: "yes"\n')).toEqual(['"yes": flag must be true or false']);
  });

  it('follows aliases and merges, and points at the alias', () => {
    expect(faultsOf('name: &n 5\nlist: [*n]\n')).toEqual([
      '5: name must be a string',
      '*n: Item 1 of list must be a string',
    ]);
    expect(faultsOf('<<: {name: x}\ncount: 1\n')).toEqual([]);
  });

  it('takes __proto__ for a key like any other', () => {
    expect(faultsOf('name: x\n__proto__: {flag: 5}\n')).toEqual(['__proto__: __proto__ is not known here']);
  });
});
