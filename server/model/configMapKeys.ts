import { knownValue } from './fact.js';
import { parseBool } from './goValues.js';
import type { ConfigMap } from './resource.js';

/**
 * The keys of the ConfigMap `amazon-vpc-cni` and what their readers make of a text, which is not what the CNI makes of its variables.
 * Sources: amazon-vpc-resource-controller-k8s b8d4251, pkg/config/type.go:72-91, pkg/config/loader.go:79-157,
 * pkg/condition/conditions.go:96-150, pkg/provider/branch/cooldown/cooldown.go:60-85; amazon-vpc-cni-k8s v1.23.1,
 * config/master/aws-k8s-cni.yaml:72-89.
 */
export type ConfigMapKey =
  /** A switch, read by Go's ParseBool: anything else is off. */
  | { readonly kind: 'switch' }
  /** A switch of the network policy controller, which runs in the control plane and whose code nobody can read. */
  | { readonly kind: 'unseenSwitch' }
  /** A number, read by Go's Atoi: anything else is `otherwise`, and what is less than `least` is that. */
  | { readonly kind: 'number'; readonly otherwise: number; readonly least: number | undefined }
  /** Read only where `instead` is not there, and then as that is. */
  | { readonly kind: 'secondName'; readonly instead: string };

const target = { kind: 'number', otherwise: 0, least: undefined } as const;

export const configMapKeys: ReadonlyMap<string, ConfigMapKey> = new Map<string, ConfigMapKey>([
  ['enable-windows-ipam', { kind: 'switch' }],
  ['enable-network-policy-controller', { kind: 'unseenSwitch' }],
  ['enable-windows-prefix-delegation', { kind: 'switch' }],
  ['warm-prefix-target', target],
  ['warm-ip-target', target],
  ['minimum-ip-target', target],
  ['windows-warm-prefix-target', { kind: 'secondName', instead: 'warm-prefix-target' }],
  ['windows-warm-ip-target', { kind: 'secondName', instead: 'warm-ip-target' }],
  ['windows-minimum-ip-target', { kind: 'secondName', instead: 'minimum-ip-target' }],
  ['branch-eni-cooldown', { kind: 'number', otherwise: 60, least: 30 }],
]);

/**
 * What a switch of a ConfigMap says, off where it is not there; the last entry of a name counts. Undefined where it cannot be seen, and where
 * it says neither: its reader takes that for off, but it is a finding of its own.
 */
export function switchIn(entries: ConfigMap['entries'], name: string): boolean | undefined {
  const entry = entries.findLast(({ key }) => key.value === name);
  return entry === undefined ? false : parseBool(knownValue(entry.value) ?? '');
}
