import { describe, expect, it } from 'vitest';
import { check, checkClean, findings } from '../harness/check.js';
import { templateSpellings } from '../harness/templates.js';

/*
 * A value that a template fills in is unknown: whatever the spelling and wherever it stands, no rule says anything of it. What stands
 * between the marks ‹ › is replaced by a template, in every file at once and one by one.
 */

const files: Readonly<Record<string, string>> = {
  'cluster.yaml': `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: ‹shop›
  region: ‹eu-west-1›
  version: ‹"1.31"›
availabilityZones:
  - ‹eu-west-1a›
  - ‹eu-west-1b›
iam:
  withOIDC: ‹true›
kubernetesNetworkConfig:
  ipFamily: ‹IPv4›
  serviceIPv4CIDR: ‹10.100.0.0/16›
vpc:
  cidr: ‹192.168.0.0/16›
  nat:
    gateway: ‹Single›
  clusterEndpoints:
    publicAccess: ‹true›
    privateAccess: ‹true›
addonsConfig:
  disableDefaultAddons: ‹false›
autoModeConfig:
  enabled: ‹false›
addons:
  - name: ‹coredns›
  - name: vpc-cni
    version: ‹v1.19.0-eksbuild.1›
    resolveConflicts: ‹overwrite›
    configurationValues: |
      env:
        ENABLE_PREFIX_DELEGATION: "‹true›"
        WARM_PREFIX_TARGET: "‹1›"
        ADDITIONAL_ENI_TAGS: '‹{}›'
        AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: "‹10.0.0.0/8›"
        NETWORK_POLICY_ENFORCING_MODE: "‹standard›"
      init:
        env:
          DISABLE_TCP_EARLY_DEMUX: "‹false›"
      resources:
        requests:
          cpu: "‹25m›"
      enableNetworkPolicy: "‹false›"
managedNodeGroups:
  - name: ‹web›
    instanceType: ‹m5.large›
    amiFamily: ‹AmazonLinux2023›
    maxPodsPerNode: ‹110›
    minSize: ‹1›
    maxSize: ‹3›
    desiredCapacity: ‹2›
    volumeSize: ‹80›
    privateNetworking: ‹true›
    labels:
      team: ‹a›
      ‹tier›: b
    taints:
      - key: ‹dedicated›
        value: ‹web›
        effect: ‹NoSchedule›
    updateConfig:
      maxUnavailable: ‹1›
    iam:
      withAddonPolicies:
        autoScaler: ‹true›
  - name: mixed
    instanceTypes:
      - ‹m5.large›
      - ‹m5a.large›
    spot: ‹true›
nodeGroups:
  - name: ‹own›
    instanceType: ‹m5.xlarge›
    availabilityZones:
      - ‹eu-west-1a›
    kubeletExtraConfig:
      maxPods: ‹58›
`,
  'subnets.yaml': `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: ‹shop›, region: ‹eu-west-1›}
vpc:
  id: ‹vpc-0123456789abcdef0›
  subnets:
    private:
      eu-west-1a: {id: ‹subnet-0123456789abcdef0›}
      ‹eu-west-1b›: {id: ‹subnet-0123456789abcdef1›, cidr: ‹10.0.0.0/24›}
nodeGroups:
  - {name: a, instanceType: ‹m5.large›, minSize: ‹1›, maxPodsPerNode: ‹29›, privateNetworking: true, subnets: [‹eu-west-1a›,‹eu-west-1b›]}
  - {name: b, privateNetworking: true, availabilityZones: [‹eu-west-1a›], labels: {‹a›: ‹b›}, instanceType: ‹m5.large›}
addons:
  - {name: vpc-cni, configurationValues: '{"env":{"WARM_IP_TARGET":"‹5›","MINIMUM_IP_TARGET":"‹10›","AWS_VPC_K8S_CNI_LOGLEVEL":"‹INFO›"}}'}
`,
  'cluster.json': `
{"apiVersion":"eksctl.io/v1alpha5","kind":"ClusterConfig","metadata":{"name":"‹shop›","region":"‹eu-west-1›","version":"‹1.31›"},
"availabilityZones":["‹eu-west-1a›","‹eu-west-1b›"],
"managedNodeGroups":[{"name":"‹a›","instanceType":"‹m5.large›","maxPodsPerNode":‹29›,"privateNetworking":‹true›,"minSize":‹1›,"maxSize":‹2›,
"labels":{"a":"‹b›","‹c›":"d"}}]}
`,
  'aws-node.yaml': `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: aws-node
  namespace: ‹kube-system›
spec:
  selector:
    matchLabels:
      k8s-app: ‹aws-node›
  template:
    spec:
      initContainers:
        - name: aws-vpc-cni-init
          image: ‹602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni-init:v1.19.0›
          env:
            - {name: DISABLE_TCP_EARLY_DEMUX, value: "‹false›"}
      containers:
        - name: aws-node
          image: ‹602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.19.0›
          env:
            - name: MY_NODE_NAME
              valueFrom:
                fieldRef:
                  fieldPath: ‹spec.nodeName›
            - name: ENABLE_IPv4
              value: "‹true›"
            - name: ENABLE_IPv6
              value: "‹false›"
            - name: WARM_ENI_TARGET
              value: "‹1›"
            - name: ‹WARM_IP_TARGET›
              value: "5"
            - name: MINIMUM_IP_TARGET
              value: ‹"20"›
            - name: POD_SECURITY_GROUP_ENFORCING_MODE
              value: "‹strict›"
            - {name: ENI_CONFIG_LABEL_DEF, value: "‹topology.kubernetes.io/zone›"}
            - {name: AWS_VPC_ENI_MTU, value: "‹9001›"}
        - name: ‹aws-eks-nodeagent›
          image: ‹602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon/aws-network-policy-agent:v1.2.0›
          args:
            - --enable-network-policy=‹false›
            - --conntrack-cache-table-size=‹524288›
`,
  'eniconfigs.yaml': `
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: ‹eu-west-1a›
spec:
  subnet: ‹subnet-0123456789abcdef0›
  securityGroups:
    - ‹sg-0123456789abcdef0›
---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: {name: ‹eu-west-1b›}
spec: {subnet: ‹subnet-0123456789abcdef1›, securityGroups: [‹sg-0123456789abcdef0›,‹sg-0123456789abcdef1›]}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: amazon-vpc-cni
  namespace: kube-system
data:
  enable-windows-ipam: "‹true›"
  branch-eni-cooldown: "‹60›"
---
apiVersion: v1
kind: Node
metadata:
  name: ‹ip-10-0-0-1›
  labels:
    topology.kubernetes.io/zone: ‹eu-west-1a›
  annotations:
    ‹example.com/x›: "y"
`,
  'node.yaml': `
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: ‹shop›
    cidr: ‹10.100.0.0/16›
  kubelet:
    maxPodsExpression: ‹max_pods›
    config:
      maxPods: ‹110›
    flags:
      - --node-labels=‹a=b›
      - ‹--v=2›
`,
};

/** How a template may stand in for a value: alone, in quotes, as the rest of it or its start. */
const forms: Readonly<Record<string, (spelling: string, value: string) => string>> = {
  alone: (spelling) => spelling,
  'in quotes': (spelling, value) => (value.startsWith('"') ? `'${spelling.replaceAll("'", "''")}'` : spelling),
  'as its rest': (spelling, value) => (value.startsWith('"') ? `'1${spelling.replaceAll("'", "''")}'` : `a${spelling}`),
  'as its start': (spelling) => `${spelling}a`,
};

const marked = /‹([^›]*)›/g;

function written(path: string, text: string, replace: (value: string, index: number) => string): string {
  let index = 0;
  return text.replace(marked, (whole: string, value: string, at: number) => {
    const isQuoted = /["']$/.test(text.slice(0, at));
    const replaced = replace(value, index++);
    if (replaced === value) return value;
    // In a string the quotes around it are escaped or others; what would end it is no template anybody could write there.
    const quote = isQuoted ? text.charAt(at - 1) : '';
    const isEmbedded = text.slice(text.lastIndexOf('\n', at), at).includes("'{");
    if (quote !== '' && (replaced.includes(quote) || (isEmbedded && /["']/.test(replaced)))) return value;
    return whole === '' || (path.endsWith('.json') && !isQuoted && /^a/.test(replaced)) ? value : replaced;
  });
}

function spoken(path: string, text: string): readonly string[] {
  return findings([{ path, text }])
    .filter(({ rule }) => rule !== 'templated-file')
    .map(({ severity, rule, message, range }) => `${range.start.line + 1}: ${severity} ${rule}: ${message}`);
}

function hints(path: string, text: string): number {
  return findings([{ path, text }]).filter(({ rule }) => rule === 'templated-file').length;
}

describe('templates', () => {
  for (const [path, text] of Object.entries(files)) {
    it(`stand in ${path}, of which nothing is said`, () => {
      expect(
        spoken(
          path,
          written(path, text, (value) => value),
        ).filter((each) => !/ info /.test(each)),
      ).toEqual([]);
    });

    it(`in place of every value of ${path} are no fault, whatever their spelling, and one hint at most`, () => {
      for (const [turn, spelling] of templateSpellings.entries()) {
        const [plain, ...others] = Object.entries(forms);
        // Each spelling alone, and in one of the other forms.
        for (const [form, spell] of [plain, others[turn % others.length]].filter((each) => each !== undefined)) {
          const changed = written(path, text, (value) => spell(spelling, value));
          expect(spoken(path, changed), `${spelling} ${form}\n${changed}`).toEqual([]);
          expect(hints(path, changed), `${spelling} ${form}`).toBeLessThanOrEqual(1);
        }
      }
    });

    it(`in place of one value of ${path} are no fault of it or of the others`, () => {
      const count = [...text.matchAll(marked)].length;
      const before = spoken(
        path,
        written(path, text, (value) => value),
      );
      for (let index = 0; index < count; index++) {
        for (let turn = 0; turn < 4; turn++) {
          const spelling = templateSpellings[(index * 4 + turn) % templateSpellings.length] ?? '';
          const spell = Object.values(forms)[turn] ?? String;
          const changed = written(path, text, (value, at) => (at === index ? spell(spelling, value) : value));
          const loud = spoken(path, changed).filter((each) => !/^\d+: info /.test(each) && !before.includes(each));
          expect(loud, `${spelling} for value ${index + 1}\n${changed}`).toEqual([]);
        }
      }
    });
  }

  it('hide nothing of what is certain beside them', () => {
    check(`
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: \${NAME}, region: %s}
availabilityZones: [\${A},\${B}]
addons: [{name: vpc-cni}]
managedNodeGroups:
  - {name: @NAME@, instanceType: m5.large, maxPodsPerNode: 110, maxSize: \${MAX}}
#                                                          ^^^ warning max-pods-above-capacity
`);
  });

  it('may switch off what an IPv6 cluster cannot have', () => {
    checkClean(`
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: a, region: eu-west-1, version: "1.31"}
iam: {withOIDC: true}
kubernetesNetworkConfig: {ipFamily: IPv6}
vpc: {autoAllocateIPv6: \${A}}
addons: [{name: vpc-cni}, {name: coredns}, {name: kube-proxy}]
`);
  });

  it('hide no fault of syntax on another line', () => {
    check(`
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: \${NAME}, region: \${REGION}}
availabilityZones: [a
#                  ^ error syntax-error
`);
  });

  it('are said once of a file, however many of its documents they make', () => {
    check(`
# 0..0 hint templated-file
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: {name: {{ .a }}}
{{ .b }}
---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: {name: {{ .c }}}
{{ .d }}
`);
  });

  it('within a value hide that value, and nothing else of the file', () => {
    for (const user of ['system:node:{{EC2PrivateDNSName}}', '{{SessionName}}', '{{ .Values.user }}', '<%= user %>']) {
      check(`
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: a, region: eu-west-1}
iamIdentityMappings:
  - arn: arn:aws:iam::123456789012:role/nodes
    username: ${user}
managedNodeGroups:
  - {name: web, instanceType: m5.large, instanceTypes: [m5.large]}
#               ^^^^^^^^^^^^ error group-rejected-by-eksctl
`);
    }
  });

  it('may be what a comment silences', () => {
    checkClean(`
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: a, region: eu-west-1}
addons: [{name: vpc-cni}]
nodeGroups:
  # eni-lens-disable-next-line max-pods-above-capacity -- small types come later
  - {name: a, instanceType: \${TYPE}, maxPodsPerNode: 110}
`);
  });
});
