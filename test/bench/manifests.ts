/* A folder as a repository of clusters may be: generated, the same for the same seed. */

/** A file of the generated folder. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Of every ten files five hold nothing of ours, two of the others have several documents. */
export function manifests(count: number, seed = 1): readonly GeneratedFile[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, (_, index) => {
    const folder = `team-${index % 25}/service-${index % 100}`;
    const documents = index % 10 < 2 ? 2 + Math.floor(random() * 6) : 1;
    const texts = Array.from({ length: documents }, (_, part) => documentOf(index, part, random));
    return { path: `${folder}/file-${index}.yaml`, text: texts.join('---\n') };
  });
}

function documentOf(index: number, part: number, random: () => number): string {
  if (index % 2 === 1) return irrelevant(index, part, random);
  switch (Math.floor(random() * 3)) {
    case 0:
      return clusterConfig(`cluster-${index}-${part}`, random);
    case 1:
      return eniConfig(`zone-${index}-${part}`, random);
    default:
      return daemonSet(random);
  }
}

/** Numbers from 0 to 1 that a seed decides (mulberry32, public domain). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const hex = (digits: number, random: () => number) =>
  Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');

function clusterConfig(name: string, random: () => number): string {
  const types = ['m5.large', 'm6i.xlarge', 'c5.4xlarge', 't3.small', 'r6g.2xlarge'];
  const groups = Array.from({ length: 1 + Math.floor(random() * 6) }, (_, index) => {
    const type = types[Math.floor(random() * types.length)];
    return `  - name: group-${index}
    instanceType: ${type}
    minSize: 1
    maxSize: ${2 + Math.floor(random() * 20)}
    maxPodsPerNode: ${random() < 0.5 ? 29 : 110}
    labels: { team: payments, stage: production }
`;
  });
  return `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: ${name}, region: eu-west-1, version: "1.33" }
addons:
  - name: vpc-cni
    version: v1.20.4-eksbuild.1
    configurationValues: |-
      env:
        WARM_IP_TARGET: "${Math.floor(random() * 8)}"
        ENABLE_PREFIX_DELEGATION: "${random() < 0.5}"
  - name: coredns
nodeGroups:
${groups.join('')}`;
}

function eniConfig(name: string, random: () => number): string {
  return `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: ${name}
spec:
  subnet: subnet-${hex(17, random)}
  securityGroups:
    - sg-${hex(17, random)}
`;
}

function daemonSet(random: () => number): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: aws-node
  namespace: kube-system
spec:
  selector: { matchLabels: { k8s-app: aws-node } }
  template:
    metadata: { labels: { k8s-app: aws-node } }
    spec:
      serviceAccountName: aws-node
      containers:
        - name: aws-node
          image: 602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1.20.4
          env:
            - { name: WARM_ENI_TARGET, value: "${Math.floor(random() * 3)}" }
            - { name: MINIMUM_IP_TARGET, value: "${Math.floor(random() * 20)}" }
            - { name: AWS_VPC_K8S_CNI_LOGLEVEL, value: DEBUG }
`;
}

function irrelevant(index: number, part: number, random: () => number): string {
  const env = Array.from(
    { length: Math.floor(random() * 20) },
    (_, line) => `            - { name: SETTING_${line}, value: "${line}" }\n`,
  );
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: service-${index}-${part}, labels: { app: service } }
spec:
  replicas: ${1 + Math.floor(random() * 5)}
  selector: { matchLabels: { app: service } }
  template:
    metadata: { labels: { app: service } }
    spec:
      containers:
        - name: service
          image: registry.example.com/service:1.${index}
          env:
            - { name: STAGE, value: production }
${env.join('')}`;
}
