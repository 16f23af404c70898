/**
 * Security groups an ENI may have: EC2's default quota, and the most it can be raised to. Source: VPC user guide, amazon-vpc-limits.
 */
export const securityGroupsPerEni = { quota: 5, most: 16 } as const;

/** What is wrong with a text that must be the id of a subnet or security group. */
export type IdFault =
  /** Right prefix and hexadecimal digits, but not 8 or 17 of them. */
  | { readonly kind: 'length'; readonly digits: number }
  /** The id of another kind of resource; `prefix` with its dash. */
  | { readonly kind: 'otherResource'; readonly prefix: string }
  | { readonly kind: 'arn' }
  /** Nothing EC2 could have made: a placeholder somebody forgot, a name, upper case. */
  | { readonly kind: 'notAnId' };

/**
 * What is wrong with an id; undefined for a well-formed one, whether such a resource exists or not.
 * EC2 ids are the prefix and 8 (before 2016) or 17 lower-case hexadecimal digits.
 * Source: AWS documentation, "Resource IDs" of the EC2 user guide.
 */
export function idFault(text: string, prefix: 'subnet' | 'sg'): IdFault | undefined {
  if (text.startsWith('arn:')) return { kind: 'arn' };
  const [, found, digits = ''] = /^([a-z]+-)([0-9a-f]+)$/.exec(text) ?? [];
  if (found === `${prefix}-`) {
    return digits.length === 8 || digits.length === 17 ? undefined : { kind: 'length', digits: digits.length };
  }
  return found !== undefined && resourcePrefixes.has(found)
    ? { kind: 'otherResource', prefix: found }
    : { kind: 'notAnId' };
}

/** The resources people take for a subnet or security group. */
const resourcePrefixes: ReadonlySet<string> = new Set(
  ['acl', 'eni', 'igw', 'lt', 'nat', 'pl', 'rtb', 'sg', 'subnet', 'vpc', 'vpce'].map((prefix) => `${prefix}-`),
);
