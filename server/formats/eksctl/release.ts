/*
 * What holds for one release of eksctl: v0.230.0, read at commit 99984adb. Where no file is named, the source is
 * pkg/apis/eksctl.io/v1alpha5. For another release: read the differences of validation.go, defaults.go, addon.go, auto_mode.go and types.go
 * there, of pkg/ctl/cmdutils/configfile.go and of pkg/nodebootstrap; mend the values here, and the rows of `eksctl/groupRows.ts`,
 * `eksctl/nodeRows.ts`, `eksctl/clusterRows.ts`, `eksctl/modeRows.ts` and `eksctl/addonRefusals.ts`. The few checks that are no rows stand in `eksctl/…Refusals.ts`,
 * `eksctl/families.ts`, `eksctl/labels.ts`, `eksctl/sizes.ts` and `eksctl/override.ts`.
 */

/** The Kubernetes version of a cluster that names none. Source: types.go:58-59. */
export const defaultKubernetes = '1.34';

/** The first Kubernetes version for which eksctl takes no AmazonLinux2. Source: types.go:54. */
export const firstWithoutAl2 = '1.33';

/** The first Kubernetes version without dockerd. Source: types.go:53. */
export const firstWithoutDockerd = '1.24';

/** The least versions for an IPv6 cluster. Source: types.go:38 and addon.go:15. */
export const leastForIpv6 = { kubernetes: '1.21', cni: '1.10.0' } as const;

/** Source: types.go:471. */
export const leastKarpenter = '0.20.0';

/** The values of `amiFamily`, whose case does not count. Source: types.go:600-621. */
export const amiFamilies: readonly string[] = [
  'AmazonLinux2023',
  'AmazonLinux2',
  'UbuntuPro2604',
  'Ubuntu2604',
  'UbuntuPro2404',
  'Ubuntu2404',
  'UbuntuPro2204',
  'Ubuntu2204',
  'UbuntuPro2004',
  'Ubuntu2004',
  'Bottlerocket',
  'BottlerocketFips',
  'WindowsServer2019CoreContainer',
  'WindowsServer2019FullContainer',
  'WindowsServer2022CoreContainer',
  'WindowsServer2022FullContainer',
  'WindowsServer2025CoreContainer',
  'WindowsServer2025FullContainer',
];

/** Source: auto_mode.go:11-16. */
export const nodePools: readonly string[] = ['general-purpose', 'system'];

/** The add-ons a cluster gets by itself, but for the one that EKS Auto Mode leaves to the user. Source: known_addons.go:12-50. */
export const networkingAddons: ReadonlySet<string> = new Set(['vpc-cni', 'kube-proxy', 'coredns']);

/** The policies of a node group's `iam.withAddonPolicies`. Source: validation.go:1318-1365. */
export const nodePolicies: readonly string[] = [
  'autoScaler',
  'externalDNS',
  'certManager',
  'imageBuilder',
  'appMesh',
  'appMeshPreview',
  'ebs',
  'fsx',
  'efs',
  'awsLoadBalancerController',
  'albIngress',
  'xRay',
  'cloudWatch',
];

/** The policies of `wellKnownPolicies`. Source: well_known_iam_policy.go:37-39. */
export const wellKnownPolicies: readonly string[] = [
  'imageBuilder',
  'autoScaler',
  'awsLoadBalancerController',
  'externalDNS',
  'certManager',
  'ebsCSIController',
  'efsCSIController',
];

/** What a managed group takes from its launch template, and in no field. Source: validation.go:1532-1546. */
export const leftToLaunchTemplate = {
  filled: [
    'instanceType',
    'ami',
    'ssh.sourceSecurityGroupIds',
    'preBootstrapCommands',
    'securityGroups.attachIDs',
    'instanceName',
    'instancePrefix',
  ],
  set: ['volumeSize', 'overrideBootstrapCommand', 'placement'],
  on: ['ssh.allow', 'ssh.enableSsm', 'disablePodIMDS'],
  off: ['disableIMDSv1'],
} as const;

/** What eksctl sets in the kubelet itself. Source: validation.go:1770-1778. */
export const kubeletFieldsOfEksctl: readonly string[] = [
  'kind',
  'apiVersion',
  'address',
  'clusterDomain',
  'authentication',
  'authorization',
  'serverTLSBootstrap',
];

/** Source: validation.go:1694-1707. */
export const suspendableProcesses: readonly string[] = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
];

/** The values of EC2's SpotAllocationStrategy, which types.go:624-632 compares with. */
export const spotStrategies: readonly string[] = [
  'lowest-price',
  'diversified',
  'capacity-optimized',
  'capacity-optimized-prioritized',
  'price-capacity-optimized',
];

/** The range of `volumeIOPS` by type of volume; other types take none. Source: validation.go:29-38, types.go:451-458. */
export const volumeIops = { io1: [100, 64_000], io2: [100, 256_000], gp3: [3_000, 16_000] } as const;

/** MiB/s, of gp3 alone. Source: validation.go:30-31. */
export const volumeThroughput = [125, 1_000] as const;

/** Source: pkg/utils/taints/taints.go:66-77. */
export const taintEffects: readonly string[] = ['NoSchedule', 'NoExecute', 'PreferNoSchedule'];

/** What EKS writes into the settings of a managed Bottlerocket node. Source: pkg/nodebootstrap/managed_bottlerocket.go:76-93. */
export const bottlerocketOfEks: readonly string[] = [
  'cluster-certificate',
  'api-server',
  'cluster-name',
  'cluster-dns-ip',
];
