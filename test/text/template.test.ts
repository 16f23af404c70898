import { describe, expect, it } from 'vitest';
import { isTemplate } from '../../server/text/template.js';
import { maskTemplates, placeholderLines } from '../../server/text/templateParts.js';
import { templateSpellings } from '../harness/templates.js';

describe('isTemplate', () => {
  const templates = [
    '${X}',
    'a-${X}',
    '${AWS::Region}',
    '${a:-${b}}',
    '$(NODE_NAME)',
    '$X',
    '$region',
    'eks-$NAME-1',
    '{{ x }}',
    '{{x}}a',
    '{%- x %}',
    '<% x %>',
    '<%= x %>',
    '%{ if x }',
    '%x%',
    '%CLUSTER_NAME%',
    '<x>',
    '<your cluster name>',
    'subnet-<id>',
    '__X__',
    '__CLUSTER_NAME__',
    '@X@',
    'a-@x@',
  ];
  for (const text of [...templates, ...templateSpellings])
    it(`takes ${text} for one`, () => expect(isTemplate(text)).toBe(true));

  const values = [
    '',
    'true',
    'm5.large',
    '$5',
    '5$',
    'a < b',
    'a <b',
    '<none>',
    '<nil>',
    '<unset>',
    '<unknown>',
    '100%',
    '50% of 100%',
    'a%20b',
    'user@host',
    'a@b@c',
    '__init__',
    '__proto__',
    '_X_',
    '{}',
    '{"a": {}}',
    '{{',
    '}}',
    '{',
    '${',
    '$',
    '$$',
    '^a$',
    '{"a":{"b":{"c":1}}}',
    'subnet-xxx',
    'NEW-SUBNET-ID1',
    '< x >',
    '<1>',
    '<x',
    '[0-9]{3}',
    '{AppId:A99999}',
    'max_pods % default_enis',
    'max_pods %vcpus',
    '((default_enis - 1) * (ips_per_eni - 1) + 2)',
    '[[a, b], [c]]',
    'me@example.com',
  ];
  for (const text of values)
    it(`takes ${JSON.stringify(text)} for a value`, () => expect(isTemplate(text)).toBe(false));

  it('needs linear time for any text', () => {
    // With the square of the length each of these takes minutes, and a test may take half a minute.
    for (const part of ['${', '$(', '{{', '{%', '<%', '%{', '<a', '%a', '__A', '@a', '_A', '<a ', 'a@']) {
      expect(isTemplate(part.repeat(200_000)), part).toBeTypeOf('boolean');
    }
  });
});

describe('maskTemplates', () => {
  it('changes no offset and no line break', () => {
    const text = 'a: {{ .x }}\r\n{{- if .y }}\nb: "{{ c\n}}"\n';
    const masked = maskTemplates(text);
    expect(masked?.text).toHaveLength(text.length);
    expect(masked?.text.replace(/[^\r\n]/g, '')).toBe(text.replace(/[^\r\n]/g, ''));
  });

  it('blanks lines of nothing but control, and makes words of the rest', () => {
    const text = '  {{- if .y }} {{ end }}\n% if x:\n%{ for x in y ~}\n<%! x %>\n{% raw %}\n{# c #}\nk: {{ x }}\n';
    const lines = maskTemplates(text)
      ?.text.split('\n')
      .map((line) => line.trim().replace(/\uE000+/g, '…'));
    expect(lines).toEqual(['', '', '', '', '', '', 'k: …', '']);
  });

  it('leaves alone what is not closed, and what is no template', () => {
    for (const text of ['a: {{ x', '{"a":{"b":1}}', '%YAML 1.2\n---\n', 'a: 50%', '{{ {{'])
      expect(maskTemplates(text)).toBeUndefined();
  });
});

describe('placeholderLines', () => {
  it('finds lines of one placeholder only', () => {
    const text = 'a:\n  ${BLOCK}\nb: ${X}\n$SUBNETS\n$(cat x)\n$lower\n';
    expect(placeholderLines(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '  ${BLOCK}',
      '$SUBNETS',
      '$(cat x)',
    ]);
  });
});
