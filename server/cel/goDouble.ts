/*
 * How Go reads and writes numbers of type double. Source: strconv.ParseFloat (readFloat, underscoreOK) and the verb %g of fmt, Go 1.24.
 */

/** The number in a text; undefined where Go finds none, or one that is too large. */
export function parseGoDouble(text: string): number | undefined {
  const [, sign = '', name] = /^([-+]?)(inf|infinity|nan)$/i.exec(text) ?? [];
  if (name !== undefined) {
    if (name.toLowerCase() === 'nan') return sign === '' ? Number.NaN : undefined;
    return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (/_(?![\da-f])|(?<![\da-fx])_/i.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const value = hexadecimal.test(plain) ? fromHexadecimal(plain) : decimal.test(plain) ? Number(plain) : undefined;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

const decimal = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;
const hexadecimal = /^([-+]?)0x([\da-f]*)(?:\.([\da-f]*))?p([-+]?\d+)$/i;

/** The exponent of base two is a must. */
function fromHexadecimal(text: string): number | undefined {
  const [, sign, before = '', behind = '', exponent] = hexadecimal.exec(text) ?? [];
  if (before === '' && behind === '') return undefined;
  const value = Number(BigInt(`0x${before}${behind}`)) * 2 ** (Number(exponent) - 4 * behind.length);
  return sign === '-' ? -value : value;
}

/** The number as Go writes it: the shortest digits, with an exponent of two digits at least from a million on and below 0.0001. */
export function writeGoDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : '+Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', power = ''] = value.toExponential().split('e');
  const exponent = Number(power);
  if (-4 <= exponent && exponent < 6) return String(value);
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits}e${exponent < 0 ? '-' : '+'}${size}`;
}
