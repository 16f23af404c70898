import type { InstanceType } from '../model/instanceTypes.js';

/** What EC2 says of a type. Trunking and branch ENIs are not in its answers. */
export type Ec2Type = Omit<InstanceType, 'trunking' | 'branchEnis'>;

export interface Ec2Reading {
  readonly types: ReadonlyMap<string, Ec2Type>;
  /** What is missing, contradictory or not understood; with any problem the reading is not to be used. */
  readonly problems: readonly string[];
}

/** What an entry of `InstanceTypes` says; undefined where anything of it is missing, contradictory or not understood. */
export function readEc2Type(entry: unknown): { readonly name: string; readonly type: Ec2Type } | undefined {
  const problems: string[] = [];
  const [name, type] = readType(objectIn(entry), problems);
  return problems.length === 0 ? { name, type } : undefined;
}

/** Reads answers of `aws ec2 describe-instance-types`, several together where the answer was split. */
export function readEc2Answers(answers: readonly { readonly file: string; readonly json: unknown }[]): Ec2Reading {
  const types = new Map<string, Ec2Type>();
  const problems: string[] = [];
  for (const { file, json } of answers) {
    const listed = objectIn(json).InstanceTypes;
    if (!Array.isArray(listed)) {
      problems.push(`${file}: no list InstanceTypes`);
      continue;
    }
    for (const entry of listed) {
      const found: string[] = [];
      const [name, type] = readType(objectIn(entry), found);
      const known = types.get(name);
      if (known && JSON.stringify(known) !== JSON.stringify(type)) found.push('is listed twice with different numbers');
      problems.push(...found.map((problem) => `${file}: ${name}: ${problem}`));
      types.set(name, type);
    }
    if (listed.length === 0) problems.push(`${file}: InstanceTypes is empty`);
  }
  return { types, problems };
}

type Fields = Readonly<Record<string, unknown>>;

const architectures: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  arm64: 'arm64',
  x86_64_mac: 'amd64-mac',
  arm64_mac: 'arm64-mac',
};

function readType(entry: Fields, problems: string[]): readonly [name: string, type: Ec2Type] {
  const name = entry.InstanceType;
  const isName = typeof name === 'string' && /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(name);
  if (!isName) problems.push('InstanceType is not a name such as m5.large');
  const bareMetal = entry.BareMetal;
  if (typeof bareMetal !== 'boolean') problems.push('BareMetal is not true or false');
  const network = objectIn(entry.NetworkInfo);
  const networkCards = readCards(network, problems);
  const ipv4PerEni = count(network, 'NetworkInfo.Ipv4AddressesPerInterface', problems);
  const type: Ec2Type = {
    enis: networkCards[0] ?? 0,
    ipv4PerEni,
    networkCards,
    vcpus: count(objectIn(entry.VCpuInfo), 'VCpuInfo.DefaultVCpus', problems),
    hypervisor: readHypervisor(entry, bareMetal === true, problems),
    bareMetal: bareMetal === true,
    arch: readArchitecture(objectIn(entry.ProcessorInfo).SupportedArchitectures, problems),
    memoryMiB: count(objectIn(entry.MemoryInfo), 'MemoryInfo.SizeInMiB', problems),
  };
  return [isName ? name : JSON.stringify(name ?? null), type];
}

/** ENIs per card, in the order of the cards' indexes. */
function readCards(network: Fields, problems: string[]): readonly number[] {
  const listed = network.NetworkCards;
  if (!Array.isArray(listed) || listed.length === 0) {
    problems.push('NetworkInfo.NetworkCards is not a list of cards');
    return [];
  }
  const cards = listed.map((card) => ({
    index: objectIn(card).NetworkCardIndex,
    enis: count(objectIn(card), 'NetworkCards.MaximumNetworkInterfaces', problems),
  }));
  const sorted = cards.sort((a, b) => Number(a.index) - Number(b.index));
  if (sorted.some(({ index }, position) => index !== position)) {
    problems.push('NetworkCards do not have the indexes 0, 1, 2 and so on');
  }
  const enis = sorted.map((card) => card.enis);
  checkCards(network, enis, problems);
  return enis;
}

function checkCards(network: Fields, enis: readonly number[], problems: string[]): void {
  const defaultCard = network.DefaultNetworkCardIndex;
  if (defaultCard !== 0)
    problems.push(`DefaultNetworkCardIndex is ${JSON.stringify(defaultCard)}, only 0 is understood`);
  const cards = count(network, 'NetworkInfo.MaximumNetworkCards', problems);
  if (cards !== enis.length) problems.push(`MaximumNetworkCards is ${cards}, but ${enis.length} cards are listed`);
  const most = count(network, 'NetworkInfo.MaximumNetworkInterfaces', problems);
  const sum = enis.reduce((total, card) => total + card, 0);
  if (most < Math.max(...enis) || sum < most) {
    problems.push(`MaximumNetworkInterfaces is ${most}, which the cards' ${enis.join(' + ')} contradict`);
  }
}

function readHypervisor(entry: Fields, bareMetal: boolean, problems: string[]): 'nitro' | 'xen' | undefined {
  const hypervisor = entry.Hypervisor;
  if (hypervisor === 'nitro' || hypervisor === 'xen') return hypervisor;
  if (hypervisor !== undefined) problems.push(`Hypervisor ${JSON.stringify(hypervisor)} is not known`);
  else if (!bareMetal) problems.push('Hypervisor is missing on a type that is not bare metal');
  return undefined;
}

/** i386 is left out: no node runs it, and types that have it have another one too. */
function readArchitecture(listed: unknown, problems: string[]): string | undefined {
  const names: readonly unknown[] = Array.isArray(listed) ? listed.filter((name) => name !== 'i386') : [];
  const [name] = names;
  if (names.length === 1 && typeof name === 'string' && Object.hasOwn(architectures, name)) return architectures[name];
  problems.push(`ProcessorInfo.SupportedArchitectures ${JSON.stringify(listed)} is not understood`);
  return undefined;
}

function count(fields: Fields, path: string, problems: string[]): number {
  const value = fields[path.slice(path.lastIndexOf('.') + 1)];
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  problems.push(`${path} is ${JSON.stringify(value) ?? 'missing'}, not a number above 0`);
  return 0;
}

function objectIn(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
