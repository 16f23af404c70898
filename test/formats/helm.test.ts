import { describe, expect, it } from 'vitest';
import { entryOf } from '../../server/model/env.js';
import { checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';
import { checkCompletion, checkHover, proposals } from '../harness/features.js';
import { resource, textAt } from '../harness/read.js';

/** The same variables by every way to give values to the chart: what is read, and where, must not depend on it. */
const env = ['env:', '  WARM_IP_TARGET: 5', '  ENABLE_PREFIX_DELEGATION: false', "  AWS_VPC_K8S_CNI_LOGLEVEL: 'INFO'"];
const init = ['init:', '  env:', '    DISABLE_TCP_EARLY_DEMUX: true'];
const values = [...env, ...init];
const indented = (width: number, lines: readonly string[] = values) =>
  lines.map((line) => `${' '.repeat(width)}${line}\n`).join('');

const application = (source: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cni }
spec:
  source:
    chart: aws-vpc-cni
    targetRevision: 1.19.2
    helm:
${source}`;

const carriers: Readonly<Record<string, string>> = {
  'a values file': indented(0),
  'the values of a chart that depends on it': `other: { env: { A: b } }\naws-vpc-cni:\n${indented(2)}`,
  'the values of a dependency under an alias': `cni:\n${indented(2)}`,
  'a values file as JSON':
    '{"env":{"WARM_IP_TARGET":5,"ENABLE_PREFIX_DELEGATION":false,"AWS_VPC_K8S_CNI_LOGLEVEL":"INFO"},"init":{"env":{"DISABLE_TCP_EARLY_DEMUX":true}}}',
  "Flux's HelmRelease": `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni }
spec:
  chart: { spec: { chart: aws-vpc-cni, version: 1.19.2 } }
  values:
${indented(4)}`,
  'an old HelmRelease': `apiVersion: helm.fluxcd.io/v1
kind: HelmRelease
metadata: { name: cni }
spec:
  chart: { repository: https://aws.github.io/eks-charts, name: aws-vpc-cni, version: 1.19.2 }
  values:
${indented(4)}`,
  'a HelmRelease of an umbrella chart': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: platform }
spec:
  chart: { spec: { chart: platform } }
  values:
    aws-vpc-cni:
${indented(6)}`,
  'valuesObject of an Application': application(`      valuesObject:\n${indented(8)}`),
  'values of an Application': application(`      values: |\n${indented(8)}`),
  'parameters of an Application': application(`      parameters:
        - { name: env.WARM_IP_TARGET, value: "5" }
        - { name: env.ENABLE_PREFIX_DELEGATION, value: "false" }
        - { name: env.AWS_VPC_K8S_CNI_LOGLEVEL, value: INFO }
        - { name: init.env.DISABLE_TCP_EARLY_DEMUX, value: "true", forceString: true }
`),
  'an ApplicationSet': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: cni }
spec:
  template:
    spec:
      sources:
        - { repoURL: https://example.com/values.git, ref: values }
        - chart: aws-vpc-cni
          helm:
            valuesObject:
${indented(14)}`,
  'helmCharts of Kustomize': `helmCharts:
  - name: aws-vpc-cni
    version: 1.19.2
    valuesInline:
${indented(6)}`,
  'a release of helmfile': `releases:
  - name: cni
    chart: eks/aws-vpc-cni
    values:
      -
${indented(8)}`,
  'a helm_release of Terraform': `# terraform
resource "helm_release" "cni" {
  chart  = "aws-vpc-cni"
  values = [yamlencode({
    env  = { WARM_IP_TARGET = 5, ENABLE_PREFIX_DELEGATION = false, AWS_VPC_K8S_CNI_LOGLEVEL = "INFO" }
    init = { env = { DISABLE_TCP_EARLY_DEMUX = true } }
  })]
}
`,
};

describe('every way to give values to the chart makes the same settings at the right places', () => {
  for (const [name, text] of Object.entries(carriers)) {
    it(name, () => {
      const path = text.startsWith('# terraform') ? 'main.tf' : 'file.yaml';
      const settings = resource(text, 'cniSettings', path);
      expect(settings.takenBy).toBe('chart');
      const read = (
        [
          ['WARM_IP_TARGET', 'aws-node'],
          ['ENABLE_PREFIX_DELEGATION', 'aws-node'],
          ['AWS_VPC_K8S_CNI_LOGLEVEL', 'aws-node'],
          ['DISABLE_TCP_EARLY_DEMUX', 'aws-vpc-cni-init'],
        ] as const
      ).map(([variable, container]) => {
        const { value } = entryOf(settings, variable, container) ?? {};
        return value?.kind === 'literal' ? [value.text, textAt(text, value.at, path).replaceAll(/["'\\]/g, '')] : value;
      });
      expect(read).toEqual([
        ['5', '5'],
        ['false', 'false'],
        ['INFO', 'INFO'],
        ['true', 'true'],
      ]);
      expect(settings.absent).toBe('shippedDefault');
    });
  }
});

describe('what the chart makes of values', () => {
  const settings = (text: string) => resource(`originalMatchLabels: true\n${text}`, 'cniSettings');

  it.each([
    ['1000000', '1e+06'],
    ['1234567', '1.234567e+06'],
    ['999999', '999999'],
    ['yes', 'true'],
    ['0x80', '128'],
    ['"012"', '012'],
  ])('prints %s as %s', (written, printed) => {
    const { value } =
      entryOf(settings(`env: { AWS_VPC_K8S_CNI_CONNMARK: ${written} }`), 'AWS_VPC_K8S_CNI_CONNMARK') ?? {};
    expect(value).toMatchObject({ kind: 'literal', text: printed });
  });

  it.each([
    ['a null takes the shipped value away', 'env: { WARM_PREFIX_TARGET: null, WARM_IP_TARGET: 1 }', 'removed'],
    ['nothing behind the colon too', 'env:\n  WARM_PREFIX_TARGET:\n  WARM_IP_TARGET: 1', 'removed'],
    ['a template is unknown', 'env: { WARM_PREFIX_TARGET: "{{ .Values.x }}", WARM_IP_TARGET: 1 }', 'unknown'],
  ])('%s', (_, text, kind) => {
    expect(entryOf(settings(text), 'WARM_PREFIX_TARGET')?.value.kind).toBe(kind);
  });

  it('a null among the values of a dependency is unknown, because not all releases of Helm follow it', () => {
    const read = resource('aws-vpc-cni: { env: { WARM_PREFIX_TARGET: null } }', 'cniSettings');
    expect(entryOf(read, 'WARM_PREFIX_TARGET')?.value.kind).toBe('unknown');
  });

  it('extraEnv comes behind env', () => {
    const read = settings('env: { WARM_IP_TARGET: 1 }\nextraEnv: [{ name: WARM_IP_TARGET, value: "7" }]');
    expect(entryOf(read, 'WARM_IP_TARGET')?.value).toMatchObject({ text: '7' });
  });

  it.each([
    ['1.19.2', 'v1.19.2'],
    ['v1.21.1', 'v1.21.1'],
    ['1.1.12', 'v1.10.1'],
    ['1.2.0', 'v1.12.0'],
    ['1.3.0', 'v1.18.1'],
    ['1.0.7', 'v1.6.3'],
    ['1.x', undefined],
    ['">=1.19.0"', undefined],
    ['"{{ .chart }}"', undefined],
    ['1.4.9', undefined],
  ])('chart %s installs %s', (chart, cni) => {
    const text = `helmCharts: [{ name: aws-vpc-cni, version: ${chart}, valuesInline: { env: { WARM_IP_TARGET: 1 } } }]`;
    const { version } = resource(text, 'cniSettings');
    expect(version.kind === 'known' ? version.value : undefined).toBe(cni);
  });

  it('the tag of the image wins over the chart', () => {
    const text = `helmCharts: [{ name: aws-vpc-cni, version: 1.19.2, valuesInline: { image: { tag: v1.20.4-eksbuild.1 }, env: { WARM_IP_TARGET: 1 } } }]`;
    expect(resource(text, 'cniSettings').version).toMatchObject({ value: 'v1.20.4-eksbuild.1' });
  });

  it.each([
    [
      'valuesFrom',
      carriers["Flux's HelmRelease"]?.replace('  values:', '  valuesFrom: [{ kind: Secret, name: x }]\n  values:'),
    ],
    [
      'postRenderers',
      carriers["Flux's HelmRelease"]?.replace('  values:', '  postRenderers: [{ kustomize: {} }]\n  values:'),
    ],
    ['valueFiles', application(`      valueFiles: [a.yaml]\n      valuesObject:\n${indented(8)}`)],
    ['a valuesFile', carriers['helmCharts of Kustomize']?.replace('version', 'valuesFile: a.yaml\n    version')],
    ['a values file of helmfile', carriers['a release of helmfile']?.replace('values:', 'values:\n      - a.yaml')],
  ])('beside %s what is absent is unknown', (_, text) => {
    expect(resource(text ?? '', 'cniSettings').absent).toBe('unknown');
  });
});

it.each([
  ['thirty levels and more', '10.0.0.0/8,'.repeat(4000)],
  ['many levels', `env.${'a.'.repeat(9000)}b`],
  ['lists in lists', `env${'[0]'.repeat(9000)}`],
])('a name of %s is no value, and breaks nothing', (_, name) => {
  const app = application(`      parameters: [{ name: "${name}", value: x }]\n`);
  const command = `helm upgrade aws-vpc-cni eks/aws-vpc-cni --set '${name}=x'\n`;
  const release = `resource "helm_release" "cni" {\n  chart = "aws-vpc-cni"\n  set {\n    name  = "${name}"\n    value = "x"\n  }\n}\n`;
  const files = [
    { path: 'app.yaml', text: app },
    { path: 'up.sh', text: command },
    { path: 'main.tf', text: release },
  ];
  for (const file of files) {
    expect(findings([file]).filter(({ rule }) => rule === 'internal-error')).toEqual([]);
  }
});

describe('rules on values of the chart', () => {
  const told = (text: string) =>
    findings([{ path: 'values.yaml', text }]).map(({ rule, severity }) => `${severity} ${rule}`);

  it('prefix delegation whose shipped target a null takes away does not start', () => {
    expect(told('env: { ENABLE_PREFIX_DELEGATION: true, WARM_PREFIX_TARGET: null }')).toEqual([
      'error prefix-delegation-without-warm-target',
    ]);
  });

  it('a switch that is no boolean', () => {
    expect(told('env: { ENABLE_PREFIX_DELEGATION: enabled, WARM_IP_TARGET: 5, MINIMUM_IP_TARGET: 10 }')).toEqual([
      'warning invalid-boolean',
    ]);
  });

  it('numbers and booleans without quotes are fine', () => {
    checkClean('env: { ENABLE_PREFIX_DELEGATION: true, WARM_PREFIX_TARGET: 2 }\n');
  });

  it('eniConfig that makes nothing, or lacks something', () => {
    const zones = (text: string) =>
      told(
        `env: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: true, ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone }\neniConfig: ${text}\n`,
      );
    expect(zones('{ create: true }')).toContain('error eniconfig-values-incomplete');
    expect(zones('{ create: true, subnets: }')).toContain('error eniconfig-values-incomplete');
    expect(zones('{ create: true, subnets: { us-west-2a: { securityGroups: [] } } }')).toContain(
      'error eniconfig-values-incomplete',
    );
    expect(zones('{ create: false, subnets: { us-west-2a: {} } }')).not.toContain('error eniconfig-values-incomplete');
    expect(zones('{ create: true, subnets: { us-west-2a: { id: "{{ .id }}" } } }')).toEqual([]);
    // To a template a text is true.
    expect(zones('{ create: "false", subnets: { us-west-2a: {} } }')).toContain('error eniconfig-values-incomplete');
  });

  it('old charts put the region before the name', () => {
    const chart = (version: string) => `helmCharts:
  - name: aws-vpc-cni
    version: ${version}
    valuesInline:
      env: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: true, ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone }
      eniConfig: { create: true, region: eu-central-1, subnets: { a: { id: subnet-0aa11bb22cc33dd44 } } }
`;
    expect(told(chart('1.1.15'))).toEqual([]);
    expect(told(chart('1.19.2'))).toEqual([
      'info helm-eniconfig-region-unused',
      'warning eniconfig-names-are-not-zones',
    ]);
  });

  it('removes the region only where the add-on cannot be meant', () => {
    const text = (more: string) => `${more}env:
  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: true
  ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone
eniConfig:
  create: true
  region: eu-central-1
  subnets:
    eu-central-1a: { id: subnet-0aa11bb22cc33dd44 }
`;
    checkFix(text('originalMatchLabels: true\n'), {
      rule: 'helm-eniconfig-region-unused',
      expected: text('originalMatchLabels: true\n').replace('  region: eu-central-1\n', ''),
    });
    expect(findings([{ path: 'values.yaml', text: text('') }])[0]?.fixes).toEqual([]);
  });
});

describe('fixes keep every other byte, in every carrier', () => {
  for (const [name, text] of Object.entries(carriers)) {
    it(name, () => {
      const path = text.startsWith('# terraform') ? '# file: main.tf\n' : '';
      const wrong = text.replace(/(ENABLE_PREFIX_DELEGATION"?(?::| =|, value:) ?"?)false/, '$1enabled');
      const quoted = path === '' ? wrong : wrong.replace('= enabled', '= "enabled"');
      expect(checkAllFixes(path + quoted)).toBeGreaterThan(0);
    });
  }
});

describe('an editor in values', () => {
  it('explains variables', () => {
    checkHover('env:\n  ENABLE_PREFIX_DELEGATION: true\n  WARM_PREFIX_T$0ARGET: 2\n', ['WARM_PREFIX_TARGET']);
    checkHover(carriers['parameters of an Application']?.replace('name: env.WARM_IP', 'name: env.WAR$0M_IP') ?? '', [
      'WARM_IP_TARGET',
    ]);
  });

  it('completes names and values', () => {
    checkCompletion('env:\n  WARM_IP_TARGET: 5\n  MINIMUM_IP_TARGET: 10\n  ENABLE_PREFIX_DEL$0\n', {
      label: 'ENABLE_PREFIX_DELEGATION',
      expected: 'env:\n  WARM_IP_TARGET: 5\n  MINIMUM_IP_TARGET: 10\n  ENABLE_PREFIX_DELEGATION: ""\n',
    });
    const inRelease =
      carriers["Flux's HelmRelease"]?.replace('WARM_IP_TARGET: 5', 'WARM_IP_TARGET: 5\n      ENABLE_POD_$0') ?? '';
    expect(proposals(inRelease).map(({ label }) => label)).toContain('ENABLE_POD_ENI');
    const value = carriers['values of an Application']?.replace('DELEGATION: false', 'DELEGATION: $0') ?? '';
    expect(proposals(value).map(({ label }) => label)).toEqual(['true', 'false']);
  });

  it('a comment silences a finding', () => {
    checkClean(
      'env:\n  WARM_IP_TARGET: 5\n  MINIMUM_IP_TARGET: 10\n  # eni-lens-disable-next-line invalid-boolean -- on purpose\n  ENABLE_POD_ENI: maybe\n',
    );
  });
});
