import type { TypedFile } from './typedFile.js';

/* Values of the chart of the VPC CNI, and what releases it. */

export const charts: Readonly<Record<string, TypedFile>> = {
  'values of the chart of the VPC CNI': {
    uri: 'file:///shop/aws-vpc-cni/values.yaml',
    text: `# What differs from the chart.
init:
  env:
    DISABLE_TCP_EARLY_DEMUX: "true"
env:
  ENABLE_POD_ENI: "true"
  ENABLE_PREFIX_DELEGATION: 'true'
  WARM_PREFIX_TARGET: "1"
  POD_SECURITY_GROUP_ENFORCING_MODE: standard
eniConfig:
  create: false
  region: eu-west-1
  subnets:
    eu-west-1a:
      id: subnet-0a1b2c3d4e5f60711
      securityGroups:
        - sg-0a1b2c3d4e5f60718
enableNetworkPolicy: "true"
`,
    mistake: ['WARM_PREFIX_TARGET: "1"', 'WARM_PREFIX_TARGET: "one"', 'invalid-integer'],
  },
  'values of a chart that depends on that of the CNI': {
    uri: 'file:///shop/values.yaml',
    text: `ingress:
  enabled: true
aws-vpc-cni:
  enabled: true
  image:
    tag: v1.20.4
  init:
    env:
      DISABLE_TCP_EARLY_DEMUX: "true"
  env:
    WARM_IP_TARGET: "2"
    MINIMUM_IP_TARGET: "10"
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"
    ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone
  eniConfig:
    create: true
    region: eu-west-1
    subnets:
      eu-west-1a:
        id: subnet-0a1b2c3d4e5f60711
        securityGroups: [sg-0a1b2c3d4e5f60718]
cert-manager:
  crds: { enabled: true }
`,
    mistake: ['WARM_IP_TARGET: "2"', 'WARM_IP_TARGET: "two"', 'invalid-integer'],
  },
  'a HelmRelease of Flux': {
    uri: 'file:///shop/release.yaml',
    text: `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: aws-vpc-cni
  namespace: kube-system
spec:
  interval: 1h
  chart:
    spec:
      chart: aws-vpc-cni
      version: "1.20.4"
      sourceRef:
        kind: HelmRepository
        name: eks
  values:
    originalMatchLabels: true
    env:
      WARM_IP_TARGET: "2"
      MINIMUM_IP_TARGET: "10"
    eniConfig:
      create: false
`,
    mistake: ['WARM_IP_TARGET: "2"', 'WARM_IP_TARGET: "two"', 'invalid-integer'],
  },
  'an Application of Argo CD': {
    uri: 'file:///shop/app.yaml',
    text: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: aws-vpc-cni
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://aws.github.io/eks-charts
    chart: aws-vpc-cni
    targetRevision: 1.20.4
    helm:
      releaseName: aws-vpc-cni
      parameters:
        - name: env.ENABLE_POD_ENI
          value: "true"
      valuesObject:
        env:
          ENABLE_PREFIX_DELEGATION: "true"
          WARM_PREFIX_TARGET: "1"
  destination:
    server: https://kubernetes.default.svc
    namespace: kube-system
`,
    mistake: ['WARM_PREFIX_TARGET: "1"', 'WARM_PREFIX_TARGET: "one"', 'invalid-integer'],
  },
  'a helmfile': {
    uri: 'file:///shop/helmfile.yaml',
    text: `repositories:
  - name: eks
    url: https://aws.github.io/eks-charts
releases:
  - name: aws-vpc-cni
    namespace: kube-system
    chart: eks/aws-vpc-cni
    version: 1.20.4
    values:
      - originalMatchLabels: true
        env:
          ENABLE_PREFIX_DELEGATION: "true"
          WARM_PREFIX_TARGET: "1"
        image:
          region: eu-west-1
    set:
      - name: env.AWS_VPC_K8S_CNI_LOGLEVEL
        value: INFO
  - name: ingress
    chart: ingress-nginx/ingress-nginx
`,
    mistake: ['WARM_PREFIX_TARGET: "1"', 'WARM_PREFIX_TARGET: "one"', 'invalid-integer'],
  },
};
