/** A cluster whose subnets, zones and groups are named in three files. */
export const harbor = {
  'cluster.yaml': `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: harbor, region: eu-west-1 }
vpc:
  subnets:
    private:
      eu-west-1a: { id: subnet-0a1b2c3d4e5f60711 }
      pods-b: { id: subnet-0a1b2c3d4e5f60722, az: eu-west-1b }
addons:
  - name: vpc-cni
    configurationValues: '{"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true"}}'
managedNodeGroups:
  - name: web
    subnets: [subnet-0a1b2c3d4e5f60711, "pods-b"]
  - name: batch
    availabilityZones: [eu-west-1a, eu-west-1b]
`,
  'eni-lens.yaml': `clusters:
  - name: harbor
    files: [/cluster.yaml, /pods.yaml]
    subnets:
      - id: subnet-0a1b2c3d4e5f60711
        cidr: 10.0.0.0/19
        zone: eu-west-1a
    nodeGroups:
      - name: web
        nodes: 5
        subnets: [subnet-0a1b2c3d4e5f60711]
      - name: other
        subnets: [subnet-0a1b2c3d4e5f60722]
`,
  'pods.yaml': `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: eu-west-1a
spec:
  subnet: subnet-0a1b2c3d4e5f60711
---
apiVersion: v1
kind: Node
metadata:
  name: ip-10-0-0-7
  labels:
    alpha.eksctl.io/nodegroup-name: web
    eks.amazonaws.com/nodegroup: web
`,
} as const;

export type HarborPath = keyof typeof harbor;

/** The same where nodes choose their ENIConfig by zone. */
export const harborByZone: Readonly<Record<HarborPath, string>> = {
  ...harbor,
  'cluster.yaml': harbor['cluster.yaml'].replace(
    '{"env": {',
    '{"env": {"ENI_CONFIG_LABEL_DEF": "topology.kubernetes.io/zone", ',
  ),
};

/** Where a name stands, and where an editor leads from there: files and lines, and the lines of its own file that are marked. */
export interface PlaceOfName {
  readonly what: string;
  readonly path: HarborPath;
  /** The name as it stands there, at its n-th place from the top; the cursor is behind its first character. */
  readonly piece: string;
  readonly nth: number;
  readonly chosenByZone?: true;
  readonly definitions: readonly string[];
  readonly uses: readonly string[];
  readonly written: readonly number[];
  readonly read: readonly number[];
}

const subnet = { definitions: ['cluster:7', 'eni-lens:5'], uses: ['pods:6', 'cluster:14', 'eni-lens:11'] };
const zone = { definitions: ['cluster:7', 'eni-lens:7'], uses: ['cluster:16'] };
const chosen = {
  definitions: ['pods:4'],
  uses: ['cluster:7', 'eni-lens:7', 'cluster:16'],
  chosenByZone: true,
} as const;
const web = { definitions: ['cluster:13'], uses: ['eni-lens:9', 'pods:13', 'pods:14'] };
const [id, az] = ['subnet-0a1b2c3d4e5f60711', 'eu-west-1a'];
const [cluster, config, pods] = ['cluster.yaml', 'eni-lens.yaml', 'pods.yaml'] as const;

export const placesOfNames: readonly PlaceOfName[] = [
  { what: 'a subnet, in the cluster', path: cluster, piece: id, nth: 1, ...subnet, written: [7], read: [14] },
  { what: 'a subnet, at its key', path: cluster, piece: `id: ${id}`, nth: 1, ...subnet, written: [7], read: [14] },
  { what: 'a subnet, in a group', path: cluster, piece: id, nth: 2, ...subnet, written: [7], read: [14] },
  { what: 'a subnet, in the config file', path: config, piece: id, nth: 1, ...subnet, written: [5], read: [11] },
  {
    what: 'a subnet, in a group of the config file',
    path: config,
    piece: id,
    nth: 2,
    ...subnet,
    written: [5],
    read: [11],
  },
  { what: 'a subnet, in an ENIConfig', path: pods, piece: id, nth: 1, ...subnet, written: [], read: [6] },
  {
    what: 'a subnet by its key',
    path: cluster,
    piece: '"pods-b"',
    nth: 1,
    definitions: ['cluster:8'],
    uses: ['cluster:14'],
    written: [8],
    read: [14],
  },
  { what: 'a zone, as the key of a subnet', path: cluster, piece: az, nth: 1, ...zone, written: [7], read: [16] },
  { what: 'a zone, in a group', path: cluster, piece: az, nth: 2, ...zone, written: [7], read: [16] },
  { what: 'a zone, in the config file', path: config, piece: az, nth: 1, ...zone, written: [7], read: [] },
  { what: 'a zone that chooses, in a group', path: cluster, piece: az, nth: 2, ...chosen, written: [], read: [7, 16] },
  { what: 'a zone that chooses, as an ENIConfig', path: pods, piece: az, nth: 1, ...chosen, written: [4], read: [] },
  {
    what: 'an ENIConfig that is not chosen by zone',
    path: pods,
    piece: az,
    nth: 1,
    definitions: ['pods:4'],
    uses: [],
    written: [4],
    read: [],
  },
  { what: 'a node group', path: cluster, piece: 'web', nth: 1, ...web, written: [13], read: [] },
  { what: 'a node group, in the config file', path: config, piece: 'web', nth: 1, ...web, written: [], read: [9] },
  { what: 'a node group, of a Node', path: pods, piece: 'web', nth: 1, ...web, written: [], read: [13, 14] },
  {
    what: 'a node group that only the config file names',
    path: config,
    piece: 'other',
    nth: 1,
    definitions: ['eni-lens:12'],
    uses: [],
    written: [12],
    read: [],
  },
];
