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
