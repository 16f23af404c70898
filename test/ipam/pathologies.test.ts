import { describe, expect, it } from 'vitest';
import { simulateWarmPool } from '../../server/ipam/warmPool.js';
import { defaultDriver, type WarmPoolConfig } from '../../server/ipam/warmPoolConfig.js';
import { m5Large } from '../harness/pool.js';

/* Seen when an hour was played with ipamd's own functions (amazon-vpc-cni-k8s v1.23.1). */

const hour = { ...defaultDriver, ticksPerStep: 720 };

function hourWith(config: Partial<WarmPoolConfig>, pods: number) {
  const [state] = simulateWarmPool({ ...m5Large, ...config }, [pods], hour);
  if (!state) throw new Error('no state');
  return state;
}

describe('settings that never rest or never suffice', () => {
  it('without a warm ENI, pods that fill an ENI exactly make an ENI come and go every minute', () => {
    const { ec2CallsByKind } = hourWith({ warmENI: 0 }, 9);
    expect([ec2CallsByKind.createEni, ec2CallsByKind.deleteEni]).toEqual([56, 55]);
  });

  it('does not do so one pod earlier, nor with a warm ENI', () => {
    expect(hourWith({ warmENI: 0 }, 8).ec2CallsByKind).toMatchObject({ createEni: 0, deleteEni: 0 });
    expect(hourWith({ warmENI: 1 }, 9).ec2CallsByKind).toMatchObject({ createEni: 1, deleteEni: 0 });
  });

  it('with custom networking an idle node without a warm ENI does it too', () => {
    const { ec2CallsByKind } = hourWith({ warmENI: 0, customNet: true }, 0);
    expect([ec2CallsByKind.createEni, ec2CallsByKind.deleteEni]).toEqual([57, 56]);
  });

  it('without WARM_IP_TARGET, MINIMUM_IP_TARGET is all a node ever has', () => {
    expect(hourWith({ minIP: 10 }, 12)).toMatchObject({ running: 10, totalIPs: 10 });
  });

  it('security groups for pods and custom networking leave one of three ENIs', () => {
    expect(hourWith({ customNet: true, podENI: true }, 10)).toMatchObject({ running: 9, enis: 3, trunk: 1 });
  });

  it('custom networking with MAX_ENI 1 never starts', () => {
    expect(hourWith({ customNet: true, maxENI: 1 }, 1)).toMatchObject({
      running: 0,
      initError: 'Failed to attach any ENIs for custom networking',
    });
  });

  it('WARM_IP_TARGET 1 without a minimum asks EC2 once for every pod that comes', () => {
    const { ec2CallsByKind } = hourWith({ warmIP: 1 }, 9);
    // 9 pods and the warm address need 10 addresses: the first 9 on the primary ENI one by one, the tenth on a new ENI.
    expect(ec2CallsByKind).toEqual({ assign: 9, createEni: 1, unassign: 0, deleteEni: 0 });
  });
});
