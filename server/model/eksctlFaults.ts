import type { Location } from '../text/span.js';

/** What eksctl refuses in a file, or reads and gives to nobody. Source: eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/validation.go. */
export type EksctlFault =
  | {
      /** A max pods that does not reach the kubelet. */
      readonly fault: 'maxPodsNotTaken';
      /** The field as the person knows it, e.g. `maxPodsPerNode`, and its key. */
      readonly setting: string;
      readonly key: Location;
      readonly value: number;
      readonly group: string;
      readonly reason: MaxPodsReason;
    }
  /** `kubeletExtraConfig` on a managed group, which has no such field. `at` is the key. */
  | { readonly fault: 'kubeletExtraConfigOnManaged'; readonly group: string }
  | { readonly fault: 'ipv6Refused'; readonly because: Ipv6Refusal; readonly key: Location | undefined }
  /** `metadata.version` is a number to YAML, which loses its zeros: `1.30` is 1.3. */
  | { readonly fault: 'versionNotText'; readonly written: string; readonly readAs: string };

export type MaxPodsReason =
  /** eksctl refuses the file (validation.go:859-861, 1534-1544, 1561-1566, 1140-1153 and 1882-1909). */
  | { readonly kind: 'refused'; readonly because: 'negative' | 'launchTemplate' | 'customAmi' }
  | { readonly kind: 'refused'; readonly because: 'useMaxPodsPerNode'; readonly family: string }
  /** Nothing reads it (pkg/nodebootstrap/windows_managed.go:18-27 and userdata.go:136-137). */
  | { readonly kind: 'ignored'; readonly because: 'managedWindows' | 'bootstrapScript' }
  /** Another field wins over it. */
  | { readonly kind: 'overruled'; readonly by: string; readonly byValue: number; readonly byAt: Location };

/** Why eksctl refuses an IPv6 cluster (validation.go:509-525, 767-817). */
export type Ipv6Refusal =
  | 'serviceIpv4Cidr'
  | 'autoAllocateIpv6'
  | 'nat'
  | 'localZones'
  | 'corednsMissing'
  | 'noIdentity'
  | 'noAssociation'
  | 'cniTooOld'
  | 'clusterTooOld';
