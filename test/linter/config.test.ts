import { describe, expect, it } from 'vitest';
import { readLensConfig, unknownRules } from '../../server/formats/eniLensConfig.js';
import { render } from '../../server/messages/message.js';
import { sourceFile } from '../../server/text/sourceFile.js';
import { check, checkClean } from '../harness/check.js';

const unquoted = (path: string) => `# file: ${path}
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
`;

describe('severities of the config file', () => {
  it('turn a rule off', () => {
    checkClean(`# file: eni-lens.yaml\nrules: { unquoted-value: off }\n${unquoted('a.yaml')}`);
  });

  it('make it more or less severe', () => {
    check(`# file: eni-lens.yaml
rules: { unquoted-value: info }
# file: a.yaml
- { name: WARM_ENI_TARGET, value: 1 }
#                                 ^ info unquoted-value
- { name: ENABLE_IPv6, value: "false" }
`);
  });

  it('differ by file, and the last override wins', () => {
    check(`# file: eni-lens.yaml
rules: { unquoted-value: warning }
overrides:
  - { files: [dev/], rules: { unquoted-value: off } }
  - { files: [dev/strict.yaml], rules: { unquoted-value: error } }
${unquoted('dev/loose.yaml')}# file: dev/strict.yaml
- { name: WARM_ENI_TARGET, value: 1 }
#                                 ^ error unquoted-value
- { name: ENABLE_IPv6, value: "false" }
# file: prod.yaml
- { name: WARM_ENI_TARGET, value: 1 }
#                                 ^ warning unquoted-value
- { name: ENABLE_IPv6, value: "false" }
`);
  });
});

describe('a config file that is wrong says where and what', () => {
  const problems = (text: string) => {
    const config = readLensConfig('eni-lens.yaml', text);
    const source = sourceFile(text);
    return [...config.problems, ...unknownRules(config, ['max-pods-above-capacity', 'unquoted-value'])].map(
      ({ at, message }) => {
        const { line, character } = source.positionAt(at.span.start);
        return `${line + 1}:${character + 1} ${render(message)}`;
      },
    );
  };

  it.each([
    ['an unknown key', 'rulez: {}\n', /^1:1 .*rulez/],
    ['a wrong severity', 'rules:\n  unquoted-value: fatal\n', /^2:19 .*error.*warning.*off/],
    ['an unknown rule', 'rules:\n  max-pods-above-capacty: off\n', /^2:3 .*did you mean max-pods-above-capacity/],
    ['a text where a list must be', 'ignore: vendor/\n', /^1:9 /],
    ['a cluster without files', 'clusters:\n  - name: shop\n', /^2:5 .*files/],
    ['a version that is none', 'cniVersion: latest\n', /^1:13 /],
    ['broken YAML', 'rules: {\n', /^\d+:\d+ /],
  ])('%s', (_, text, expected) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  it('is right when it is empty or only comments', () => {
    expect([problems(''), problems('# nothing yet\n')]).toEqual([[], []]);
  });
});
