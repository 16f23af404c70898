import type { stages } from './eksctl.js';

/* What is not right yet, a line each: the id and what was changed. `eksctl.test.ts` fails too where a line is no longer true; lists only shrink. */

/** Files that eksctl refuses and that get no error, by the stage that refuses them. */
export const missed: Readonly<Record<(typeof stages)[number], string>> = {
  load: `
    ek-0046 nodeGroups[0].releaseVersion
    ek-0107 managedNodeGroups[0].bottlerocket
    ek-0203 vpc.clusterEndpoints
    ek-0253 vpc.cidr
    ek-0255 vpc cidr no prefix
    ek-0256 vpc.cidr
    ek-0258 vpc cidr invalid octet
    ek-0259 vpc cidr leading zero
    ek-0260 vpc.cidr
    ek-0291 vpc.subnets
    ek-0293 rename subnet
    ek-0329 rename configuration_values
    ek-0331 addons[0].force
    ek-0332 addons[0].namespace
    ek-0414 nodeGroups[0].bootstrapCommand
    ek-0415 managedNodeGroups[0].containerRuntime
    ek-0447 name yes
    ek-0465 rename nodeGroup
    ek-0501 managedNodeGroups[0].efaEnabled
    ek-0532 managedNodeGroups[0].clusterDNS
    ek-0534 managedNodeGroups[0].clusterDNS
    ek-0535 managedNodeGroups[0].clusterDNS
    ek-0537 nodeGroups[0].subnetIds
    ek-0539 managedNodeGroups[0].targetGroupARNs
    ek-0578 rename minCapacity
    ek-0580 nodeGroups[0].scalingConfig
    ek-0623 spot string
    ek-0644 typo instanceTipe
    ek-0646 rename instanceTypes
    ek-0647 instancesDistribution on managed
    ek-0649 rename instancesType
    ek-0651 spot on nodeGroups
    ek-0659 label allowed node.kubernetes.io
    ek-0664 taints map managed
    ek-0686 nodeGroups[0].taints
    ek-0723 launchTemplate on nodeGroups
    ek-0761 mng maxPods huge
    ek-0775 rename max-pods
    ek-0777 key typo maxPods
    ek-0799 kind
    ek-0801 apiVersion
    ek-0802 metadata.version
    ek-0803 zones boolean no
    ek-0804 region no
    ek-0806 yaml11 label off
    ek-0807 yaml11 label y
    ek-0808 yaml11 label yes
    ek-0809 addon version number
    ek-0810 metadata tags number
    ek-0815 karpenter version number
    ek-0827 kind
    ek-0828 apiVersion
    ek-0830 apiVersion
    ek-0832 apiVersion v1alpha4
    ek-0833 kind
    ek-0835 kind lower
    ek-0837 availabilityZone
    ek-0838 unknown top-level
    ek-0840 spec
    ek-0841 spec
    ek-0843 vpcConfig
    ek-0845 x-defaults
    ek-0854 merge key override after
    ek-0855 merge that overrides before
    ek-0857 anchors merge in group
    ek-0858 merge of labels with override
    ek-0864 withOIDC string
    ek-0877 iam
    ek-0917 kubernetesNetworkConfig
  `,
  'create checks': `
    ek-0820 metadata.name
    ek-0822 metadata.region
    ek-0823 metadata.region
    ek-0825 metadata.region
  `,
  validation: `
    ek-0193 privateCluster
    ek-0217 nodeGroups[0].availabilityZones
    ek-0224 nodeGroups[0].amiFamily
  `,
  'user data': `
  `,
};

/** Files that eksctl accepts and that get an error that says it does not. */
export const claimedFalsely = `
  ek-0548 minSize negative
  ek-0553 nodeGroups[0].maxSize
  ek-0740 kubeletExtra maxPods string
`;

/** Files in which nothing deserves an error, and that get one. */
export const falseErrors = `
  ek-0347 drop-in written by a script, form 6, managedNodeGroups orders
  ek-0358 drop-in written by a script, form 6, nodeGroups billing
  ek-0370 drop-in written by a script, form 2, managedNodeGroups orders
  ek-0378 drop-in written by a script, form 1, managedNodeGroups plain
`;

/** Files whose nodes fail although eksctl accepts them, and that get neither an error nor a warning. */
export const failsInSilence = `
`;
