import { compareGoStrings } from '../model/goValues.js';

/** The targets whose texts aws-node compares before it starts with prefix delegation. */
export const comparedTargets = ['WARM_IP_TARGET', 'WARM_PREFIX_TARGET', 'MINIMUM_IP_TARGET'] as const;

/**
 * How aws-node compares them: as texts, not as numbers. It exits when none is above "0" in Go's order of strings, so "00" and "abc" pass, and
 * "+1" and "" do not. Source: `cmd/aws-vpc-cni/main.go:378-387` of amazon-vpc-cni-k8s v1.23.1.
 */
export function isAboveZero(text: string): boolean {
  return compareGoStrings(text, '0') > 0;
}
