import { describe, expect, it } from 'vitest';
import { checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';

const rule = 'eniconfig-wrong-type';
const subnet = 'subnet-0123456789abcdef0';
const group = 'sg-0123456789abcdef0';

function manifest(spec: string): string {
  return `apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: us-west-2a }\nspec:\n${spec}\n`;
}

function addon(zone: string): string {
  return `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: us-west-2 }
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"
        ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone
      eniConfig:
        create: true
        region: us-west-2
        subnets: { us-west-2a: { ${zone} } }
`;
}

describe(rule, () => {
  it.each([
    [manifest(`  subnet: ${subnet}\n  securityGroups: ${group}`), 'not a text'],
    [manifest(`  subnet: ${subnet}\n  securityGroups: { id: ${group} }`), 'not a map'],
    [manifest(`  subnet: ${subnet}\n  securityGroups: [{ id: ${group} }]`), 'this item is a map'],
    [manifest(`  subnet: ${subnet}\n  securityGroups: 12`), 'not a number'],
    [manifest(`  subnet: ${subnet}\n  securityGroups: true`), 'not a boolean'],
    [manifest(`  subnet: { id: ${subnet} }`), 'not a map'],
    [manifest(`  subnet: [${subnet}]`), 'not a list'],
    [manifest(`  subnet:\n    - ${subnet}\n    - subnet-0123456789abcdef1`), 'not a list'],
    [manifest('  subnet: 123'), 'not a number'],
    [addon(`id: { id: ${subnet} }`), 'not a map'],
    [addon(`id: ${subnet}, securityGroups: ${group}`), 'not a text'],
    [addon(`id: ${subnet}, securityGroups: [{ id: ${group} }]`), 'this item is a map'],
  ])('reports %s', (text, words) => {
    const found = findings([{ path: 'a.yaml', text }]);
    expect(found.map((each) => `${each.severity} ${each.rule}`)).toEqual([`error ${rule}`]);
    expect(found[0]?.message).toContain(words);
    checkAllFixes(text);
  });

  it('writes the ids as a list, and the one id as a text', () => {
    const wanted = manifest(`  subnet: ${subnet}\n  securityGroups:\n    - ${group}`);
    for (const written of [
      `securityGroups: ${group}`,
      `securityGroups:\n    id: ${group}`,
      `securityGroups:\n    - id: ${group}`,
    ]) {
      checkFix(manifest(`  subnet: ${subnet}\n  ${written}`), { rule, expected: wanted });
    }
    checkFix(manifest(`  subnet:\n    id: ${subnet}`), { rule, expected: manifest(`  subnet: "${subnet}"`) });
    checkFix(addon(`id: ${subnet}, securityGroups: ${group}`), {
      rule,
      expected: addon(`id: ${subnet}, securityGroups: [${group}]`),
    });
    checkFix(manifest(`  subnet: ${subnet}\n  securityGroups: ${group}, sg-0123456789abcdef1`), {
      rule,
      expected: manifest(`  subnet: ${subnet}\n  securityGroups:\n    - ${group}\n    - sg-0123456789abcdef1`),
    });
  });

  it('says that there is an ENIConfig for each zone where several subnets are written', () => {
    const files = [{ path: 'a.yaml', text: manifest(`  subnet: [${subnet}, subnet-0123456789abcdef1]`) }];
    expect(findings(files)[0]?.advice).toContain('write one ENIConfig for each zone');
    expect(findings(files).flatMap(({ fixes }) => fixes)).toEqual([]);
  });

  it('is silent about templates and what is half typed', () => {
    checkClean(manifest(`  subnet: ${subnet}\n  securityGroups:`));
    checkClean(manifest('  subnet: ${SUBNET}\n  securityGroups: ${GROUPS}'));
    checkClean(manifest(`  subnet: ${subnet}\n  securityGroups: ["{{ .group }}"]`));
  });

  it('is a spec that is a list', () => {
    const text = `apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: us-west-2a }\nspec: [${subnet}]\n`;
    expect(findings([{ path: 'a.yaml', text }]).map(({ message }) => message)).toEqual([
      'spec must be a mapping with subnet and securityGroups: the API server refuses the ENIConfig',
    ]);
  });
});
