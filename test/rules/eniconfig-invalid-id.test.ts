import { describe, expect, it } from 'vitest';
import { check, checkClean, findings } from '../harness/check.js';

const eniConfig = (subnet: string, group = 'sg-0123456789abcdef0') => `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: us-west-2a }
spec:
  subnet: ${subnet}
  securityGroups: [${group}]
`;

const severityOf = (text: string) => findings([{ path: 'file.yaml', text }]).map(({ severity }) => severity);

describe('eniconfig-invalid-id', () => {
  it('points at each id', () => {
    check(`apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: us-west-2a }
spec:
  subnet: subnet-0123456789abcdef01
#         ^^^^^^^^^^^^^^^^^^^^^^^^^ error eniconfig-invalid-id: subnet-0123456789abcdef01 is no id of a subnet: that has 17 digits (or 8) after subnet-, not 18
  securityGroups:
    - sg-0123456789abcdef0
    - "my group"
#     ^^^^^^^^^^ warning eniconfig-invalid-id: my group is not the id of a security group, such as sg-0123456789abcdef0
`);
  });

  it.each(['subnet-0123456789abcdef0', 'subnet-0a1b2c3d', '"subnet-0123456789abcdef0"'])('accepts %s', (id) => {
    checkClean(eniConfig(id));
  });

  it.each([
    'subnet-0123456', // 7 digits
    'subnet-012345678', // 9
    'subnet-0123456789abcdef', // 16
    'sg-0123456789abcdef0',
    'vpc-0123456789abcdef0',
    'arn:aws:ec2:us-west-2:111122223333:subnet/subnet-0123456789abcdef0',
  ])('takes %s for an error', (id) => {
    expect(severityOf(eniConfig(id))).toEqual(['error']);
  });

  it.each([
    'subnet-xxxxxxxx',
    'subnet-0123456789ABCDEF0',
    'subnet-abcdefgh',
    'NEW-SUBNET-ID1',
    'my-subnet',
    'subnet0123456789abcdef0',
    'vpc-subnet-a',
    '" subnet-0123456789abcdef0"',
  ])('takes %s for a placeholder or name', (id) => {
    expect(severityOf(eniConfig(id))).toEqual(['warning']);
  });

  it('refuses an empty security group, but leaves an empty subnet to its own rule', () => {
    expect(findings([{ path: 'file.yaml', text: eniConfig('""', '""') }]).map(({ rule }) => rule)).toEqual([
      'eniconfig-missing-subnet',
      'eniconfig-invalid-id',
    ]);
  });

  it('says nothing about templates and what is half typed', () => {
    checkClean(eniConfig('${SUBNET_A}', '"{{ sg }}"'));
    checkClean(eniConfig('<subnet id>', ''));
    checkClean(eniConfig('subnet-$ID', 'null'));
    checkClean(eniConfig('!Ref PodSubnet', '!GetAtt PodGroup.Id'));
  });
});
