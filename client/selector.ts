/** The languages whose documents may hold something of ours, whoever else reads them too. */
const languages = [
  'yaml',
  'json',
  'jsonc',
  'markdown',
  'mdx',
  'asciidoc',
  'shellscript',
  'makefile',
  'terraform',
  'opentofu',
  'terraform-vars',
  'opentofu-vars',
  'toml',
];

/** Files whose documents may, whatever language another extension or a setting gives them: Compose files, charts, playbooks, user data, Terraform. */
const endings = [
  'yaml',
  'yml',
  'json',
  'md',
  'markdown',
  'mdx',
  'adoc',
  'asciidoc',
  'sh',
  'bash',
  'zsh',
  'ksh',
  'mk',
  'mak',
  'tf',
  'tofu',
  'tfvars',
  'toml',
];
const otherEndings = ['jsonc', 'json5', 'txt', 'text', 'userdata', 'user-data', 'mime', 'manifest'];
/** What template engines and backups put behind these. */
const suffixes = [
  'tpl',
  'tmpl',
  'tftpl',
  'gotmpl',
  'template',
  'j2',
  'jinja',
  'jinja2',
  'erb',
  'ejs',
  'mustache',
  'hbs',
  'in',
  'dist',
  'example',
  'sample',
  'orig',
  'bak',
  'old',
  'new',
];

const patterns = [
  `**/*.{${[...endings, ...otherEndings].join(',')}}`,
  `**/*.{${endings.join(',')}}.{${suffixes.join(',')}}`,
  '**/{Makefile,makefile,GNUmakefile}',
];

/** A document that is not saved yet may have a name already, as one has that `code main.tf` makes. */
const schemes = ['file', 'untitled', 'vscode-remote'];

/** A document in one of the languages, or a file of one of the names. */
export type DocumentFilter =
  | { readonly scheme: string; readonly language: string }
  | { readonly scheme: string; readonly pattern: string };

/** The documents that the server is told of. */
export const documentSelector: DocumentFilter[] = [
  ...schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language }))),
  ...schemes.flatMap((scheme) => patterns.map((pattern) => ({ scheme, pattern }))),
];
