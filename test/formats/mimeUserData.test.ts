import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../../server/index.js';

/** What nodeadm makes of a text in MIME form; see the README of `test/oracle`. */
interface Measured {
  readonly what: string;
  readonly text: string;
  readonly verdict: 'decoded' | 'refused';
  readonly parts?: readonly string[];
}

const measured: readonly Measured[] = JSON.parse(readFileSync(new URL('../oracle/mime.json', import.meta.url), 'utf8'));

/** What nobody would take for user data in MIME form, or is not judged: a mix of line ends in one text. */
const leftAlone: readonly string[] = [
  'top text/plain',
  'top blank behind key',
  'shebang first',
  'comment first',
  'cloud-config first',
  'first delimiter crlf only',
  'first lf, end crlf',
  'cr only',
];

const said = (text: string, uri = 'user-data.txt') =>
  lint([{ uri, text }]).findings.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

const karpenter = (userData: string, family = 'AL2023') => `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec: { amiFamily: ${family}, userData: ${JSON.stringify(userData)} }
`;

const isRefusal = (finding: string) => /^error node-config-rejected: .* cannot take this user data apart/.test(finding);

describe('user data in MIME form', () => {
  it('that nodeadm refuses is an error', () => {
    const refused = measured.filter(({ what, verdict }) => verdict === 'refused' && !leftAlone.includes(what));
    expect(refused.length).toBeGreaterThan(35);
    // Without a NodeConfig nobody can say that nodeadm reads it, and a text that is no multipart is read as YAML.
    const unsaid = refused.filter(
      ({ text }) => text.includes('NodeConfig') && !text.includes('Content-Type: application/node.eks.aws; boundary'),
    );
    expect(unsaid.flatMap(({ what, text }) => (said(text).some(isRefusal) ? [] : [what]))).toEqual([]);
    expect(
      refused.flatMap(({ what, text }) => (said(karpenter(text), 'class.yaml').some(isRefusal) ? [] : [what])),
    ).toEqual([]);
  });

  it('that nodeadm takes apart is none', () => {
    const decoded = measured.filter(({ verdict }) => verdict === 'decoded');
    expect(decoded.length).toBeGreaterThan(30);
    expect(decoded.flatMap(({ what, text }) => (said(text).some(isRefusal) ? [what] : []))).toEqual([]);
    expect(
      decoded.flatMap(({ what, text }) => (said(karpenter(text), 'class.yaml').some(isRefusal) ? [what] : [])),
    ).toEqual([]);
  });

  it('says which NodeConfigs nodeadm never reads', () => {
    const lost = measured.filter(
      ({ text, parts }) => parts && text.includes('NodeConfig') && !parts.includes('NodeConfig'),
    );
    const silent = lost.filter(
      ({ text }) => !said(text).some((each) => each.startsWith('warning node-config-not-read')),
    );
    // What stands in a part of a part, or behind the last line, may be meant for others.
    expect(silent.map(({ what }) => what)).toEqual(['parts behind the end', 'nested multipart']);
  });

  it('points at the place, and names what is wrong there', () => {
    const text = measured.find(({ what }) => what === 'no blank line in script part')?.text ?? '';
    const [finding, ...others] = lint([{ uri: 'user-data.txt', text }]).findings;
    expect(others).toEqual([]);
    const { start, end } = finding?.range ?? {};
    expect([start?.line, text.split('\n')[start?.line ?? 0], end?.character]).toEqual([14, '#!/bin/bash', 11]);
    expect(finding?.message).toBe(
      'nodeadm cannot take this user data apart, and the node never joins: before #!/bin/bash a blank line is missing',
    );
  });

  it('is open where a template may bring what is missing', () => {
    const head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n';
    const part =
      '--B\nContent-Type: application/node.eks.aws\n\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: {}\n';
    expect(said(head + part).filter(isRefusal)).toHaveLength(1);
    for (const rest of ['${more_parts}\n', '{{ template "parts" . }}\n', '%{ for part in parts ~}\n'])
      expect(said(head + part + rest).filter(isRefusal)).toEqual([]);
    expect(said(`${head}${part}--B\n\${headers}\n\n#!/bin/bash\n--B--\n`).filter(isRefusal)).toEqual([]);
    expect(said(head.replace('"B"', '"${BOUNDARY}"') + part).filter(isRefusal)).toEqual([]);
  });

  it('is taken apart by Karpenter first, scripts alone too', () => {
    const scripts =
      'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/x-shellscript\n\n#!/bin/bash\necho\n';
    const refusal =
      'error node-config-rejected: Karpenter cannot take this user data apart, and starts no node: the last line, --B--, is missing';
    expect(said(karpenter(scripts), 'class.yaml')).toEqual([refusal]);
    expect(said(karpenter(scripts, 'AL2'), 'class.yaml')).toEqual([refusal]);
    expect(said(karpenter(scripts, 'Custom'), 'class.yaml').filter(isRefusal)).toEqual([]);
    expect(said(karpenter(scripts, 'Bottlerocket'), 'class.yaml').filter(isRefusal)).toEqual([]);
    // Karpenter hands on what parts are said to be: nodeadm refuses it, and no other family has nodeadm.
    const typed = `${scripts.replace('x-shellscript', 'x-shellscript; charset="us-ascii')}--B--\n`;
    expect(said(karpenter(typed), 'class.yaml')).toEqual([
      'error node-config-rejected: nodeadm cannot take this user data apart, and the node never joins: text/x-shellscript; charset="us-ascii is no type that can be read',
    ]);
    expect(said(karpenter(typed, 'AL2'), 'class.yaml')).toEqual([]);
  });

  it('says a type that goes on in the next line in one, whatever ends its lines', () => {
    const text =
      'MIME-Version: 1.0\nContent-Type: multipart/mixed;\n boundary="B"\n\n--B\nContent-Type:\n application/node.eks.aws;\n x\n\nkind: NodeConfig\n--B--\n';
    const expected = [
      'error node-config-rejected: nodeadm cannot take this user data apart, and the node never joins: application/node.eks.aws; x is no type that can be read',
    ];
    expect(said(text)).toEqual(expected);
    expect(said(text.replaceAll('\n', '\r\n'))).toEqual(expected);
  });

  it('takes a boundary with a colon for a header where headers are, and is checked in time', () => {
    const text = `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="a:b"\n\n--a:b\nContent-Type: application/node.eks.aws\n${'--a:b\n'.repeat(50_000)}`;
    expect(said(text)).toEqual([expect.stringContaining('the last line, --a:b--, is missing')]);
  });
});
