import { type Ipv4Cidr, parseCidr } from '../../ipam/cidr.js';
import type { Cluster } from '../../model/cluster.js';
import type { Fact } from '../../model/fact.js';
import type { Location } from '../../text/span.js';

/** A range that a file declares, and can be read. */
export interface WrittenCidr {
  readonly text: string;
  readonly at: Location;
  readonly cidr: Ipv4Cidr;
  readonly hasHostBits: boolean;
}

/** A range, where it is written and can be read. */
export function writtenCidr(fact: Fact<string> | undefined): WrittenCidr | undefined {
  const reading = fact?.kind === 'known' ? parseCidr(fact.value) : undefined;
  if (fact?.kind !== 'known' || reading?.kind !== 'cidr') return undefined;
  return { text: fact.value, at: fact.at, cidr: reading.cidr, hasHostBits: reading.hasHostBits };
}

/** The ranges of the subnets that the cluster's own file declares. */
export function subnetCidrs({ declaration, subnets }: Cluster): readonly WrittenCidr[] {
  // EC2 tells of the subnets of all VPCs.
  return subnets
    .filter(({ at, observed }) => at.uri === declaration?.at.uri && !observed)
    .flatMap(({ cidr }) => writtenCidr(cidr) ?? []);
}

/** A range of this program's own, as a constant. */
export function fixedCidr(text: string): Ipv4Cidr {
  const reading = parseCidr(text);
  if (reading.kind === 'invalid') throw new Error(`${text} is no range`);
  return reading.cidr;
}
