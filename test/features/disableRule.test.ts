import { describe, expect, it } from 'vitest';
import { disableActions } from '../../server/features/disableActions.js';
import { type DisableScope, disableComment } from '../../server/features/disableRule.js';
import { lint } from '../../server/linter/lint.js';
import { applyEdits } from '../../server/text/edit.js';
import { sourceFile } from '../../server/text/sourceFile.js';
import { addon } from '../harness/carriers.js';
import { findings, workspaceOf } from '../harness/check.js';

/** The text with the comment that silences its first finding; that finding is gone then, and nothing new is found. */
function silenced(path: string, text: string, scope: DisableScope = 'line'): string | undefined {
  const workspace = workspaceOf([{ path, text }]);
  const [finding] = lint(workspace);
  const file = workspace.files.get(path);
  const edit = finding && file && disableComment(finding, file, scope);
  if (edit === undefined) return undefined;
  const after = applyEdits(text, [edit]) ?? text;
  const left = findings([{ path, text: after }]).map(({ rule }) => rule);
  const before = findings([{ path, text }]).map(({ rule }) => rule);
  expect(left.length).toBeLessThan(before.length);
  expect(left.filter((rule) => rule === 'unused-suppression')).toEqual([]);
  return after;
}

const comment = '# eni-lens-disable-next-line invalid-integer -- reason\n';

it('silences what is said of a document as a whole in its document and its file, not in a line', () => {
  const template = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n${GROUPS}\n';
  expect(silenced('a.yaml', template)).toBeUndefined();
  for (const scope of ['document', 'file'] as const) {
    const text = `# eni-lens-disable-${scope} templated-file -- reason\n${template}`;
    expect(silenced('a.yaml', template, scope)).toBe(text);
  }
});

it('silences what is wrong with the indentation of a line below other comments', () => {
  const head = 'apiVersion: eksctl.io/v1alpha5\na:\n  - b\n  # c\n\n';
  const line = ' d: 1\n';
  const comment = ' # eni-lens-disable-next-line syntax-error -- reason\n';
  expect(silenced('a.yaml', head + line)).toBe(head + comment + line);
  const dash = 'a: _\n-\n';
  const above = '# eni-lens-disable-next-line syntax-error -- reason\n';
  expect(silenced('b.yaml', `apiVersion: eksctl.io/v1alpha5\n${dash}`)).toBe(
    `apiVersion: eksctl.io/v1alpha5\n${dash.replace('-', `${above}-`)}`,
  );
});

it.each([
  'containers:\n   - name: aws-node\n \n-',
  "apiVersion: eksctl.io/\n> '\n",
  "apiVersion: eksctl.io/\nkind: ClusterConfig\n: {a\n '}'",
])('offers no comment that would silence nothing in a text that cannot be read: %j', (text) => {
  const workspace = workspaceOf([{ path: 'a.yaml', text }]);
  const file = workspace.files.get('a.yaml');
  const countOf = (rule: string, written: string) =>
    findings([{ path: 'a.yaml', text: written }]).filter((finding) => finding.rule === rule).length;
  for (const finding of lint(workspace).filter(({ rule }) => rule === 'syntax-error')) {
    const edit = file && disableComment(finding, file, 'line');
    const after = edit && applyEdits(text, [edit]);
    if (after === undefined) continue;
    expect(countOf('unused-suppression', after)).toBe(0);
    expect(countOf(finding.rule, after)).toBeLessThan(countOf(finding.rule, text));
  }
});

it('silences what is said of an alias where it stands, not where its value does', () => {
  const head = 'apiVersion: &a eksctl.io/v1alpha5\nkind: ClusterConfig\n';
  const comment = '# eni-lens-disable-next-line invalid-structure -- reason\n';
  expect(silenced('a.yaml', `${head}metadata: *a\n`)).toBe(`${head}${comment}metadata: *a\n`);
});

it('offers no comment in the config file, where comments silence nothing', () => {
  const facts = `clusters:
  - name: shop
    files: [shop.yaml]
    subnets: [{ id: subnet-0123456789abcdef0, freeAddresses: 2 }]
    nodeGroups: [{ name: web, instanceTypes: [m5.large], subnets: [subnet-0123456789abcdef0] }]
`;
  const env = 'ENABLE_PREFIX_DELEGATION: "true"\nWARM_PREFIX_TARGET: "1"';
  const workspace = workspaceOf([
    { path: 'eni-lens.yaml', text: facts },
    { path: 'shop.yaml', text: addon(env) },
  ]);
  const finding = lint(workspace).find(({ rule }) => rule === 'subnet-cannot-hold-prefix');
  const file = workspace.files.get('eni-lens.yaml');
  expect(finding?.at.uri).toBe('eni-lens.yaml');
  for (const scope of ['line', 'document', 'file'] as const) {
    expect(finding && file && disableComment(finding, file, scope)).toBeUndefined();
  }
  // What is offered instead does silence it.
  const options = {
    disabledActions: false,
    documentChanges: true,
    createFiles: true,
    snippetEdits: true,
    changeAnnotations: true,
    isAlone: true,
    versionOf: () => null,
  };
  const config = { uri: 'eni-lens.yaml', source: sourceFile(facts) };
  const actions = finding ? disableActions(finding, workspace, config, options) : [];
  expect(actions.map(({ title }) => title)).toEqual([
    'Disable subnet-cannot-hold-prefix for this file in eni-lens.yaml',
  ]);
});

it('offers no comment in a document that is nested too deep to be read', () => {
  const deep = `apiVersion: eksctl.io/v1alpha5\na: ${'['.repeat(300)}\n`;
  for (const scope of ['line', 'document', 'file'] as const) expect(silenced('a.yaml', deep, scope)).toBeUndefined();
});

it.each(['x: a\n  b', 'a\n  b', "x: 'a\n  b'"])('offers no comment within a string of several lines: %j', (field) => {
  const text = `apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: us-east-1a }\nspec: { subnet: subnet-0123456789abcdef0, ${field}, sg: x }\n`;
  const workspace = workspaceOf([{ path: 'a.yaml', text }]);
  const finding = lint(workspace).find(({ at }) => text.slice(at.span.start, at.span.end) === 'sg');
  const file = workspace.files.get('a.yaml');
  const edit = (scope: DisableScope) => finding && file && disableComment(finding, file, scope);
  expect(finding?.rule).toBe('eniconfig-unknown-field');
  expect(edit('line')).toBeUndefined();
  expect(edit('document')).toBeDefined();
});

describe('in a script the comment stands', () => {
  it('above a command, with its indentation', () => {
    const command = '  kubectl set env ds/aws-node WARM_IP_TARGET=x\n';
    expect(silenced('a.sh', `if true; then\n${command}fi\n`)).toBe(`if true; then\n  ${comment}${command}fi\n`);
  });

  it('above a command of several lines, never between them', () => {
    const command = 'kubectl set env \\\n  ds/aws-node \\\n  WARM_IP_TARGET=x\n';
    expect(silenced('a.sh', `a\n${command}`)).toBe(`a\n${comment}${command}`);
    const joined = 'true && \\\n  kubectl set env ds/aws-node WARM_IP_TARGET=x\n';
    expect(silenced('a.sh', joined)).toBe(comment + joined);
    const quoted = "echo 'a\nb' && kubectl set env ds/aws-node WARM_IP_TARGET=x\n";
    expect(silenced('a.sh', quoted)).toBe(comment + quoted);
  });

  it('behind the shebang for a whole file, with its line breaks', () => {
    const script = '#!/bin/sh\r\nkubectl set env ds/aws-node WARM_IP_TARGET=x\r\n';
    expect(silenced('a.sh', script, 'file')).toBe(
      script.replace('\r\n', '\r\n# eni-lens-disable-file invalid-integer -- reason\r\n'),
    );
  });
});

describe('in a script', () => {
  it('silences a here-document of a later line of its pipeline', () => {
    const env = '[{ name: WARM_IP_TARGET, value: five }]';
    const spec = `{ template: { spec: { containers: [{ name: aws-node, env: ${env} }] } } }`;
    const manifest = `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: aws-node }\nspec: ${spec}\n`;
    const script = `generate |\n  kubectl apply -f - << 'EOF'\n${manifest}EOF\n`;
    expect(silenced('a.sh', script)).toBe(comment + script);
  });
});

describe('in Terraform the comment stands', () => {
  const head = 'resource "aws_eks_addon" "cni" {\n  addon_name = "vpc-cni"\n';

  it('above the entry, with its indentation', () => {
    const open = `${head}  configuration_values = jsonencode({\n    env = {\n`;
    const entry = '      WARM_IP_TARGET = "x"\n';
    expect(silenced('a.tf', `${open}${entry}    }\n  })\n}\n`)).toBe(`${open}      ${comment}${entry}    }\n  })\n}\n`);
  });

  it('above the here-document that the entry stands in', () => {
    const text = '  configuration_values = <<-EOT\n    env:\n      WARM_IP_TARGET: "x"\n  EOT\n}\n';
    expect(silenced('a.tf', head + text)).toBe(`${head}  ${comment}${text}`);
  });

  it('at the top for a whole file', () => {
    const text = `${head}  configuration_values = jsonencode({ env = { WARM_IP_TARGET = "x" } })\n}\n`;
    expect(silenced('a.tf', text, 'file')).toBe(`# eni-lens-disable-file invalid-integer -- reason\n${text}`);
  });
});

describe('in Markdown the comment stands', () => {
  const html = '<!-- eni-lens-disable-next-line invalid-integer -- reason -->';
  const code = 'kubectl set env ds/aws-node WARM_IP_TARGET=five\n';

  it.each([
    ['', '```sh\n', code, '```\n'],
    ['- a\n\n', '  ```sh\n', `  ${code}`, '  ```\n'],
    ['> a\n', '> ```sh\n', `> ${code}`, '> ```\n'],
    [
      '',
      '```json\n',
      '{"kind": "DaemonSet", "metadata": {"name": "aws-node"}, "spec": {"template": {"spec": {"containers": [{"name": "aws-node", "env": [{"name": "WARM_IP_TARGET", "value": "five"}]}]}}}}\n',
      '```\n',
    ],
  ])('above the fence: %j', (before, opening, inside, closing) => {
    const margin = /^[> ]*/.exec(opening)?.[0];
    expect(silenced('a.md', before + opening + inside + closing)).toBe(
      `${before}${margin}${html}\n${opening}${inside}${closing}`,
    );
  });

  it('in the code where a fence begins on the line of its item', () => {
    expect(silenced('a.md', `- \`\`\`sh\n  ${code}  \`\`\`\n`)).toBe(`- \`\`\`sh\n  ${comment}  ${code}  \`\`\`\n`);
  });

  it('behind a prompt of its own in a transcript', () => {
    const transcript = (above: string): string =>
      `- > \`\`\`console\n${above}  > $ ${code}  > env updated\n  > \`\`\`\n`;
    expect(silenced('a.md', transcript(''))).toBe(transcript(`  > $ ${comment}`));
  });

  it('in the code of a further document of a fence', () => {
    const patch = 'spec: { containers: [{ name: aws-node, env: [{ name: WARM_IP_TARGET, value: "five" }] }] }\n';
    expect(silenced('a.md', `> \`\`\`yaml\n> kind: A\n> ---\n> ${patch}> \`\`\`\n`)).toBe(
      `> \`\`\`yaml\n> kind: A\n> ---\n> ${comment}> ${patch}> \`\`\`\n`,
    );
  });

  it('behind the title for a whole file', () => {
    const page = `---\ntitle: a\n---\n\`\`\`sh\n${code}\`\`\`\n`;
    expect(silenced('a.md', page, 'file')).toBe(
      page.replace('a\n---\n', 'a\n---\n<!-- eni-lens-disable-file invalid-integer -- reason -->\n'),
    );
    expect(silenced('a.md', `\`\`\`sh\n${code}\`\`\`\n`, 'file')).toBe(
      `<!-- eni-lens-disable-file invalid-integer -- reason -->\n\`\`\`sh\n${code}\`\`\`\n`,
    );
  });

  it('behind a byte order mark', () => {
    const page = `\`\`\`sh\n${code}\`\`\`\n`;
    for (const scope of ['line', 'file'] as const)
      expect(silenced('a.md', `\uFEFF${page}`, scope)).toBe(`\uFEFF${silenced('a.md', page, scope)}`);
  });

  it('not a second time', () => {
    const page = `<!-- eni-lens-disable-next-line unknown-variable -->\n\`\`\`sh\nkubectl set env ds/aws-node WARM_IP_TARGT=1 WARM_ENI_TARGET=five\n\`\`\`\n`;
    expect(silenced('a.md', page)).toBe(page.replace(' -->', ', invalid-integer -->'));
  });
});
