import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atoi,
  byteLength,
  compareGoStrings,
  isLegacyOctal,
  parseBool,
  parseIntBase0,
  parseIpv4Cidr,
  trimSpace,
} from '../../server/model/goValues.js';

// Where a list carries no other source, the answers were obtained by running Go (the reference of v1.23.1).

// Characters of one to four bytes of UTF-8, on both sides of the surrogates.
const anyText = fc
  .array(
    fc.constantFrom(
      '',
      '0',
      'a',
      '\u007f',
      '\u0080',
      'é',
      '\u07ff',
      '\u0800',
      '\ud7ff',
      '\ue000',
      '\uffff',
      '\u{10000}',
      '\u{1f600}',
    ),
  )
  .map((characters) => characters.join(''));

describe('strconv.ParseBool', () => {
  it.each(['1', 't', 'T', 'TRUE', 'true', 'True'])('takes %s as true', (text) => {
    expect(parseBool(text)).toBe(true);
  });
  it.each(['0', 'f', 'F', 'FALSE', 'false', 'False'])('takes %s as false', (text) => {
    expect(parseBool(text)).toBe(false);
  });
  it.each(['yes', 'no', 'on', 'off', 'enabled', 'tRUE', 'fALSE', 'true ', ' true', '2', '', '01', 'null', '"true"'])(
    'refuses %j',
    (text) => {
      expect(parseBool(text)).toBeUndefined();
    },
  );
});

describe('strconv.Atoi', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    ['-1', -1],
    ['+5', 5],
    ['007', 7],
    ['-0', 0],
    ['9223372036854775807', 2 ** 63],
    ['-9223372036854775808', -(2 ** 63)],
    [`${'0'.repeat(100)}7`, 7],
  ])('reads %j', (text, value) => {
    expect(atoi(text)).toBe(value);
  });
  it.each(['1.5', '5 ', ' 5', '', '1e3', '0x10', '1_000', 'five', 'none', 'null', '+', '-', '--1', '+-1', '٣', '5\n'])(
    'refuses %j',
    (text) => {
      expect(atoi(text)).toBeUndefined();
    },
  );
  it.each(['9223372036854775808', '-9223372036854775809', '9'.repeat(100_000)])(
    'refuses what int64 cannot hold',
    (text) => {
      expect(atoi(text)).toBeUndefined();
    },
  );
  it('reads back every safe integer', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (value) => atoi(String(value)) === value));
  });
});

describe('strconv.ParseInt with base 0', () => {
  it.each([
    ['128', 128],
    ['0x80', 0x80],
    ['0X8f', 0x8f],
    ['0b10000000', 128],
    ['0B1', 1],
    ['0o17', 15],
    ['0O17', 15],
    ['0200', 128],
    ['1_000', 1000],
    ['0x_80', 0x80],
    ['0_7', 7],
    ['0x1_0', 16],
    ['-0x10', -16],
    ['+0200', 128],
    ['0', 0],
    ['00', 0],
    ['4294967295', 4294967295],
    ['0xffffffff', 4294967295],
  ])('reads %j', (text, value) => {
    expect(parseIntBase0(text)).toBe(value);
  });
  // The rule for underscores is Go's underscoreOK: between digits or after a base prefix, never doubled, first or last.
  it.each([
    '',
    '_1',
    '1_',
    '1__0',
    '0x',
    '0b',
    '0x_',
    '0x1_',
    '_0x1',
    '08',
    '0_8',
    '0b2',
    '0o8',
    '0xg',
    '1e3',
    '1.0',
    ' 1',
    '1 ',
    'abc',
    '-',
    '0_x1',
  ])('refuses %j', (text) => {
    expect(parseIntBase0(text)).toBeUndefined();
  });
  it.each(['9223372036854775808', '0x8000000000000000', `0b1${'0'.repeat(63)}`, '9'.repeat(100_000)])(
    'refuses what int64 cannot hold',
    (text) => {
      expect(parseIntBase0(text)).toBeUndefined();
    },
  );
  it('takes the most negative int64', () => {
    expect(parseIntBase0('-0x8000000000000000')).toBe(-(2 ** 63));
  });
  it('reads a number written in any base', () => {
    fc.assert(
      fc.property(fc.nat(), (value) =>
        [
          `0x${value.toString(16)}`,
          `0o${value.toString(8)}`,
          `0b${value.toString(2)}`,
          `0${value.toString(8)}`,
          `${value}`,
        ].every((text) => parseIntBase0(text) === value),
      ),
    );
  });
  it.each([
    ['0200', true],
    ['-0200', true],
    ['0_200', true],
    ['07', false],
    ['00', false],
    ['0', false],
    ['0o200', false],
    ['200', false],
  ])('says of %s whether a leading zero changed its value', (text, changed) => {
    expect(isLegacyOctal(text)).toBe(changed);
  });
});

describe("Go's order of strings", () => {
  // The texts that the check of the warm targets with prefix delegation takes as "at most 0", and those it does not.
  it.each(['', '0', '-5', '+1', ' 1'])('%j is at most "0"', (text) => {
    expect(compareGoStrings(text, '0')).toBeLessThanOrEqual(0);
  });
  it.each(['00', 'abc', '0.5', 'null', '1', '10'])('%j is greater than "0"', (text) => {
    expect(compareGoStrings(text, '0')).toBeGreaterThan(0);
  });
  it('is the order of the UTF-8 bytes, also beyond the basic plane', () => {
    const sign = (a: string, b: string) => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    fc.assert(fc.property(anyText, anyText, (a, b) => Math.sign(compareGoStrings(a, b)) === sign(a, b)));
    expect(compareGoStrings('\uffff', '\u{1f600}')).toBeLessThan(0);
  });
});

describe('lengths and blanks', () => {
  it('counts bytes of UTF-8', () => {
    fc.assert(fc.property(anyText, (text) => byteLength(text) === Buffer.byteLength(text)));
  });
  it.each([
    [' a\t\n', 'a'],
    ['\u00a0a\u3000', 'a'],
    ['\u0085a', 'a'],
    // Unlike JavaScript, Go does not take the byte order mark for a blank.
    ['\ufeffa', '\ufeffa'],
  ])('trims %j', (text, trimmed) => {
    expect(trimSpace(text)).toBe(trimmed);
  });
});

describe('net.ParseCIDR for IPv4', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['172.31.255.255/12', '172.16.0.0/12'],
    ['192.168.1.129/25', '192.168.1.128/25'],
    ['192.168.1.1/32', '192.168.1.1/32'],
    ['255.255.255.255/0', '0.0.0.0/0'],
    ['10.0.0.0/08', '10.0.0.0/8'],
  ])('reads %s', (text, network) => {
    expect(parseIpv4Cidr(text)).toBe(network);
  });
  it.each([
    '',
    '10.0.0.0',
    '10.0.0/8',
    '10.0.0.256/8',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '010.0.0.0/8',
    ' 10.0.0.0/8',
    '10.0.0.0/8 ',
    'fd00::/8',
    '::ffff:10.0.0.0/104',
    'a.b.c.d/8',
  ])('refuses %j', (text) => {
    expect(parseIpv4Cidr(text)).toBeUndefined();
  });
});
