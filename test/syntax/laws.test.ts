import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntaxNamed } from '../../server/syntax/claims.js';
import { readDocument } from '../../server/syntax/document.js';
import { documentHost } from '../../server/syntax/host.js';
import { syntaxes } from '../../server/syntax/index.js';
import type { DocumentForm, Node, ScalarNode, SyntaxDocument } from '../../server/syntax/node.js';
import type { Syntax } from '../../server/syntax/syntax.js';
import { applyEdits } from '../../server/text/edit.js';
import { contains, type Span } from '../../server/text/span.js';

/*
 * What holds for every syntax there is, whatever the text: reading never fails, trees lie in their text in order, and an edit changes
 * what it is meant to change and nothing else.
 */

const patch =
  'spec:\n  containers:\n    - name: aws-node # c\n      env:\n        - { name: WARM_IP_TARGET, value: "2" }\n';

/** Texts as people write them, by the syntax that claims them. */
const samples: Readonly<Record<Syntax['id'], readonly string[]>> = {
  yaml: [...corpus('positive'), ...corpus('negative'), 'a: &x [1, *x]\nb: {<<: *x, c: |\n  d\n', patch],
  json: [
    '{"env": {"WARM_IP_TARGET": "2", "MINIMUM_IP_TARGET": "10"}, "l": [1, null, true, "\\u0041"]}',
    '[]',
    '{"a": {',
  ],
  mime: [
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n\n--//\nContent-Type: application/node.eks.aws\n\n' +
      'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    flags: [--max-pods=20]\n\n' +
      '--//\nContent-Type: text/x-shellscript\n\necho hi\n\n--//--\n',
  ],
  shell: [
    '#!/bin/bash\nset -e # c\nif true; then\n  kubectl -n kube-system set env daemonset/aws-node \\\n    WARM_IP_TARGET=2 "A=b c" X- LABEL="$LABEL"\nfi\n',
    "kubectl apply -f - <<'EOF'\nkind: ENIConfig\nEOF\n",
    'kubectl set env ds aws-node A="1',
  ],
  hcl: [
    `# c
resource "aws_eks_addon" "cni" {
  cluster_name = aws_eks_cluster.this.name // d
  addon_name   = "vpc-cni"
  configuration_values = jsonencode(merge({ tags = [1, -2.5, null, true] }, {
    env = {
      WARM_IP_TARGET    = "2" # e
      "MINIMUM_IP_TARGET" : "1\${0}",
    }
  }))
  /* f */
}
module "eks" {
  source = "terraform-aws-modules/eks/aws"
  addons = { vpc-cni = { most_recent = true, configuration_values = <<-EOT
    env:
      WARM_ENI_TARGET: "1"
  EOT
  } }
  subnets = [for s in var.subnets : s.id]
}
`,
    'locals {\n  x = "a\\"b\\n$${c}" \n  y = [\n    1\n}\n',
    'a = <<EOT\nx\n',
    'locals {\n  env = { A = "1" }\n}\nx = local.env\ny = jsonencode(local.env)\n',
  ],
  toml: [
    `# c
[settings.kubernetes]
max-pods = 110 # d
cluster-name = "a\\"b"

[settings.kubernetes.node-labels]
"k8s.amazonaws.com/eniConfig" = 'eu-west-1a'
list = [1,
  "b", # e
]
t = { a = 1, b = [true] }
`,
    `settings.kubernetes.max-pods = 20\nx = '''\na\nb'''\ny = [1,\nz = {{ x }}\n`,
    '[a\nb = "c\n= 1\nd =\n',
  ],
  asciidoc: [
    `= Title\n\nText\n\n// c\n[source,yaml]\n.Title\n----\n${patch}----\n\n[source,bash]\n....\n$ kubectl set env ds/aws-node A=1 # <1>\n....\n`,
  ],
  makefile: [
    'K ?= kubectl\n\n.PHONY: cni\ncni: login # c\n\t@$(K) set env ds/aws-node \\\n\t\tA="$$B" C=$(D)\n# d\n\t-echo $$(x)\nX = \\\n\ty\n',
    'a:\n\tb\\',
  ],
  markdown: [
    `# Title\n\nText\n\n<!-- c -->\n\`\`\`yaml\n${patch}---\nkind: ENIConfig\n\`\`\`\n\n- item\n\n  ~~~json\n  {"a": 1}\n  ~~~\n`,
    `> \`\`\`sh\n> kubectl set env ds/aws-node A=1\n> \`\`\`\n`,
  ],
};

function corpus(folder: string): readonly string[] {
  const path = fileURLToPath(new URL(`../corpus/${folder}`, import.meta.url));
  const names = readdirSync(path).filter((name) => name.endsWith('.yaml'));
  return names.map((name) => readFileSync(`${path}/${name}`, 'utf8')).filter(({ length }) => length < 3_000);
}

/** A sample as it is while somebody types: cut short, or with other characters somewhere. */
function damaged(id: Syntax['id']): fc.Arbitrary<string> {
  const sample = fc.constantFrom(...samples[id]);
  const piece = fc.constantFrom(
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '`',
    '```',
    '\\',
    '\n',
    '\r',
    '\t',
    ' ',
    '#',
    '$',
    '<',
    '|',
    '---\n',
    ':',
    '-',
    'é',
  );
  return fc.oneof(
    fc.tuple(sample, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
    fc.tuple(sample, fc.nat(), fc.nat(20), piece).map(([text, at, length, middle]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + middle + text.slice(start + length);
    }),
    sample.map((text) => text.replaceAll('\n', '\r\n')),
    sample,
  );
}

function documentsOf({ split }: Syntax, text: string): readonly SyntaxDocument[] {
  return split(text).map(({ start: _, text: part, ...form }) => readDocument(part, form));
}

/** What lies beside each other in a node, in the order of the text. What stands elsewhere, behind an alias, does not. */
function childrenOf(node: Node): readonly { readonly span: Span; readonly inside: readonly Node[] }[] {
  switch (node.kind) {
    case 'scalar':
      return [];
    case 'seq':
      return node.items.map(({ value, alias }) => ({ span: alias ?? value.span, inside: alias ? [] : [value] }));
    case 'map':
      return node.entries.flatMap(({ key, value, alias }) => [
        { span: key.span, inside: [key] },
        { span: alias ?? value.span, inside: alias ? [] : [value] },
      ]);
  }
}

function expectInOrder(node: Node, text: string): void {
  expect(0 <= node.span.start && node.span.start <= node.span.end && node.span.end <= text.length).toBe(true);
  let last = node.span.start;
  for (const { span, inside } of childrenOf(node)) {
    expect([contains(node.span, span), last <= span.start]).toEqual([true, true]);
    last = span.end;
    for (const child of inside) expectInOrder(child, text);
  }
}

/** The values that are no keys, but for those behind an alias. The name of a `NAME=value` is as good as a key, which nobody wrote. */
function valuesIn(node: Node | undefined): readonly ScalarNode[] {
  switch (node?.kind) {
    case undefined:
      return [];
    case 'scalar':
      return [node];
    case 'seq':
      return node.items.flatMap(({ value, alias }) => (alias ? [] : valuesIn(value)));
    case 'map':
      return node.entries.flatMap(({ key, value, alias }) => (alias || isName(key) ? [] : valuesIn(value)));
  }
}

function isName({ text, span }: ScalarNode): boolean {
  return text === 'name' && span.start === span.end;
}

/** The margin of a text whose lines stand behind `prefix`. */
function behind(prefix: string, text: string): { readonly text: string; readonly form: Pick<DocumentForm, 'margin'> } {
  const lines = text.split(/(?<=\n)/);
  let at = 0;
  const cuts = lines.map((line) => {
    const cut = { start: at, end: at + prefix.length };
    at = cut.end + line.length;
    return cut;
  });
  return { text: lines.map((line) => prefix + line).join(''), form: { margin: { cuts, newLine: prefix } } };
}

describe.each(syntaxes.map((syntax) => [syntax.id, syntax] as const))('%s', (id, syntax) => {
  it('cuts a text into documents that are the text again', () => {
    fc.assert(
      fc.property(damaged(id), (text) => {
        const parts = syntax.split(text);
        expect(parts.length).toBeGreaterThan(0);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        expect(parts.every((part) => text.startsWith(part.text, part.start))).toBe(true);
        expect(parts.map(({ start }) => start)).toEqual(parts.map(({ start }) => start).toSorted((a, b) => a - b));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('reads any text without failing', () => {
    fc.assert(
      fc.property(damaged(id), (text) => {
        for (const { text: part, start: _, ...form } of syntax.split(text)) {
          const host = documentHost(part, form.syntax, form.margin);
          syntaxNamed(form.syntax)?.read(host.text, { host, base: 0, shared: false });
        }
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('gives trees whose nodes lie in their text, within each other and one after the other', () => {
    fc.assert(
      fc.property(damaged(id), (text) => {
        for (const document of documentsOf(syntax, text)) {
          if (document.root) expectInOrder(document.root, document.text);
          for (const { span, text: said, textStart } of document.comments) {
            expect(document.text.startsWith(said, textStart)).toBe(true);
            expect(contains(span, { start: textStart, end: textStart + said.length })).toBe(true);
          }
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('replaces one value, and nothing else', () => {
    let replaced = 0;
    fc.assert(
      fc.property(
        damaged(id),
        fc.nat(),
        fc.constantFrom('12', 'a b', "it's", 'x"y', 'true', ''),
        (text, nth, value) => {
          const documents = documentsOf(syntax, text).filter(
            ({ problems, templated }) => problems.length === 0 && !templated,
          );
          for (const { root, text: before, form } of documents) {
            const values = valuesIn(root);
            const node = values[nth % Math.max(1, values.length)];
            const { replaceScalar } = syntaxNamed(node?.host.syntax)?.writer ?? {};
            const edits = node && replaceScalar?.(node, value, { asString: true });
            const after = edits && applyEdits(before, edits);
            if (after === undefined) continue;
            replaced++;
            const read = readDocument(after, shifted(form, before, after, edits ?? []));
            expect(read.problems).toEqual([]);
            expect(valuesIn(read.root).map((each) => each.text)).toEqual(
              values.map((each) => (each === node ? value : each.text)),
            );
          }
        },
      ),
      { numRuns: 300, seed: 4 },
    );
    expect(replaced).toBeGreaterThan(30);
  });

  it('reads the same behind a margin, and writes the margin before new lines', () => {
    for (const text of samples[id]) {
      for (const { text: part, start: _, ...form } of syntax.split(text)) {
        if (form.margin !== undefined) continue;
        const plain = readDocument(part, form);
        // A byte order mark stands at the start of a text only.
        const moved = behind('>  ', part.replace(/^\uFEFF/, ''));
        const inside = readDocument(moved.text, { ...form, ...moved.form });
        expect(inside.host.text).toBe(plain.host.text);
        const texts = ({ root, text: whole }: SyntaxDocument, cut: string) =>
          valuesIn(root).map((node) => [node.text, whole.slice(node.span.start, node.span.end).replaceAll(cut, '\n')]);
        expect(texts(inside, '\n>  ')).toEqual(texts(plain, '\n'));
        if (inside.root) expectInOrder(inside.root, inside.text);
        const written = ({ host }: SyntaxDocument) => host.edit({ start: 0, end: 0, newText: 'a\nb' })?.newText;
        expect(written(inside)).toBe(written(plain)?.replace('\n', '\n>  '));
      }
    }
  });
});

/** A document's form after an edit of one line: what is cut behind it has moved. */
function shifted(
  form: DocumentForm,
  before: string,
  after: string,
  edits: readonly { readonly span: Span }[],
): DocumentForm {
  if (form.margin === undefined) return form;
  const by = after.length - before.length;
  const { start: from, end: at } = edits[0]?.span ?? { start: 0, end: 0 };
  const move = (offset: number): number => (offset >= at ? offset + by : offset);
  // What was cut within a value went with it.
  const left = form.margin.cuts.filter(({ start, end }) => end <= from || at <= start);
  const cuts = left.map(({ start, end }) => ({ start: move(start), end: move(end) }));
  return { ...form, margin: { ...form.margin, cuts } };
}
