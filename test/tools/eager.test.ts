import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { withParentheses } from '../../server/tools/eager.js';

/** The places of these pieces of a script. */
function placesOf(script: string, ...pieces: readonly string[]): ReadonlySet<string> {
  return new Set(pieces.map((piece) => `${script.indexOf(piece)}:${script.indexOf(piece) + piece.length}`));
}

it('puts function expressions in parentheses, one within the other', () => {
  const script = 'const f = (a) => (b) => a + b, g = function () {}, h = () => 1;';
  const called = placesOf(script, '(a) => (b) => a + b', '(b) => a + b', 'function () {}');
  expect(withParentheses(script, called)).toBe('const f = ((a) => ((b) => a + b)), g = (function () {}), h = () => 1;');
});

it('sets what is declared before all else, so that it can be called from anywhere', () => {
  const script = `#!/usr/bin/env node
'use strict';
results.push(twice(3), uncalled.name, strict());
function twice(number) { return [number].map((each) => each * 2)[0]; }
function uncalled() {}
function strict() { return this === undefined; }
async function later() {}
`;
  const declared = (name: string): string =>
    script.split('\n').find((line) => line.includes(`function ${name}(`)) ?? '';
  const called = placesOf(script, declared('twice'), '(each) => each * 2', declared('strict'), declared('later'));
  const marked = withParentheses(script, called);
  expect(marked).toBe(`#!/usr/bin/env node
'use strict';
var twice=(function (number) { return [number].map(((each) => each * 2))[0]; }),
strict=(function () { return this === undefined; }),
later=(async function () {});
results.push(twice(3), uncalled.name, strict());

function uncalled() {}


`);
  const results: unknown[] = [];
  runInNewContext(marked.replace(/^#!.*/, ''), { results });
  expect(results).toEqual([6, 'uncalled', true]);
});

it('makes functions of the methods of objects', () => {
  const script =
    'const o = { *m(a) { yield () => a; }, async n() { return await 1; }, "o p"() {}, q() { return super.q; } };';
  const called = placesOf(
    script,
    '*m(a) { yield () => a; }',
    '() => a',
    'async n() { return await 1; }',
    '"o p"() {}',
    'q() { return super.q; }',
  );
  expect(withParentheses(script, called)).toBe(
    'const o = { m:(function*(a) { yield (() => a); }), n:(async function() { return await 1; }), "o p"() {}, q() { return super.q; } };',
  );
});

it('leaves functions alone that nobody called, and accessors and methods of classes', () => {
  const script = 'function f() {}\nconst o = { get g() { return 1; } };\nclass A { n() {} }\n';
  expect(withParentheses(script, placesOf(script, 'get g() { return 1; }', 'n() {}'))).toBe(script);
});
