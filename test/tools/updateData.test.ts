import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type InstanceTable, instanceType } from '../../server/model/instanceTypes.js';

const script = fileURLToPath(new URL('../../server/tools/updateData.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'eni-lens-update-data-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** One type as `aws ec2 describe-instance-types` prints it, with the fields that are read. */
function ec2Type(name: string, changes: Record<string, unknown> = {}, network: Record<string, unknown> = {}): unknown {
  return {
    InstanceType: name,
    Hypervisor: 'nitro',
    BareMetal: false,
    VCpuInfo: { DefaultVCpus: 2 },
    MemoryInfo: { SizeInMiB: 8192 },
    ProcessorInfo: { SupportedArchitectures: ['x86_64'] },
    NetworkInfo: {
      MaximumNetworkInterfaces: 3,
      MaximumNetworkCards: 1,
      DefaultNetworkCardIndex: 0,
      NetworkCards: [{ NetworkCardIndex: 0, MaximumNetworkInterfaces: 3 }],
      Ipv4AddressesPerInterface: 10,
      ...network,
    },
    ...changes,
  };
}

/** A table of two types: one EC2 will list again, one it will not. */
const oldTable: InstanceTable = {
  $comment: '',
  date: '2026-01-01',
  source: 'test',
  kinds: [['nitro', false, true, 'amd64']],
  limits: [
    [3, 10, 2, 8192, 9, 0],
    [4, 15, 4, 16384, 18, 0],
  ],
  families: { m5: { large: 0, xlarge: 1 } },
};

/** Runs the real script on files with the given content over a copy of the table. */
function update(table: InstanceTable, ...answers: readonly unknown[]) {
  const tableFile = join(folder, 'table.json');
  const before = JSON.stringify(table);
  writeFileSync(tableFile, before);
  const files = answers.map((answer, index) => {
    const file = join(folder, `answer${index}.json`);
    writeFileSync(file, typeof answer === 'string' ? answer : JSON.stringify(answer));
    return file;
  });
  const args = ['--import', 'tsx', script, '--date', '2026-09-01', '--table', tableFile, ...files];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const after = readFileSync(tableFile, 'utf8');
  return { status, stdout, stderr, wasWritten: after !== before, table: JSON.parse(after) as InstanceTable };
}

describe('npm run update-data', () => {
  it('adds new types, keeps unlisted ones, and keeps what EC2 does not say', () => {
    const metal = ec2Type(
      'p9.metal',
      {
        Hypervisor: undefined,
        BareMetal: true,
        VCpuInfo: { DefaultVCpus: 96 },
        ProcessorInfo: { SupportedArchitectures: ['arm64'] },
      },
      {
        MaximumNetworkInterfaces: 6,
        MaximumNetworkCards: 2,
        NetworkCards: [
          { NetworkCardIndex: 1, MaximumNetworkInterfaces: 2 },
          { NetworkCardIndex: 0, MaximumNetworkInterfaces: 4 },
        ],
        Ipv4AddressesPerInterface: 50,
      },
    );
    const larger = ec2Type('m5.large', { MemoryInfo: { SizeInMiB: 9000 } });
    const { status, stdout, table } = update(oldTable, { InstanceTypes: [larger] }, { InstanceTypes: [metal] });
    expect(status).toBe(0);
    expect(stdout).toContain('3 instance types: 1 added, 1 changed');
    expect(stdout).toContain('1 types EC2 does not list were kept');
    expect(table.date).toBe('2026-09-01');
    expect(instanceType(table, 'm5.large')).toMatchObject({ memoryMiB: 9000, trunking: true, branchEnis: 9 });
    expect(instanceType(table, 'm5.xlarge')).toEqual(instanceType(oldTable, 'm5.xlarge'));
    expect(instanceType(table, 'p9.metal')).toEqual({
      enis: 4,
      ipv4PerEni: 50,
      networkCards: [4, 2],
      vcpus: 96,
      hypervisor: undefined,
      bareMetal: true,
      trunking: undefined,
      branchEnis: undefined,
      arch: 'arm64',
      memoryMiB: 8192,
    });
  });

  it('writes the same table again from the same answer', () => {
    const answer = { InstanceTypes: [ec2Type('m5.large')] };
    const once = update(oldTable, answer);
    const twice = update(once.table, answer);
    expect(twice.table).toEqual(once.table);
    expect(twice.stdout).toContain('2 instance types: 0 added, 0 changed');
  });

  it('names every fault it finds and writes nothing', () => {
    const faults: readonly (readonly [entry: unknown, says: string])[] = [
      [ec2Type('a1.one', { Hypervisor: 'kvm' }), 'a1.one: Hypervisor "kvm" is not known'],
      [ec2Type('a1.two', { Hypervisor: undefined }), 'a1.two: Hypervisor is missing on a type that is not bare metal'],
      [ec2Type('a1.three', { VCpuInfo: undefined }), 'a1.three: VCpuInfo.DefaultVCpus is missing'],
      [ec2Type('a1.four', {}, { DefaultNetworkCardIndex: 1 }), 'a1.four: DefaultNetworkCardIndex is 1'],
      [ec2Type('a1.five', {}, { MaximumNetworkInterfaces: 4 }), 'a1.five: MaximumNetworkInterfaces is 4'],
      [ec2Type('a1.six', {}, { MaximumNetworkCards: 2 }), 'a1.six: MaximumNetworkCards is 2, but 1 cards are listed'],
      [ec2Type('a1.seven', {}, { Ipv4AddressesPerInterface: '10' }), 'a1.seven: NetworkInfo.Ipv4AddressesPerInterface'],
      [ec2Type('a1.eight', {}, { NetworkCards: undefined }), 'a1.eight: NetworkInfo.NetworkCards is not a list'],
      [ec2Type('a1.nine', { BareMetal: 'no' }), 'a1.nine: BareMetal is not true or false'],
      [ec2Type('a1.ten', { ProcessorInfo: { SupportedArchitectures: ['riscv'] } }), 'a1.ten: ProcessorInfo'],
      [ec2Type('constructor'), '"constructor": InstanceType is not a name such as m5.large'],
    ];
    const { status, stderr, wasWritten } = update(oldTable, { InstanceTypes: faults.map(([entry]) => entry) });
    expect(status).toBe(1);
    for (const [, says] of faults) expect(stderr).toContain(says);
    expect(stderr).toContain('nothing was written');
    expect(wasWritten).toBe(false);
  });

  it('fails on two files that contradict each other', () => {
    const one = { InstanceTypes: [ec2Type('m5.large')] };
    const other = { InstanceTypes: [ec2Type('m5.large', { MemoryInfo: { SizeInMiB: 1 } })] };
    const { status, stderr, wasWritten } = update(oldTable, one, other);
    expect(status).toBe(1);
    expect(stderr).toContain('m5.large: is listed twice with different numbers');
    expect(wasWritten).toBe(false);
  });

  it.each([
    ['text that is not JSON', 'no json', 'JSON'],
    ['JSON without types', {}, 'no list InstanceTypes'],
    ['an empty list', { InstanceTypes: [] }, 'InstanceTypes is empty'],
  ])('fails on %s', (_, answer, says) => {
    const { status, stderr, wasWritten } = update(oldTable, answer);
    expect(status).toBe(1);
    expect(stderr).toContain(says);
    expect(wasWritten).toBe(false);
  });
});
