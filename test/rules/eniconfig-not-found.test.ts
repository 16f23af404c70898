import { describe, expect, it } from 'vitest';
import { addon, eniConfig } from '../harness/carriers.js';
import { check, checkAllFixes, checkFix, findings } from '../harness/check.js';

const rule = 'eniconfig-not-found';

const eniConfigs = (...names: readonly string[]) => names.map((name) => eniConfig(name)).join('');

const cluster = (labels: string, env: readonly string[] = ['AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"']) =>
  addon(
    ['AWS_VPC_K8S_CNI_EXTERNALSNAT: "true"', ...env].join('\n'),
    `managedNodeGroups:\n  - name: web\n    labels: { ${labels} }\n`,
    'us-west-2',
  );

const withoutCni = (label: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: us-west-2 }
managedNodeGroups:
  - name: web
    labels: { ${label} }
`;

const of = (text: string) =>
  findings([{ path: 'file.yaml', text }])
    .filter((each) => each.rule === rule)
    .map(({ severity, message }) => `${severity}: ${message}`);

describe('how certain it is', () => {
  it('is an error in a wholly visible cluster', () => {
    expect(of(cluster('k8s.amazonaws.com/eniConfig: blue') + eniConfigs('green'))).toEqual([
      'error: The label k8s.amazonaws.com/eniConfig names an ENIConfig blue that none of the files given declares',
    ]);
  });

  it('is a warning for a near name, and else an info, where the settings of the CNI are elsewhere', () => {
    expect(of(withoutCni('k8s.amazonaws.com/eniConfig: gren') + eniConfigs('green'))).toEqual([
      'warning: The label k8s.amazonaws.com/eniConfig names an ENIConfig gren that does not exist: did you mean green?',
    ]);
    expect(of(withoutCni('k8s.amazonaws.com/eniConfig: blue') + eniConfigs('green'))[0]).toMatch(/^info/);
  });

  it('takes a name that differs in one whole word for another one, not for a slip', () => {
    const named = (name: string) =>
      of(withoutCni(`k8s.amazonaws.com/eniConfig: ${name}`) + eniConfigs('us-west-2a-web'))[0];
    expect(named('us-west-2a-db')).toMatch(/^info: .* that none of the files given declares$/);
    expect(named('us-west-2a-wbe')).toMatch(/^warning: .* did you mean us-west-2a-web\?$/);
    expect(named('us-wets-2a-web')).toMatch(/^warning: .* did you mean us-west-2a-web\?$/);
  });

  it('is worth knowing where no ENIConfig is seen', () => {
    expect(of(cluster('k8s.amazonaws.com/eniConfig: blue'))[0]).toMatch(/^info/);
  });

  it('does not take the next name of a series for a slip', () => {
    const near = (written: string, ...existing: readonly string[]) =>
      of(withoutCni(`k8s.amazonaws.com/eniConfig: ${written}`) + eniConfigs(...existing))[0];
    expect(near('us-west-2c', 'us-west-2a', 'us-west-2b')).toMatch(/^info/);
    expect(near('pods-3', 'pods-1', 'pods-2')).toMatch(/^info/);
    expect(near('us-wset-2a', 'us-west-2a')).toMatch(/did you mean us-west-2a/);
    expect(near('US-WEST-2A', 'us-west-2a')).toMatch(/^info/);
  });
});

describe('which name counts', () => {
  it('follows the key that ENI_CONFIG_LABEL_DEF names', () => {
    const env = ['AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"', 'ENI_CONFIG_LABEL_DEF: example.com/pods'];
    expect(of(cluster('example.com/pods: blue', env) + eniConfigs('green'))).toHaveLength(1);
    expect(
      of(cluster('example.com/pods: green, k8s.amazonaws.com/eniConfig: blue', env) + eniConfigs('green')),
    ).toEqual([]);
  });

  it('puts the external label first', () => {
    const labels = 'vpc.amazonaws.com/externalEniConfig: green, k8s.amazonaws.com/eniConfig: blue';
    expect(of(cluster(labels) + eniConfigs('green'))).toEqual([]);
    expect(of(cluster(labels) + eniConfigs('blue'))[0]).toContain('label vpc.amazonaws.com/externalEniConfig names');
  });

  it("reads a Node's annotation before its label", () => {
    check(
      `apiVersion: v1
kind: Node
metadata:
  name: ip-10-0-0-1
  annotations:
    k8s.amazonaws.com/eniConfig: blue
#                                ^^^^ info eniconfig-not-found: The annotation k8s.amazonaws.com/eniConfig names an ENIConfig blue that none of the files given declares
  labels:
    k8s.amazonaws.com/eniConfig: green
${eniConfigs('green')}`,
      { only: rule },
    );
  });
});

describe('silence', () => {
  it.each([
    ['custom networking is off', cluster('k8s.amazonaws.com/eniConfig: blue', []) + eniConfigs('green')],
    ['the name of an ENIConfig is a template', cluster('k8s.amazonaws.com/eniConfig: blue') + eniConfigs('"${ZONE}"')],
    ['the label is a template', cluster('k8s.amazonaws.com/eniConfig: "${NAME}"') + eniConfigs('green')],
    ['the label is half typed', cluster('k8s.amazonaws.com/eniConfig: ') + eniConfigs('green')],
    ['the ENIConfig exists', cluster('k8s.amazonaws.com/eniConfig: green') + eniConfigs('green')],
  ])('keeps it when %s', (_, text) => {
    expect(of(text)).toEqual([]);
  });

  it('keeps it where the ENIConfig may belong to this cluster or another one', () => {
    check(
      `# file: prod.yaml
${withoutCni('k8s.amazonaws.com/eniConfig: green')}# file: test.yaml
${withoutCni('k8s.amazonaws.com/eniConfig: green')}# file: eniconfigs.yaml
${eniConfigs('green').replace('---\n', '')}`,
      { only: rule },
    );
  });
});

it('takes the name that was meant', () => {
  const text = (name: string) => withoutCni(`k8s.amazonaws.com/eniConfig: ${name}`) + eniConfigs('green');
  checkFix(text('"gren"'), { rule, title: 'Use the ENIConfig green', expected: text('"green"') });
  expect(checkAllFixes(text('gren'))).toBe(1);
});
