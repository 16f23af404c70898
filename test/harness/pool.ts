import type { WarmPoolConfig } from '../../server/ipam/warmPoolConfig.js';

/** m5.large with the code's defaults: 3 ENIs of 10 addresses. */
export const m5Large: WarmPoolConfig = {
  maxENI: 3,
  ipv4PerENI: 10,
  pd: false,
  warmENI: 1,
  warmIP: 0,
  minIP: 0,
  warmPrefix: 1,
  maxPods: 29,
  cooldown: 30,
  customNet: false,
  podENI: false,
};
