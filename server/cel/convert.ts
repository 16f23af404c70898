import { type Message, message } from '../messages/message.js';
import { parseGoDouble, writeGoDouble } from './goDouble.js';
import { type CelType, type CelValue, fits } from './value.js';

/**
 * What a function of one value makes of it: a conversion to a type, or `size`. A message where the value cannot be converted.
 * Source: ConvertToType of cel-go's common/types and overflow.go:302-317 (a double is cut, a text is read in base 10).
 */
export function convert(value: CelValue, name: string): CelValue | Message {
  switch (name) {
    case 'int':
    case 'uint':
      return toWhole(value, name);
    case 'double':
      return toDouble(value);
    case 'string':
      return { type: 'string', value: textOf(value) };
    case 'bool':
      return toBool(value);
    case 'type':
      return { type: 'type', value: value.type === 'null' ? 'null_type' : value.type };
    case 'size':
      return { type: 'int', value: BigInt([...String(value.value)].length) };
    default:
      return refused(value, 'int');
  }
}

function toWhole(value: CelValue, type: 'int' | 'uint'): CelValue | Message {
  const whole = wholeOf(value, type);
  return whole !== undefined && fits(whole, type) ? { type, value: whole } : refused(value, type);
}

function wholeOf(value: CelValue, type: 'int' | 'uint'): bigint | undefined {
  switch (value.type) {
    case 'int':
    case 'uint':
      return value.value;
    case 'double': {
      // Of the whole numbers the least is refused too, and below zero so is what would be cut to zero.
      const isBelow = type === 'int' ? value.value <= -(2 ** 63) : value.value < 0;
      return Number.isFinite(value.value) && !isBelow ? BigInt(Math.trunc(value.value)) : undefined;
    }
    case 'string':
      return (type === 'int' ? /^[-+]?\d+$/ : /^\d+$/).test(value.value)
        ? BigInt(value.value.replace(/^\+/, ''))
        : undefined;
    default:
      return undefined;
  }
}

function toDouble(value: CelValue): CelValue | Message {
  const double =
    value.type === 'string'
      ? parseGoDouble(value.value)
      : value.type === 'double' || value.type === 'int' || value.type === 'uint'
        ? Number(value.value)
        : undefined;
  return double === undefined ? refused(value, 'double') : { type: 'double', value: double };
}

function textOf({ type, value }: CelValue): string {
  return type === 'double' ? writeGoDouble(value) : String(value);
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

function refused(value: CelValue, type: CelType): Message {
  const written = value.type === 'string' ? `"${value.value}"` : textOf(value);
  return message('{written} cannot be converted to {type}', { written, type });
}
