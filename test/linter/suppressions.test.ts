import { describe, it } from 'vitest';
import { check } from '../harness/check.js';

const head = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
`;

describe('a comment silences', () => {
  it('its own line', () => {
    check(`- name: MAX_ENI
  value: 5 # eni-lens-disable-line unquoted-value -- quoted by our pipeline
- name: WARM_ENI_TARGET
  value: 1
#        ^ error unquoted-value: WARM_ENI_TARGET
`);
  });

  it('the next line', () => {
    check(`- name: WARM_ENI_TARGET
  # eni-lens-disable-next-line unquoted-value
  value: 1
- name: ENABLE_IPv6
  value: "false"
`);
  });

  it('a whole string that starts on the next line', () => {
    check(`${head}    # eni-lens-disable-next-line warm-ip-target-without-minimum, invalid-integer
    configurationValues: |-
      env:
        WARM_IP_TARGET: "1"
        MAX_ENI: "two"
`);
  });

  it('a document, and not the others', () => {
    check(`# eni-lens-disable-document
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
---
- { name: WARM_ENI_TARGET, value: 1 }
#                                 ^ error unquoted-value: WARM_ENI_TARGET
- { name: ENABLE_IPv6, value: "false" }
`);
  });

  it('a file, from any of its documents', () => {
    check(`- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
---
# eni-lens-disable-file unquoted-value
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
`);
  });
});

describe('a comment without effect is reported', () => {
  it('when nothing is found where it stands', () => {
    check(`# eni-lens-disable-next-line unquoted-value
# 29..43 warning unused-suppression: This comment silences no finding of unquoted-value
- { name: WARM_ENI_TARGET, value: "1" }
- { name: ENABLE_IPv6, value: "false" }
`);
  });

  it('also one of several ids', () => {
    check(`# eni-lens-disable-next-line unquoted-value, invalid-integer
# 45..60 warning unused-suppression: This comment silences no finding of invalid-integer
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
`);
  });

  it('when there is no such rule', () => {
    check(`# eni-lens-disable-next-line unqoted-value
# 29..42 warning unused-suppression: There is no rule unqoted-value: did you mean unquoted-value?
- { name: WARM_ENI_TARGET, value: "1" }
- { name: ENABLE_IPv6, value: "false" }
`);
  });

  it('but not for a rule the config file turns off', () => {
    check(`# file: eni-lens.yaml
rules: { unquoted-value: off }
# file: env.yaml
# eni-lens-disable-next-line unquoted-value
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
`);
  });
});
