import { type Message, message } from '../messages/message.js';
import { type CelType, type CelValue, fits } from './value.js';

/**
 * What a function of one value makes of it: a conversion to a type, or `size`. A message where the value cannot be converted.
 * Source: ConvertToType of cel-go's common/types (a double is cut, a text is read in base 10).
 */
export function convert(value: CelValue, name: string): CelValue | Message {
  switch (name) {
    case 'int':
    case 'uint':
      return toWhole(value, name);
    case 'double':
      return toDouble(value);
    case 'string':
      return { type: 'string', value: String(value.value) };
    case 'bool':
      return toBool(value);
    case 'size':
      return { type: 'int', value: BigInt([...String(value.value)].length) };
    default:
      return refused(value, 'int');
  }
}

function toWhole(value: CelValue, type: 'int' | 'uint'): CelValue | Message {
  if (value.type === 'bool') return refused(value, type);
  if (value.type === 'string') {
    const pattern = type === 'int' ? /^[-+]?\d+$/ : /^\d+$/;
    if (!pattern.test(value.value)) return refused(value, type);
  }
  if (value.type === 'double' && !Number.isFinite(value.value)) return refused(value, type);
  const written = value.type === 'string' ? value.value.replace(/^\+/, '') : value.value;
  const whole = BigInt(typeof written === 'number' ? Math.trunc(written) : written);
  return fits(whole, type) ? { type, value: whole } : refused(value, type);
}

function toDouble(value: CelValue): CelValue | Message {
  if (value.type === 'bool') return refused(value, 'double');
  const isNumber = value.type !== 'string' || /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(value.value);
  return isNumber ? { type: 'double', value: Number(value.value) } : refused(value, 'double');
}

const truths: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true]),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false]),
]);

function toBool(value: CelValue): CelValue | Message {
  if (value.type === 'bool') return value;
  const truth = value.type === 'string' && Object.hasOwn(truths, value.value) ? truths[value.value] : undefined;
  return truth === undefined ? refused(value, 'bool') : { type: 'bool', value: truth };
}

function refused({ value, type: from }: CelValue, type: CelType): Message {
  const written = from === 'string' ? `"${value}"` : String(value);
  return message('{written} cannot be converted to {type}', { written, type });
}
