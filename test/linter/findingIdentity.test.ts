import { describe, expect, it } from 'vitest';
import { findingIdentities } from '../../server/linter/findingIdentity.js';
import { fingerprintOf } from '../../server/linter/fingerprintOf.js';
import { lint } from '../../server/linter/lint.js';
import { rules } from '../../server/rules/index.js';
import { withoutText } from '../../server/workspace/fileModel.js';
import { emptyWorkspace, type Workspace, withFiles, withModels } from '../../server/workspace/workspace.js';
import { cluster } from '../harness/carriers.js';
import { workspaceOf } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';
import { examples } from '../harness/pages.js';

function workspaceWith(text: string, uri = 'a.yaml'): Workspace {
  return withFiles(emptyWorkspace, [{ uri, text }]);
}

/** Every finding as `rule path` with its number where there are several, in the order of the output. */
function identities(text: string, uri?: string): readonly string[] {
  const workspace = workspaceWith(text, uri);
  const identify = findingIdentities(workspace);
  return lint(workspace).map((finding) => {
    const { rule, path, number } = identify(finding) ?? { rule: finding.rule, path: 'unknown', number: 1 };
    return `${rule} ${path}${number > 1 ? ` (${number})` : ''}`;
  });
}

describe('the path of a finding', () => {
  it('goes through lists by name and into strings', () => {
    expect(
      identities(
        cluster(`addons:
  - name: vpc-cni
    configurationValues: '{"env": {"WARM_IP_TARGET": "2"}}'
`),
      ),
    ).toEqual([
      'warm-ip-target-without-minimum ClusterConfig/shop:addons[vpc-cni].configurationValues.env.WARM_IP_TARGET',
    ]);
  });

  it('names a command by its words, whatever stands before it', () => {
    const script = `kubectl set env ds/aws-node -n kube-system \\\n  WARM_IP_TARGET=x\nkubectl set env ds/aws-node WARM_IP_TARGET=y\n`;
    const paths = [
      'invalid-integer ["kubectl set env ds/aws-node kube-system"][WARM_IP_TARGET].value',
      'invalid-integer ["kubectl set env ds/aws-node"][WARM_IP_TARGET].value',
    ];
    expect(identities(script, 'a.sh')).toEqual(paths);
    expect(identities(`#!/bin/sh\nset -e\n${script}`, 'a.sh')).toEqual(paths);
  });

  it('names a fence by what stands in it', () => {
    const fence = (patch: string): string => `\`\`\`yaml\n${patch}\`\`\`\n`;
    const patch =
      'kind: DaemonSet\nmetadata: { name: aws-node }\nspec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: MAX_ENI, value: five }] }] } } }\n';
    const path = 'spec.template.spec.containers[aws-node].env[MAX_ENI].value';
    expect(identities(`a\n\n${fence('a: 1\n')}\n${fence(patch)}\n${fence(patch)}`, 'a.md')).toEqual([
      `invalid-integer DaemonSet/aws-node:${path}`,
      `invalid-integer DaemonSet/aws-node#2:${path}`,
    ]);
  });

  it('names resources of a list by kind, namespace and name', () => {
    const text = `apiVersion: v1
kind: List
items:
  - apiVersion: apps/v1
    kind: DaemonSet
    metadata: { name: aws-node, namespace: kube-system }
    spec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: WARM_ENI_TARGET, value: 1 }] }] } } }
`;
    expect(identities(text)).toEqual([
      'unquoted-value items[DaemonSet/kube-system/aws-node].spec.template.spec.containers[aws-node].env[WARM_ENI_TARGET].value',
    ]);
  });

  it('needs no manifest', () => {
    expect(identities('- { name: MAX_ENI, value: 1 }\n- { name: WARM_ENI_TARGET, value: 1 }\n')).toEqual([
      'unquoted-value [MAX_ENI].value',
      'unquoted-value [WARM_ENI_TARGET].value',
    ]);
  });

  it('counts what has the same name or none', () => {
    const text = cluster(`nodeGroups:
  - { name: web, instanceType: m5.lrge }
  - { name: web, instanceType: m5.lrge }
  - instanceType: m5.lrge
  - instancesDistribution: { instanceTypes: [m5.lrge, c5.lrge] }
  - instancesDistribution: { instanceTypes: [m5.lrge] }
`);
    expect(identities(text).filter((line) => line.startsWith('unknown-instance-type'))).toEqual([
      'unknown-instance-type ClusterConfig/shop:nodeGroups[web].instanceType',
      'unknown-instance-type ClusterConfig/shop:nodeGroups[web#2].instanceType',
      'unknown-instance-type ClusterConfig/shop:nodeGroups[m5.lrge].instanceType',
      'unknown-instance-type ClusterConfig/shop:nodeGroups[#1].instancesDistribution.instanceTypes[m5.lrge]',
      'unknown-instance-type ClusterConfig/shop:nodeGroups[#1].instancesDistribution.instanceTypes[c5.lrge]',
      'unknown-instance-type ClusterConfig/shop:nodeGroups[#2].instancesDistribution.instanceTypes[m5.lrge]',
    ]);
  });

  it('tells documents without a name, and several with the same, by their number', () => {
    const one = '- { name: MAX_ENI, value: 1 }\n- { name: WARM_ENI_TARGET, value: "1" }\n';
    const eniConfig = `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-west-1a }
spec: { subnet: sub-1 }
`;
    expect(identities([one, eniConfig, 'kind: Pod\n', one, eniConfig].join('---\n'))).toEqual(
      expect.arrayContaining([
        'unquoted-value [MAX_ENI].value',
        'eniconfig-invalid-id ENIConfig/eu-west-1a:spec.subnet',
        'unquoted-value #2:[MAX_ENI].value',
        'eniconfig-invalid-id ENIConfig/eu-west-1a#2:spec.subnet',
      ]),
    );
  });

  it('counts findings of one rule at one place', () => {
    const text = `# eni-lens-disable-document unquoted-value
# eni-lens-disable-document invalid-integer, invalid-boolean
- { name: WARM_ENI_TARGET, value: "1" }
`;
    expect(identities(text)).toEqual(['unused-suppression ', 'unused-suppression  (2)', 'unused-suppression  (3)']);
  });

  it('quotes what could be taken for a part of the path', () => {
    const text = `- { name: "WARM_ENI_TARGET]#2 x", value: 1 }
- { name: WARM_ENI_TARGET, value: 1 }
- { name: MAX_ENI, value: "1" }
`;
    const named = cluster(
      'nodeGroups: [{ name: a, labels: { failure-domain.beta.kubernetes.io/zone: eu-west-1a } }]\n',
    );
    expect(identities(`${text}---\n${named.replace('shop', '"a:b"')}`)).toEqual(
      expect.arrayContaining([
        'unquoted-value ["WARM_ENI_TARGET]#2 x"].value',
        'unquoted-value [WARM_ENI_TARGET].value',
        'zone-label-set-by-hand ClusterConfig/"a:b":nodeGroups[a].labels["failure-domain.beta.kubernetes.io/zone"]',
      ]),
    );
  });

  it('stays short whatever names there are', () => {
    const long = 'x'.repeat(100_000);
    const text = cluster(`${long}: { region: 1 }\nnodeGroups: [{ name: ${long}, instanceType: m5.lrge }]\n`);
    const found = identities(text);
    expect(found).toContain('unknown-instance-type ClusterConfig/shop:nodeGroups[m5.lrge].instanceType');
    expect(Math.max(...found.map(({ length }) => length))).toBeLessThan(300);
  });
});

describe('a finding keeps its identity', () => {
  const before = cluster(`addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        WARM_IP_TARGET: "2"
nodeGroups:
  - { name: a, instanceType: m5.lrge }
  - { name: b, instanceType: m5.lrge }
`);
  const moved = `# A comment.
kind: Pod
---

${cluster(`nodeGroups:
  - name: b
    instanceType: c5.lrge

  - { name: c, instanceType: m5.large }
  - { name: a, instanceType: m5.lrge }
addons:
  - name: coredns
  - name: vpc-cni
    configurationValues: '{"env": {"WARM_IP_TARGET": "1"}}'
`)}`;
  it('when lines move, values change and items change their order', () => {
    const unread = 'cluster-config-not-read ClusterConfig/shop:kind';
    expect(identities(moved).toSorted()).toEqual([unread, ...identities(before)].toSorted());
  });

  it('with all line breaks written as CRLF', () => {
    expect(identities(before.replaceAll('\n', '\r\n'))).toEqual(identities(before));
  });
});

it('is unique, and the same below two more lines, for the examples of all rules', () => {
  const of = (files: readonly { readonly path: string; readonly text: string }[]): readonly string[] => {
    const workspace = workspaceOf(files);
    const identify = findingIdentities(workspace);
    return lint(workspace).map((finding) => JSON.stringify([finding.at.uri, identify(finding)]));
  };
  const all = rules.flatMap(({ id }) => examples(id, 'Incorrect'));
  expect(all.length).toBeGreaterThan(100);
  for (const { files } of all.map(parseFixture)) {
    const found = of(files);
    expect(new Set(found).size).toBe(found.length);
    // A comment cannot stand before a mark of byte order or the head of MIME user data, and a file of one line may be JSON.
    const moved = files.map(({ path, text }) => ({ path, text: /^[\w#-]/.test(text) ? `# A\n# B\n${text}` : text }));
    expect(of(moved).toSorted()).toEqual(found.toSorted());
  }
});

describe('the fingerprint', () => {
  it('differs by rule, file, place and number', () => {
    const identity = { rule: 'a', path: 'b', number: 1 };
    const prints = [
      fingerprintOf(identity, 'a.yaml'),
      fingerprintOf(identity, 'b.yaml'),
      fingerprintOf({ ...identity, rule: 'b' }, 'a.yaml'),
      fingerprintOf({ ...identity, path: 'c' }, 'a.yaml'),
      fingerprintOf({ ...identity, number: 2 }, 'a.yaml'),
    ];
    expect(new Set(prints).size).toBe(prints.length);
    for (const print of prints) expect(print).toMatch(/^[0-9a-f]{14}$/);
  });
});

it('is not known where the text was let go', () => {
  const workspace = workspaceWith('- { name: MAX_ENI, value: 1 }\n- { name: WARM_ENI_TARGET, value: "1" }\n');
  const closed = withModels(emptyWorkspace, [...workspace.files.values()].map(withoutText));
  const [finding] = lint(closed);
  expect(finding && findingIdentities(closed)(finding)).toBeUndefined();
  expect(finding?.rule).toBe('unquoted-value');
});
