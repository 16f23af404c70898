import { describe, expect, it } from 'vitest';
import {
  alternatives,
  enumeration,
  list,
  message,
  render,
  renderArgument,
  whole,
} from '../../server/messages/message.js';

describe('a message in another language', () => {
  const catalogue = {
    'a subnet': 'サブネット',
    '{name} has {count}': '{count} は {name} に {name} の',
    '{left} and {right}': '{left} と {right}',
  };

  it('has Latin values between spaces, and Japanese ones without', () => {
    const text = (name: Parameters<typeof list>[0][number]): string =>
      render(message('{name} has {count}', { name, count: 3 }), catalogue);
    expect(text('subnet-1')).toBe('3 は subnet-1 に subnet-1 の');
    expect(text(message('a subnet'))).toBe('3 はサブネットにサブネットの');
    expect(text('a')).toBe('3 は a に a の');
  });

  it('leaves spaces in a value alone', () => {
    const both = list(['新しい フォルダー', 'main', message('a subnet')]);
    expect(render(message('{both}', { both }), catalogue)).toBe('新しい フォルダー, main とサブネット');
  });

  it('is English where there is no translation, or none yet', () => {
    expect(render(message('no {name}', { name: message('a subnet') }), { 'no {name}': '' })).toBe('no a subnet');
  });
});

describe('a message of many things', () => {
  const names = Array.from({ length: 2_000 }, (_, index) => `x${index}`);
  const text = renderArgument;

  it('names the first few and says how many more there are', () => {
    const few = 'x0, x1, x2, x3, x4, x5, x6, x7';
    expect(text(list(names))).toBe(`${few} and 1992 more`);
    expect(text(enumeration(names))).toBe(`${few} and 1992 more`);
    expect(text(alternatives(names))).toBe(`${few} and 1992 more`);
    expect(text(list(names.slice(0, 9)))).toBe(`${few} and 1 more`);
    expect(JSON.stringify(list(names)).length).toBeLessThan(200);
  });

  it('names all where there are few, and all choices', () => {
    const [two, three] = [names.slice(0, 2), names.slice(0, 3)];
    expect([list([]), list(['x']), list(two), list(three)].map((each) => text(each))).toEqual([
      '',
      'x',
      'x0 and x1',
      'x0, x1 and x2',
    ]);
    expect([enumeration(three), alternatives(three), list(names.slice(0, 8))].map((each) => text(each))).toEqual([
      'x0, x1, x2',
      'x0, x1 or x2',
      'x0, x1, x2, x3, x4, x5, x6 and x7',
    ]);
    expect(text(list(names, names.length))).toBe(`${names.slice(0, -1).join(', ')} and x1999`);
  });
});

describe('a message with a very long text', () => {
  it('keeps its beginning and its end, and no half of a character', () => {
    expect(render(message('{value} is wrong', { value: `a${'b'.repeat(1 << 20)}c` }))).toBe(
      `a${'b'.repeat(139)}…${'b'.repeat(49)}c is wrong`,
    );
    const faces = render(message('{value}', { value: `a${'😀'.repeat(200)}b` }));
    expect(faces).toBe(`a${'😀'.repeat(69)}…${'😀'.repeat(24)}b`);
  });

  it('has it whole up to 200 characters, and the path of a file always', () => {
    const value = 'x'.repeat(200);
    expect(render(message('{value}', { value }))).toBe(value);
    expect(render(message('{path}', { path: whole(value + value) }))).toBe(value + value);
  });
});
