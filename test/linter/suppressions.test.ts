import { describe, expect, it } from 'vitest';
import { lint } from '../../server/index.js';
import { check, checkFix, findings } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';

const head = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
`;

describe('a comment silences', () => {
  it('its own line', () => {
    check(`- name: MAX_ENI
  value: 5 # eni-lens-disable-line unquoted-value -- quoted by our pipeline
- name: WARM_ENI_TARGET
  value: 1
#        ^ error unquoted-value: WARM_ENI_TARGET
`);
  });

  it('the next line, also with a colon', () => {
    check(`- name: WARM_ENI_TARGET
  # eni-lens-disable-next-line: unquoted-value
  value: 1
- name: ENABLE_IPv6
  value: "false"
`);
  });

  it('one line only where a lone CR ends the lines', () => {
    const lines = [
      '# eni-lens-disable-next-line unquoted-value -- quoted by our pipeline',
      '- { name: WARM_ENI_TARGET, value: 1 }',
      '- { name: MAX_ENI, value: 2 }',
      '- { name: ENABLE_IPv6, value: "false" }',
      '',
    ];
    const { findings } = lint([{ uri: 'env.yaml', text: lines.join('\r') }]);
    expect(findings.map(({ rule, range }) => [rule, range.start.line])).toEqual([['unquoted-value', 2]]);
  });

  it('a whole string that starts on the next line', () => {
    check(`${head}    # eni-lens-disable-next-line warm-ip-target-without-minimum, invalid-integer
    configurationValues: |-
      env:
        WARM_IP_TARGET: "1"
        MAX_ENI: "two"
`);
  });

  it('a document, and not the others', () => {
    check(`# eni-lens-disable-document
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
---
- { name: WARM_ENI_TARGET, value: 1 }
#                                 ^ error unquoted-value: WARM_ENI_TARGET
- { name: ENABLE_IPv6, value: "false" }
`);
  });

  it('a file, from any of its documents', () => {
    check(`- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
---
# eni-lens-disable-file unquoted-value
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
`);
  });
});

describe('a comment without effect is reported', () => {
  it('when nothing is found where it stands', () => {
    check(`# eni-lens-disable-next-line unquoted-value
# 29..43 warning unused-suppression: This comment silences no finding of unquoted-value
- { name: WARM_ENI_TARGET, value: "1" }
- { name: ENABLE_IPv6, value: "false" }
`);
  });

  it('also one of several ids', () => {
    check(`# eni-lens-disable-next-line unquoted-value, invalid-integer
# 45..60 warning unused-suppression: This comment silences no finding of invalid-integer
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
`);
  });

  it('when it is none of those there are', () => {
    const known =
      'there are eni-lens-disable-line, eni-lens-disable-next-line, eni-lens-disable-document and eni-lens-disable-file';
    check(`# eni-lens-disable unquoted-value -- as in eslint
# 2..18 warning unused-suppression: There is no comment eni-lens-disable: ${known}
#ENI-Lens-Disable-Next-Line
#^^^^^^^^^^^^^^^^^^^^^^^^^^ warning unused-suppression: There is no comment ENI-Lens-Disable-Next-Line: did you mean eni-lens-disable-next-line?
- { name: WARM_ENI_TARGET, value: 1 } # eni-lens-ignore-line: later
#                                 ^ error unquoted-value: WARM_ENI_TARGET
# 40..60 warning unused-suppression: There is no comment eni-lens-ignore-line: ${known}
- { name: ENABLE_IPv6, value: "false" } # About eni-lens-disable-lines, and eni-lens.
`);
  });

  it('when it names a category', () => {
    check(`# eni-lens-disable-next-line values
# 29..35 warning unused-suppression: There is no rule values, but a category of that name: name its rules, or none for all of them
- { name: WARM_ENI_TARGET, value: "1" }
- { name: ENABLE_IPv6, value: "false" }
`);
  });

  it('when there is no such rule', () => {
    check(`# eni-lens-disable-next-line unqoted-value
# 29..42 warning unused-suppression: There is no rule unqoted-value: did you mean unquoted-value?
- { name: WARM_ENI_TARGET, value: "1" }
- { name: ENABLE_IPv6, value: "false" }
`);
  });

  it('but not for a rule the config file turns off', () => {
    check(`# file: eni-lens.yaml
rules: { unquoted-value: off }
# file: env.yaml
# eni-lens-disable-next-line unquoted-value
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
`);
  });
});

describe('a comment without effect is removed', () => {
  const rule = 'unused-suppression';
  const clean = `- { name: WARM_ENI_TARGET, value: "1" }
- { name: ENABLE_IPv6, value: "false" }
`;

  it('with its line, wherever that is', () => {
    checkFix(`# eni-lens-disable-next-line unquoted-value -- quoted elsewhere\n${clean}`, { rule, expected: clean });
    checkFix(`${clean}  # eni-lens-disable-file`, { rule, title: 'Remove the comment', expected: clean });
  });

  it('with the blanks before it, where something else stands on its line', () => {
    const text = (comment: string) =>
      `- name: WARM_ENI_TARGET\n  value: "1"${comment}\n- name: MAX_ENI\n  value: "2"\n`;
    checkFix(text('  # eni-lens-disable-line unquoted-value'), { rule, expected: text('') });
  });

  it('or the ids in it that have none, all at once', () => {
    const text = (ids: string) => `# eni-lens-disable-next-line ${ids} -- a reason, it says
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
`;
    const title = 'Remove invalid-integer and invalid-boolean from the comment';
    checkFix(text('invalid-integer, unquoted-value,invalid-boolean'), {
      rule,
      title,
      expected: text('unquoted-value'),
    });
  });

  it('wholly, when none of its ids has an effect', () => {
    checkFix(`# eni-lens-disable-next-line invalid-integer invalid-boolean\n${clean}`, { rule, expected: clean });
  });

  it('but a misspelt id is spelt right', () => {
    const text = (id: string) => `# eni-lens-disable-next-line ${id}
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
`;
    checkFix(text('unqoted-value'), { rule, title: 'Write unquoted-value', expected: text('unquoted-value') });
  });
});

describe('the severity of what is said about comments', () => {
  it('is that of the config file', () => {
    check(`# file: eni-lens.yaml
rules: { unused-suppression: error }
# file: env.yaml
# eni-lens-disable-next-line unquoted-value
# 29..43 error unused-suppression
- { name: WARM_ENI_TARGET, value: "1" }
- { name: ENABLE_IPv6, value: "false" }
`);
  });
});

it.each(['reason', 'Reason', '理由', ''])(
  'takes %j, which editors put there to be typed over, for no reason',
  (reason) => {
    const text = (comment: string): string => `# file: eni-lens.yaml
suppressions: { requireReason: true }
# file: cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    # eni-lens-disable-next-line warm-eni-target-zero -- ${comment}
    configurationValues: '{"env": {"WARM_ENI_TARGET": "0"}}'
`;
    const rulesOf = (comment: string) => findings(parseFixture(text(comment)).files).map(({ rule }) => rule);
    expect(rulesOf(reason)).toEqual(['suppression-without-reason']);
    expect(rulesOf('one pod each')).toEqual([]);
  },
);
