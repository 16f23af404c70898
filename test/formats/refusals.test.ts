import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules } from '../../server/rules/index.js';

const formats = fileURLToPath(new URL('../../server/formats/', import.meta.url));
const text = (file: string): string => readFileSync(`${formats}${file}`, 'utf8');

describe('what a format says a tool refuses', () => {
  const files = readdirSync(formats, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const named = files.flatMap((file) =>
    [...text(file).matchAll(/\brefused(?:By\w+)?\(\s*'([a-z\d-]+)',/g)].map(([, id]) => id),
  );

  it('is reported by a rule of that id', () => {
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
  });
});
