import { CodeActionTriggerKind } from 'vscode-languageserver-types';
import { codeActions } from '../../server/features/codeActions.js';
import { codeLens } from '../../server/features/codeLens.js';
import { completion } from '../../server/features/completion.js';
import { definitionLinks } from '../../server/features/definition.js';
import { documentLinks } from '../../server/features/documentLinks.js';
import { hover } from '../../server/features/hover.js';
import { inlayHints } from '../../server/features/inlayHints.js';
import { references } from '../../server/features/references.js';
import { prepareRename, rename } from '../../server/features/rename.js';
import { workspaceSymbols } from '../../server/features/workspaceSymbols.js';
import { lint } from '../../server/linter/lint.js';
import { report } from '../../server/linter/report.js';
import { sourceFile } from '../../server/text/sourceFile.js';
import type { Workspace } from '../../server/workspace/workspace.js';
import { ableEditor } from './actionOptions.js';
import { workspaceOf } from './check.js';

/** Texts people put into files by the thousand: the marks of all syntaxes, and what means nothing. */
export const units: readonly string[] = [
  ...'# \t"\'`[]{}()-<>&*,\\|!%@=:?./~^;$+_0aé\r\n\u2028\uFEFF\0',
  '𝒳',
  ...[
    '\r\n',
    '\\\n',
    '\n\n',
    ' \n',
    '- ',
    '- a\n',
    '-\n',
    '? ',
    ': ',
    'a: ',
    'a:\n',
    'a: 1\n',
    '---\n',
    '...\n',
    '---',
    '# # ',
    '#\n',
    '%\n',
    '%YAML 1.2\n',
  ],
  ...[
    '&a ',
    '*a ',
    '*a, ',
    '&a\n',
    '<<: *a\n',
    '!a ',
    '!!str ',
    '|\n',
    '>-\n',
    '"a" ',
    "'a' ",
    '""',
    "''",
    '\\"',
    "\\'",
    '\\\\',
    '[a, ',
    '{a: ',
    '[]',
    '{}',
    '[],',
    'a,',
    ', ',
    '= ',
  ],
  ...[
    '<<',
    '<<a ',
    '<<a\n',
    '<<<',
    '<<- ',
    '<< "',
    '$(',
    '${',
    '$a',
    '$a ',
    '${a',
    '${a}',
    '$((',
    '$[',
    "$'",
    '$"',
    '`a`',
    '`a `',
    '<(',
    '<(a',
    '>a',
    '2>&1 ',
    'a=1 ',
    'a=',
    'a=(',
    'a| ',
    'a|',
    'a&&',
    'a;',
    'a\n',
    'a&',
    '|&',
    '||',
    '(a;',
    '{ a;',
    '{a,',
    '[[ ',
    '*.',
    '?(',
    '!( ',
  ],
  ...[
    'if a; then ',
    'if ',
    'case a in ',
    'a) b;;',
    'while ',
    'for a in b; do ',
    'f() { ',
    'function f ',
    'esac ',
    'fi ',
    'done ',
  ],
  ...[
    '{{',
    '}}',
    '{{ a }}',
    '{{ a }} ',
    '{%',
    '{% a %}\n',
    '<%',
    '%{',
    '%{ if }\n',
    '% if a\n',
    '<a',
    '<a>',
    '<a> ',
    '__',
    '__A__',
    '@a@',
    '%a%',
    '<none>',
    '${A}\n',
    '$(a)\n',
  ],
  ...[
    '```',
    '```\n',
    '```yaml\n',
    '~~~\n',
    '~~~yaml\na: 1\n~~~\n',
    '<!-- ',
    '-->',
    '<!-- a -->',
    '<!--\n',
    '> ',
    '>',
    '* ',
    '+ ',
    '1. ',
    '1) ',
    '| a ',
    '](',
    '![',
    '[a](b) ',
    '<div>\n',
    '<a b="c" ',
    '</a>',
    '$ a\n',
    '=\n',
    '***\n',
    '_ ',
  ],
  ...[
    'eni-lens-disable ',
    'eni-lens-disable a, ',
    '# eni-lens-disable-line a\n',
    '# eni-lens-disable-next-line a\n',
    '<!-- eni-lens-disable-file a -->\n',
    ' -- ',
    'a, b -- ',
  ],
  ...[
    '--a ',
    '--a=',
    '-a ',
    '-e A=1 ',
    'A=1 ',
    'A- ',
    'MAX_ENI=3 ',
    'kubectl set env ds/aws-node MAX_ENI=3\n',
    'kubectl ',
    'eksctl create cluster ',
    'env:\n',
    '--use-kubelet-extra-args max-pods ',
    '–max-pods=1 ',
  ],
  ...[
    '(1+',
    '1+',
    '-1',
    '!',
    'min(',
    'a.b',
    'a ? b : ',
    '"a" + ',
    '//',
    '0x',
    '1e',
    '10.0.0.0/8,',
    'k=v,',
    '{"a":"b"},',
    '"a":',
    'v1.',
    '.yaml',
    '**/',
    '*a',
    'subnet-',
    'eu-west-1a ',
    'm5.large ',
    'm5.',
  ],
  ...[
    'Content-Type: a\n',
    'MIME-Version: 1.0\n',
    '--b\n',
    '--b\n\n',
    'a: b; c=',
    '\n\ta',
    'aws-node ',
    'vpc-cni ',
    'eniConfig',
  ],
];

/** A file with a hostile part, and where that lies. */
export interface HostileFile {
  readonly uri: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

type Carrier = (part: string) => HostileFile;

/** The part of a file where `@@` stands; `write` writes it as the place wants it. */
function carrier(uri: string, template: string, write = (part: string) => part): Carrier {
  const [before = '', after = ''] = template.split('@@');
  return (part) => {
    const written = write(part);
    return { uri, text: before + written + after, start: before.length, end: before.length + written.length };
  };
}

const oneLine = (part: string): string => part.replace(/[\r\n]/g, ' ');
const indented = (width: number) => (part: string) => part.replace(/\n/g, `\n${' '.repeat(width)}`);
const inQuotes = (part: string): string => JSON.stringify(part).slice(1, -1);
const inSingle = (part: string): string => part.replace(/'/g, "''").replace(/\n/g, '\n\n      ');

const cluster = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: a, region: eu-west-1 }\n';
const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          image: amazon-k8s-cni:v1.18.1
          env:
`;
const group = `${cluster}managedNodeGroups:\n  - name: a\n    instanceType: m5.large\n`;
const eniConfig =
  'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata:\n  name: a\nspec:\n  subnet: subnet-0123456789abcdef0\n';

/** A place for each way in which a text can stand in a file that is read. */
export const carriers: Readonly<Record<string, Carrier>> = {
  'foreign yaml': carrier('a.yaml', '@@\nservices:\n  a: 1\n'),
  'foreign comment': carrier('a.yaml', '# @@\nservices:\n  a: 1\n', oneLine),
  'comment above': carrier('a.yaml', `# @@\n${daemonSet}            - { name: MAX_ENI, value: "x" }\n`, oneLine),
  'comment behind': carrier('a.yaml', `${daemonSet}            - { name: MAX_ENI, value: "x" } # @@\n`, oneLine),
  'own yaml': carrier('a.yaml', `${daemonSet}            - { name: MAX_ENI, value: "x" }\n@@\n`),
  'top yaml': carrier('a.yaml', `@@\n${group}`),
  'plain value': carrier('a.yaml', `${daemonSet}            - name: MAX_ENI\n              value: @@\n`, oneLine),
  'double quoted': carrier('a.yaml', `${daemonSet}            - name: MAX_ENI\n              value: "@@"\n`, inQuotes),
  'open quote': carrier('a.yaml', `${daemonSet}            - name: MAX_ENI\n              value: "@@`),
  'single quoted': carrier(
    'a.yaml',
    `${daemonSet}            - name: AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS\n              value: '@@'\n`,
    inSingle,
  ),
  literal: carrier(
    'a.yaml',
    `${daemonSet}            - name: ADDITIONAL_ENI_TAGS\n              value: |\n                @@\n`,
    indented(16),
  ),
  'variable name': carrier('a.yaml', `${daemonSet}            - name: @@\n              value: "1"\n`, oneLine),
  'flow item': carrier('a.yaml', `${daemonSet}            - { name: MAX_ENI, value: @@ }\n`),
  'add-on block': carrier(
    'a.yaml',
    `${cluster}addons:\n  - name: vpc-cni\n    configurationValues: |\n      env:\n        MAX_ENI: "x"\n        @@\n`,
    indented(8),
  ),
  'add-on quoted': carrier(
    'a.yaml',
    `${cluster}addons:\n  - name: vpc-cni\n    configurationValues: "env:\\n  MAX_ENI: \\"x\\"\\n@@"\n`,
    inQuotes,
  ),
  'add-on json': carrier(
    'a.yaml',
    `${cluster}addons:\n  - name: vpc-cni\n    configurationValues: '{"env":{"MAX_ENI":"x"}, @@}'\n`,
    inSingle,
  ),
  image: carrier(
    'a.yaml',
    `${daemonSet.replace('amazon-k8s-cni:v1.18.1', '@@')}            - { name: MAX_ENI, value: "3" }\n`,
    oneLine,
  ),
  'instance type': carrier('a.yaml', `${group}    desiredCapacity: 3\n  - name: b\n    instanceType: @@\n`, oneLine),
  label: carrier('a.yaml', `${group}    labels:\n      k8s.amazonaws.com/eniConfig: @@\n`, oneLine),
  'max pods': carrier('a.yaml', `${group}    maxPodsPerNode: 110\n    kubeletExtraConfig: { maxPods: @@ }\n`, oneLine),
  expression: carrier(
    'a.yaml',
    `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    maxPodsExpression: '@@'\n`,
    inSingle,
  ),
  'boot script': carrier(
    'a.yaml',
    `${group}    overrideBootstrapCommand: |\n      #!/bin/bash\n      /etc/eks/bootstrap.sh a --kubelet-extra-args '--max-pods=30'\n      @@\n`,
    indented(6),
  ),
  'eniconfig name': carrier('a.yaml', eniConfig.replace('name: a', 'name: @@'), oneLine),
  'eniconfig subnet': carrier('a.yaml', eniConfig.replace('subnet-0123456789abcdef0', '@@'), oneLine),
  json: carrier(
    'a.json',
    '{"apiVersion":"eksctl.io/v1alpha5","kind":"ClusterConfig","metadata":{"name":"a","region":"eu-west-1"},@@}',
  ),
  'json string': carrier(
    'a.json',
    '{"apiVersion":"eksctl.io/v1alpha5","kind":"ClusterConfig","metadata":{"name":"@@","region":"eu-west-1"}}',
    inQuotes,
  ),
  script: carrier('a.sh', '#!/bin/bash\nkubectl set env daemonset/aws-node -n kube-system MAX_ENI=x\n@@\n'),
  'script words': carrier(
    'a.sh',
    '#!/bin/bash\nkubectl set env daemonset/aws-node -n kube-system MAX_ENI=x @@\n',
    oneLine,
  ),
  'script value': carrier(
    'a.sh',
    '#!/bin/bash\nkubectl set env daemonset/aws-node -n kube-system MAX_ENI=x WARM_ENI_TARGET=@@\n',
    oneLine,
  ),
  'script quotes': carrier('a.sh', '#!/bin/bash\nkubectl set env daemonset/aws-node -n kube-system MAX_ENI="@@"\n'),
  'script open quote': carrier('a.sh', "#!/bin/bash\nkubectl set env daemonset/aws-node MAX_ENI='@@\n"),
  'script comment': carrier(
    'a.sh',
    '#!/bin/bash\n# @@\nkubectl set env daemonset/aws-node -n kube-system MAX_ENI=x\n',
    oneLine,
  ),
  'here document': carrier(
    'a.sh',
    '#!/bin/bash\nkubectl apply -f - <<EOF\n@@\nEOF\nkubectl set env daemonset/aws-node MAX_ENI=x\n',
  ),
  prose: carrier('a.md', 'Title\n\n@@\n\n```sh\nkubectl set env daemonset/aws-node MAX_ENI=x\n```\n'),
  'front matter': carrier('a.md', '---\n@@\n'),
  'html comment': carrier(
    'a.md',
    '<!-- eni-lens-disable-file @@ -->\n```sh\nkubectl set env daemonset/aws-node MAX_ENI=x\n```\n',
    oneLine,
  ),
  'fence info': carrier('a.md', '```yaml @@\nenv:\n  - name: MAX_ENI\n    value: x\n```\n', oneLine),
  'fence yaml': carrier('a.md', '```yaml\n- name: MAX_ENI\n  value: x\n- name: WARM_ENI_TARGET\n  value: 1\n@@\n```\n'),
  'fence shell': carrier('a.md', '```sh\n$ kubectl set env daemonset/aws-node MAX_ENI=x\n@@\n```\n'),
  'mime header': carrier(
    'a.txt',
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; @@ boundary="b"\n\n--b\nContent-Type: application/node.eks.aws\n\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n--b--\n',
    oneLine,
  ),
  'mime boundary': carrier(
    'a.txt',
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="@@"\n\n--b\nContent-Type: application/node.eks.aws\n\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n--b--\n',
    oneLine,
  ),
  'mime body': carrier(
    'a.txt',
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: application/node.eks.aws\n\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n@@\n--b--\n',
  ),
  config: carrier('eni-lens.yaml', 'rules:\n  invalid-integer: warning\n@@\n'),
  'config comment': carrier('eni-lens.yaml', '# @@\nrules:\n  invalid-integer: warning\n', oneLine),
  'config pattern': carrier(
    'eni-lens.yaml',
    'ignore:\n  - "@@"\noverrides:\n  - files: ["@@"]\n    rules: { invalid-integer: off }\n',
    inQuotes,
  ),
  'config json': carrier('eni-lens.json', '{ "rules": { "invalid-integer": "warning" }, @@ }'),
  baseline: carrier('eni-lens-baseline.json', '{ "version": 1, "findings": [@@] }'),
};

/** Everything a person can ask of a file, at the beginning, in the middle and at the end of its hostile part. */
export function answers({
  uri,
  text,
  start,
  end,
}: HostileFile): readonly (readonly [name: string, answer: () => unknown])[] {
  let workspace: Workspace | undefined;
  const read = (): Workspace =>
    (workspace ??= workspaceOf([
      { path: uri, text },
      { path: 'other.yaml', text: other },
    ]));
  const source = sourceFile(text);
  const whole = { start: source.positionAt(0), end: source.positionAt(text.length) };
  const places = [...new Set([start, start + 1, (start + end) >> 1, end])].map((offset) => source.positionAt(offset));
  const everywhere = (ask: (at: (typeof places)[number]) => unknown) => () => places.map(ask);
  return [
    ['reading', read],
    ['lint', () => report(lint(read()), read())],
    ['hover', everywhere((at) => hover(read(), uri, at))],
    ['completion', everywhere((at) => completion(read(), uri, at, { snippets: true, indentation: 'asIs' }))],
    ['definition', everywhere((at) => definitionLinks(read(), uri, at))],
    ['references', everywhere((at) => references(read(), uri, at, { includeDeclaration: true }))],
    ['rename', everywhere((at) => [prepareRename(read(), uri, at), rename(read(), uri, at, 'new')])],
    [
      'code actions',
      () =>
        codeActions(read(), uri, whole, { diagnostics: [], triggerKind: CodeActionTriggerKind.Invoked }, ableEditor),
    ],
    ['code lens', () => codeLens(read(), uri)],
    ['inlay hints', () => inlayHints(read(), uri, whole)],
    ['document links', () => documentLinks(read(), uri, { knownRules: ['invalid-integer'] })],
    ['symbols', () => workspaceSymbols(read(), 'a')],
  ];
}

const other = `${eniConfig}---\n${group}    labels: { k8s.amazonaws.com/eniConfig: a }\n`;
