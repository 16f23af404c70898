import { describe, expect, it } from 'vitest';
import { list, message, render, renderArgument } from '../../server/messages/message.js';

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

describe('a message of many parts', () => {
  it('is no deeper than programs can walk', () => {
    const names = Array.from({ length: 50_000 }, (_, index) => `x${index}`);
    const message = list(names);
    expect(renderArgument(message)).toBe(`${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);
    expect(JSON.stringify(message)).toContain('x49999');
  });
});
