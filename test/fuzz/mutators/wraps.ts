import type { File } from '../file.js';
import type { Random } from '../random.js';
import { linesOf, type Mutator, onText } from './mutator.js';

/** Texts in other texts: two files that become one, and a file in a string, a list, a fence, a heredoc. */
export const wrapMutators: readonly Mutator[] = [
  onText('splice lines of another file', (text, { below }, other) => {
    const [lines, from] = [linesOf(text), linesOf(other)];
    const start = below(from.length);
    return lines.toSpliced(below(lines.length), below(3), ...from.slice(start, start + 1 + below(12))).join('');
  }),
  onText(
    'go on as another file',
    (text, { below }, other) => text.slice(0, below(text.length)) + other.slice(below(other.length)),
  ),
  onText('another file as a further document', (text, { oneIn }, other) =>
    oneIn(2) ? `${text}\n---\n${other}` : `${other}\n---\n${text}`,
  ),
  wrap('in a list', ({ text }) => ({
    text: `apiVersion: v1\nkind: List\nitems:\n  - ${behind('    ', text).trimStart()}`,
  })),
  wrap('in a block of a ConfigMap', ({ text }, { pick }) => ({
    text: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  file.yaml: ${pick(['|', '|-', '>', '|2'])}\n${behind('    ', text)}`,
  })),
  wrap('in a string', ({ text }, { pick }) => {
    const key = pick(['file.yaml', 'configurationValues', 'overrideBootstrapCommand']);
    return { text: `kind: ConfigMap\nmetadata: {name: aws-node}\ndata:\n  ${key}: ${JSON.stringify(text)}\n` };
  }),
  wrap('in configuration values', ({ text }, { pick }) => {
    const body = text.slice(0, 2_000);
    const written = pick([`|-\n${behind('      ', body)}`, JSON.stringify(body), `'${body.replaceAll("'", "''")}'`]);
    const head = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: x, region: eu-west-1}\n';
    return { text: `${head}addons:\n  - name: vpc-cni\n    configurationValues: ${written}\n` };
  }),
  wrap('as JSON', ({ text }) => ({
    text: JSON.stringify({ kind: 'ConfigMap', data: { a: text } }, undefined, 2),
    ending: 'json',
  })),
  wrap('in a fence', ({ text, path }, { pick }) => {
    const [fence, margin] = [pick(['```', '~~~~']), pick(['', '', '> ', '  ', '>'])];
    const language = path.endsWith('.sh') ? 'sh' : pick(['yaml', 'yaml', 'yml title="a b"', 'json', '', 'console']);
    const block = `${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${pick([fence, fence, ''])}\n`;
    return { text: `# Title\n\nWords.\n\n${behind(margin, block)}\nMore.\n`, ending: 'md' };
  }),
  wrap('in a heredoc', ({ text }, { pick }) => {
    const [tag, quoted, dash] = [pick(['EOF', 'E']), pick(["'EOF'", 'EOF', '"EOF"', '\\EOF']), pick(['', '-'])];
    const command = pick(['kubectl apply -f -', 'cat > x.yaml', 'eksctl create cluster -f /dev/stdin', 'cat | tee y']);
    return { text: `#!/bin/bash\nset -e\n${command} <<${dash}${quoted}\n${text}\n${tag}\n`, ending: 'sh' };
  }),
  wrap('in Terraform', ({ text }, { pick }) => {
    const argument = pick(['configuration_values', 'yaml_body', 'user_data', 'values']);
    const block = pick([
      'resource "aws_eks_addon" "cni"',
      'module "eks"',
      'resource "kubectl_manifest" "it"',
      'locals',
    ]);
    const written = pick([
      `<<${pick(['-', ''])}EOT\n${behind('    ', text)}\n  EOT`,
      `jsonencode(${JSON.stringify(text)})`,
      JSON.stringify(text),
      `[<<-EOT\n${behind('    ', text)}\n  EOT\n  ]`,
    ]);
    return { text: `${block} {\n  addon_name = "vpc-cni"\n  ${argument} = ${written}\n}\n`, ending: 'tf' };
  }),
  wrap('in a template of CloudFormation', ({ text }, { pick }) => {
    const [type, property] = pick([
      ['AWS::EKS::Addon', 'ConfigurationValues'],
      ['AWS::EC2::LaunchTemplate', 'UserData'],
      ['Custom::AWSCDK-EKS-KubernetesResource', 'Manifest'],
    ] as const);
    const value = pick([`|\n${behind('        ', text)}`, `!Sub |\n${behind('        ', text)}`, JSON.stringify(text)]);
    return {
      text: `Resources:\n  It:\n    Type: ${type}\n    Properties:\n      AddonName: vpc-cni\n      ${property}: ${value}\n`,
    };
  }),
  wrap('in TOML', ({ text }, { pick }) => {
    const table = pick(['settings.kubernetes', 'settings.bootstrap-containers.x', 'settings.kubernetes.node-labels']);
    const written = pick([`'''\n${text}'''`, `"""\n${text}"""`, JSON.stringify(text)]);
    return { text: `[${table}]\nmax-pods = 110\n"user-data" = ${written}\n`, ending: 'toml' };
  }),
  wrap('in a source block of AsciiDoc', ({ text }, { pick }) => ({
    text: `= Title\n\n[source,${pick(['yaml', 'bash', 'json', 'hcl'])}]\n----\n${text}\n${pick(['----', '----', '--'])}\n`,
    ending: 'adoc',
  })),
  wrap('as commands of one script', ({ text }, { pick }) => ({
    text: linesOf(text)
      .map(
        (line) =>
          `${pick(['kubectl', 'helm', 'aws eks', 'eksctl', 'sudo kubectl'])} ${line.trimEnd()}${pick([' \\', '', ' && \\'])}\n`,
      )
      .join(''),
    ending: pick(['sh', 'mk']),
  })),
  wrap('as user data', ({ text }) => ({
    text: `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n\n--//\nContent-Type: application/node.eks.aws\n\n${text}\n--//--\n`,
  })),
];

interface Wrapped {
  readonly text: string;
  /** What the file is then named after. */
  readonly ending?: string;
}

function wrap(id: string, into: (file: File, random: Random) => Wrapped): Mutator {
  return {
    id,
    change(file, random) {
      const { text, ending } = into(file, random);
      return { text, path: ending === undefined ? file.path : file.path.replace(/(?:\.\w+)?$/, `.${ending}`) };
    },
  };
}

function behind(prefix: string, text: string): string {
  return linesOf(text)
    .map((line) => (line === '' ? line : prefix + line))
    .join('');
}
