import { describe, it } from 'vitest';
import { check, checkClean, checkFix } from '../harness/check.js';

describe('eniconfig-api-version', () => {
  it.each(['crd.k8s.aws/v1alpha1', 'v1', 'crd.k8s.amazonaws.com/v1', 'CRD.k8s.amazonaws.com/v1alpha1'])(
    'refuses %s',
    (version) => {
      const eniConfig = (apiVersion: string) => `apiVersion: ${apiVersion}
kind: ENIConfig
metadata: { name: us-west-2a }
spec: { subnet: subnet-0123456789abcdef0 }
`;
      const mark = `# 12..${12 + version.length} error eniconfig-api-version: There is no ENIConfig in ${version}`;
      check(eniConfig(`${version}\n${mark}`));
      checkFix(eniConfig(version), {
        rule: 'eniconfig-api-version',
        expected: eniConfig('crd.k8s.amazonaws.com/v1alpha1'),
      });
    },
  );

  it('says nothing where the version is missing, half typed or a template', () => {
    checkClean('kind: ENIConfig\nmetadata: { name: us-west-2a }\n');
    checkClean('apiVersion:\nkind: ENIConfig\nmetadata: { name: us-west-2a }\n');
    checkClean('apiVersion: "${GROUP}/v1alpha1"\nkind: ENIConfig\nmetadata: { name: us-west-2a }\n');
  });

  it('does not take the CRD itself for an ENIConfig', () => {
    checkClean(`apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: eniconfigs.crd.k8s.amazonaws.com }
spec:
  names: { kind: ENIConfig, plural: eniconfigs }
`);
  });

  it('sees the items of a list', () => {
    check(`apiVersion: v1
kind: List
items:
  - apiVersion: v1
#               ^^ error eniconfig-api-version: There is no ENIConfig in v1: its apiVersion is crd.k8s.amazonaws.com/v1alpha1
    kind: ENIConfig
    metadata: { name: us-west-2a }
    spec: { subnet: subnet-0123456789abcdef0 }
`);
  });
});
