/*
 * What Kubernetes takes as a name. Source: k8s.io/apimachinery v0.34, pkg/util/validation/validation.go.
 */

/** Longest name of an object. */
export const longestObjectName = 253;
/** Longest name of a label without its domain, and longest value of one. */
export const longestLabel = 63;

const subdomain = /^[a-z\d](?:[-a-z\d]*[a-z\d])?(?:\.[a-z\d](?:[-a-z\d]*[a-z\d])?)*$/;
const word = /^[A-Za-z\d](?:[-\w.]*[A-Za-z\d])?$/;

/** True for the name of an object, as a DNS-1123 subdomain is: lower-case letters, digits, `-` and `.`. */
export function isObjectName(text: string): boolean {
  return text.length <= longestObjectName && subdomain.test(text);
}

/** True for the key of a label, an annotation or a taint: perhaps the name of a domain and a slash, and a name. */
export function isLabelKey(text: string): boolean {
  const [first = '', second, ...more] = text.split('/');
  if (more.length > 0) return false;
  return second === undefined ? isLabelWord(first) : isObjectName(first) && isLabelWord(second);
}

/** True for the name of a label without its domain, and for a value that is not empty: letters, digits, `-`, `_` and `.`. */
export function isLabelWord(text: string): boolean {
  return text.length <= longestLabel && word.test(text);
}

/** True for a label that kubelets must not set. Source: k8s.io/kubelet v0.34, pkg/apis/well_known_labels.go. */
export function isReservedLabel(key: string): boolean {
  const [namespace = '', name] = key.split('/');
  if (name === undefined || !/(^|\.)(kubernetes|k8s)\.io$/.test(namespace)) return false;
  return !/(^|\.)(kubelet|node)\.kubernetes\.io$/.test(namespace) && !ofKubelets.has(key);
}

const ofKubelets: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
]);
