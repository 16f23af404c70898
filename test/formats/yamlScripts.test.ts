import { describe, expect, it } from 'vitest';
import { check, checkAllFixes, checkClean, checkFix, checkFixesWithCrlf, findings } from '../harness/check.js';
import { checkCompletion, checkHover } from '../harness/features.js';

/** What is found in a file, as `rule text`. */
function found(text: string, path = 'ci.yaml'): readonly string[] {
  return findings([{ path, text }]).map(({ rule, range }) => `${rule} ${text.slice(range.span.start, range.span.end)}`);
}

const command = 'kubectl set env ds/aws-node WARM_IP_TARGET=five';

describe('which files run commands', () => {
  it.each([
    [
      'a workflow of GitHub',
      `on: push\njobs:\n  a:\n    steps:\n      - uses: x\n      - run: |\n          set -e\n          ${command}\n`,
    ],
    ['one with a plain command', `jobs:\n  a:\n    steps:\n      - run: ${command}\n`],
    ['one in quotes', `jobs:\n  a:\n    steps:\n      - run: "${command}"\n`],
    [
      'one that is folded',
      `jobs:\n  a:\n    steps:\n      - run: >-\n          kubectl set env ds/aws-node\n          WARM_IP_TARGET=five\n`,
    ],
    ['one with expressions', `jobs:\n  a:\n    steps:\n      - run: ${command} MAX_ENI=\${{ inputs.max }}\n`],
    ['an action of GitHub', `name: a\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: ${command}\n`],
    ['a job of GitLab', `deploy:\n  stage: deploy\n  script:\n    - ${command}\n`],
    ['one with a script of one line', `deploy:\n  script: ${command}\n`],
    ['one before the script', `deploy:\n  before_script:\n    - ${command}\n  script: [make]\n`],
    ['one with lists in lists', `deploy:\n  script:\n    - [make, "${command}"]\n`],
    ['a default of GitLab', `default:\n  before_script:\n    - ${command}\n`],
    [
      'a Tekton Task',
      `apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  steps:\n    - name: a\n      image: x\n      script: |\n        #!/usr/bin/env bash\n        ${command}\n`,
    ],
    [
      'a Tekton Pipeline',
      `apiVersion: tekton.dev/v1\nkind: Pipeline\nspec:\n  tasks:\n    - name: a\n      taskSpec:\n        steps:\n          - script: ${command}\n`,
    ],
    ['a job of CircleCI', `version: 2.1\njobs:\n  a:\n    steps:\n      - run: ${command}\n`],
    [
      'one with a name',
      `version: 2.1\njobs:\n  a:\n    steps:\n      - run:\n          name: x\n          command: ${command}\n`,
    ],
    ['a pipeline of Buildkite', `steps:\n  - label: a\n    commands:\n      - ${command}\n`],
    ['one with one command', `steps:\n  - command: "${command}"\n`],
    ['a pipeline of Azure', `steps:\n  - script: |\n      ${command}\n`],
    ['a buildspec', `version: 0.2\nphases:\n  build:\n    commands:\n      - ${command}\n`],
    ['a playbook', `- hosts: localhost\n  tasks:\n    - name: a\n      shell: ${command}\n`],
    [
      'one with a full name',
      `- hosts: localhost\n  tasks:\n    - ansible.builtin.command: ${command}\n    - ansible.builtin.shell:\n        cmd: make\n`,
    ],
    ['tasks of a role', `- name: a\n  block:\n    - ansible.builtin.shell:\n        cmd: ${command}\n`],
    ['a Taskfile', `version: '3'\ntasks:\n  a:\n    cmds:\n      - ${command}\n      - cmd: make\n`],
    [
      'a workflow of Argo',
      `spec:\n  templates:\n    - name: a\n      script:\n        image: x\n        source: |\n          ${command}\n`,
    ],
    ['a workflow in JSON', `{"jobs": {"a": {"steps": [{"run": "${command}"}]}}}\n`],
  ])('%s', (_, text) =>
    expect(found(text, text.startsWith('{') ? 'ci.json' : 'ci.yaml')).toEqual(['invalid-integer five']),
  );

  it.each([
    ['a workflow for PowerShell', `jobs:\n  a:\n    steps:\n      - shell: pwsh\n        run: ${command}\n`],
    ['a script of Python', `steps:\n  - script: |\n      #!/usr/bin/env python3\n      ${command}\n`],
    ['a description', `jobs:\n  a:\n    description: ${command}\n`],
    ['a name', `jobs:\n  a:\n    steps:\n      - name: ${command}\n`],
    [
      'the words of a container',
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: x\n      command: [kubectl, set, env, ds/aws-node, WARM_IP_TARGET=five]\n`,
    ],
    ['a command that is printed', `deploy:\n  script:\n    - echo ${command}\n`],
    ['a comment', `deploy:\n  script:\n    # - ${command}\n    - make\n`],
    ['a comment of the script', `deploy:\n  script: |\n    # ${command}\n    make kubectl \n`],
    [
      'an expression',
      `jobs:\n  a:\n    steps:\n      - run: kubectl set env ds/aws-node WARM_IP_TARGET=\${{ inputs.target }}\n`,
    ],
    [
      'a variable of Ansible',
      `- hosts: all\n  tasks:\n    - shell: kubectl set env ds/aws-node WARM_IP_TARGET={{ target }}\n`,
    ],
    ['one for another DaemonSet', `deploy:\n  script:\n    - ${command.replace('aws-node', 'kube-proxy')}\n`],
    [
      'one for another cluster',
      `deploy:\n  script:\n    - gcloud container clusters update --max-pods-per-node 999\n    - az aks update --max-pods 999 # aws-node\n`,
    ],
  ])('not %s', (_, text) => expect(found(text)).toEqual([]));
});

describe('the commands of a workflow', () => {
  const workflow = (first: string, second: string): string =>
    `jobs:\n  a:\n    steps:\n      - run: kubectl set env ds/aws-node ${first}\n      - run: |\n          kubectl set env ds/aws-node ${second}\n`;

  it('run one after the other within a job, and side by side in others', () => {
    const on = 'ENABLE_PREFIX_DELEGATION=true';
    expect(found(workflow(on, 'WARM_PREFIX_TARGET=1'))).toEqual([]);
    expect(found(workflow('WARM_PREFIX_TARGET=1', 'ENABLE_PREFIX_DELEGATION=false'))).toEqual([
      'warm-prefix-target-without-prefix-delegation 1',
    ]);
    const skipped = workflow('WARM_PREFIX_TARGET=1', 'ENABLE_PREFIX_DELEGATION=false').replace(
      '- run: |',
      '- if: x\n        run: |',
    );
    expect(found(skipped)).toEqual([]);
    const apart = `a:\n  script: kubectl set env ds/aws-node ${on} WARM_PREFIX_TARGET=1\nb:\n  script: kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=false\n`;
    expect(found(apart)).toEqual([]);
  });

  const text = `# file: ci.yaml
jobs:
  a:
    steps:
      - run: |
          kubectl set env ds/aws-node \\
            WARM_IP_TARGET="5 " \\
            MINIMUM_IP_TARGET=10
          kubectl apply -f - <<EOF
          apiVersion: apps/v1
          kind: DaemonSet
          metadata: { name: aws-node }
          spec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: MAX_ENI, value: "3 " }] }] } } }
          EOF
      - run: kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATON=true
`;

  it('are repaired by fixes that change nothing else, with CRLF too', () => {
    expect(checkAllFixes(text)).toBeGreaterThan(1);
    checkFixesWithCrlf(text);
    checkFix(text, { rule: 'unknown-variable', expected: text.replace('DELEGATON', 'DELEGATION') });
    checkFix(text, { rule: 'invalid-integer', expected: text.replace('"5 "', '"5"') });
  });

  it('are found at their places', () => {
    check(`# file: ci.yaml
a:
  script:
    - make
    - kubectl set env ds/aws-node MAX_ENI=3 WARM_IP_TARGET=five
#                                                          ^^^^ warning invalid-integer: WARM_IP_TARGET is "five"
`);
  });

  it('are silenced above the key, and within the script', () => {
    const one = (above: string, within: string): string =>
      `# file: ci.yaml\na:\n  ${above}script: |\n    make\n    ${within}${command}\n`;
    expect(found(one('', '').slice('# file: ci.yaml\n'.length))).toHaveLength(1);
    checkClean(one('# eni-lens-disable-next-line invalid-integer\n  ', ''));
    checkClean(one('', '# eni-lens-disable-next-line invalid-integer\n    '));
  });

  it('have hovers and completion', () => {
    const at = (words: string): string =>
      `# file: ci.yaml\na:\n  script: |\n    make\n    kubectl set env ds/aws-node ${words}\n`;
    checkHover(at('WARM_IP_TARGET=$05 MINIMUM_IP_TARGET=10'), ['WARM_IP_TARGET']);
    checkCompletion(at('WARM_$0'), { label: 'WARM_IP_TARGET', expected: at('WARM_IP_TARGET=') });
    checkCompletion(at('ENABLE_POD_ENI=$0'), { label: 'true', expected: at('ENABLE_POD_ENI=true') });
    const plain = (words: string): string =>
      `# file: ci.yaml\na:\n  script:\n    - kubectl set env ds/aws-node ${words}\n`;
    checkCompletion(plain('WARM_$0'), { label: 'WARM_IP_TARGET', expected: plain('WARM_IP_TARGET=') });
  });
});

describe('the recipes of a Makefile', () => {
  const make = (recipe: string): string => `K ?= kubectl\n\n.PHONY: cni\ncni: login\n\t@echo go\n${recipe}`;

  it.each([
    `\t${command}\n`,
    `\t@-${command}\n`,
    `\tkubectl set env ds/aws-node \\\n\t\tWARM_IP_TARGET=five\n`,
    `\t$(KUBECTL) set env ds/aws-node WARM_IP_TARGET=five\n`,
    `\t\${KUBECTL} set env ds/aws-node WARM_IP_TARGET=five MAX_ENI=$(MAX)\n`,
    `# c\n\t${command}\n`,
    `ifdef X\n\t${command}\nendif\n`,
    `\n\t${command}\n`,
    `\tif true; then ${command}; fi\n`,
  ])('are read: %j', (recipe) => {
    expect(found(make(recipe), 'Makefile')).toEqual(['invalid-integer five']);
    expect(found(make(recipe), 'rules/cni.mk')).toEqual(['invalid-integer five']);
  });

  it.each([
    `\t@echo ${command}\n`,
    `\t# ${command}\n`,
    `# ${command}\n`,
    `X = a \\\n\t${command}\n`,
    `\tkubectl set env ds/aws-node WARM_IP_TARGET=$(TARGET) MINIMUM_IP_TARGET=$$N MAX_ENI=\${MAX}\n`,
    `HELP = ${command}\n`,
    `\t@printf '%s' "${command}"\n`,
  ])('say nothing: %j', (recipe) => expect(found(make(recipe), 'Makefile')).toEqual([]));

  const text = `# file: Makefile
cni: login
	@kubectl set env ds/aws-node \\
		WARM_IP_TARGET="5 " \\
		MINIMUM_IP_TARGET=10 LABEL="$$X"
	-kubectl patch ds aws-node -p '{"spec":{"template":{"spec":{"containers":[{"name":"aws-node","env":[{"name":"MAX_ENI","value":"3 "}]}]}}}}'
`;

  it('are repaired by fixes that change nothing else, with CRLF too', () => {
    expect(checkAllFixes(text)).toBeGreaterThan(1);
    checkFixesWithCrlf(text);
    checkFix(text, { rule: 'invalid-integer', expected: text.replace('"5 "', '"5"') });
  });

  it('are silenced, hovered and completed as scripts are', () => {
    checkClean(`# file: Makefile\ncni:\n\t# eni-lens-disable-next-line invalid-integer\n\t${command}\n`);
    checkClean(`# file: Makefile\n# eni-lens-disable-file\ncni:\n\t${command}\n`);
    checkHover('# file: Makefile\ncni:\n\tkubectl set env ds/aws-node WARM_IP_TARGET=$05 MINIMUM_IP_TARGET=10\n', [
      'WARM_IP_TARGET',
    ]);
    checkCompletion('# file: Makefile\ncni:\n\t@kubectl set env ds/aws-node WARM_$0\n', {
      label: 'WARM_IP_TARGET',
      expected: '# file: Makefile\ncni:\n\t@kubectl set env ds/aws-node WARM_IP_TARGET=\n',
    });
  });
});
