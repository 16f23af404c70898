/** A block of IPv4 addresses, its first address without bits below the prefix. */
export interface Ipv4Cidr {
  /** The first address as a number, 0 to 2^32 − 1. */
  readonly address: number;
  /** 0 to 32. */
  readonly prefixLength: number;
}

export type CidrReading =
  /** `hasHostBits`: the text names an address inside the block, which AWS stores as the block's first address. */
  | { readonly kind: 'cidr'; readonly cidr: Ipv4Cidr; readonly hasHostBits: boolean }
  | { readonly kind: 'invalid'; readonly because: CidrFault };

/** `shape`: not `a.b.c.d/n`. `octet`: a number above 255. `leadingZero`: `010`, which programs read differently. `prefixLength`: above 32. */
export type CidrFault = 'shape' | 'octet' | 'leadingZero' | 'prefixLength';

/** Reads `a.b.c.d/n`; any other text is invalid, with the first reason found. */
export function parseCidr(text: string): CidrReading {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text);
  if (!match) return { kind: 'invalid', because: 'shape' };
  const written = match.slice(1);
  if (written.some((part) => part.length > 1 && part.startsWith('0'))) {
    return { kind: 'invalid', because: 'leadingZero' };
  }
  const [a = 0, b = 0, c = 0, d = 0, prefixLength = 0] = written.map(Number);
  if (Math.max(a, b, c, d) > 255) return { kind: 'invalid', because: 'octet' };
  if (prefixLength > 32) return { kind: 'invalid', because: 'prefixLength' };
  const written32 = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - prefixLength);
  const address = written32 - (written32 % size);
  return { kind: 'cidr', cidr: { address, prefixLength }, hasHostBits: address !== written32 };
}

/** The block as `a.b.c.d/n`. */
export function formatCidr({ address, prefixLength }: Ipv4Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${octets.join('.')}/${prefixLength}`;
}

/** All addresses of the block, reserved ones included. */
export function cidrSize({ prefixLength }: Ipv4Cidr): number {
  return 2 ** (32 - prefixLength);
}

/** Whether every address of `inner` lies in `outer`. */
export function containsCidr(outer: Ipv4Cidr, inner: Ipv4Cidr): boolean {
  return (
    outer.prefixLength <= inner.prefixLength &&
    outer.address <= inner.address &&
    inner.address < outer.address + cidrSize(outer)
  );
}

/** Whether the blocks share an address; of two blocks that do, one contains the other. */
export function overlaps(one: Ipv4Cidr, other: Ipv4Cidr): boolean {
  return containsCidr(one, other) || containsCidr(other, one);
}
