import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../server/rules/index.js';
import { findings } from '../harness/check.js';

const folder = new URL('negative/', import.meta.url);

/** What says that something is missing, and so may speak too soon while somebody is typing. */
const missing = rules.flatMap(({ id, reportsAbsence }) => (reportsAbsence ? [id] : []));

/**
 * Where a beginning is itself a whole document with the fault, because what repairs it comes last: another ENIConfig, the subnet behind
 * the security groups, the add-ons behind the IP family, max pods behind the type, the name of a group behind
 * what is merged into it, the AMI family behind the AMI, the NodeConfig behind its first line, a variable behind
 * MY_NODE_NAME, the value behind the name of a variable, the container of the agent. Nothing in the text tells it from a finished one.
 */
const wholeBeginnings: Readonly<Record<string, readonly string[]>> = {
  'daemonset-agent-under-another-name.yaml': ['network-policy-agent-missing'],
  'daemonset-env-from.yaml': ['no-ip-family', 'prefix-delegation-without-warm-target'],
  'daemonset-v1.23.1-as-shipped.yaml': ['network-policy-agent-missing', 'variable-without-value'],
  'daemonset-values-from-configmap.yaml': ['no-ip-family', 'variable-without-value'],
  'eksctl-anchors-between-lists.yaml': ['group-rejected-by-eksctl'],
  'eksctl-karpenter.yaml': ['cluster-rejected-by-eksctl'],
  'eksctl-merge-keys-with-overrides.yaml': ['group-rejected-by-eksctl'],
  'eksctl-ipv6-lower-case-with-prefix-delegation.yaml': ['ipv6-rejected-by-eksctl'],
  'eksctl-ipv6.yaml': ['ipv6-rejected-by-eksctl'],
  'eksctl-kubelet-extra-config.yaml': ['max-pods-not-raised'],
  'eksctl-override-bootstrap-sets-max-pods.yaml': [
    'group-rejected-by-eksctl',
    'max-pods-not-raised',
    'override-not-node-config',
  ],
  'eksctl-prefix-xen-beside-nitro.yaml': ['max-pods-not-raised'],
  'eniconfig-all-zones-covered.yaml': ['eniconfig-zone-uncovered'],
  'eniconfig-default-exists.yaml': ['eniconfig-key-mismatch'],
  'eniconfig-plain.yaml': ['eniconfig-missing-subnet'],
  'eniconfig-suffix-names-by-label.yaml': ['eniconfig-not-found'],
};

const documents = readdirSync(folder)
  .filter(
    (name) => /^(daemonset|eksctl|eniconfig|patch)-.*\.yaml$/.test(name) && !/-(template|configuration)-/.test(name),
  )
  .map((name) => ({ name, lines: readFileSync(new URL(name, folder), 'utf8').split('\n') }));

it.each(documents)('calls nothing missing in the first lines of $name', ({ name, lines }) => {
  const known = wholeBeginnings[name] ?? [];
  const tooSoon = lines.flatMap((_, count) => {
    const text = `${lines.slice(0, count).join('\n')}\n`;
    return findings([{ path: name, text }])
      .filter(({ rule, severity }) => missing.includes(rule) && !known.includes(rule) && !isMild(rule, severity))
      .map(({ rule, message }) => `${count}: ${rule}: ${message}`);
  });
  expect(tooSoon).toEqual([]);
});

/** A name that none of the files given declares yet is worth a word, as an info. */
function isMild(rule: string, severity: string): boolean {
  return rule === 'eniconfig-not-found' && severity === 'info';
}
