import { describe, expect, it } from 'vitest';
import { parseVersion } from '../../server/model/cniVersion.js';
import { type EnvVarName, envVar, envVarIn, envVarNames, interpret, parserFacts } from '../../server/model/envVars.js';

/** What a version of the CNI makes of a text, in a word or two. */
function reading(name: EnvVarName, text: string, release: string, ipv6 = false): string {
  const version = parseVersion(release);
  const read = interpret(name, text, { ...(version ? { version } : {}), ipv6 });
  if (read.kind === 'accepted') return String(read.value);
  if (read.kind === 'refused') return 'exits';
  const isUnset = read.reason.code === 'empty' && read.log === 'none';
  return `${isUnset ? 'unset' : 'replaced'}: ${read.effective}`;
}

// Each boundary from both sides. Compared between the tags: pkg/networkutils/network.go GetEthernetMTU and cmd/aws-vpc-cni/main.go
// validateMTU (1.16.3, 1.16.4), pkg/ipamd/ipamd.go getNetworkPolicyMode (1.19.3, 1.19.4) and getEnvBoolWithDefault (1.15.5, 1.16.0),
// cmd/aws-vpc-cni/main.go getEnv (1.12.6, 1.13.0).
describe('a value in the version that reads it', () => {
  it.each<[EnvVarName, string, string, string]>([
    ['AWS_VPC_ENI_MTU', '9100', '1.16.3', 'replaced: 9001'],
    ['AWS_VPC_ENI_MTU', '9100', '1.16.4', 'exits'],
    ['AWS_VPC_ENI_MTU', '500', '1.16.3', 'replaced: 576'],
    ['AWS_VPC_ENI_MTU', '500', '1.16.4', 'exits'],
    ['AWS_VPC_ENI_MTU', '-1', '1.10.0', 'replaced: 576'],
    ['AWS_VPC_ENI_MTU', 'jumbo', '1.16.3', 'replaced: 9001'],
    ['AWS_VPC_ENI_MTU', 'jumbo', '1.16.4', 'exits'],
    ['AWS_VPC_ENI_MTU', '', '1.16.3', 'unset: 9001'],
    ['AWS_VPC_ENI_MTU', '', '1.16.4', 'exits'],
    ['AWS_VPC_ENI_MTU', '1500', '1.15.5', '1500'],
    ['AWS_VPC_ENI_MTU', '99999999999999999999', '1.16.3', 'replaced: 9001'],
    ['NETWORK_POLICY_ENFORCING_MODE', '', '1.19.3', 'unset: standard'],
    ['NETWORK_POLICY_ENFORCING_MODE', '', '1.19.4', 'exits'],
    ['NETWORK_POLICY_ENFORCING_MODE', '', '1.19', 'exits'],
    ['NETWORK_POLICY_ENFORCING_MODE', '', '1.18', 'unset: standard'],
    ['NETWORK_POLICY_ENFORCING_MODE', '', 'latest', 'exits'],
    ['NETWORK_POLICY_ENFORCING_MODE', 'Strict', '1.17.1', 'strict'],
    ['NETWORK_POLICY_ENFORCING_MODE', 'on', '1.17.1', 'exits'],
    ['NETWORK_POLICY_ENFORCING_MODE', 'on', '1.19.4', 'exits'],
    ['ENABLE_IPv4', '', '1.15.5', 'unset: false'],
    ['ENABLE_IPv4', '', '1.16.0', 'replaced: false'],
    ['MANAGE_UNTAGGED_ENI', '', '1.15.5', 'unset: true'],
    ['MANAGE_UNTAGGED_ENI', '', '1.16.0', 'replaced: true'],
    ['ENABLE_PREFIX_DELEGATION', '', '1.12.6', 'unset: false'],
    ['ENABLE_PREFIX_DELEGATION', '', '1.13.0', 'replaced: false'],
    ['ENABLE_BANDWIDTH_PLUGIN', 'True', '1.12.6', 'replaced: false'],
    ['ENABLE_BANDWIDTH_PLUGIN', 'True', '1.13.0', 'true'],
    ['ENABLE_BANDWIDTH_PLUGIN', 'true', '1.12.6', 'true'],
    ['DISABLE_TCP_EARLY_DEMUX', '1', '1.12.6', 'replaced: false'],
    ['DISABLE_TCP_EARLY_DEMUX', '1', '1.13.0', 'true'],
  ])('%s=%j in %s: %s', (name, text, release, expected) => {
    expect(reading(name, text, release)).toBe(expected);
  });

  it('knows the bound of an MTU in IPv6 from 1.16.4 on', () => {
    expect(reading('AWS_VPC_ENI_MTU', '1000', '1.16.3', true)).toBe('1000');
    expect(reading('AWS_VPC_ENI_MTU', '1000', '1.16.4', true)).toBe('exits');
  });

  it('has the default of that version', () => {
    const modeIn = (release: string) => envVarIn('NETWORK_POLICY_ENFORCING_MODE', parseVersion(release)).codeDefault;
    expect(['1.17.1', '1.19.3', '1.19.4', '1.23.1', 'latest'].map(modeIn)).toEqual([
      'standard',
      'standard',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('what changed in a version', () => {
  const changed = envVarNames.filter((name) => envVar(name).changes.length > 0);

  it.each(changed)('of %s is said, the oldest first, and is a change', (name) => {
    const row = envVar(name);
    const numbers = row.changes.map(({ since }) => since.split('.').map(Number));
    expect(numbers).toEqual(numbers.toSorted(([, a = 0, b = 0] = [], [, c = 0, d = 0] = []) => a - c || b - d));
    for (const { since, description, before } of row.changes) {
      expect(since).toMatch(/^1\.\d+\.\d+$/);
      expect(description).toMatch(new RegExp(`^From ${since.replaceAll('.', '\\.')} on .*\\.$`));
      expect({ ...before, changes: [] }).not.toEqual({ ...row, changes: [] });
      expect(() => parserFacts(before.parser)).not.toThrow();
    }
  });
});
