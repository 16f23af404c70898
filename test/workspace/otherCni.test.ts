import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';

/** t3a.micro serves 2 × (2 − 1) + 2 = 4 pods, and 34 with prefixes: 100 is too many in any case. */
const cluster = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: lab, region: us-east-1 }
managedNodeGroups:
  - { name: web, instanceType: t3a.micro, maxPodsPerNode: 100, minSize: 1, maxSize: 2 }
`;

const said = (path: string, text: string, own = cluster): readonly string[] =>
  findings([
    { path: 'cluster.yaml', text: own },
    { path, text },
  ])
    .filter(({ uri }) => uri === 'cluster.yaml')
    .map(({ severity, message }) => `${severity} ${message}`);

const fence = (language: string, text: string): string => `# How to\n\n\`\`\`${language}\n${text}\n\`\`\`\n`;

const installation = (spec: string): string =>
  `apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: { name: default }\nspec: ${spec}\n`;

const deleting = 'kubectl delete daemonset -n kube-system aws-node';

describe('another CNI', () => {
  it.each<readonly [name: string, path: string, text: string]>([
    ['the operator of Calico', 'calico.yaml', installation('{ cni: { type: Calico } }')],
    ['a templated operator', 'calico.yaml', installation('{ cni: { type: "${CNI}" } }')],
    [
      'the operator as JSON',
      'calico.json',
      JSON.stringify({ apiVersion: 'operator.tigera.io/v1', kind: 'Installation', spec: { cni: { type: 'Calico' } } }),
    ],
    [
      'a release of Flux',
      'cilium.yaml',
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: cilium }\nspec:\n  chart:\n    spec:\n      chart: cilium\n      version: 1.16.x\n',
    ],
    [
      'an Application of Argo CD',
      'apps/net.yaml',
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: net }\nspec: { source: { repoURL: "https://helm.cilium.io", chart: cilium, targetRevision: 1.16.1 } }\n',
    ],
    [
      'a HelmChart of k3s',
      'net.yaml',
      'apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: { name: net }\nspec:\n  chart: cilium/cilium\n',
    ],
    ...['kube-router', 'kube-flannel-ds', 'weave-net', 'antrea-agent'].map(
      (name) =>
        [
          `the DaemonSet ${name}`,
          'net.yaml',
          `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: ${name}, namespace: kube-system }\n`,
        ] as const,
    ),
    ...[
      'https://github.com/weaveworks/weave/releases/download/v2.8.1/weave-daemonset-k8s.yaml',
      '"https://cloud.weave.works/k8s/net?k8s-version=1.29"',
      'https://github.com/flannel-io/flannel/releases/latest/download/kube-flannel.yml',
      'https://raw.githubusercontent.com/cloudnativelabs/kube-router/master/daemonset/generic-kuberouter.yaml',
      'https://github.com/antrea-io/antrea/releases/download/v1.15.0/antrea.yml',
      'https://raw.githubusercontent.com/projectcalico/calico/v3.27.0/manifests/canal.yaml',
    ].map((url) => [`a script that applies ${url}`, 'setup.sh', `kubectl apply -f ${url}\n`] as const),
    ['a script that installs Antrea', 'setup.sh', 'helm install antrea antrea/antrea -n kube-system\n'],
    ['a script that installs Flannel', 'setup.sh', 'helm upgrade --install net flannel/flannel\n'],
    [
      'a release of Terraform',
      'main.tf',
      'resource "helm_release" "net" {\n  name       = "net"\n  repository = "https://helm.cilium.io"\n  chart      = "cilium"\n}\n',
    ],
    ['a release of helmfile', 'helmfile.yaml', 'releases:\n  - name: net\n    chart: projectcalico/tigera-operator\n'],
    ['a chart of kustomize', 'kustomization.yaml', 'helmCharts:\n  - name: cilium\n    repo: https://helm.cilium.io\n'],
    [
      'a dependency of a chart',
      'Chart.yaml',
      'apiVersion: v2\nname: net\ndependencies:\n  - { name: cilium, version: 1.16.1, repository: "https://helm.cilium.io/" }\n',
    ],
    [
      'a config of Cilium',
      'cilium.yaml',
      'apiVersion: cilium.io/v1alpha1\nkind: CiliumConfig\nmetadata: { name: cilium }\n',
    ],
    [
      'a DaemonSet',
      'calico.yaml',
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: calico-node, namespace: kube-system }\n',
    ],
    [
      'an IPPool',
      'pool.yaml',
      'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: pods }\nspec: { cidr: 10.1.0.0/16 }\n',
    ],
    ['a script', 'setup.sh', `#!/bin/bash\neksctl create cluster -f cluster.yaml --without-nodegroup\n${deleting}\n`],
    [
      'a script with a command over two lines',
      'setup.sh',
      'kubectl -n kube-system \\\n  delete ds/aws-node --ignore-not-found\n',
    ],
    [
      'a script that keeps the DaemonSet off all nodes',
      'setup.sh',
      `kubectl -n kube-system patch daemonset aws-node --type=strategic -p '{"spec":{"template":{"spec":{"nodeSelector":{"io.cilium/aws-node-enabled":"true"}}}}}'\n`,
    ],
    ['a script that deletes the add-on', 'setup.sh', 'eksctl delete addon --cluster lab --name vpc-cni\n'],
    ['a script of the AWS CLI', 'setup.sh', 'aws eks delete-addon --cluster-name lab --addon-name vpc-cni\n'],
    ['a script that installs Cilium', 'setup.sh', 'helm upgrade --install cilium cilium/cilium -n kube-system\n'],
    [
      'a script that applies Calico',
      'setup.sh',
      'kubectl apply -f https://example.com/manifests/tigera-operator.yaml # aws-node goes\n',
    ],
    ['a README', 'README.md', fence('sh', deleting)],
    ['a README of another folder', 'docs/setup.md', fence('bash', deleting)],
    ['a workflow', '.github/workflows/up.yaml', `jobs:\n  up:\n    steps:\n      - run: |\n          ${deleting}\n`],
  ])('is seen in %s, and nothing is said of the addresses of the VPC CNI', (_, path, text) => {
    expect(said(path, text)).toEqual([]);
  });

  it('is seen among the commands of the cluster itself', () => {
    expect(said('other.yaml', 'a: 1', `# ${deleting}\n${cluster}`)).toEqual([]);
  });

  it('is not there where Calico has its addresses from the VPC CNI, Cilium stands behind it, or a text only speaks of aws-node', () => {
    const alone = said('other.yaml', 'a: 1');
    expect(alone).toEqual([expect.stringContaining('info maxPodsPerNode 100 is above the 4 pods t3a.micro serves')]);
    const nothing = [
      ['calico.yaml', installation('{ cni: { type: AmazonVPC } }')],
      ['calico.yaml', installation('{ kubernetesProvider: EKS }')],
      ['setup.sh', 'helm install cilium cilium/cilium -n kube-system --set cni.chainingMode=aws-cni\n'],
      [
        'cilium.yaml',
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: cilium }\nspec:\n  chart:\n    spec:\n      chart: cilium\n  values:\n    cni:\n      chainingMode: aws-cni\n',
      ],
      ['restart.sh', 'kubectl rollout restart daemonset aws-node -n kube-system\n'],
      ['restart.sh', 'kubectl delete pod -n kube-system -l k8s-app=aws-node\n'],
      ['policy.yaml', 'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: deny }\n'],
    ] as const;
    for (const [path, text] of nothing) expect(said(path, text)).toEqual(alone);
  });

  it('that takes the place of aws-node counts also where the add-on is listed, one that may stand beside it does not', () => {
    const listed = `${cluster}addons: [{ name: vpc-cni }]\n`;
    expect(said('calico.yaml', installation('{ cni: { type: Calico } }'), listed)).toEqual([]);
    expect(said('setup.sh', 'helm install cilium cilium/cilium --set cni.chainingMode=aws-cni\n', listed)).toEqual([
      expect.stringContaining('warning maxPodsPerNode 100 is above the 4 pods t3a.micro can serve'),
    ]);
  });

  it('is no finding itself, and what is broken around it is none of ours', () => {
    const path = 'calico.yaml';
    expect(findings([{ path, text: `${installation('{ cni: { type: Calico } }')}  broken: [` }])).toEqual([]);
    expect(
      findings([{ path, text: `{{ if .Values.calico }}\n${installation('{ cni: { type: Calico } }')}{{ end }}\n` }]),
    ).toEqual([]);
  });
});

describe('another CNI in a workspace of several clusters', () => {
  const calico = installation('{ cni: { type: Calico } }');
  const spoken = (path: string, text: string): readonly string[] =>
    findings([
      { path: 'shop/a/cluster.yaml', text: cluster },
      { path: 'shop/b/cluster.yaml', text: cluster },
      { path: 'bank/cluster.yaml', text: cluster },
      { path, text },
    ])
      .filter(({ rule }) => rule === 'max-pods-above-capacity')
      .map(({ uri }) => uri);
  const [a, b, bank] = ['shop/a/cluster.yaml', 'shop/b/cluster.yaml', 'bank/cluster.yaml'];

  it.each([
    ['of the folder of one', 'bank/calico.yaml', calico, [a, b]],
    ['of a folder below one', 'bank/net/calico.yaml', calico, [a, b]],
    ['of a folder above two', 'shop/setup.sh', `${deleting}\n`, [bank]],
    ['of a folder above all', 'README.md', fence('sh', deleting), []],
    ['of a folder apart', 'labs/calico/calico.yaml', calico, [a, b, bank]],
    ['of documentation apart', 'docs/calico.md', fence('sh', deleting), [a, b, bank]],
  ])('%s tells of those it may be of', (_, path, text, expected) => {
    expect(spoken(path, text).toSorted()).toEqual(expected.toSorted());
  });

  it('is no word on settings, which may be of any of them', () => {
    const values = 'env:\n  ENABLE_PREFIX_DELEGATION: "true"\n';
    const dense = cluster.replace('t3a.micro, maxPodsPerNode: 100', 'm5.large, maxPodsPerNode: 110');
    const files = ['a/cluster.yaml', 'b/cluster.yaml'].map((path) => ({ path, text: dense }));
    expect(findings([...files, { path: 'charts/aws-vpc-cni/values.yaml', text: values }])).toEqual([]);
  });
});

describe('a VPC CNI that is configured in a way nobody reads', () => {
  const dense = cluster.replace('t3a.micro, maxPodsPerNode: 100', 'm5.large, maxPodsPerNode: 110');

  it('is not seen in a file that has nothing to do with it', () => {
    expect(said('other.yaml', 'a: 1', dense)).toEqual([expect.stringContaining('110 needs prefix delegation')]);
  });

  it.each([
    ['values of the chart', 'values.yaml', 'env:\n  ENABLE_PREFIX_DELEGATION: "true"\n'],
    [
      'a release of the chart with values that stand elsewhere',
      'net.yaml',
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: { chart: { spec: { chart: aws-vpc-cni } }, valuesFrom: [{ kind: ConfigMap, name: cni }] }\n',
    ],
    [
      'CloudFormation',
      'stack.yaml',
      'Resources:\n  Cni:\n    Type: AWS::EKS::Addon\n    Properties:\n      AddonName: vpc-cni\n      ConfigurationValues: \'{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}\'\n',
    ],
    [
      'a patch of the DaemonSet in two folders',
      'x/patch.yaml',
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: aws-node, namespace: kube-system }\nspec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: ENABLE_PREFIX_DELEGATION, value: "true" }] }] } } }\n',
    ],
    ['a script', 'setup.sh', 'kubectl set env daemonset aws-node -n kube-system ENABLE_PREFIX_DELEGATION=true\n'],
    [
      'a README',
      'README.md',
      fence('sh', 'kubectl set env daemonset aws-node -n kube-system ENABLE_PREFIX_DELEGATION=true'),
    ],
    [
      'a command for the add-on',
      'setup.sh',
      'aws eks create-addon --cluster-name lab --addon-name vpc-cni --configuration-values file://cni.json\n',
    ],
    [
      'an ENIConfig',
      'eni.yaml',
      'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: us-east-1a }\nspec: { subnet: subnet-0123456789abcdef0 }\n',
    ],
  ])('silences the numbers of the shipped defaults: %s', (_, path, text) => {
    expect(said(path, text, dense)).toEqual([]);
  });
});
