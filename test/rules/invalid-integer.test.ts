import { describe, it } from 'vitest';
import { addon, item, manifest, patch } from '../harness/carriers.js';
import { check, checkFix } from '../harness/check.js';

const rule = 'invalid-integer';
const only = { only: rule };

describe(rule, () => {
  it('says what is used instead, and that no log says so', () => {
    check(
      patch(`- { name: WARM_ENI_TARGET, value: "two" }
#                                 ^^^^^ warning ${rule}: WARM_ENI_TARGET is "two", which the CNI does not read as a whole number: it uses 1 instead, and no log says so
- { name: MAX_ENI, value: "4 " }
#                         ^^^^ warning ${rule}: MAX_ENI is "4 ", which the CNI does not read as a whole number: it uses the instance type's limit instead
- { name: WARM_IP_TARGET, value: "-5" }
#                                ^^^^ warning ${rule}: WARM_IP_TARGET is -5, below 0: it counts as not set, and no log says so
- { name: WARM_PREFIX_TARGET, value: "99999999999999999999" }
#                                    ^^^^^^^^^^^^^^^^^^^^^^ warning ${rule}: WARM_PREFIX_TARGET is 99999999999999999999, more than a 64-bit number holds: it uses 0
- { name: HTTP_TIMEOUT, value: "5" }
#                              ^^^ warning ${rule}: HTTP_TIMEOUT is 5, below 10: it uses 10 instead`),
      only,
    );
  });

  it('is an error where aws-node exits', () => {
    check(
      patch(`- { name: IP_COOLDOWN_PERIOD, value: "30s" }
#                                    ^^^^^ error ${rule}: IP_COOLDOWN_PERIOD is "30s", which the CNI does not read as a whole number: aws-node exits
- { name: AWS_VPC_ENI_MTU, value: "" }
#                                 ^^ error ${rule}: AWS_VPC_ENI_MTU is empty, which is no whole number: aws-node exits
- { name: POD_MTU, value: "9k" }
#                         ^^^^ error ${rule}: POD_MTU is "9k"`),
      only,
    );
    check(
      patch(`- { name: IP_COOLDOWN_PERIOD, value: "-1" }
#                                    ^^^^ error ${rule}: IP_COOLDOWN_PERIOD is -1, below 0: aws-node exits`),
    );
  });

  it('accepts what Atoi accepts', () => {
    for (const text of ['0', '7', '+5', '007']) check(patch(item('WARM_IP_TARGET', text)), only);
  });

  it('takes an empty target for none', () => {
    check(patch(item('WARM_IP_TARGET', '')), only);
  });

  it('leaves a MAX_ENI that limits nothing to its own rule', () => {
    check(patch(item('MAX_ENI', '0')), only);
    check(patch(item('MAX_ENI', '-1')), only);
  });

  it('reads a mark in any base, and hints at octal ones', () => {
    for (const text of ['128', '0x80', '0b10000000', '1_000'])
      check(patch(item('AWS_VPC_K8S_CNI_CONNMARK', text)), only);
    // 0o200 = 2 × 64 = 128.
    const octal = (mark: string) => patch(`- { name: AWS_VPC_K8S_CNI_CONNMARK, value: "${mark}" }`);
    check(
      octal(`0200" }
#                                          ^^^^^^ hint ${rule}: AWS_VPC_K8S_CNI_CONNMARK is 0200: the leading zero makes it octal, so the mark is 128
- { name: MAX_ENI, value: "3`),
      only,
    );
    checkFix(octal('0200'), { rule, title: 'Write 128, the mark it is now', expected: octal('128') });
    checkFix(octal('0200'), { rule, title: 'Write 200, another mark', expected: octal('200') });
  });

  it('says which mark is used for a bad one', () => {
    check(
      patch(`- { name: AWS_VPC_K8S_CNI_CONNMARK, value: "0x8g" }
#                                          ^^^^^^ warning ${rule}: AWS_VPC_K8S_CNI_CONNMARK is "0x8g", which the CNI does not read as a whole number: it uses 128 instead`),
      only,
    );
    check(
      patch(`- { name: AWS_VPC_K8S_CNI_CONNMARK, value: "0" }
#                                          ^^^ warning ${rule}: AWS_VPC_K8S_CNI_CONNMARK is 0, outside 1 to 4294967295: it uses 128 instead`),
      only,
    );
  });

  it('is silent about what the version does not read', () => {
    check(manifest(item('IP_COOLDOWN_PERIOD', '30s'), { image: 'amazon-k8s-cni:v1.14.1' }), only);
  });

  it('explains a pool alone: what follows from the text is not reported beside it', () => {
    check(
      addon(`MINIMUM_IP_TARGET: "10"
WARM_IP_TARGET: "5 "
#               ^^^^ warning ${rule}: WARM_IP_TARGET is "5 "`),
    );
    check(
      addon(`WARM_IP_TARGET: "5"
MINIMUM_IP_TARGET: "ten"
#                  ^^^^^ warning ${rule}: MINIMUM_IP_TARGET is "ten"`),
    );
  });

  it('writes the number that is evidently meant', () => {
    checkFix(addon('MAX_ENI: "3 "'), { rule, expected: addon('MAX_ENI: "3"') });
    checkFix(addon('MAX_ENI: 3.0'), { rule, expected: addon('MAX_ENI: "3"') });
    checkFix(addon('IP_COOLDOWN_PERIOD: "60s"'), { rule, expected: addon('IP_COOLDOWN_PERIOD: "60"') });
    checkFix(patch(item('HTTP_TIMEOUT', '5')), { rule, expected: patch(item('HTTP_TIMEOUT', '10')) });
  });
});
