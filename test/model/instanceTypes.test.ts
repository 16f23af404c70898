import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isPrefixCapable } from '../../server/ipam/settings.js';
import {
  closestInstanceTypes,
  type InstanceTable,
  instanceLimits,
  instanceTableDate,
  instanceTypeNames,
} from '../../server/model/instanceTypes.js';

import { makeTable, readTable, writeTable } from '../../server/tools/instanceTable.js';

describe('the table of instance types', () => {
  it('knows 1,420 types, each with usable limits, and the day they were gathered', () => {
    const names = instanceTypeNames();
    expect(names).toHaveLength(1420);
    for (const name of names) {
      const limits = instanceLimits(name);
      expect(limits?.enis, name).toBeGreaterThan(0);
      expect(limits?.ipv4PerEni, name).toBeGreaterThan(1);
      expect(limits?.networkCards[0], name).toBe(limits?.enis);
    }
    expect(instanceTableDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('is at most 40 KB', () => {
    const file = readFileSync(new URL('../../schemas/instance-types.json', import.meta.url));
    expect(file.length).toBeLessThanOrEqual(40 * 1024);
  });

  it('is exactly what the tool writes for these types', () => {
    const file = readFileSync(new URL('../../schemas/instance-types.json', import.meta.url), 'utf8');
    const table: InstanceTable = JSON.parse(file);
    expect(writeTable(makeTable(readTable(table), table.date, table.source))).toBe(file);
  });

  it('gives the limits of a type, of the default card where there are several', () => {
    expect(instanceLimits('m5.large')).toEqual({
      enis: 3,
      ipv4PerEni: 10,
      networkCards: [3],
      vcpus: 2,
      hypervisor: 'nitro',
      bareMetal: false,
      trunking: true,
      branchEnis: 9,
      arch: 'amd64',
      memoryMiB: 8192,
    });
    expect(instanceLimits('p4d.24xlarge')).toMatchObject({ enis: 15, networkCards: [15, 15, 15, 15] });
    expect(instanceLimits('m5.metal')).toMatchObject({ hypervisor: undefined, bareMetal: true });
    expect(instanceLimits('hpc7a.96xlarge')).toMatchObject({ trunking: undefined, branchEnis: undefined });
  });

  it('counts by hypervisor and prefix delegation as the sources do', () => {
    const types = instanceTypeNames().flatMap((name) => instanceLimits(name) ?? []);
    expect(types.filter((type) => type.hypervisor === 'xen')).toHaveLength(80);
    expect(types.filter((type) => type.trunking === false)).toHaveLength(103);
    // All but the 80 Xen types and two retired ones without a known hypervisor.
    expect(types.filter(isPrefixCapable)).toHaveLength(1420 - 80 - 2);
  });

  it.each(['', '.', 'm5', 'm5.', '.large', 'm5.huge', '__proto__', 'constructor', 'm5.constructor', 'm5.__proto__'])(
    'does not know %j',
    (name) => {
      expect(instanceLimits(name)).toBeUndefined();
    },
  );

  it('lets types the user describes win', () => {
    const m5 = instanceLimits('m5.large');
    if (!m5) throw new Error('m5.large is missing');
    const extra = new Map([['z9.huge', { ...m5, enis: 7 }]]);
    expect(instanceLimits('z9.huge', extra)?.enis).toBe(7);
    expect(instanceLimits('m5.xlarge', extra)?.enis).toBe(4);
  });

  it('suggests at most three types for a misspelt one, the nearest first', () => {
    expect(closestInstanceTypes('m5.lrage')[0]).toBe('m5.large');
    expect(closestInstanceTypes('M5.Large')[0]).toBe('m5.large');
    expect(closestInstanceTypes('m5.medium')[0]).toBe('m5.large');
    expect(closestInstanceTypes('m5')).toEqual(['m5.large', 'm5.xlarge']);
    expect(closestInstanceTypes('t3.')).toEqual(['t3.nano', 't3.micro']);
    expect(closestInstanceTypes('m5.lrage').length).toBeLessThanOrEqual(3);
    expect(closestInstanceTypes('x'.repeat(100_000))).toEqual([]);
  });
});
