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
    ek-0581 managedNodeGroups[0].updateConfig
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
    ek-0851 merge that overrides maxPods
    ek-0854 merge key override after
    ek-0855 merge that overrides before
    ek-0857 anchors merge in group
    ek-0858 merge of labels with override
    ek-0864 withOIDC string
    ek-0877 iam
    ek-0917 kubernetesNetworkConfig
  `,
  'create checks': `
    ek-0065 automode with vpc-cni addon with config
    ek-0066 automode with vpc-cni addon
    ek-0067 addons
    ek-0069 automode with nodegroup
    ek-0149 vpc cidr v6
    ek-0157 autoModeConfig
    ek-0165 v6 podIdentityAssociations explicit
    ek-0176 v6 useDefault without agent
    ek-0204 privateCluster
    ek-0206 privateCluster
    ek-0214 outposts mng
    ek-0295 availabilityZones
    ek-0316 addon name missing
    ek-0318 addons[0].name
    ek-0319 addons[0].wellKnownPolicies + addons[0].serviceAccountRoleARN
    ek-0328 addons[0].namespaceConfig
    ek-0441 disableDefaultAddons with desiredCapacity, cilium taint
    ek-0442 disableDefaultAddons with fargate
    ek-0443 disableDefaultAddons with karpenter
    ek-0444 disableDefaultAddons with desiredCapacity
    ek-0450 managedNodeGroups
    ek-0452 nodeGroups
    ek-0820 metadata.name
    ek-0822 metadata.region
    ek-0823 metadata.region
    ek-0825 metadata.region
    ek-0867 addons[0].podIdentityAssociations + addons[0].serviceAccountRoleARN
    ek-0868 addons[0].podIdentityAssociations + addons[0].serviceAccountRoleARN
    ek-0870 addons[0].podIdentityAssociations + addons[0].serviceAccountRoleARN
    ek-0871 addons + addons[0].podIdentityAssociations
    ek-0873 podIdentityAssociations for vpc-cni missing sa
    ek-0875 addons + addons[0].useDefaultPodIdentityAssociations
    ek-0876 addon useDefault without agent v4
    ek-0928 availabilityZones
    ek-0929 vpc cidr 9 zones
    ek-0933 subnets + availabilityZones
  `,
  validation: `
    ek-0018 nodeGroups[0].amiFamily
    ek-0020 managedNodeGroups[0].amiFamily
    ek-0022 managedNodeGroups[0].amiFamily
    ek-0023 nodeGroups[0].amiFamily
    ek-0025 managedNodeGroups[0].amiFamily
    ek-0027 nodeGroups[0].amiFamily
    ek-0028 nodeGroups[0].amiFamily + metadata.version
    ek-0029 mng AL2 (1.33)
    ek-0031 inf1 ubuntu
    ek-0044 nodeGroups[0].amiFamily + nodeGroups[0].ami
    ek-0047 ng ami static
    ek-0049 nodeGroups[0].ami
    ek-0059 automode disabled with nodePools
    ek-0060 autoModeConfig
    ek-0070 automode only karpenter
    ek-0072 autoModeConfig
    ek-0074 autoModeConfig
    ek-0075 availabilityZones
    ek-0082 bottlerocket on AL2023
    ek-0084 nodeGroups[0].bottlerocket + nodeGroups[0].amiFamily
    ek-0092 nodeGroups[0].bottlerocket
    ek-0095 nodeGroups[0].bottlerocket
    ek-0097 nodeGroups[0].bottlerocket
    ek-0098 nodeGroups[0].bottlerocket
    ek-0102 managedNodeGroups[0].overrideBootstrapCommand
    ek-0103 bottlerocket override
    ek-0105 managedNodeGroups[0].preBootstrapCommands
    ek-0112 iam + karpenter
    ek-0113 iam + karpenter
    ek-0115 iam + karpenter
    ek-0116 iam + karpenter
    ek-0118 iam + karpenter
    ek-0141 v4 ipv6Cidr
    ek-0143 v6 ipv6Cidr only
    ek-0144 vpc
    ek-0145 v6 podIdentityAssociations explicit empty
    ek-0148 v6 pod identity AND oidc without association
    ek-0152 vpc
    ek-0162 v6 cni garbage version
    ek-0164 addons[0].version
    ek-0166 v6 invalid family
    ek-0170 remoteNetworkConfig
    ek-0171 v6 remote networks
    ek-0182 v6 cni 1.10.0-eksbuild
    ek-0188 vpc.clusterEndpoints
    ek-0190 vpc.publicAccessCIDRs
    ek-0191 vpc.publicAccessCIDRs
    ek-0193 privateCluster
    ek-0195 privateCluster
    ek-0196 privateCluster
    ek-0198 privateCluster + nodeGroups[0].privateNetworking
    ek-0199 vpc.controlPlaneOnPrivateSubnets + vpc.controlPlaneSubnetIDs
    ek-0201 vpc.controlPlaneOnPrivateSubnets + vpc.controlPlaneSubnetIDs
    ek-0208 vpc.controlPlaneOnPrivateSubnets + availabilityZones
    ek-0209 privateCluster + vpc.subnets
    ek-0211 addons
    ek-0212 fargateProfiles
    ek-0216 vpc
    ek-0217 nodeGroups[0].availabilityZones
    ek-0219 localZones
    ek-0221 iam
    ek-0222 nodeGroups[0].instanceSelector
    ek-0224 nodeGroups[0].amiFamily
    ek-0226 outpost
    ek-0227 outpost
    ek-0244 vpc.ipv6Cidr
    ek-0250 vpc.extraIPv6CIDRs
    ek-0261 extraCIDRs invalid
    ek-0262 vpc.extraCIDRs
    ek-0264 vpc.extraCIDRs
    ek-0265 vpc.extraIPv6CIDRs
    ek-0267 vpc.securityGroup + vpc.controlPlaneSecurityGroupIDs
    ek-0269 vpc.hostnameType
    ek-0270 vpc.manageSharedNodeSecurityGroupRules
    ek-0310 outposts addons
    ek-0311 addons[0].useDefaultPodIdentityAssociations + addons[0].serviceAccountRoleARN
    ek-0394 mng AL2 1.32 override without ami
    ek-0395 managedNodeGroups[0].overrideBootstrapCommand
    ek-0396 Ubuntu managed (no ami) override
    ek-0397 managedNodeGroups[0].overrideBootstrapCommand
    ek-0399 nodeGroups[0].disablePodIMDS + nodeGroups[0].iam
    ek-0400 nodeGroups[0].containerRuntime
    ek-0402 managedNodeGroups[0].overrideBootstrapCommand
    ek-0404 managedNodeGroups[0].overrideBootstrapCommand
    ek-0405 nodeGroups[0].overrideBootstrapCommand
    ek-0407 managedNodeGroups[0].overrideBootstrapCommand
    ek-0409 Windows managed override
    ek-0410 managedNodeGroups[0].overrideBootstrapCommand
    ek-0412 managedNodeGroups[0].amiFamily + managedNodeGroups[0].preBootstrapCommands
    ek-0454 same name in both kinds
    ek-0455 twice
    ek-0457 group name missing
    ek-0458 managedNodeGroups[0].name
    ek-0460 twice
    ek-0462 nodeGroups[0].name
    ek-0463 nodeGroups[0].name
    ek-0467 nodeGroups[0].name
    ek-0468 nodeGroups[0].name
    ek-0493 managedNodeGroups[0].outpostARN
    ek-0495 nodeGroups[0].capacityReservation
    ek-0496 managedNodeGroups[0].capacityReservation
    ek-0498 localZones and azs
    ek-0506 efa multi AZ
    ek-0508 managedNodeGroups[0].efaEnabled + managedNodeGroups[0].availabilityZones
    ek-0509 managedNodeGroups[0].placement
    ek-0511 managedNodeGroups[0].placement
    ek-0513 fully private without privateNetworking
    ek-0514 nodeGroups[0].efaEnabled + nodeGroups[0].availabilityZones
    ek-0516 nodeGroups[0].placement
    ek-0517 nodeGroups[0].placement
    ek-0519 nodeGroups[0].placement
    ek-0521 managedNodeGroups[0].capacityReservation
    ek-0522 nodeGroups[0].capacityReservation
    ek-0524 managedNodeGroups[0].availabilityZones + managedNodeGroups[0].subnets
    ek-0526 azs and subnets
    ek-0527 nodeGroups[0].availabilityZones + nodeGroups[0].subnets
    ek-0529 managedNodeGroups[0].securityGroups
    ek-0531 securityGroups withShared managed
    ek-0558 nodeGroups[0].asgSuspendProcesses
    ek-0563 managedNodeGroups[0].desiredCapacity
    ek-0564 managedNodeGroups[0].maxSize
    ek-0565 desired > max
    ek-0568 managedNodeGroups[0].minSize
    ek-0569 desired < min
    ek-0571 managedNodeGroups[0].desiredCapacity
    ek-0572 maxUnavailable both
    ek-0574 managedNodeGroups[0].updateConfig
    ek-0575 maxUnavailable > max
    ek-0576 managedNodeGroups[0].updateConfig
    ek-0609 managedNodeGroups[0].instanceType + managedNodeGroups[0].amiFamily
    ek-0610 nodeGroups[0].instanceType + nodeGroups[0].amiFamily
    ek-0612 nodeGroups[0].instanceType + nodeGroups[0].amiFamily
    ek-0614 nodeGroups[0].instancesDistribution.instanceTypes
    ek-0615 instancesDistribution empty
    ek-0616 nodeGroups[0].instancesDistribution.instanceTypes
    ek-0618 instanceSelector and instanceType
    ek-0625 nodeGroups[0].instancesDistribution.instanceTypes + nodeGroups[0].cpuCredits
    ek-0626 nodeGroups[0].cpuCredits
    ek-0628 nodeGroups[0].instanceSelector
    ek-0630 instanceType m5.large with instancesDistribution
    ek-0631 21 types
    ek-0632 nodeGroups[0].instancesDistribution.onDemandBaseCapacity
    ek-0633 managedNodeGroups[0].instanceType
    ek-0634 both instanceType and instanceTypes
    ek-0636 nodeGroups[0].instancesDistribution.onDemandPercentageAboveBaseCapacity
    ek-0637 nodeGroups[0].instancesDistribution.onDemandPercentageAboveBaseCapacity
    ek-0639 nodeGroups[0].instancesDistribution.spotInstancePools
    ek-0641 nodeGroups[0].instancesDistribution.spotInstancePools
    ek-0642 nodeGroups[0].instancesDistribution.spotInstancePools
    ek-0665 managedNodeGroups[0].taints
    ek-0667 nodeGroups[0].taints
    ek-0668 managedNodeGroups[0].taints
    ek-0670 nodeGroups[0].taints
    ek-0672 managedNodeGroups[0].labels
    ek-0673 nodeGroups[0].labels
    ek-0675 managedNodeGroups[0].labels
    ek-0677 nodeGroups[0].labels
    ek-0678 managedNodeGroups[0].labels
    ek-0680 nodeGroups[0].labels
    ek-0682 label two slashes
    ek-0683 nodeGroups[0].labels
    ek-0685 managedNodeGroups[0].taints
    ek-0703 managedNodeGroups[0].instanceType
    ek-0704 launchTemplate + override NodeConfig
    ek-0705 launchTemplate + instanceType
    ek-0708 managedNodeGroups[0].launchTemplate
    ek-0710 launchTemplate version $Latest
    ek-0711 managedNodeGroups[0].launchTemplate
    ek-0712 managedNodeGroups[0].launchTemplate
    ek-0714 managedNodeGroups[0].launchTemplate
    ek-0715 launchTemplate without id
    ek-0717 managedNodeGroups[0].launchTemplate
    ek-0718 managedNodeGroups[0].launchTemplate
    ek-0720 managedNodeGroups[0].launchTemplate
    ek-0721 managedNodeGroups[0].launchTemplate
    ek-0756 kubeletExtra forbidden field
    ek-0758 nodeGroups[0].kubeletExtraConfig
    ek-0759 nodeGroups[0].kubeletExtraConfig
    ek-0780 volumeSize etc ignored field iops
    ek-0796 AL2 family no version
    ek-0819 merge without override
    ek-0862 serviceAccountRoleARN with podIdentity
    ek-0865 iam
    ek-0881 remoteNetworkConfig
    ek-0882 remoteNetworkConfig
    ek-0884 remoteNetworkConfig
    ek-0886 remoteNetworkConfig + accessConfig
    ek-0887 remoteNetworkConfig
    ek-0889 remoteNetworkConfig
    ek-0909 kubernetesNetworkConfig
    ek-0910 service cidr invalid
    ek-0912 kubernetesNetworkConfig
    ek-0914 kubernetesNetworkConfig
    ek-0915 kubernetesNetworkConfig
    ek-0927 localZones + vpc
    ek-0931 availabilityZones
    ek-0932 1 zone
  `,
  'user data': `
    ek-0085 managedNodeGroups[0].bottlerocket
    ek-0087 managedNodeGroups[0].bottlerocket
    ek-0089 managedNodeGroups[0].bottlerocket
    ek-0090 managedNodeGroups[0].bottlerocket
    ek-0417 self AL2023 override flags string
    ek-0418 override plain text
    ek-0419 AL2023 explicit bootstrap.sh in override
    ek-0420 override script in AL2023 default family
    ek-0421 managed AL2023 override shell script
    ek-0422 override nodeadm cli
    ek-0423 self AL2023 override shell script
    ek-0425 managedNodeGroups[0].overrideBootstrapCommand
    ek-0427 self AL2023 override MIME
  `,
};

/** Files that eksctl accepts and that get an error that says it does not. */
export const claimedFalsely = `
  ek-0128 addons
  ek-0138 v6 CoreDNS upper case, vpc-cni
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
  ek-0363 self AL2023 override KubeletConfiguration
  ek-0367 self AL2023 override without header
`;
