import { expect, it } from 'vitest';
import { baselineText, readBaseline } from '../../server/formats/eniLens/baseline.js';

it('reads from a baseline what was recorded in it, whatever characters a path has', () => {
  const latin = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
  const path = `${latin}\u2028\ufeff\ufffe"\\😀`;
  const entry = { file: `${path}.yaml`, rule: 'syntax-error', path, count: 2, reason: path };
  const baseline = readBaseline('b.json', baselineText({ text: '', schema: path, paths: [path] }, [entry]));
  expect(baseline).toMatchObject({ schema: path, paths: [path], entries: [entry], problems: [] });
});
