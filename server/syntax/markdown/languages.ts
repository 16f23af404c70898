import type { SyntaxId } from '../syntaxId.js';

/** The syntaxes that fences are written in, by the names people give them. What is not here is not read. */
const syntaxes: ReadonlyMap<string, SyntaxId> = new Map([
  ...['yaml', 'yml', 'kubernetes', 'k8s', 'eksctl'].map((name) => [name, 'yaml'] as const),
  ['json', 'json'],
  ...['hcl', 'terraform', 'tf', 'opentofu', 'tofu'].map((name) => [name, 'hcl'] as const),
  ...[
    'sh',
    'bash',
    'shell',
    'zsh',
    'ksh',
    'ash',
    'shellscript',
    'shell-script',
    'bash-script',
    'console',
    'terminal',
  ].map((name) => [name, 'shell'] as const),
  ...['shell-session', 'shellsession', 'sh-session', 'bash-session', 'console-session', 'term'].map(
    (name) => [name, 'shell'] as const,
  ),
]);

/** The syntax of a fence: the one that its info names, or else the one that its first line of code can only be written in. */
export function syntaxOfFence(info: string, firstLine: string): SyntaxId | undefined {
  const named = syntaxNamedBy(info);
  if (named !== undefined && named !== 'json') return named;
  // Pages have Terraform in fences of JSON, because few highlighters know it.
  if (topBlock.test(firstLine)) return 'hcl';
  if (named !== undefined || info !== '') return named;
  if (command.test(firstLine)) return 'shell';
  return manifest.test(firstLine) ? 'yaml' : undefined;
}

const topBlock = /^(?:(?:module|resource)[ \t]+"|locals[ \t]+\{)/;
const command = /^(?:[$%❯][ \t]+)?(?:sudo[ \t]+)?(?:kubectl|eksctl|aws|helm)[ \t]/;
const manifest = /^(?:apiVersion|kind):[ \t]/;

/** The syntax that the info of a fence names: `yaml`, `yaml title="x"`, `YAML,linenos`, `{.yaml .annotate}`, `{code-block} yaml`. */
function syntaxNamedBy(info: string): SyntaxId | undefined {
  const [, braced, directive, plain] =
    /^(?:\{[ \t]*\.([\w-]+)(?:[^{}\w-][^{}]*)?\}|\{[\w:-]+\}[ \t]*([\w-]+)|([\w-]+))(?=$|[ \t,:{;])/.exec(info) ?? [];
  return syntaxes.get((braced ?? directive ?? plain ?? '').toLowerCase());
}
