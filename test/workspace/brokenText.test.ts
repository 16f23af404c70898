import { describe, it } from 'vitest';
import { check } from '../harness/check.js';

const head = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
`;

describe('one fault is one finding', () => {
  it('where a string is broken, its value has no wrong shape too', () => {
    check(`${head}    configurationValues: "{"env": {"WARM_IP_TARGET": "5"}}"
#                        ^ error syntax-error: The string ends before the line does
`);
  });

  it('where a string ends in its second line, what it holds so far has no wrong shape too', () => {
    check(`${head}    configurationValues: "{
                            "AWS_VPC_K8S_CNI_EXTERNALSNAT":"true",
# 29..66 error syntax-error: The string ends before the line does
                            "WARM_ENI_TARGET":"1"
                            }"
`);
  });

  it('where a text ends with a line that begins further left, what is left of it has no wrong shape too', () => {
    check(`${head}    configurationValues: |-
       # Turns policies on.
      enableNetworkPolicy: "true"
# 0..1 error syntax-error
`);
  });

  it('where a colon is missing between brackets, what the rest of the line is taken for has no wrong value too', () => {
    check(`apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-west-1a }
spec: {"subnet"five"}
#              ^ error syntax-error: A comma is missing before this
`);
  });

  it('where a bracket is not closed, a second fault within it is none', () => {
    check(`apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-west-1a }
spec: {"subnet"five","securityGroups"
#     ^ error syntax-error
`);
  });

  it('where the env of an add-on is a list, its variables are not judged', () => {
    check(`${head}    configurationValues: '{"env": [{"name": "WARM_IP_TARGET", "value": "5"}]}'
# 34..76 error invalid-structure: env must be a map
`);
  });
});
