import { describe, it } from 'vitest';
import { check, checkClean, checkFix } from '../harness/check.js';

const head = 'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\n';

describe('eniconfig-missing-subnet', () => {
  it('points at the name where subnet is not written', () => {
    check(`${head}metadata:
  name: us-west-2a
#       ^^^^^^^^^^ error eniconfig-missing-subnet: ENIConfig us-west-2a has no spec.subnet
spec: { securityGroups: [sg-0123456789abcdef0] }
`);
    check(`${head}metadata: { name: us-west-2a }
#                 ^^^^^^^^^^ error eniconfig-missing-subnet: ENIConfig us-west-2a has no spec.subnet
spec: {}
subnet: subnet-0123456789abcdef0
`);
  });

  it('points at the subnet where it is empty', () => {
    check(`${head}metadata: { name: us-west-2a }
spec:
  subnet: ''
#         ^^ error eniconfig-missing-subnet: spec.subnet of ENIConfig us-west-2a is empty
`);
  });

  it('points at a subnet beside spec, and moves it', () => {
    const text = (mark: string) => `${head}metadata:
  name: us-west-2a
subnet: subnet-0123456789abcdef0 # pods
${mark}securityGroups:
  - sg-0123456789abcdef0
`;
    check(text('#0..6 error eniconfig-missing-subnet: subnet stands beside spec, where nothing reads it\n'));
    checkFix(text(''), {
      rule: 'eniconfig-missing-subnet',
      title: 'Move subnet and securityGroups under spec',
      expected: `${head}metadata:
  name: us-west-2a
spec:
  subnet: subnet-0123456789abcdef0 # pods
  securityGroups:
    - sg-0123456789abcdef0
`,
    });
  });

  it('says nothing about a document that is half typed', () => {
    checkClean(head);
    checkClean(`${head}metadata: { name: us-west-2a }\n`);
    checkClean(`${head}metadata: { name: us-west-2a }\nspec:\n`);
    checkClean(`${head}spec: { securityGroups: [sg-0123456789abcdef0] }\n`);
  });

  it('says nothing where a template may write the subnet', () => {
    checkClean(`${head}metadata: { name: us-west-2a }\nspec: { subnet: "\${SUBNET}" }\n`);
    checkClean(`${head}metadata: { name: us-west-2a }\nspec: "{{ spec }}"\n`);
    check(`${head}metadata: { name: us-west-2a }\nspec:\n  {{ subnet }}\n  securityGroups: [sg-0123456789abcdef0]\n`, {
      only: 'eniconfig-missing-subnet',
    });
  });

  it('says nothing where the document cannot be read in full', () => {
    check(
      `${head}metadata: { name: us-west-2a }\nspec:\n  securityGroups: [sg-0123456789abcdef0\n  subnet: subnet-0123456789abcdef0\n`,
      {
        only: 'eniconfig-missing-subnet',
      },
    );
  });
});
