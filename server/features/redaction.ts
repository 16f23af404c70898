import { isEnvVarName } from '../model/envVars.js';
import { instanceLimits } from '../model/instanceTypes.js';

/*
 * Taking out of a text what is nobody's business, so that it can be shown to others and shows the same faults still: every sign stays in its
 * place. What stays is what decides about pod networking: numbers, versions, zones, instance types, names of variables and fields.
 */

/** The text with letters and digits of all unknown words, ids, addresses and comments replaced by others; as long as before. */
export function redacted(text: string): string {
  return text
    .replace(/(^|\s)#(?!.*eni-lens-)[^\r\n]*/g, (comment, lead: string) => lead + masked(comment.slice(lead.length)))
    .replace(/[\p{L}\p{N}_./@:%+-]+/gu, (word, at: number, whole: string) =>
      wordOf(word, whole.slice(at + word.length)),
    );
}

function wordOf(word: string, behind: string): string {
  const key = word.endsWith(':') && /^(?:\s|$)/.test(behind) ? word.slice(0, -1) : undefined;
  if (key !== undefined) return isPublicName(key) || isTelling(key) ? word : `${masked(key)}:`;
  const [, name, sign, value] = /^([\w-]+)([:=])(.+)$/.exec(word) ?? [];
  if (name !== undefined && sign !== undefined && value !== undefined && isPublicName(name))
    return name + sign + wordOf(value, behind);
  if (isTelling(word)) return word;
  const [, kind, id] = /^(subnet-|sg-|vpc-|ami-|eni-|i-|lt-)([\da-f]{8,17})$/.exec(word) ?? [];
  return kind !== undefined && id !== undefined ? kind + '0'.repeat(id.length) : masked(word);
}

/** A field of a manifest, or a label that everybody has. */
function isPublicName(name: string): boolean {
  if (isEnvVarName(name)) return true;
  if (/[./]/.test(name)) return /(?:^|\.)(?:kubernetes\.io|k8s\.io|amazonaws\.com|eksctl\.io|eks\.aws)\//.test(name);
  return /^[A-Za-z][A-Za-z0-9]*$/.test(name) || publicWords.has(name);
}

/** What a finding may rest on, and is the same everywhere. */
function isTelling(word: string): boolean {
  if (isAccount(word)) return false;
  return (
    publicWords.has(word) ||
    isEnvVarName(word) ||
    instanceLimits(word) !== undefined ||
    // Numbers, versions, private ranges, zones and regions.
    /^[-+]?\d[\d_.]*(?:[eE]\d+|[a-z]|[KMGT]i?)?$/.test(word) ||
    /^v\d+(?:\.\d+)*(?:-[\w.]+)?$/.test(word) ||
    /^(?:10|100\.64|172\.(?:1[6-9]|2\d|3[01])|192\.168)(?:\.\d{1,3}){1,3}(?:\/\d{1,2})?$/.test(word) ||
    /^[a-z]{2}(?:-[a-z]+){1,2}-\d[a-z]?$/.test(word) ||
    /^(?:true|false|yes|no|on|off|null|~|True|False)$/.test(word) ||
    /(?:^|\.)(?:kubernetes\.io|k8s\.io|amazonaws\.com|eksctl\.io|eks\.aws)\/[\w.-]+$/.test(word) ||
    /^[^\p{L}\p{N}]+$/u.test(word)
  );
}

function isAccount(word: string): boolean {
  return /^\d{12}$/.test(word);
}

/** Capitals stay capitals and digits digits, so that a word remains a word of its kind. */
function masked(word: string): string {
  return word
    .replace(/\p{Lu}/gu, 'X')
    .replace(/(?!X)\p{L}/gu, 'x')
    .replace(/\p{N}/gu, '0');
}

const publicWords: ReadonlySet<string> = new Set(
  [
    'apps/v1 v1 List DaemonSet ConfigMap Node ENIConfig ClusterConfig NodeConfig CustomResourceDefinition',
    'aws-node aws-vpc-cni-init aws-eks-nodeagent amazon-k8s-cni amazon-k8s-cni-init amazon-vpc-cni kube-system vpc-cni coredns kube-proxy',
    'kubectl set env daemonset ds daemonset/aws-node ds/aws-node apply export bootstrap.sh nodeadm nodeadm-config',
    'AmazonLinux2 AmazonLinux2023 Bottlerocket Ubuntu2204 Ubuntu2404 WindowsServer2019CoreContainer WindowsServer2022CoreContainer',
    'IPv4 IPv6 latest overwrite preserve none strict standard string json text yaml',
  ].flatMap((words) => words.split(' ')),
);
