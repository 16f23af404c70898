import { describe, expect, it } from 'vitest';
import { warmPoolConfig } from '../../server/ipam/warmPoolConfig.js';
import { instanceLimits } from '../../server/model/instanceTypes.js';
import { bestCaseSettings, settingsInForce, withTexts } from '../../server/plan/settings.js';
import { workspaceOf } from '../harness/features.js';

function clusterOf(addon: string, head = '') {
  const text = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: harbor, region: eu-west-1 }
${head}${addon}managedNodeGroups: [{ name: web, instanceType: m5.large }]
`;
  const [cluster] = workspaceOf([{ path: 'file.yaml', text }]).clusters;
  if (cluster === undefined) throw new Error('no cluster');
  return cluster;
}

const addon = (version: string, env: string): string =>
  `addons: [{ name: vpc-cni, version: ${version}, configurationValues: '{"env":{${env}}}' }]\n`;

describe('settings in force', () => {
  it('say for each variable whether it is taken, replaced, a default, or assumed', () => {
    const { variables, isSeen } = settingsInForce(
      clusterOf(addon('v1.19.2', '"WARM_IP_TARGET":"2","WARM_PREFIX_TARGET":"x"')),
    );
    const standing = (name: Parameters<typeof variables.get>[0]) => {
      const { value, standing, source } = variables.get(name) ?? {};
      return [value, standing, source?.kind];
    };
    expect(standing('WARM_IP_TARGET')).toEqual([2, 'taken', 'written']);
    expect(standing('WARM_PREFIX_TARGET')).toEqual([0, 'replaced', 'written']);
    expect(standing('WARM_ENI_TARGET')).toEqual([1, 'default', 'shippedDefault']);
    expect(isSeen).toBe(true);
    const unseen = settingsInForce(clusterOf(''));
    expect(unseen.isSeen).toBe(false);
    expect(unseen.variables.get('ENABLE_PREFIX_DELEGATION')).toMatchObject({ value: false, standing: 'unseen' });
  });

  it('are not the best case: what is not seen is off in force, and on at best', () => {
    const cluster = clusterOf('');
    expect(settingsInForce(cluster).ipam.prefixDelegation).toBe(false);
    expect(bestCaseSettings(cluster)).toMatchObject({ prefixDelegation: true, assumesPrefixes: true });
  });

  // IsTrunkingCompatible came with 1.20.4, the end of growth at max pods with 1.16.3.
  it.each([
    ['v1.16.2-eksbuild.1', true, true],
    ['v1.16.3-eksbuild.1', true, false],
    ['v1.20.3-eksbuild.1', true, false],
    ['v1.20.4-eksbuild.1', false, false],
    ['latest', false, false],
  ])(
    'go by the version: %s keeps a slot for the trunk on every type %s, grows past max pods %s',
    (version, trunk, growth) => {
      expect(settingsInForce(clusterOf(addon(version, ''))).ipam).toMatchObject({
        trunkSlotAlwaysReserved: trunk,
        growsPastMaxPods: growth,
      });
    },
  );

  it('give a pool that no max pods stops before 1.16.3', () => {
    const limits = instanceLimits('m5.large');
    const { ipam } = settingsInForce(clusterOf(addon('v1.15.5-eksbuild.1', '')));
    expect(limits && warmPoolConfig(limits, ipam, 8).maxPods).toBe(Number.MAX_SAFE_INTEGER);
    expect(limits && warmPoolConfig(limits, { ...ipam, growsPastMaxPods: false }, 8).maxPods).toBe(8);
  });

  it('say what EKS sets in IPv6, where no node has a pool', () => {
    const settings = settingsInForce(
      clusterOf('addons: [{ name: vpc-cni }]\n', 'kubernetesNetworkConfig: { ipFamily: IPv6 }\n'),
    );
    expect(settings.variables.get('ENABLE_PREFIX_DELEGATION')).toMatchObject({ value: true, source: { kind: 'eks' } });
    expect(settings.refused?.template).toContain('In IPv6 a node has one /80 prefix');
  });

  it('can be asked with other texts', () => {
    const settings = withTexts(settingsInForce(clusterOf('')), { WARM_IP_TARGET: '5', NO_SUCH_NAME: '1' });
    expect(settings.ipam.warmIpTarget).toBe(5);
    expect(settings.variables.get('WARM_IP_TARGET')?.source).toEqual({ kind: 'asked' });
    const refused = withTexts(settings, {
      ENABLE_PREFIX_DELEGATION: 'true',
      WARM_IP_TARGET: '0',
      WARM_PREFIX_TARGET: '0',
    });
    expect(refused.refused?.template).toContain('aws-node does not start');
  });
});
