/**
 * True when a text contains a placeholder a template engine or a person will fill in, so that its value is not known here.
 * Known are `${X}`, `$(X)`, `$[[ x ]]`, `$X`, `{{ }}`, `{% %}`, `<% %>`, `%{ }`, `[[ ]]`, `(( x ))`, `(@ @)`, `{x}`, `#{x}`, `@{x}`, `\(x)`,
 * `$[x]`, `[% %]`, `` `x` ``, `%s`, `%(x)s`, `%x%`, `<x>`, `<< x >>`, `<? ?>`, `<!-- -->`, `__X__`, `@x@`, `~x~`, `§x§`, `|x|`, `X_PLACEHOLDER`,
 * `REPLACE_ME`, `YOUR_X` and what ytt puts in a comment (`#@ x`); in a word also what stands for something left out: `TODO`, `10.x.0.0`, `?`, `?x?`, `...`.
 * A text that merely contains one is a template, because the rest does not say what the whole will be.
 * Not templates: `$5`, `a < b`, `100%`, `a%20b`, `user@host`, `__init__`, `{}`, `[0-9]{3}`, and what kubectl prints for absent values
 * (`<none>`, `<nil>` …).
 */
export function isTemplate(text: string): boolean {
  if (!mayHoldTemplate(text)) return false;
  if (placeholders.some((pattern) => pattern.test(text))) return true;
  if (leftOutWord.test(text) && leftOut.some((pattern) => pattern.test(text))) return true;
  if (enclosers.some(([open, close]) => encloses(text, open, close))) return true;
  for (const [, name] of text.matchAll(/<([A-Za-z][^<>\r\n]*)>/g)) {
    if (name !== undefined && !/\s$/.test(name) && !absentNames.has(name)) return true;
  }
  return false;
}

/** False for a text in which nothing is a template: a cheap look at a whole document, instead of one at each of its words. */
export function mayHoldTemplate(text: string): boolean {
  return /[$<%@`?§…]|PLACEHOLDER|(?:REPLACE|CHANGE|replace|change)[-_]?(?:ME|WITH|me)|YOUR_|__|\{[{\w]|\(\(|\[\[|#\{|\\\(|[~|][A-Za-z_]|\.{3}|TODO|TBD|FIXME|N\/A|\.[Xx]/.test(
    text,
  );
}

/**
 * True for a text with lines that leave others out, as `{{ if }}`, `{% else %}`, `<% unless %>`, `%{ if }` and `#@ if` do, also in a comment: what
 * stands in it is not all in force together.
 */
export function hasBranches(text: string): boolean {
  return branch.test(text);
}

const branch =
  /^[ \t]*(?:#[ \t]*)?(?:\{\{[-~]?[ \t#/]*(?:if|else|unless|with)\b|\{%[-+]?[ \t]*(?:if|elif|else)\b|<%-?[ \t]*(?:if|else|elsif|unless)\b|%\{~?[ \t]*(?:if|else)\b|@[ \t]*(?:if|else|elif)\b)/m;

/** Every pattern fails where it would have to read a character twice, so that no text takes more than linear time. */
const placeholders: readonly RegExp[] = [
  /\$\{[^}$]*\}/,
  /\$\([^)$]*\)/,
  /\$[A-Za-z_]/,
  /\$\[[^$[\]\r\n]+\]/,
  /[#@]\{[^{}\r\n]*\}/,
  // Python's format, and with a number; not the quantifier of a pattern: `[0-9]{3}`, `\d{2}`.
  /(?<![$#@%\])]|\\\w)\{(?:[A-Za-z_][\w.-]*(?:![rsa])?|\d{1,2})\}/,
  // What Python and printf fill in; `%vcpus` is a remainder, and letters go on as in a word.
  /%\([\w.]+\)[\w.-]*[A-Za-z]/,
  /(?<!%)%(?:\[\d+\])?[-+#0]?\d*(?:\.\d+)?(?:s|[vq](?![A-Za-z]{2})|[difu](?![A-Za-z\d]{2}))/,
  /%[A-Za-z_][\w.-]*%/,
  /__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__/,
  /(?<![\w.])@[A-Za-z_][\w.]*@(?!\w)/,
  /@[A-Z][A-Z0-9_]*@/,
  /`[^`\r\n]+`/,
  /§[^§\r\n]+§/,
  /(?<!~)~[A-Za-z_][\w.-]*~(?!~)/,
  // Not the middle of a pattern: `eth0|eth1|eth2`, `(a|b|)`.
  /(?<![^\d.:/=-])\|[A-Za-z_][\w.-]*\|(?![\w(|)$])|^\|[A-Za-z_][\w.-]*\|(?!\|)/,
  /<!--[^<>\r\n]*>|<\?[^<>\r\n]*\?>/,
  /\\\([^()\r\n]*\)/,
  /\(\([ \t]*[A-Za-z_][\w./-]*[ \t]*\)\)|\(\( [^()\r\n]* \)\)/,
  /\[\[[^[\]\r\n,]+\]\]/,
  /<<[ \t]*[A-Za-z_][\w.-]*[ \t]*>>/,
  /^#@ /,
  // What people write for a value that a person or a script puts in: `AMI_ID_PLACEHOLDER`, `REPLACE_ME`, `YOUR_VPC_CIDR`.
  /(?<![A-Za-z])(?:PLACEHOLDER|REPLACE[-_]?(?:ME|WITH)|CHANGE[-_]?ME|YOUR_[A-Z]|(?:replace|change)[-_]?me(?![A-Za-z]))/,
];

/** Only in a word: what is said in a sentence, a script or a document within a text (`# TODO: tune`) is no value. */
const leftOutWord = /^[^\s"'{}[\]]{1,200}$/;

/** What people write for what they have yet to find out, and for what they leave out: `TODO`, `10.x.0.0`, `1.?`, `subnet-0123...`, `<>`. */
const leftOut: readonly RegExp[] = [
  /(?<![A-Za-z])(?:TODO|TBD|FIXME|N\/A)(?![A-Za-z0-9])/,
  /(?<=\d\.)[Xx]{1,3}(?!\w)/,
  /(?<![^-./:,=\d])\?+(?![^-./:,@])/,
  /^\?[A-Za-z_][\w.-]{0,60}\?$/,
  /^\.{3}|\.{3}$|…/,
  /<(?:\.{3}|\?+)?>/,
];

const enclosers: readonly (readonly [string, string])[] = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
  ['%{', '}'],
  ['(@', '@)'],
  ['[%', '%]'],
];

const absentNames: ReadonlySet<string> = new Set([
  'none',
  'nil',
  'null',
  'unset',
  'unknown',
  'invalid',
  'empty',
  'no value',
]);

function encloses(text: string, open: string, close: string): boolean {
  const start = text.indexOf(open);
  return start >= 0 && text.indexOf(close, start + open.length) >= 0;
}
